// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Checked;
import io.github.nbl4j.pool.Irql;
import io.github.nbl4j.pool.SlotPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Objects;
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
        NetBufferBytes.requireRange("target", target.capacity(), targetOffset, length);
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
        NetBufferBytes.requireRange("source", source.capacity(), sourceOffset, length);
        NetBufferBytes.putBytes(this, offset, source, sourceOffset, length);
    }

    /**
     * {@link #getBytes(long, MutableDirectBuffer, int, int)} into an array.
     *
     * @param offset from the start of the data.
     * @param target where to.
     * @param targetOffset first element there.
     * @param length in bytes, 0 or more.
     * @throws IllegalArgumentException when a range lies outside the data or the target.
     */
    public final void getBytes(final long offset, final byte[] target, final int targetOffset, final int length) {
        requireData(offset, length);
        NetBufferBytes.requireRange("target", target.length, targetOffset, length);
        NetBufferBytes.getBytes(this, offset, target, targetOffset, length);
    }

    /**
     * {@link #getBytes(long, MutableDirectBuffer, int, int)} to a buffer's position, which moves behind the bytes.
     *
     * @param offset from the start of the data.
     * @param target where to.
     * @param length in bytes, 0 or more.
     * @throws IllegalArgumentException when the range lies outside the data, or the target has less room or is
     *     read-only.
     */
    public final void getBytes(final long offset, final ByteBuffer target, final int length) {
        requireData(offset, length);
        NetBufferBytes.requireRange("target", target.limit(), target.position(), length);
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("target must be writable: " + target);
        }
        NetBufferBytes.getBytes(this, offset, target, target.position(), length);
        target.position(target.position() + length);
    }

    /**
     * {@link #putBytes(long, DirectBuffer, int, int)} from an array.
     *
     * @param offset from the start of the data.
     * @param source where from.
     * @param sourceOffset first element there.
     * @param length in bytes, 0 or more.
     * @throws IllegalArgumentException when a range lies outside the data or the source.
     * @throws IllegalStateException when a byte is shared; nothing was written.
     */
    public final void putBytes(final long offset, final byte[] source, final int sourceOffset, final int length) {
        requireHeld();
        requireData(offset, length);
        NetBufferBytes.requireRange("source", source.length, sourceOffset, length);
        NetBufferBytes.putBytes(this, offset, source, sourceOffset, length);
    }

    /**
     * {@link #putBytes(long, DirectBuffer, int, int)} from a buffer's position, which moves behind the bytes.
     *
     * @param offset from the start of the data.
     * @param source where from.
     * @param length in bytes, 0 or more.
     * @throws IllegalArgumentException when the range lies outside the data, or the source has fewer bytes.
     * @throws IllegalStateException when a byte is shared; nothing was written.
     */
    public final void putBytes(final long offset, final ByteBuffer source, final int length) {
        requireHeld();
        requireData(offset, length);
        NetBufferBytes.requireRange("source", source.limit(), source.position(), length);
        NetBufferBytes.putBytes(this, offset, source, source.position(), length);
        source.position(source.position() + length);
    }

    /**
     * The first bytes of the data as one aligned piece: in place if they lie so, else copied. Never allocates.
     *
     * @param bytesNeeded from 0 on.
     * @param storage where they are copied to if they must be, whatever its own alignment; null for no copy.
     * @param alignMultiple 1, 2, 4, ... 8192: what the address in place must be a multiple of, but for the offset.
     *     Memory on the heap moves, and is never aligned to more than 8.
     * @param alignOffset that many bytes behind such a multiple, from 0 to alignMultiple - 1.
     * @param view wrapped around the bytes in place. It is for reading, and borrowed as long as the list is held.
     * @return view; or storage, whose first bytes are the copy; or null when there is less data, or they would have to
     *     be copied and there is no storage, or no bytes are needed of a NetBuffer without memory. Neither view nor
     *     storage is touched unless it is returned.
     * @throws IllegalArgumentException when bytesNeeded is negative or exceeds the storage, or the alignment is none.
     * @throws IllegalStateException when the NetBuffer or its list was freed.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisgetdatabuffer">NdisGetDataBuffer</a>
     */
    public final DirectBuffer dataBuffer(
            final int bytesNeeded,
            final MutableDirectBuffer storage,
            final int alignMultiple,
            final int alignOffset,
            final DirectBuffer view) {
        requireHeld();
        Objects.requireNonNull(view, "view");
        NetBufferBytes.requireAlignment(alignMultiple, alignOffset);
        NetBufferBytes.requireRange(
                "storage", storage == null ? Integer.MAX_VALUE : storage.capacity(), 0, bytesNeeded);
        final Mdl mdl = currentMdl();
        if (bytesNeeded > dataLength() || mdl == null) {
            return null;
        }
        final int start = currentMdlOffset();
        if (bytesNeeded <= mdl.byteCount - start && mdl.isAligned(start, alignMultiple, alignOffset)) {
            view.wrap(mdl.buffer(), mdl.byteOffset + start, bytesNeeded);
            return view;
        }
        if (storage != null) {
            NetBufferBytes.getBytes(this, 0, storage, 0, bytesNeeded);
        }
        return storage;
    }

    /**
     * Copies bytes of another NetBuffer, or of this one, into this one's memory: as many as the source has data for and
     * this chain has room for behind the data start, which may be more than the data: who must stay within the data
     * asks for no more than {@link #dataLength()} less the offset. The fields of both stay as they are. Overlapping
     * ranges of one NetBuffer, and of two over the same Mdls or parts of them whose chains end alike, are copied as if
     * through a third place. Not those of different Mdls that a caller made over one memory, of a reassembled list, or
     * of a chain to which Mdls were appended.
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
     * @throws IllegalArgumentException when the Mdl is of another chain or environment.
     * @throws IllegalStateException when its bytes are shared or read-only.
     */
    public final MutableDirectBuffer writableBuffer(final Mdl mdl) {
        requireHeld();
        requireMember(mdl);
        if (!mayWrite(mdl)) {
            throw NetBufferBytes.sharedError(this, mdl);
        }
        return mdl.unsafeBuffer();
    }

    /**
     * Own memory is so in one environment only; for anything else the chain is walked. A descriptor that rests may
     * still name memory of its last life.
     */
    private void requireMember(final Mdl mdl) {
        environment.requireSame(mdl.environment, mdl);
        if (mdl.owner == id() && mdl.isOwnMemory()) {
            return;
        }
        Mdl m = mdlChain();
        while (m != null && m != mdl) {
            m = m.next();
        }
        if (m == null) {
            throw new IllegalArgumentException("Mdl must be of this chain: " + mdl + " is not in " + this);
        }
    }

    /**
     * Own memory, or lent to a list that lives off nobody; and nobody lives off this one, and no flag of the list
     * forbids it. Whose memory it is decides, not whose descriptor: that of a clone names Mdls of its ancestors or of
     * their lenders, never its own.
     */
    final boolean mayWrite(final Mdl mdl) {
        final NetBufferList of = environment.list(list);
        final boolean forbidden = of != null && (of.isReadOnly() || of.hasLivingChildren() || of.isShared());
        if (forbidden) {
            return false;
        }
        final int owner = mdl.memory().owner;
        return owner == id() || owner == NetBufferEnvironment.NONE && (of == null || !of.isDerived());
    }

    /**
     * Reads from a channel straight into the chain, behind the pool's headroom, as one packet: what was read becomes
     * the used data. Reads each Mdl once, and stops where one is not filled.
     *
     * @param channel where from.
     * @return bytes read, at most 2^31-1, and 0 where no memory lies behind the headroom, without a read; -1 at the end
     *     of the stream: then, and when the channel throws, the used data is where it was. What a channel wrote before
     *     it threw stays written.
     * @throws IOException from the channel.
     * @throws IllegalStateException when the memory is shared, read-only, or the caller's buffer; or when the channel
     *     changed the head of the chain, or cloned, shared or freed the list: then the used data stays as that left it.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public final int receive(final ReadableByteChannel channel) throws IOException {
        requireHeld();
        final int headroom = pool instanceof NetBufferListPool lists ? lists.headroom() : 0;
        int skip = headroom;
        int total = 0;
        requireReceivable();
        final long life = ownerLife();
        final int chain = data().chain();
        for (Mdl m = mdlChain(); m != null; m = m.next()) {
            final ByteBuffer memory = m.byteBuffer();
            memory.limit(m.byteCount).position(Math.min(skip, m.byteCount));
            skip -= memory.position();
            final int wanted = Math.min(memory.remaining(), Integer.MAX_VALUE - total);
            memory.limit(memory.position() + wanted);
            final int read = wanted == 0 ? 0 : channel.read(memory);
            if (ownerLife() != life || data().chain() != chain) {
                throw PrivateMemory.touched("channel", this);
            }
            if (read < 0 && total == 0) {
                return -1;
            }
            total += Math.max(read, 0);
            if (read < wanted) {
                break;
            }
        }
        point(chain, headroom - skip, total);
        return total;
    }

    private void requireReceivable() {
        for (Mdl m = mdlChain(); m != null; m = m.next()) {
            if (!mayWrite(m)) {
                throw NetBufferBytes.sharedError(this, m);
            }
            if (m.byteBuffer() == null) {
                throw new IllegalStateException("memory must be a pool's, which has a ByteBuffer: " + this + " has " + m
                        + " (read into the buffer that you lent, then adjustData)");
            }
        }
    }

    final void requireData(final long offset, final int length) {
        if (Checked.ENABLED) {
            requireUsable();
        }
        if (offset < 0 || length < 0 || offset > dataLength() - length) {
            throw new IllegalArgumentException("range must lie in the used data: offset=" + offset + " length=" + length
                    + " dataLength=" + dataLength());
        }
    }
}
