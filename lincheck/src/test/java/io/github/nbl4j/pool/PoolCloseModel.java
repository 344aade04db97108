// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

/** A pool that is closed while threads take, give, and hold slots. */
public final class PoolCloseModel extends ClosingModel {
    public PoolCloseModel() {
        super(1);
        setUp();
    }

    private void setUp() {
        take(pool.uncached(), 1);
        take(pool.uncached(), 2);
    }
}
