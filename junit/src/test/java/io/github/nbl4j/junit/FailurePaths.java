// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nbl4j.nbl.NetBufferList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Test classes that {@link FailEachAllocationTest} runs. */
final class FailurePaths {
    private FailurePaths() {}

    /** Two clones of one list, or none. */
    static boolean fanOut(final boolean thorough) {
        final NetBufferList list = World.list();
        if (list == null) {
            return false;
        }
        final NetBufferList first = World.clone(list);
        final NetBufferList second = first == null ? null : World.clone(list);
        World.free(list);
        if (second == null) {
            if (first != null) {
                if (thorough) {
                    World.free(first);
                } else {
                    World.leave(first);
                }
            }
            return false;
        }
        World.free(first);
        World.free(second);
        return true;
    }

    static class Thorough {
        private NetBufferList around;

        @BeforeEach
        void take() {
            around = World.list();
            assertNotNull(around, "never refused");
        }

        @AfterEach
        void give() {
            World.free(World.list());
            World.free(around);
        }

        @FailEachAllocation
        void shouldFreeWhateverFails() {
            fanOut(true);
        }
    }

    static class Forgetful {
        @Test
        @NoLeaks
        void shouldFree() {
            fanOut(false);
        }

        @FailEachAllocation
        void shouldFreeWhateverFails() {
            fanOut(false);
        }
    }

    static class ExpectsNoNull {
        @FailEachAllocation
        void shouldFreeWhateverFails() {
            final NetBufferList list = World.list();
            final long handle = list.handle();
            World.free(World.environment.resolve(handle));
        }
    }

    static class FallsBack {
        @FailEachAllocation
        void shouldFreeWhateverFails() {
            final NetBufferList list = World.list();
            World.free(list != null ? list : World.environment.clonePool().allocate());
        }
    }

    static class TakesNothing {
        @FailEachAllocation
        void shouldPass() {}
    }

    static class WarmsUp {
        static boolean warm;

        @FailEachAllocation
        void shouldTakeTheSame() {
            if (!warm) {
                World.free(World.list());
                warm = true;
            }
        }
    }

    /** From the second run on it takes a clone first. */
    static class Grows {
        static boolean grown;

        @FailEachAllocation
        void shouldTakeTheSame() {
            final NetBufferList more = grown ? World.environment.clonePool().allocate() : null;
            grown = true;
            final NetBufferList list = World.list();
            if (more != null) {
                World.free(more);
            }
            if (list != null) {
                World.free(list);
            }
        }
    }

    static class FailsAnyway {
        @FailEachAllocation
        void shouldFail() {
            World.leave(World.list());
        }
    }

    /** A body that JUnit sees as aborted, which the test of the extension runs by hand: no run may count as passed. */
    static class IsAborted {
        @FailEachAllocation
        void shouldAbort() {
            World.free(World.list());
            assumeTrue(false);
        }
    }

    /** The refused pool counts what it refused, and loses nothing. */
    static class Counts {
        @FailEachAllocation
        void shouldCount() {
            final long before = World.pool.counters().exhausted();
            final NetBufferList list = World.list();
            final long refused = World.pool.counters().exhausted() - before;
            if (list != null) {
                World.free(list);
            }
            if ((refused == 1) != (list == null)) {
                throw new AssertionError("refused=" + refused + " list=" + list);
            }
        }
    }
}
