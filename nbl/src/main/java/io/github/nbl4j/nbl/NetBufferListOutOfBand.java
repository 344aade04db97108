// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Checked;
import io.github.nbl4j.pool.Irql;
import java.util.Arrays;

/**
 * What a list says about all its NetBuffers: info slots, reserved areas, flags, status. One array holds them and one
 * flag says that any was written; most packets touch none, so neither allocate nor free does.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
abstract class NetBufferListOutOfBand extends Lineage {
    /** Slots of NetBufferListInfo, in the 64-bit order of the structure. */
    private static final int INFO = 0;

    private static final int INFO_COUNT = NetBufferListInfo.COUNT;

    private static final int PROTOCOL_RESERVED = INFO + INFO_COUNT;
    private static final int PROTOCOL_RESERVED_COUNT = 4;
    private static final int MINIPORT_RESERVED = PROTOCOL_RESERVED + PROTOCOL_RESERVED_COUNT;
    private static final int MINIPORT_RESERVED_COUNT = 2;
    private static final int SCRATCH = MINIPORT_RESERVED + MINIPORT_RESERVED_COUNT;
    private static final int SOURCE_HANDLE = SCRATCH + 1;
    static final int NBL_FLAGS = SOURCE_HANDLE + 1;
    private static final int FLAGS = NBL_FLAGS + 1;
    private static final int STATUS = FLAGS + 1;
    private static final int OWNER_ID = STATUS + 1;
    private static final int COUNT = OWNER_ID + 1;

    private final long[] words = new long[COUNT];

    NetBufferListOutOfBand(final NetBufferListPool pool, final int id, final NetBuffer embedded) {
        super(pool, id, embedded);
        resetWords();
    }

    /**
     * A slot of NetBufferListInfo. Owner only.
     *
     * @param slot from 0 to 26, see {@link NetBufferListInfo}.
     * @return its value.
     * @throws IllegalArgumentException when the slot is out of range.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblinfo/ne-nblinfo-ndis_net_buffer_list_info">NDIS_NET_BUFFER_LIST_INFO</a>
     */
    public final long netBufferListInfo(final int slot) {
        return word(index("info slot", slot, INFO, INFO_COUNT));
    }

    /**
     * Writes a slot of NetBufferListInfo. Owner only.
     *
     * @param slot from 0 to 26, see {@link NetBufferListInfo}.
     * @param value any.
     * @throws IllegalArgumentException when the slot is out of range.
     * @throws IllegalStateException when the list was freed.
     */
    public final void netBufferListInfo(final int slot, final long value) {
        write(index("info slot", slot, INFO, INFO_COUNT), value);
    }

    /**
     * A word of the area that belongs to the protocol. Owner only.
     *
     * @param i from 0 to 3.
     * @return its value.
     * @throws IllegalArgumentException when i is out of range.
     */
    public final long protocolReserved(final int i) {
        return word(index("word", i, PROTOCOL_RESERVED, PROTOCOL_RESERVED_COUNT));
    }

    /**
     * Writes a word of the area that belongs to the protocol. Owner only.
     *
     * @param i from 0 to 3.
     * @param value any.
     * @throws IllegalArgumentException when i is out of range.
     * @throws IllegalStateException when the list was freed.
     */
    public final void protocolReserved(final int i, final long value) {
        write(index("word", i, PROTOCOL_RESERVED, PROTOCOL_RESERVED_COUNT), value);
    }

    /**
     * A word of the area that belongs to the miniport. Owner only.
     *
     * @param i 0 or 1.
     * @return its value.
     * @throws IllegalArgumentException when i is out of range.
     */
    public final long miniportReserved(final int i) {
        return word(index("word", i, MINIPORT_RESERVED, MINIPORT_RESERVED_COUNT));
    }

    /**
     * Writes a word of the area that belongs to the miniport. Owner only.
     *
     * @param i 0 or 1.
     * @param value any.
     * @throws IllegalArgumentException when i is out of range.
     * @throws IllegalStateException when the list was freed.
     */
    public final void miniportReserved(final int i, final long value) {
        write(index("word", i, MINIPORT_RESERVED, MINIPORT_RESERVED_COUNT), value);
    }

    /**
     * A word for the current owner, which the next owner may overwrite.
     *
     * @return its value.
     */
    public final long scratch() {
        return word(SCRATCH);
    }

    /**
     * Writes the word for the current owner.
     *
     * @param value any.
     * @throws IllegalStateException when the list was freed.
     */
    public final void scratch(final long value) {
        write(SCRATCH, value);
    }

    /**
     * The word by which the originator gets the list back.
     *
     * @return its value.
     */
    public final long sourceHandle() {
        return word(SOURCE_HANDLE);
    }

    /**
     * Writes the originator's word. Originator only.
     *
     * @param value any.
     * @throws IllegalStateException when the list was freed.
     */
    public final void sourceHandle(final long value) {
        write(SOURCE_HANDLE, value);
    }

    /**
     * The Flags bits.
     *
     * @return the bits.
     */
    public final int flags() {
        return (int) word(FLAGS);
    }

    /**
     * Writes the Flags bits. Owner only.
     *
     * @param value the bits.
     * @throws IllegalStateException when the list was freed.
     */
    public final void flags(final int value) {
        write(FLAGS, value);
    }

    /**
     * Completion status, NDIS_STATUS_SUCCESS (0) in a fresh list.
     *
     * @return the status.
     */
    public final int status() {
        return (int) word(STATUS);
    }

    /**
     * Writes the completion status. Owner only.
     *
     * @param value the status.
     * @throws IllegalStateException when the list was freed.
     */
    public final void status(final int value) {
        write(STATUS, value);
    }

    final long word(final int word) {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return words[word];
    }

    /**
     * Who originated this list, in numbers of the application's own: unlike the pool, it tells lists apart that several
     * components take from one pool. A clone has its own originator. The id lasts until the list is freed, whoever owns
     * it meanwhile.
     *
     * @return 0 when the originator has not said.
     */
    public final long ownerId() {
        return word(OWNER_ID);
    }

    /**
     * Says who originated this list, once in its life. Originator only.
     *
     * @param value any but 0; the one that stands there already does nothing.
     * @throws IllegalStateException when another one stands there, or the list is not owned; nothing changed.
     * @throws IllegalArgumentException when it is 0.
     */
    public final void ownerId(final long value) {
        requireHeld();
        if (value == 0) {
            throw new IllegalArgumentException("ownerId must not be 0: " + this + " (0 is: nobody has said)");
        }
        final long before = words[OWNER_ID];
        if (before != 0 && before != value) {
            throw new IllegalStateException("ownerId must be set once in a life: " + this + " ownerId=" + before
                    + " value=" + value + " (most likely the list is another's)");
        }
        write(OWNER_ID, value);
    }

    /**
     * Whether this list was originated by the given owner: the test for "is it mine?".
     *
     * @param owner as given to {@link #ownerId(long)}.
     * @return false also for 0, and while the originator has not said.
     */
    public final boolean isOwnedBy(final long owner) {
        return word(OWNER_ID) == owner && owner != 0;
    }

    final void write(final int word, final long value) {
        requireHeld();
        flags |= WORDS_WRITTEN;
        words[word] = value;
    }

    private static int index(final String what, final int i, final int first, final int count) {
        if (i < 0 || i >= count) {
            throw new IllegalArgumentException(what + " must be from 0 to " + (count - 1) + ": " + what + "=" + i);
        }
        return first + i;
    }

    final void requireHeld() {
        if (!isOwned()) {
            throw notOwned(life);
        }
    }

    /** Overwrites the info slots whose bits are set. */
    final void copyInfo(final NetBufferListOutOfBand source, final int slots) {
        flags |= WORDS_WRITTEN;
        for (int left = slots; left != 0; left &= left - 1) {
            final int slot = Integer.numberOfTrailingZeros(left);
            words[slot] = source.words[slot];
        }
    }

    /** As in a fresh list. */
    final void resetWords() {
        Arrays.fill(words, 0);
        words[NetBufferListInfo.PROTOCOL_ID] = pool.protocolId();
    }
}
