// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.pool.PoolCounters;
import io.github.nbl4j.pool.SlotPool;
import java.util.function.Supplier;

/** The library as its benchmarks use it, and the books that must balance afterwards. */
final class Nbl4jSubject {
    final NetBufferEnvironment environment;
    final NetBufferListPool pool;
    final NetBufferListCloner cloner;

    Nbl4jSubject(final int lists, final int clones) {
        environment = NetBufferEnvironment.create(p -> p.clones(clones).maxCaches(1));
        pool = NetBufferListPool.create(
                environment, p -> p.capacity(lists).dataSize(2048).maxCaches(1));
        cloner = new NetBufferListCloner(pool);
    }

    /** Takes all lists of a pool and gives them back in another order. */
    void shuffle(final NetBufferListPool of, final Supplier<NetBufferList> source) {
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
    void close() {
        cloner.close();
        for (final SlotPool each : environment.pools()) {
            each.audit().requireAllFree();
            final PoolCounters counters = each.counters();
            FifoBenchmark.require(
                    counters.inUse() == 0 && counters.exhausted() == 0 && counters.misuse() == 0, counters.toString());
        }
        pool.close();
        environment.close();
        FifoBenchmark.require(pool.isReleased(), "the pool must have given its memory back");
    }
}
