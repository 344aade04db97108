// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;
import io.github.nbl4j.pool.SlotPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Bytes in and out of a NetBuffer; offsets count from the start of the used data. */
@Irql(Irql.Level.DISPATCH_LEVEL)
abstract class NetBufferAccess extends NetBufferReserved {
    NetBufferAccess(
            final NetBufferEnvironment environment,
            final SlotPool pool,
            final int id,
            final Mdl embedded,
            final Mdl room) {
        super(environment, pool, id, embedded, room);
    }

    /**
     * Reads one byte.
     *
     * @param offset from the start of the data.
     * @return the byte.
     * @throws IllegalArgumentException when it lies outside the data.
     */
    public final byte getByte(final long offset) {
        requireData(offset, 1);
        return NetBufferBytes.getByte(this, offset);
    }

    /**
     * Copies bytes out.
     *
     * @param offset from the start of the data.
     * @param target where to.
     * @param targetOffset first byte there.
     * @param length in bytes, 0 or more.
     * @throws IllegalArgumentException when a range lies outside the data or the target.
     */
    public final void getBytes(
            final long offset, final MutableDirectBuffer target, final int targetOffset, final int length) {
        requireData(offset, length);
        NetBufferBytes.requireRange("target", target, targetOffset, length);
        NetBufferBytes.getBytes(this, offset, target, targetOffset, length);
    }

    /**
     * Copies bytes in. All of them must be writable through this NetBuffer: a clone writes its private memory only, and
     * a list with living children nothing, one that {@link NblFlags} make read-only nothing.
     *
     * @param offset from the start of the data.
     * @param source where from.
     * @param sourceOffset first byte there.
     * @param length in bytes, 0 or more.
     * @throws IllegalArgumentException when a range lies outside the data or the source.
     * @throws IllegalStateException when a byte is shared or read-only; nothing was written.
     */
    public final void putBytes(final long offset, final DirectBuffer source, final int sourceOffset, final int length) {
        requireHeld();
        requireData(offset, length);
        NetBufferBytes.requireRange("source", source, sourceOffset, length);
        NetBufferBytes.putBytes(this, offset, source, sourceOffset, length);
    }

    /**
     * Copies bytes of another NetBuffer, or of this one, into this one's memory: as many as the source has data for and
     * this chain has room for behind the data start, which may be more than the data. The fields of both stay as they
     * are. Overlapping ranges of one NetBuffer are copied as if through a third place.
     *
     * @param offset from the start of this data, 0 or more.
     * @param length most bytes to copy, 0 or more.
     * @param source of the same or another environment.
     * @param sourceOffset from the start of its data, 0 or more.
     * @return bytes copied, from 0 to length; fewer are no error.
     * @throws IllegalArgumentException when an offset or the length is negative.
     * @throws IllegalStateException when a byte is shared or read-only; nothing was written.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndiscopyfromnetbuffertonetbuffer">NdisCopyFromNetBufferToNetBuffer</a>
     */
    public final long copyFrom(final long offset, final long length, final NetBuffer source, final long sourceOffset) {
        requireHeld();
        source.requireHeld();
        return NetBufferCopy.copy(this, offset, length, source, sourceOffset);
    }

    /**
     * Whether all bytes of a range may be written through this NetBuffer.
     *
     * @param offset from the start of the data.
     * @param length in bytes, 0 or more.
     * @return false when a byte is shared with a parent or a living child, or {@link NblFlags} say read-only.
     * @throws IllegalArgumentException when the range lies outside the data.
     */
    public final boolean isWritable(final long offset, final int length) {
        requireData(offset, length);
        return NetBufferBytes.isWritable(this, offset, length);
    }

    /**
     * The memory of one Mdl of this chain, for writing in place.
     *
     * @param mdl of this chain.
     * @return its {@link Mdl#buffer()}, if this NetBuffer may write it.
     * @throws IllegalStateException when its bytes are shared or read-only.
     */
    public final MutableDirectBuffer writableBuffer(final Mdl mdl) {
        requireHeld();
        if (!mayWrite(mdl)) {
            throw NetBufferBytes.sharedError(this, mdl);
        }
        return mdl.unsafeBuffer();
    }

    /** Own memory, or lent to a list that nobody else lives off, and no flag of the list forbids it. */
    final boolean mayWrite(final Mdl mdl) {
        final NetBufferList of = environment.list(list);
        final boolean forbidden = of != null && (of.isReadOnly() || of.hasLivingChildren() || of.isShared());
        if (forbidden) {
            return false;
        }
        return mdl.owner == id()
                ? mdl.isOwnMemory()
                : mdl.owner == NetBufferEnvironment.NONE && (of == null || !of.isDerived());
    }

    /**
     * Reads from a channel straight into the chain, behind the pool's headroom, as one packet: what was read becomes
     * the used data. Reads each Mdl once, and stops where one is not filled.
     *
     * @param channel where from.
     * @return bytes read, -1 at the end of the stream; then, and when the channel throws, the data is as before.
     * @throws IOException from the channel.
     * @throws IllegalStateException when the memory is shared, read-only, or not this NetBuffer's own.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public final int receive(final ReadableByteChannel channel) throws IOException {
        requireHeld();
        final int headroom = pool instanceof NetBufferListPool lists ? lists.headroom() : 0;
        int skip = headroom;
        int total = 0;
        for (Mdl m = mdlChain(); m != null; m = m.next()) {
            if (m.byteBuffer() == null || !mayWrite(m)) {
                throw NetBufferBytes.sharedError(this, m);
            }
        }
        for (Mdl m = mdlChain(); m != null; m = m.next()) {
            final ByteBuffer memory = m.byteBuffer();
            memory.limit(m.byteCount).position(Math.min(skip, m.byteCount));
            skip -= memory.position();
            final int wanted = memory.remaining();
            final int read = wanted == 0 ? 0 : channel.read(memory);
            if (read < 0 && total == 0) {
                return -1;
            }
            total += Math.max(read, 0);
            if (read < wanted) {
                break;
            }
        }
        point(data().chain(), headroom - skip, total);
        return total;
    }

    private void requireData(final long offset, final int length) {
        if (offset < 0 || length < 0 || offset > dataLength() - length) {
            throw new IllegalArgumentException("range must lie in the used data: offset=" + offset + " length=" + length
                    + " dataLength=" + dataLength());
        }
    }
}
