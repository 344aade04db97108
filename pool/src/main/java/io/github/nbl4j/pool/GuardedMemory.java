// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Checked mode: memory that lies in the slots of a pool, as many blocks in each. Red zones round each block are filled
 * for good, the block itself while its slot rests. Whatever else is found there, somebody wrote who may not.
 */
final class GuardedMemory {
    private static final byte POISON = (byte) 0xDE;
    private static final long POISON_WORD = 0xDEDE_DEDE_DEDE_DEDEL;
    private static final int START = Slabs.RED_ZONE;

    private final String name;
    private final int length;
    private final int blocksPerSlot;
    /** With their red zones: the block itself lies from START on. */
    private final UnsafeBuffer[] blocks;

    /** Of pages that nobody uses yet. */
    GuardedMemory(final Slabs slabs, final int slots) {
        name = slabs.name();
        length = slabs.blockLength();
        if (slabs.blocks() % slots != 0) {
            throw new IllegalArgumentException("each slot must have as many blocks: memory=" + name + " blocks="
                    + slabs.blocks() + " slots=" + slots);
        }
        blocks = new UnsafeBuffer[length == 0 ? 0 : slabs.blocks()];
        blocksPerSlot = blocks.length / slots;
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = slabs.viewWithRedZones(i);
            blocks[i].setMemory(0, blocks[i].capacity(), POISON);
        }
    }

    /** The slot rests from now on. */
    void poison(final int slot) {
        for (int i = slot * blocksPerSlot; i < (slot + 1) * blocksPerSlot; i++) {
            blocks[i].setMemory(START, length, POISON);
        }
    }

    /** Its red zones are as they should be. */
    void mend(final int slot) {
        for (int i = slot * blocksPerSlot; i < (slot + 1) * blocksPerSlot; i++) {
            blocks[i].setMemory(0, START, POISON);
            blocks[i].setMemory(START + length, blocks[i].capacity() - START - length, POISON);
        }
    }

    /** Whether they are, and in a slot that rests everything between them. */
    boolean isWhole(final int slot, final boolean resting) {
        boolean whole = true;
        for (int i = slot * blocksPerSlot; i < (slot + 1) * blocksPerSlot; i++) {
            whole &= firstWritten(blocks[i], resting) == blocks[i].capacity();
        }
        return whole;
    }

    /** What stands where in the blocks that are not. */
    String damage(final int slot, final boolean resting) {
        final StringBuilder damage = new StringBuilder();
        for (int i = slot * blocksPerSlot; i < (slot + 1) * blocksPerSlot; i++) {
            final int at = firstWritten(blocks[i], resting);
            if (at < blocks[i].capacity()) {
                damage.append(" memory=" + name + " length=" + length + " offset=" + (at - START) + " found=0x"
                        + Integer.toHexString(blocks[i].getByte(at) & 0xFF) + " poison=0x"
                        + Integer.toHexString(POISON & 0xFF));
            }
        }
        return damage.toString();
    }

    /** The capacity when there is none. */
    private int firstWritten(final UnsafeBuffer block, final boolean resting) {
        if (resting) {
            return firstWritten(block, 0, block.capacity());
        }
        final int before = firstWritten(block, 0, START);
        return before < START ? before : firstWritten(block, START + length, block.capacity());
    }

    private static int firstWritten(final UnsafeBuffer block, final int from, final int to) {
        int at = from;
        while (at <= to - Long.BYTES && block.getLong(at) == POISON_WORD) {
            at += Long.BYTES;
        }
        while (at < to && block.getByte(at) == POISON) {
            at++;
        }
        return at;
    }
}
