// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.epsilon;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * One thread's share: it allocates, clones, copies, cuts and frees in several ways, and hands clones to the other
 * thread, which frees them. Every list that is allocated, cloned or freed counts as one operation.
 */
final class Traffic {
    /** More than a cache holds, so that slots go through the depot. */
    private static final int BURST = 80;

    private static final int FAN = 8;
    private static final int CONTEXT_BYTES = 16;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final NetBufferListCloner cloner;
    private final OneToOneConcurrentArrayQueue<NetBufferList> toOther;
    private final OneToOneConcurrentArrayQueue<NetBufferList> fromOther;
    private final Disturbance disturbance;
    private final NetBufferList[] burst = new NetBufferList[BURST];
    private final NetBufferList[] fan = new NetBufferList[FAN];
    private final long[] handles = new long[FAN];
    private long random;
    private long operations;

    /** What a twin does beside: every so many operations, so that the proof must fail. */
    record Disturbance(long every, Consumer<NetBufferListCloner> what) {
        static final Disturbance NONE = new Disturbance(Long.MAX_VALUE, cloner -> {});
        /** A double free, which must be refused. */
        static final Disturbance MISUSE = new Disturbance(1 << 20, Traffic::freeTwice);
    }

    private static void freeTwice(final NetBufferListCloner cloner) {
        final NetBufferList list = cloner.allocate();
        cloner.free(list);
        try {
            cloner.free(list);
        } catch (final IllegalStateException ex) {
            // The count of refusals says so.
        }
    }

    /** By the thread that will run it. */
    Traffic(
            final NetBufferListCloner cloner,
            final OneToOneConcurrentArrayQueue<NetBufferList> toOther,
            final OneToOneConcurrentArrayQueue<NetBufferList> fromOther,
            final Disturbance disturbance,
            final long seed) {
        this.cloner = cloner;
        this.toOther = toOther;
        this.fromOther = fromOther;
        this.disturbance = disturbance;
        random = seed;
    }

    /** Goes on until at least so many more operations are done, and says how many they were. */
    long run(final long enough) {
        final long begin = operations;
        long due = begin + disturbance.every();
        while (operations - begin < enough) {
            step();
            while (operations - due >= 0) {
                disturbance.what().accept(cloner);
                due += disturbance.every();
            }
        }
        return operations - begin;
    }

    private void step() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        final int flags = (random & 256) == 0 ? CloneFlags.NONE : CloneFlags.USE_ORIGINAL_MDLS;
        switch ((int) random & 15) {
            case 0, 1 -> exchange(flags);
            case 2, 3, 4, 5 -> fanOut(flags);
            case 6, 7, 8, 9 -> family(flags);
            case 10 -> shared(flags);
            case 11 -> moved();
            case 12 -> cut();
            case 13 -> copied();
            default -> {
                cloner.free(born());
                operations += 2;
            }
        }
    }

    /** A parent and its clone, freed in either order. */
    private void family(final int flags) {
        final NetBufferList parent = born();
        final NetBufferList clone = alive(cloner.allocateClone(parent, flags));
        final boolean parentFirst = (random & 512) == 0;
        cloner.free(parentFirst ? parent : clone);
        cloner.free(parentFirst ? clone : parent);
        operations += 4;
    }

    /** A clone by handle, of a list that ends before it. */
    private void shared(final int flags) {
        final NetBufferList parent = born();
        final NetBufferList clone = alive(cloner.allocateCloneShared(cloner.share(parent), flags));
        cloner.free(parent);
        cloner.free(clone);
        operations += 4;
    }

    /** A header before a clone's data, in its private memory, and a context beside it. */
    private void moved() {
        final NetBufferList parent = filled();
        final NetBufferList clone = alive(cloner.allocateClone(parent, CloneFlags.NONE));
        final NetBuffer netBuffer = clone.firstNetBuffer();
        require(netBuffer.retreatPrivate(Long.BYTES) && clone.allocateContext(CONTEXT_BYTES, 0));
        netBuffer.putLong(0, random, ORDER);
        require(netBuffer.getLong(0, ORDER) == random && netBuffer.getLong(Long.BYTES, ORDER) == operations);
        netBuffer.advance(Long.BYTES, true);
        clone.freeContext(CONTEXT_BYTES);
        cloner.free(parent);
        cloner.free(clone);
        operations += 4;
    }

    /** Two fragments of one packet. */
    private void cut() {
        final NetBufferList parent = filled();
        final NetBufferList fragments =
                alive(cloner.allocateFragment(parent, null, null, 0, TwoThreads.BYTES / 2, Long.BYTES, 0));
        require(fragments.firstNetBuffer().getLong(Long.BYTES, ORDER) == operations);
        cloner.freeFragment(fragments, Long.BYTES);
        cloner.free(parent);
        operations += 4;
    }

    /** A copy that lives on. */
    private void copied() {
        final NetBufferList original = filled();
        final NetBufferList copy = alive(cloner.deepCopy(original));
        cloner.free(original);
        require(copy.firstNetBuffer().getLong(0, ORDER) == operations);
        cloner.free(copy);
        operations += 4;
    }

    /** A packet that begins with how many operations there were. */
    private NetBufferList filled() {
        final NetBufferList list = born();
        list.firstNetBuffer().adjustData(0, TwoThreads.BYTES);
        list.firstNetBuffer().putLong(0, operations, ORDER);
        return list;
    }

    private void fanOut(final int flags) {
        final NetBufferList parent = born();
        if ((random & 512) == 0) {
            require(cloner.allocateClones(parent, flags, fan, FAN));
            cloner.free(parent);
            cloner.free(fan, FAN);
        } else {
            require(cloner.allocateClones(parent, flags, handles, FAN));
            cloner.free(parent);
            cloner.free(handles, FAN);
        }
        operations += 2 + 2 * FAN;
    }

    /** Parents end here, their clones on the other thread; what that has no room for ends here too. */
    private void exchange(final int flags) {
        for (int i = 0; i < BURST; i++) {
            burst[i] = born();
        }
        for (int i = 0; i < BURST; i++) {
            final NetBufferList parent = burst[i];
            burst[i] = alive(cloner.allocateClone(parent, flags));
            cloner.free(parent);
        }
        operations += 3 * BURST;
        for (int i = 0; i < BURST; i++) {
            if (!toOther.offer(burst[i])) {
                cloner.free(burst[i]);
                operations++;
            }
        }
        drain();
    }

    void drain() {
        for (NetBufferList list = fromOther.poll(); list != null; list = fromOther.poll()) {
            cloner.free(list);
            operations++;
        }
    }

    private NetBufferList born() {
        return alive(cloner.allocate());
    }

    private static NetBufferList alive(final NetBufferList list) {
        require(list != null);
        return list;
    }

    private static void require(final boolean served) {
        if (!served) {
            throw new IllegalStateException("a pool that is large enough must serve every call: served=false");
        }
    }
}
