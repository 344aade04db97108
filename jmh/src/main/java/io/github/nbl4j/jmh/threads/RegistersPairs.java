// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import static io.github.nbl4j.jmh.FifoBenchmark.require;

import io.github.nbl4j.jmh.report.Steadiness;

/**
 * A control that has no pool, touches no memory and waits for nothing: what two threads of it get done, by what one
 * gets done, is all that the machine has to give just then.
 */
final class RegistersPairs extends PairsSubject {
    /** About ten nanoseconds for each unit, as a pool takes. */
    private static final int STEPS = 5;

    @Override
    Side newSide() {
        return new Registers();
    }

    @Override
    public void close() {
        // Has nothing.
    }

    private static final class Registers extends Fifo {
        private long seed = 1;

        @Override
        void round() {
            seed = Steadiness.spin(seed, STEPS * OUTSTANDING);
        }

        @Override
        public void close() {
            require(seed != 1 && seed != 0, "each round must change the seed: " + seed);
        }
    }
}
