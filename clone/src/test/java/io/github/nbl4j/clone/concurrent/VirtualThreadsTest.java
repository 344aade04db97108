// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.NetBufferList;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The clone path on virtual threads, which have no handle and may move between carriers at any yield. */
class VirtualThreadsTest {
    private static final int THREADS = 10_000;
    private static final int CAPACITY = 256;
    /** The fixture has 24 Mdls for each list, and a clone takes at most 8 of them. */
    private static final int CLONES = 24 * CAPACITY / 8;

    // Skipped by name before 21: there are no virtual threads.
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void shouldCloneOnTenThousandVirtualThreadsWithoutLossOrDouble() throws Exception {
        final AtomicInteger served = new AtomicInteger();
        final AtomicInteger clones = new AtomicInteger();
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        final List<Thread> threads = new ArrayList<>(THREADS);
        try (Fixture fixture = new Fixture(CAPACITY, 8)) {
            for (int i = 0; i < THREADS; i++) {
                final int value = i;
                threads.add(startVirtual(() -> {
                    try {
                        clones.addAndGet(cloneOnce(fixture, value));
                        served.incrementAndGet();
                    } catch (final Throwable ex) {
                        failure.compareAndSet(null, ex);
                    }
                }));
            }
            for (final Thread thread : threads) {
                thread.join();
            }
            if (failure.get() != null) {
                throw new AssertionError(failure.get());
            }
            assertEquals(THREADS, served.get());
            // A floor that any schedule gives: nobody is refused before this many are out.
            assertTrue(clones.get() >= CLONES, "clones must have been made: " + clones);
        }
    }

    /** Returns how many clones there were: none when a pool was exhausted. */
    private static int cloneOnce(final Fixture fixture, final int value) {
        NetBufferList list = fixture.allocate(value);
        while (list == null) {
            Thread.yield();
            list = fixture.allocate(value);
        }
        final int flags = (value & 1) == 0 ? CloneFlags.NONE : CloneFlags.USE_ORIGINAL_MDLS;
        final NetBufferList clone = fixture.anyThread.allocateClone(list, null, null, flags);
        Thread.yield();
        Fixture.verify(list, value);
        fixture.lists.free(list);
        if (clone != null) {
            Thread.yield();
            Fixture.verify(clone, value);
            fixture.lists.free(clone);
        }
        return clone == null ? 0 : 1;
    }

    /** Thread.startVirtualThread, which the release that this compiles for does not know. */
    private static Thread startVirtual(final Runnable body) {
        try {
            return (Thread) MethodHandles.publicLookup()
                    .findStatic(Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class))
                    .invoke(body);
        } catch (final Throwable ex) {
            throw new AssertionError(ex);
        }
    }
}
