// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.faults;

import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.pool.Checked;
import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotObserver;
import io.github.nbl4j.pool.SlotPool;

/** Builds the first environment of its JVM while an observer refuses the n-th allocation and all that follow. */
final class ObservedRehearsal implements SlotObserver {
    private int left;

    private ObservedRehearsal(final int left) {
        this.left = left;
    }

    /** @param args how many allocations are granted first. */
    public static void main(final String[] args) {
        final SlotObserver observer = new ObservedRehearsal(Integer.parseInt(args[0]));
        Checked.install(observer);
        try {
            NetBufferEnvironment.create(p -> {}).close();
        } catch (final IllegalStateException ex) {
            System.out.println("refused: " + ex.getMessage());
        }
        Checked.remove(observer);
        NetBufferEnvironment.create(p -> {}).close();
        System.out.println("built");
    }

    @Override
    public boolean refuses(final SlotPool pool) {
        return left-- <= 0;
    }

    @Override
    public void taken(final SlotPool pool, final Slot slot) {}

    @Override
    public void derived(final Slot child, final Slot parent) {}

    @Override
    public void released(final Slot slot) {}

    @Override
    public void given(final SlotPool pool, final Slot slot) {}
}
