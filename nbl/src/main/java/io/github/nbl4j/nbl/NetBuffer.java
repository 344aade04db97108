// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.SlotPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * One packet: a window of {@link #dataLength()} bytes, {@link #dataOffset()} bytes into a chain of Mdls. Offsets of the
 * data calls count from the start of the used data. Calls that change anything are for the owner of the list, or of the
 * NetBuffer while it has no list. A failed call changes nothing.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nbl/ns-nbl-net_buffer">NET_BUFFER</a>
 */
public final class NetBuffer extends NetBufferFields {
    /** Largest data length: what the 32-bit field of NDIS can say. */
    public static final long MAX_DATA_LENGTH = 0xFFFF_FFFFL;

    NetBuffer(
            final NetBufferEnvironment environment,
            final SlotPool pool,
            final int id,
            final Mdl embedded,
            final Mdl room) {
        super(environment, pool, id, embedded, room);
    }

    /**
     * The next NetBuffer of the list. Owner only.
     *
     * @return null at the end.
     */
    public NetBuffer next() {
        return environment.netBuffer(next);
    }

    /**
     * Head of the Mdl chain.
     *
     * @return null when the NetBuffer has no memory.
     */
    public Mdl mdlChain() {
        return environment.mdl(data().chain());
    }

    /**
     * The Mdl in which the used data starts.
     *
     * @return null when the NetBuffer has no memory; the last Mdl when the data starts at the end of the chain.
     */
    public Mdl currentMdl() {
        return environment.mdl(data().current());
    }

    /**
     * Where in {@link #currentMdl()} the used data starts.
     *
     * @return offset in bytes.
     */
    public int currentMdlOffset() {
        return data().currentOffset();
    }

    /**
     * Bytes of the chain before the used data.
     *
     * @return offset in bytes.
     */
    public int dataOffset() {
        return data().offset();
    }

    /**
     * Bytes of used data.
     *
     * @return length in bytes, at most {@link #MAX_DATA_LENGTH}.
     */
    public long dataLength() {
        return data().length();
    }

    /**
     * Bytes of the whole chain: backfill, used data and tail. O(Mdls).
     *
     * @return sum of the byte counts.
     */
    public long chainLength() {
        return bytesFrom(data().chain());
    }

    /**
     * Moves the used data to another window of the same chain, as assigning DataOffset and DataLength does.
     *
     * @param offset of the first used byte in the chain, 0 or more.
     * @param length in bytes, 0 or more.
     * @throws IllegalArgumentException when the window does not lie in the chain.
     */
    public void adjustData(final int offset, final long length) {
        requireMovable();
        requireWindow(bytesFrom(data().chain()), offset, length);
        point(data().chain(), offset, length);
    }

    /**
     * Gives this NetBuffer another chain, which it borrows: its holder may free it at any time, and the memory lasts
     * until this list and its clones are gone. The embedded memory is left unused.
     *
     * @param chain head of Mdls that the caller allocated, or null for none.
     * @param offset of the first used byte, 0 or more.
     * @param length in bytes, 0 or more.
     * @throws IllegalArgumentException when the window does not lie in the chain, or an Mdl is of another environment.
     * @throws IllegalStateException when private segments are linked, or the list is derived or has living children.
     */
    public void rebind(final Mdl chain, final int offset, final long length) {
        requireOwnStructure();
        if ((held & (PRIVATE_ROOM | POOL_MDLS | BORROWED)) != 0) {
            throw new IllegalStateException("must hold no segments: " + this + " (advance over private memory first)");
        }
        requireChain(environment, chain, offset, length);
        for (Mdl m = chain; m != null; m = m.next()) {
            m.borrow();
        }
        hold(chain == null ? 0 : BORROWED);
        point(chain == null ? NetBufferEnvironment.NONE : chain.id(), offset, length);
    }

    /** Throws unless a NetBuffer of the environment may borrow the chain, and the window lies in it. */
    static void requireChain(
            final NetBufferEnvironment environment, final Mdl chain, final int offset, final long length) {
        for (Mdl m = chain; m != null; m = m.next()) {
            environment.requireSame(m.environment, m);
            m.requireLendable();
        }
        requireWindow(lengthOf(chain), offset, length);
    }

    /**
     * Appends a segment to the chain; from then on it belongs to this NetBuffer and ends with it.
     *
     * @param segment from {@link MdlPool#allocate()}; consumed.
     * @throws IllegalStateException when the chain's last Mdl is borrowed or shared, or the segment is in use, linked
     *     to others, or describes memory that is not its own.
     */
    public void append(final Mdl segment) {
        requireOwnStructure();
        environment.requireSame(segment.environment, segment);
        Mdl last = null;
        for (Mdl m = mdlChain(); m != null; m = m.next()) {
            last = m;
        }
        if (last != null && last.owner != id()) {
            throw new IllegalStateException("last Mdl must belong to this NetBuffer: " + this + " last=" + last);
        }
        segment.consumedBy(id());
        if (last != null) {
            last.next = segment.id();
        }
        hold(POOL_MDLS);
        point(last == null ? segment.id() : data().chain(), dataOffset(), dataLength());
    }

    /**
     * Grows the used data by delta bytes in front; what they contain is what was there. Where the backfill is too
     * short, private memory is linked: the room beside this NetBuffer, or a segment. It is given back by {@link
     * #advance(int, boolean)} or with the list. Never allocates.
     *
     * @param delta bytes, 0 or more.
     * @param backFill bytes to have in reserve if memory is linked, 0 or more.
     * @return false when no segment is free or large enough, or the data would exceed {@link #MAX_DATA_LENGTH}.
     * @throws IllegalArgumentException when an argument is negative.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisretreatnetbufferdatastart">NdisRetreatNetBufferDataStart</a>
     */
    public boolean retreat(final int delta, final int backFill) {
        requireMovable();
        requireRetreat(delta, backFill);
        if (dataLength() + delta > MAX_DATA_LENGTH) {
            return false;
        }
        if (delta <= dataOffset()) {
            point(data().chain(), dataOffset() - delta, dataLength() + delta);
            return true;
        }
        return PrivateMemory.prepend(this, (long) delta - dataOffset() + backFill, delta);
    }

    /**
     * {@link #retreat(int, int)} without reserve.
     *
     * @param delta bytes, 0 or more.
     * @return false as there.
     */
    public boolean retreat(final int delta) {
        return retreat(delta, 0);
    }

    /**
     * A retreat whose bytes lie in private memory and may be written, whatever backfill a shared chain has.
     *
     * @param delta bytes, 0 or more.
     * @return false when memory is short, as {@link #retreat(int, int)}.
     * @throws IllegalArgumentException when delta is negative.
     */
    public boolean retreatPrivate(final int delta) {
        requireMovable();
        requireRetreat(delta, 0);
        if (dataLength() + delta > MAX_DATA_LENGTH) {
            return false;
        }
        return delta == 0 || PrivateMemory.retreat(this, delta);
    }

    /**
     * Shrinks the used data by delta bytes in front, which become backfill.
     *
     * @param delta bytes, from 0 to {@link #dataLength()}.
     * @param freeMdl whether private memory that lies wholly before the data is given back.
     * @return false when delta exceeds the data: nothing changed.
     * @throws IllegalArgumentException when delta is negative.
     * @throws IllegalStateException when memory should be given back that living children may use.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisadvancenetbufferdatastart">NdisAdvanceNetBufferDataStart</a>
     */
    public boolean advance(final int delta, final boolean freeMdl) {
        requireMovable();
        requireRetreat(delta, 0);
        if (!canAdvance(delta)) {
            return false;
        }
        if (freeMdl) {
            PrivateMemory.requireFreeable(this);
        }
        point(data().chain(), dataOffset() + delta, dataLength() - delta);
        if (freeMdl) {
            PrivateMemory.freePassed(this);
        }
        return true;
    }

    boolean canAdvance(final int delta) {
        return delta <= dataLength() && (long) dataOffset() + delta <= Integer.MAX_VALUE;
    }

    /**
     * {@link #advance(int, boolean)} that keeps private memory as backfill.
     *
     * @param delta bytes, from 0 to {@link #dataLength()}.
     * @return false as there.
     */
    public boolean advance(final int delta) {
        return advance(delta, false);
    }

    /**
     * Reads one byte.
     *
     * @param offset from the start of the data.
     * @return the byte.
     * @throws IllegalArgumentException when it lies outside the data.
     */
    public byte getByte(final long offset) {
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
    public void getBytes(
            final long offset, final MutableDirectBuffer target, final int targetOffset, final int length) {
        requireData(offset, length);
        NetBufferBytes.requireRange("target", target, targetOffset, length);
        NetBufferBytes.getBytes(this, offset, target, targetOffset, length);
    }

    /**
     * Copies bytes in. All of them must be writable through this NetBuffer: a clone writes its private memory only, and
     * a list with living children nothing.
     *
     * @param offset from the start of the data.
     * @param source where from.
     * @param sourceOffset first byte there.
     * @param length in bytes, 0 or more.
     * @throws IllegalArgumentException when a range lies outside the data or the source.
     * @throws IllegalStateException when a byte is shared; nothing was written.
     */
    public void putBytes(final long offset, final DirectBuffer source, final int sourceOffset, final int length) {
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
     * @throws IllegalStateException when a byte is shared; nothing was written.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndiscopyfromnetbuffertonetbuffer">NdisCopyFromNetBufferToNetBuffer</a>
     */
    public long copyFrom(final long offset, final long length, final NetBuffer source, final long sourceOffset) {
        requireHeld();
        source.requireHeld();
        return NetBufferCopy.copy(this, offset, length, source, sourceOffset);
    }

    /**
     * Whether all bytes of a range may be written through this NetBuffer.
     *
     * @param offset from the start of the data.
     * @param length in bytes, 0 or more.
     * @return false when a byte is shared with a parent or a living child.
     * @throws IllegalArgumentException when the range lies outside the data.
     */
    public boolean isWritable(final long offset, final int length) {
        requireData(offset, length);
        return NetBufferBytes.isWritable(this, offset, length);
    }

    /**
     * The memory of one Mdl of this chain, for writing in place.
     *
     * @param mdl of this chain.
     * @return its {@link Mdl#buffer()}, if this NetBuffer may write it.
     * @throws IllegalStateException when its bytes are shared.
     */
    public MutableDirectBuffer writableBuffer(final Mdl mdl) {
        requireHeld();
        if (!mayWrite(mdl)) {
            throw NetBufferBytes.sharedError(this, mdl);
        }
        return mdl.unsafeBuffer();
    }

    /** Own memory, or lent to a list that nobody else lives off. */
    boolean mayWrite(final Mdl mdl) {
        final NetBufferList of = environment.list(list);
        final boolean shared = of != null && (of.hasLivingChildren() || of.isShared());
        if (shared) {
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
     * @throws IllegalStateException when the memory is shared or is not this NetBuffer's own.
     */
    public int receive(final ReadableByteChannel channel) throws IOException {
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

    /**
     * The ChecksumBias field: bytes at the start of the data to leave out of a checksum.
     *
     * @return 0 in a fresh NetBuffer.
     */
    public int checksumBias() {
        return (int) words[CHECKSUM_BIAS];
    }

    /**
     * Writes the ChecksumBias field.
     *
     * @param value from 0 to 65,535.
     */
    public void checksumBias(final int value) {
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
     */
    public long protocolReserved(final int i) {
        return words[PROTOCOL_RESERVED + requireIndex(i, PROTOCOL_RESERVED_COUNT)];
    }

    /**
     * Writes a word of the protocol's area.
     *
     * @param i from 0 to 5.
     * @param value any.
     */
    public void protocolReserved(final int i, final long value) {
        write(PROTOCOL_RESERVED + requireIndex(i, PROTOCOL_RESERVED_COUNT), value);
    }

    /**
     * A word of the miniport's area.
     *
     * @param i from 0 to 3.
     * @return 0 in a fresh NetBuffer.
     */
    public long miniportReserved(final int i) {
        return words[MINIPORT_RESERVED + requireIndex(i, MINIPORT_RESERVED_COUNT)];
    }

    /**
     * Writes a word of the miniport's area.
     *
     * @param i from 0 to 3.
     * @param value any.
     */
    public void miniportReserved(final int i, final long value) {
        write(MINIPORT_RESERVED + requireIndex(i, MINIPORT_RESERVED_COUNT), value);
    }

    /**
     * The DataPhysicalAddress field.
     *
     * @return 0 in a fresh NetBuffer.
     */
    public long dataPhysicalAddress() {
        return words[DATA_PHYSICAL_ADDRESS];
    }

    /**
     * Writes the DataPhysicalAddress field.
     *
     * @param value any.
     */
    public void dataPhysicalAddress(final long value) {
        write(DATA_PHYSICAL_ADDRESS, value);
    }

    private void write(final int word, final long value) {
        requireHeld();
        words[word] = value;
        hold(WORDS_WRITTEN);
    }

    private static int requireIndex(final int i, final int count) {
        if (i < 0 || i >= count) {
            throw new IllegalArgumentException("word must be from 0 to " + (count - 1) + ": word=" + i);
        }
        return i;
    }

    /** Remembers something that the free must undo. */
    void hold(final int what) {
        held |= what;
        final NetBufferList of = environment.list(list);
        if (of != null) {
            of.flags |= NetBufferList.HOLDS_MORE;
        }
    }

    /** Begins a life outside a list. */
    void begin() {
        own();
        list = NetBufferEnvironment.NONE;
    }

    /** Ends the life of one from a NetBufferPool. */
    void end() {
        disown();
        next = NetBufferEnvironment.NONE;
        list = NetBufferEnvironment.NONE;
    }

    /** Gives back what this NetBuffer holds beyond its own slot. Returns the first thing that a completion threw. */
    Throwable clean(final NetBufferListCache cache) {
        return held == 0 ? null : PrivateMemory.clean(this, cache);
    }

    void requireHeld() {
        final NetBufferList of = environment.list(list);
        if (of != null) {
            of.requireHeld();
        } else if (!isOwned()) {
            throw notOwned(life);
        }
    }

    /** Other threads may be cloning a shared list: its offsets stand still. */
    private void requireMovable() {
        requireHeld();
        final NetBufferList of = environment.list(list);
        if (of != null && of.isShared()) {
            throw new IllegalStateException(
                    "must not be shared: " + of + " (move the data before share, or in a clone)");
        }
    }

    void requireLoose() {
        if (list != NetBufferEnvironment.NONE || !isOwned()) {
            throw new IllegalStateException("must be allocated from a NetBufferPool and have no list: " + this);
        }
    }

    private void requireOwnStructure() {
        final NetBufferList of = environment.list(list);
        if (of == null) {
            requireHeld();
        } else {
            of.requireOwnStructure();
        }
    }

    private void requireData(final long offset, final int length) {
        if (offset < 0 || length < 0 || offset > dataLength() - length) {
            throw new IllegalArgumentException("range must lie in the used data: offset=" + offset + " length=" + length
                    + " dataLength=" + dataLength());
        }
    }

    static void requireRetreat(final int delta, final int backFill) {
        if (delta < 0 || backFill < 0) {
            throw new IllegalArgumentException(
                    "delta and backFill must not be negative: delta=" + delta + " backFill=" + backFill);
        }
    }

    static void requireWindow(final long chainLength, final int offset, final long length) {
        if (offset < 0 || length < 0 || length > MAX_DATA_LENGTH || offset + length > chainLength) {
            throw new IllegalArgumentException("window must lie in the Mdl chain: dataOffset=" + offset + " dataLength="
                    + length + " chainLength=" + chainLength);
        }
    }
}
