// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

/** Two threads that do the same with one pool, and share nothing else. */
abstract class PairsSubject implements Subject {
    abstract Side newSide();

    @Override
    public final boolean isPipeline() {
        return false;
    }

    @Override
    public final Side first() {
        return newSide();
    }

    @Override
    public final Side second() {
        return newSide();
    }
}
