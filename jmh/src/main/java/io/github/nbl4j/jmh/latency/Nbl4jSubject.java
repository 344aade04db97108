// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.pool.PoolCounters;
import io.github.nbl4j.pool.SlotPool;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.function.Supplier;

/** The library: clones with the original's Mdls, as references in the user's queues. */
final class Nbl4jSubject implements Subject<NetBufferList> {
    private static final int POPULATION = 65_536;
    private static final int THREADS = 2;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final NetBufferEnvironment environment = NetBufferEnvironment.create(
            p -> p.clones(POPULATION).mdls(1).netBuffers(1).maxCaches(THREADS));
    private final NetBufferListPool pool = NetBufferListPool.create(
            environment, p -> p.capacity(POPULATION).dataSize(BUFFER).maxCaches(THREADS));

    Nbl4jSubject(final boolean shuffled) {
        if (shuffled) {
            shuffle();
        }
    }

    private void shuffle() {
        try (NetBufferListCloner cloner = new NetBufferListCloner(pool)) {
            shuffle(cloner, cloner::allocate);
            final NetBufferList original = cloner.allocate();
            shuffle(cloner, () -> cloner.allocateClone(original, CloneFlags.USE_ORIGINAL_MDLS));
            cloner.free(original);
        }
    }

    private static void shuffle(final NetBufferListCloner cloner, final Supplier<NetBufferList> source) {
        final NetBufferList[] all = new NetBufferList[POPULATION];
        Arrays.setAll(all, i -> source.get());
        Collections.shuffle(Arrays.asList(all), new Random(20_061_107));
        for (final NetBufferList list : all) {
            cloner.free(list);
        }
    }

    @Override
    public Source<NetBufferList> openSource() {
        return new Producing(new NetBufferListCloner(pool));
    }

    @Override
    public Sink<NetBufferList> openSink() {
        return new Consuming(new NetBufferListCloner(pool));
    }

    @Override
    public void close() {
        for (final SlotPool each : environment.pools()) {
            each.audit().requireAllFree();
            final PoolCounters counters = each.counters();
            Subject.require(
                    counters.inUse() == 0 && counters.exhausted() == 0 && counters.misuse() == 0, counters.toString());
        }
        pool.close();
        environment.close();
        Subject.require(pool.isReleased(), "the pool must have given its memory back");
    }

    private static final class Producing implements Source<NetBufferList> {
        private final NetBufferListCloner cloner;
        private final NetBufferList held;
        private final NetBufferList[] outstanding = new NetBufferList[OUTSTANDING];
        private int oldest;

        Producing(final NetBufferListCloner cloner) {
            this.cloner = cloner;
            held = cloner.allocate();
            held.firstNetBuffer().adjustData(HEADROOM, LENGTH);
            Arrays.setAll(outstanding, i -> cloner.allocateClone(held, CloneFlags.USE_ORIGINAL_MDLS));
        }

        @Override
        public NetBufferList[] lanes() {
            return new NetBufferList[LANES];
        }

        @Override
        public void packet(final long number, final long intended, final NetBufferList[] clones) {
            final NetBufferList packet = cloner.allocate();
            final NetBuffer bytes = packet.firstNetBuffer();
            bytes.adjustData(HEADROOM, LENGTH);
            bytes.putLong(0, number, ORDER);
            bytes.putLong(Long.BYTES, intended, ORDER);
            Subject.require(
                    cloner.allocateClones(packet, CloneFlags.USE_ORIGINAL_MDLS, clones, LANES),
                    "the pool must have clones for all lanes");
            cloner.free(packet);
        }

        @Override
        public void cloneAndFree() {
            final int i = oldest;
            oldest = i + 1 & OUTSTANDING - 1;
            cloner.free(outstanding[i]);
            outstanding[i] = cloner.allocateClone(held, CloneFlags.USE_ORIGINAL_MDLS);
        }

        @Override
        public void close() {
            cloner.free(outstanding, OUTSTANDING);
            Subject.require(held.childRefCount() == 0, "all clones must have ended: " + held);
            cloner.free(held);
            cloner.close();
        }
    }

    private static final class Consuming implements Sink<NetBufferList> {
        private final NetBufferListCloner cloner;

        Consuming(final NetBufferListCloner cloner) {
            this.cloner = cloner;
        }

        @Override
        public long number(final NetBufferList clone) {
            return clone.firstNetBuffer().getLong(0, ORDER);
        }

        @Override
        public long intended(final NetBufferList clone) {
            return clone.firstNetBuffer().getLong(Long.BYTES, ORDER);
        }

        @Override
        public void free(final int lane, final NetBufferList clone) {
            cloner.free(clone);
        }

        @Override
        public void close() {
            cloner.close();
        }
    }
}
