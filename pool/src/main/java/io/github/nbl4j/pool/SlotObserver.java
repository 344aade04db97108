// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

/**
 * Sees the slots of all pools come and go, and may refuse one: what a leak checker needs. It is told in checked mode
 * only, and while it is {@link Checked#install installed}; production mode has no trace of it. Called by the threads
 * that take and give, so by several at once, but of one slot in the order of its life: the giver reports before another
 * thread can take it. An implementation calls no pool and throws nothing.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public interface SlotObserver {
    /**
     * Asked before each take from an open pool.
     *
     * @param pool that a slot is about to be taken from.
     * @return true to make the pool answer as an exhausted one does.
     */
    boolean refuses(SlotPool pool);

    /**
     * A slot left its pool. Its life begins next; {@link Slot#generation()} is already that life's.
     *
     * @param pool that it belongs to.
     * @param slot now the caller's.
     */
    void taken(SlotPool pool, Slot slot);

    /**
     * A life that has just begun lives off another one, whose slot goes home after this one's.
     *
     * @param child the slot that was taken.
     * @param parent the slot that it lives off.
     */
    void derived(Slot child, Slot parent);

    /**
     * The owner is done with a slot that others still use; the last of them will give it back.
     *
     * @param slot still out.
     */
    void released(Slot slot);

    /**
     * A slot is about to be given back.
     *
     * @param pool that it belongs to.
     * @param slot nobody's from now on.
     */
    void given(SlotPool pool, Slot slot);
}
