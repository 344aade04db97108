// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Test classes that {@link ParallelTest} runs. */
final class Together {
    private static final AtomicInteger RUNNING = new AtomicInteger();
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);

    private Together() {}

    static class Unwatched {
        @RepeatedTest(50)
        void shouldTakeAList() {
            RUNNING.incrementAndGet();
            World.free(World.list());
            Thread.yield();
            RUNNING.decrementAndGet();
        }
    }

    static class Watched {
        @RepeatedTest(50)
        @NoLeaks
        void shouldBeAlone() {
            assertEquals(1, RUNNING.incrementAndGet());
            World.free(World.list());
            Thread.yield();
            assertEquals(0, RUNNING.decrementAndGet());
        }
    }

    static class WatchedToo extends Watched {
        @FailEachAllocation
        void shouldBeAloneWhateverFails() {
            assertEquals(1, RUNNING.incrementAndGet());
            FailurePaths.fanOut(true);
            assertEquals(0, RUNNING.decrementAndGet());
        }
    }

    /** The twin: without the annotation two tests meet. */
    static class Meeting {
        @Test
        void shouldMeet() throws Exception {
            BOTH.await(30, TimeUnit.SECONDS);
        }

        @Test
        void shouldMeetToo() throws Exception {
            BOTH.await(30, TimeUnit.SECONDS);
        }
    }
}
