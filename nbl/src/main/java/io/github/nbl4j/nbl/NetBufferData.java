// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Slot;

/**
 * Where the data of one NetBuffer lies: what a clone copies, in three words. That of a list's embedded NetBuffer stands
 * in the list itself, beside the life word, so that cloning and freeing a list touch no second object.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nbl/ns-nbl-net_buffer_data">NET_BUFFER_DATA</a>
 */
abstract class NetBufferData extends Slot {
    /** Ids of MdlChain, on top, and CurrentMdl. */
    private long links = -1;
    /** DataOffset, on top, and CurrentMdlOffset. */
    private long offsets;

    private long length;

    NetBufferData(final int id) {
        super(id);
    }

    final int chain() {
        return (int) (links >> 32);
    }

    final int current() {
        return (int) links;
    }

    final int offset() {
        return (int) (offsets >> 32);
    }

    final int currentOffset() {
        return (int) offsets;
    }

    final long length() {
        return length;
    }

    /** The same data; nothing of it belongs to this one. */
    final void copy(final NetBufferData source) {
        links = source.links;
        offsets = source.offsets;
        length = source.length;
    }

    /**
     * An empty packet: in own memory, if there is any, behind a headroom that lies in it; else without a chain. The
     * embedded Mdl has the id of its NetBuffer, and that the id of its list.
     */
    final void empty(final int dataSize, final int headroom) {
        start(dataSize == 0 ? NetBufferEnvironment.NONE : id(), headroom, 0);
    }

    /** Data that starts in the chain's first Mdl. */
    final void start(final int chain, final int offset, final long bytes) {
        place(chain, offset, chain, offset, bytes);
    }

    final void place(final int chain, final int offset, final int current, final int currentOffset, final long bytes) {
        links = word(chain, current);
        offsets = word(offset, currentOffset);
        length = bytes;
    }

    private static long word(final int top, final int bottom) {
        return (long) top << 32 | bottom & 0xFFFF_FFFFL;
    }
}
