// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Checked;
import io.github.nbl4j.pool.Irql;
import io.github.nbl4j.pool.SlotPool;

/** The words of a NetBuffer that belong to others: rarely used, so one array holds them and one flag says so. */
@Irql(Irql.Level.DISPATCH_LEVEL)
abstract class NetBufferReserved extends NetBufferFields {
    static final int PROTOCOL_RESERVED = 0;
    static final int PROTOCOL_RESERVED_COUNT = 6;
    static final int MINIPORT_RESERVED = PROTOCOL_RESERVED + PROTOCOL_RESERVED_COUNT;
    static final int MINIPORT_RESERVED_COUNT = 4;
    static final int DATA_PHYSICAL_ADDRESS = MINIPORT_RESERVED + MINIPORT_RESERVED_COUNT;
    static final int CHECKSUM_BIAS = DATA_PHYSICAL_ADDRESS + 1;
    static final int WORD_COUNT = CHECKSUM_BIAS + 1;

    final long[] words = new long[WORD_COUNT];

    NetBufferReserved(
            final NetBufferEnvironment environment,
            final SlotPool pool,
            final int id,
            final Mdl embedded,
            final Mdl room) {
        super(environment, pool, id, embedded, room);
    }

    /**
     * The ChecksumBias field: bytes at the start of the data to leave out of a checksum.
     *
     * @return 0 in a fresh NetBuffer.
     */
    public final int checksumBias() {
        return (int) word(CHECKSUM_BIAS);
    }

    /**
     * Writes the ChecksumBias field.
     *
     * @param value from 0 to 65,535.
     * @throws IllegalArgumentException when it is not.
     * @throws IllegalStateException when this NetBuffer or its list was freed.
     */
    public final void checksumBias(final int value) {
        if (value < 0 || value > 0xFFFF) {
            throw new IllegalArgumentException("checksumBias must be from 0 to 65535: checksumBias=" + value);
        }
        write(CHECKSUM_BIAS, value);
    }

    /**
     * A word of the protocol's area.
     *
     * @param i from 0 to 5.
     * @return 0 in a fresh NetBuffer.
     * @throws IllegalArgumentException when i is out of range.
     */
    public final long protocolReserved(final int i) {
        return word(PROTOCOL_RESERVED + requireIndex(i, PROTOCOL_RESERVED_COUNT));
    }

    /**
     * Writes a word of the protocol's area.
     *
     * @param i from 0 to 5.
     * @param value any.
     * @throws IllegalArgumentException when i is out of range.
     * @throws IllegalStateException when this NetBuffer or its list was freed.
     */
    public final void protocolReserved(final int i, final long value) {
        write(PROTOCOL_RESERVED + requireIndex(i, PROTOCOL_RESERVED_COUNT), value);
    }

    /**
     * A word of the miniport's area.
     *
     * @param i from 0 to 3.
     * @return 0 in a fresh NetBuffer.
     * @throws IllegalArgumentException when i is out of range.
     */
    public final long miniportReserved(final int i) {
        return word(MINIPORT_RESERVED + requireIndex(i, MINIPORT_RESERVED_COUNT));
    }

    /**
     * Writes a word of the miniport's area.
     *
     * @param i from 0 to 3.
     * @param value any.
     * @throws IllegalArgumentException when i is out of range.
     * @throws IllegalStateException when this NetBuffer or its list was freed.
     */
    public final void miniportReserved(final int i, final long value) {
        write(MINIPORT_RESERVED + requireIndex(i, MINIPORT_RESERVED_COUNT), value);
    }

    /**
     * The DataPhysicalAddress field.
     *
     * @return 0 in a fresh NetBuffer.
     */
    public final long dataPhysicalAddress() {
        return word(DATA_PHYSICAL_ADDRESS);
    }

    /**
     * Writes the DataPhysicalAddress field.
     *
     * @param value any.
     * @throws IllegalStateException when this NetBuffer or its list was freed.
     */
    public final void dataPhysicalAddress(final long value) {
        write(DATA_PHYSICAL_ADDRESS, value);
    }

    private long word(final int word) {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return words[word];
    }

    private void write(final int word, final long value) {
        requireHeld();
        hold(WORDS_WRITTEN);
        words[word] = value;
    }

    private static int requireIndex(final int i, final int count) {
        if (i < 0 || i >= count) {
            throw new IllegalArgumentException("word must be from 0 to " + (count - 1) + ": word=" + i);
        }
        return i;
    }
}
