// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.allocate;

import io.github.nbl4j.jmh.FifoBenchmark;
import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Descriptors that know their index, out of a table: as large as DPDK's, and made ready as one of its is. */
public class BurstJctoolsBenchmark extends FifoBenchmark {
    private final Item[] table = new Item[POPULATION];
    private final Item[] burst = new Item[BurstNbl4jBenchmark.BURST];
    private final JctoolsMagazines free = new JctoolsMagazines(POPULATION);

    /** Two cache lines. */
    private static final class Item {
        final int index;
        int length = -1;
        long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12;

        Item(final int index) {
            this.index = index;
        }
    }

    @Setup
    public void fill() {
        final Item[] all = new Item[POPULATION];
        for (int i = 0; i < POPULATION; i++) {
            all[i] = table[i] = new Item(i);
        }
        shuffle(all);
        for (final Item each : all) {
            free.give(each.index);
        }
        promote();
    }

    @Benchmark
    @OperationsPerInvocation(BurstNbl4jBenchmark.BURST)
    @Row(work = Work.BURST_256, subject = "JCTools MPMC of magazines")
    public void references() {
        for (int i = 0; i < burst.length; i++) {
            final Item item = table[free.take()];
            item.length = 0;
            burst[i] = item;
        }
        for (int i = 0; i < burst.length; i++) {
            free.give(burst[i].index);
        }
    }

    @TearDown
    public void verify() {
        final Set<Item> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int index = free.take(); index >= 0; index = free.take()) {
            seen.add(table[index]);
        }
        require(seen.stream().noneMatch(item -> item.length != 0), "the queue must have handed out all of them");
        require(seen.size() == POPULATION, "all must be free, each once: found=" + seen.size());
    }
}
