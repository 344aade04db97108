// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

/** Opens the quarantine to the stress tests, with as few places as they like. See {@link Quarantine}. */
public final class QuarantinePlaces {
    private final Quarantine quarantine;

    public QuarantinePlaces(final int places) {
        quarantine = new Quarantine(places);
    }

    public int exchange(final int slot) {
        return quarantine.exchange(slot);
    }

    public int take() {
        return quarantine.take();
    }
}
