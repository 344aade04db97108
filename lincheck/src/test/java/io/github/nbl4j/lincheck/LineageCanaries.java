// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.Operation;

/** Broken: the words of {@code Lineage} with one mistake left in each. */
final class LineageCanaries {
    private static final long BIAS = 1L << 38;

    private LineageCanaries() {}

    /** A list with two clones: deaths are counted by a read and a store. See {@link LineageModel}. */
    public static final class PlainDeaths {
        private volatile long state = BIAS;

        @Operation(runOnce = true)
        public int freeOriginal() {
            return isLast(2 - BIAS);
        }

        @Operation(runOnce = true)
        public int freeFirst() {
            return isLast(-1);
        }

        @Operation(runOnce = true)
        public int freeSecond() {
            return isLast(-1);
        }

        private int isLast(final long change) {
            final long left = state + change;
            state = left;
            return left == 0 ? 1 : 0;
        }
    }

    /** The owner's free is told to the clones first and to itself afterwards. See {@link LineageModel}. */
    public static final class PhaseAfterCount {
        private static final int OWNED = 1;
        private static final int RELEASED = 2;

        private final AtomicLong state = new AtomicLong(BIAS);
        private int phase = OWNED;

        @Operation(runOnce = true)
        public int freeOriginal() {
            final boolean last = state.addAndGet(1 - BIAS) == 0;
            phase = RELEASED;
            return last ? rest() : 0;
        }

        @Operation(runOnce = true)
        public int freeClone() {
            return state.addAndGet(-1) == 0 ? rest() : 0;
        }

        /** What the next owner finds: 1 for a clean word. */
        private int rest() {
            final int before = phase;
            phase = 0;
            return before == RELEASED ? 1 : -1;
        }
    }

    /**
     * The word that shared clones are counted in has no generation: reset for the next life, it takes a late clone for
     * one of the new life. See {@link SharedCloneModel}.
     */
    public static final class SharedWithoutGeneration {
        private final AtomicLong state = new AtomicLong(BIAS);

        @Operation
        public int cloneShared() {
            long seen = state.get();
            while (seen >= BIAS / 2) {
                if (state.compareAndSet(seen, seen + 1)) {
                    return 1;
                }
                seen = state.get();
            }
            return 0;
        }

        @Operation(runOnce = true)
        public int freeOriginal() {
            if (state.addAndGet(-BIAS) != 0) {
                return 0;
            }
            state.set(BIAS);
            return 1;
        }
    }

    /** What the one above should do: alone it makes the mistake too. */
    public static final class Shared {
        private boolean alive = true;
        private boolean cloned;

        public int cloneShared() {
            cloned |= alive;
            return alive ? 1 : 0;
        }

        public int freeOriginal() {
            alive = false;
            return cloned ? 0 : 1;
        }
    }
}
