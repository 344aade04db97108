// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import io.github.nbl4j.fanout.medium.Receiver;

/** A strategy: reads every byte and keeps a running hash. */
final class StrategyWork<P> implements LaneWork<P> {
    private final String name;
    private int hash;

    StrategyWork(final int number) {
        name = "strategy-" + number;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean handle(final Receiver<P> receiver, final P clone, final int packet) {
        hash = receiver.hash(clone, hash);
        return true;
    }

    @Override
    public void restart() {
        hash = 0;
    }

    @Override
    public int hash() {
        return hash;
    }

    @Override
    public void close() {}
}
