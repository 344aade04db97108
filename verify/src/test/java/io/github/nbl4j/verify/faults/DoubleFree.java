// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.faults;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import java.util.concurrent.atomic.AtomicLongArray;

/** Two threads that free the same list at the same moment, again and again, each with a cloner of its own. */
final class DoubleFree implements AutoCloseable {
    private static final int BATCH = 64;
    /** The two counts of {@link #meet} lie on lines of their own. */
    private static final int APART = 16;

    private final NetBufferEnvironment environment = NetBufferEnvironment.create(p ->
            p.clones(2 * BATCH).netBuffers(1).mdls(1).segments(1).contexts(1).maxCaches(2));
    private final NetBufferListPool pool = NetBufferListPool.create(
            environment, p -> p.capacity(2 * BATCH).dataSize(64).maxCaches(2));
    private final AtomicLongArray arrivals = new AtomicLongArray(2 * APART);
    private final NetBufferList[] lists = new NetBufferList[BATCH];
    private final boolean[][] freed = new boolean[2][BATCH];
    private volatile Throwable failure;
    private volatile boolean ends;
    private long freedByBoth;
    private long freedByNobody;
    private long rounds;

    /** At least so many lists, or fewer when one was freed by both and that is enough. */
    void race(final long atLeast, final boolean untilFreedByBoth) throws InterruptedException {
        final Thread other = new Thread(() -> guarded(() -> free(1)), "double-free");
        other.start();
        guarded(() -> {
            try (NetBufferListCloner cloner = new NetBufferListCloner(pool)) {
                while (!ends) {
                    final NetBufferList parent = fill(cloner);
                    freeBatch(cloner, 0);
                    count();
                    cloner.free(parent);
                    ends = rounds >= atLeast || untilFreedByBoth && freedByBoth > 0;
                    meet(0);
                }
            }
        });
        other.join();
        if (failure != null) {
            throw new AssertionError(failure);
        }
    }

    long freedByBoth() {
        return freedByBoth;
    }

    long freedByNobody() {
        return freedByNobody;
    }

    long rounds() {
        return rounds;
    }

    long misuse() {
        return environment.pools().stream()
                .mapToLong(each -> each.counters().misuse())
                .sum();
    }

    private void free(final int thread) {
        try (NetBufferListCloner cloner = new NetBufferListCloner(pool)) {
            while (!ends) {
                freeBatch(cloner, thread);
                meet(thread);
            }
        }
    }

    /** Every other list is a clone of one parent, which is the caller's. */
    private NetBufferList fill(final NetBufferListCloner cloner) {
        final NetBufferList parent = cloner.allocate();
        for (int i = 0; i < BATCH; i++) {
            lists[i] = i % 2 == 0 ? cloner.allocate() : cloner.allocateClone(parent, CloneFlags.NONE);
        }
        return parent;
    }

    private void freeBatch(final NetBufferListCloner cloner, final int thread) {
        for (int i = 0; i < BATCH; i++) {
            meet(thread);
            final NetBufferList list = lists[i];
            try {
                cloner.free(list);
                freed[thread][i] = true;
            } catch (final IllegalStateException ex) {
                freed[thread][i] = false;
                if (!ex.getMessage().startsWith("must be owned by the caller: ")) {
                    throw ex;
                }
            }
        }
        meet(thread);
    }

    private void count() {
        for (int i = 0; i < BATCH; i++) {
            rounds++;
            freedByBoth += freed[0][i] && freed[1][i] ? 1 : 0;
            freedByNobody += freed[0][i] || freed[1][i] ? 0 : 1;
        }
    }

    /** Both threads go on from here at the same moment, as far as the processors allow. */
    private void meet(final int thread) {
        final long arrival = arrivals.incrementAndGet(thread * APART);
        for (int spins = 1; arrivals.get((1 - thread) * APART) < arrival; spins++) {
            if (failure != null) {
                throw new IllegalStateException("the other thread must go on: failure=" + failure);
            }
            if (spins % 1_000 == 0) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private void guarded(final Runnable body) {
        try {
            body.run();
        } catch (final Throwable ex) {
            if (failure == null) {
                failure = ex;
            }
        }
    }

    @Override
    public void close() {
        environment.pools().forEach(each -> each.audit().requireAllFree());
        pool.close();
        environment.close();
    }

    /** In production mode, where nobody decides such a race: until one list was freed twice. */
    public static void main(final String[] args) throws InterruptedException {
        final DoubleFree frees = new DoubleFree();
        frees.race(Long.parseLong(args[0]), true);
        System.out.println("freedByBoth=" + frees.freedByBoth());
    }
}
