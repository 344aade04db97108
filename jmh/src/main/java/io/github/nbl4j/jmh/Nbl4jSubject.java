// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferEnvironmentParameters;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.pool.PoolCounters;
import io.github.nbl4j.pool.SlotPool;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The library as its benchmarks use it, and the books that must balance afterwards. */
public final class Nbl4jSubject {
    public final NetBufferEnvironment environment;
    public final NetBufferListPool pool;
    /** Of the thread that built this. */
    public final NetBufferListCloner cloner;

    /** Lists of 2,048 bytes, and as many clones as that, for the calling thread. */
    public Nbl4jSubject(final int lists, final int clones) {
        this(lists, clones, 1);
    }

    /** For so many threads, the calling one included. */
    public Nbl4jSubject(final int lists, final int clones, final int threads) {
        this(lists, 2048, threads, p -> p.clones(clones));
    }

    /** Lists of that many bytes, in an environment of such default pools. */
    public Nbl4jSubject(
            final int lists,
            final int dataSize,
            final int threads,
            final Consumer<NetBufferEnvironmentParameters> sizes) {
        environment = NetBufferEnvironment.create(p -> sizes.accept(p.maxCaches(threads)));
        pool = NetBufferListPool.create(
                environment, p -> p.capacity(lists).dataSize(dataSize).maxCaches(threads));
        cloner = new NetBufferListCloner(pool);
    }

    /** Takes all lists of a pool and gives them back in another order. */
    public void shuffle(final NetBufferListPool of, final Supplier<NetBufferList> source) {
        final NetBufferList[] all = new NetBufferList[of.population()];
        for (int i = 0; i < all.length; i++) {
            all[i] = source.get();
        }
        FifoBenchmark.shuffle(all);
        for (final NetBufferList list : all) {
            cloner.free(list);
        }
    }

    /** Every slot is home, and no call failed or was refused on the way. */
    public void close() {
        close(0);
    }

    /** The same after so many allocations of lists that had to fail. */
    public void close(final long failures) {
        cloner.close();
        for (final SlotPool each : environment.pools()) {
            each.audit().requireAllFree();
            final PoolCounters counters = each.counters();
            FifoBenchmark.require(
                    counters.inUse() == 0
                            && counters.exhausted() == (each == pool ? failures : 0)
                            && counters.misuse() == 0,
                    counters.toString());
        }
        for (final SlotPool each : environment.pools()) {
            each.close();
            FifoBenchmark.require(each.isReleased(), "a pool must give its memory back: pool=" + each.name());
        }
    }
}
