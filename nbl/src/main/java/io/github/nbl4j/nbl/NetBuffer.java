// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Checked;
import io.github.nbl4j.pool.Irql;
import io.github.nbl4j.pool.SlotEvent;
import io.github.nbl4j.pool.SlotPool;
import java.util.Arrays;

/**
 * One packet: a window of {@link #dataLength()} bytes, {@link #dataOffset()} bytes into a chain of Mdls. Offsets of the
 * data calls count from the start of the used data. Calls that change anything are for the owner of the list, or of the
 * NetBuffer while it has no list. A failed call changes nothing.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nbl/ns-nbl-net_buffer">NET_BUFFER</a>
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class NetBuffer extends NetBufferValues {
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
     * The pool that this NetBuffer came from and goes back to. Any thread.
     *
     * @return null for one that is embedded in a list: it goes where that goes.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-ndisgetpoolfromnetbuffer">NdisGetPoolFromNetBuffer</a>
     */
    public NetBufferPool pool() {
        return pool instanceof NetBufferPool of ? of : null;
    }

    /**
     * Moves the used data to another window of the same chain, as assigning DataOffset and DataLength does.
     *
     * @param offset of the first used byte in the chain, 0 or more.
     * @param length in bytes, 0 or more.
     * @throws IllegalArgumentException when the window does not lie in the chain.
     * @throws IllegalStateException when the list is shared, or this or its list was freed.
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
     * @throws IllegalStateException when private segments are linked, when it borrows a chain already, which it does
     *     until its list is freed, or when the list is derived, shared, has living children or was freed; or when an
     *     Mdl of the chain is not in a caller's hands.
     */
    public void rebind(final Mdl chain, final int offset, final long length) {
        requireOwnStructure();
        requireNoSegments();
        requireChain(environment, chain, offset, length);
        if (Checked.ENABLED) {
            noteAtHolder(SlotEvent.REBIND);
        }
        for (Mdl m = chain; m != null; m = m.next()) {
            m.borrow();
        }
        hold(chain == null ? 0 : BORROWED);
        borrowed = chain == null ? NetBufferEnvironment.NONE : chain.id();
        point(chain == null ? NetBufferEnvironment.NONE : chain.id(), offset, length);
    }

    /** The chain decides, not {@link #held}: that remembers segments which an advance has given back. */
    private void requireNoSegments() {
        boolean none = borrowed == NetBufferEnvironment.NONE;
        for (Mdl m = mdlChain(); m != null; m = m.next()) {
            none &= m == embedded;
        }
        if (!none) {
            throw new IllegalStateException("must hold no segments: " + this
                    + " (advance over private memory first; a chain is borrowed once in a list's life)");
        }
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
     * @throws IllegalStateException when the list is derived, shared, or has living children, when the chain's last Mdl
     *     is borrowed or shared, or the segment is in use, linked to others, or describes memory that is not its own.
     * @throws IllegalArgumentException when the segment is of another environment.
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
        if (Checked.ENABLED) {
            noteAtHolder(SlotEvent.APPEND);
        }
        hold(POOL_MDLS);
        if (last != null) {
            last.next = segment.id();
        }
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
     * @throws IllegalStateException when the list is shared, or this or its list was freed, or the pool of
     *     the memory is closed.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisretreatnetbufferdatastart">NdisRetreatNetBufferDataStart</a>
     */
    public boolean retreat(final int delta, final int backFill) {
        return retreat(delta, backFill, null);
    }

    /**
     * {@link #retreat(int, int)} whose memory, if it needs any, comes from the caller. It belongs to this NetBuffer
     * until {@link #advance(int, boolean, FreeMdlHandler)} hands it back; without a handler there, and with the list,
     * it goes to its pool, and the completion of external memory is told.
     *
     * @param delta bytes, 0 or more.
     * @param backFill bytes to have in reserve if memory is linked, 0 or more.
     * @param handler asked once where the backfill is too short; null for private memory.
     * @return false when the handler has no memory, or the data would exceed {@link #MAX_DATA_LENGTH}.
     * @throws IllegalArgumentException when an argument is negative, or the Mdl is of another environment.
     * @throws IllegalStateException when the handler's Mdl is too small, linked, lent or not held: it stays as it is;
     *     or when the handler moved this NetBuffer's data, changed the head of its chain, or freed it or
     *     its list; or as there.
     */
    public boolean retreat(final int delta, final int backFill, final AllocateMdlHandler handler) {
        requireMovable();
        requireRetreat(delta, backFill);
        if (Checked.ENABLED) {
            noteAtHolder(SlotEvent.RETREAT);
        }
        if (dataLength() + delta > MAX_DATA_LENGTH) {
            return false;
        }
        if (delta <= dataOffset()) {
            point(data().chain(), dataOffset() - delta, dataLength() + delta);
            return true;
        }
        return PrivateFront.prepend(this, (long) delta - dataOffset() + backFill, delta, handler);
    }

    /**
     * {@link #retreat(int, int)} without reserve.
     *
     * @param delta bytes, 0 or more.
     * @return false as there.
     * @throws IllegalArgumentException as there.
     * @throws IllegalStateException as there.
     */
    public boolean retreat(final int delta) {
        return retreat(delta, 0);
    }

    /**
     * A retreat whose bytes lie in private memory and may be written, whatever backfill a shared chain has; in a list
     * with living children, or that {@link NblFlags} make read-only, not before that has ended.
     *
     * @param delta bytes, 0 or more.
     * @return false when memory is short, as {@link #retreat(int, int)}.
     * @throws IllegalArgumentException when delta is negative.
     * @throws IllegalStateException when backfill should go that living children may use, or the pool of the memory is
     *     closed, or the list is shared, or this or its list was freed.
     */
    public boolean retreatPrivate(final int delta) {
        requireMovable();
        requireRetreat(delta, 0);
        if (dataLength() + delta > MAX_DATA_LENGTH) {
            return false;
        }
        if (Checked.ENABLED) {
            noteAtHolder(SlotEvent.RETREAT);
        }
        return delta == 0 || PrivateFront.retreat(this, delta);
    }

    /**
     * A retreat whose bytes lie together in one private segment and may be written: in backfill where that is so, else
     * in memory that takes the place of the backfill.
     *
     * @param delta bytes, 0 or more.
     * @return false when memory is short, as {@link #retreat(int, int)}.
     * @throws IllegalArgumentException when delta is negative.
     * @throws IllegalStateException when backfill should go that living children may use, the list is shared, this or
     *     its list was freed, or the pool of the memory is closed.
     */
    public boolean retreatContiguous(final int delta) {
        requireMovable();
        requireRetreat(delta, 0);
        if (dataLength() + delta > MAX_DATA_LENGTH) {
            return false;
        }
        if (Checked.ENABLED) {
            noteAtHolder(SlotEvent.RETREAT);
        }
        return delta == 0 || PrivateFront.retreatContiguous(this, delta);
    }

    /**
     * Makes the first n bytes of the data this NetBuffer's own, so that they may be written: where they are not, they
     * are copied to one private segment, and the backfill goes. The data reads as before. Where {@link NblFlags} make
     * the list read-only they become its own and may still not be written, and each call copies them anew.
     *
     * @param n bytes, from 0 to {@link #dataLength()}.
     * @return false when no segment is free or large enough.
     * @throws IllegalArgumentException when n is out of range.
     * @throws IllegalStateException when memory should go that living children may use, the list is shared, this or its
     *     list was freed, or the pool of the memory is closed.
     */
    public boolean privatize(final int n) {
        requireMovable();
        return isWritable(0, n) || PrivateFront.replace(this, n, 0);
    }

    /**
     * Brings the whole data together in one Mdl: a copy in one private segment, where it is not so already. The data
     * reads as before.
     *
     * @return false when no segment is free or large enough.
     * @throws IllegalStateException as {@link #privatize(int)}.
     */
    public boolean linearize() {
        requireMovable();
        return segmentCount() <= 1
                || dataLength() <= Integer.MAX_VALUE && PrivateFront.replace(this, (int) dataLength(), 0);
    }

    /**
     * Shrinks the used data by delta bytes in front, which become backfill.
     *
     * @param delta bytes, from 0 to {@link #dataLength()}.
     * @param freeMdl whether private memory that lies wholly before the data is given back.
     * @return false when delta exceeds the data, or the offset would exceed 2^31-1: nothing changed.
     * @throws IllegalArgumentException when delta is negative.
     * @throws IllegalStateException when memory should be given back that living children may use, the list is shared,
     *     or this or its list was freed.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisadvancenetbufferdatastart">NdisAdvanceNetBufferDataStart</a>
     */
    public boolean advance(final int delta, final boolean freeMdl) {
        return advance(delta, freeMdl, null);
    }

    /**
     * {@link #advance(int, boolean)} that hands memory which a handler supplied back to a handler.
     *
     * @param delta bytes, from 0 to {@link #dataLength()}.
     * @param freeMdl whether private memory that lies wholly before the data is given back.
     * @param handler told of each such Mdl after the move, and free to do with it what it likes; null: they go to their
     *     pools. What it or a completion throws comes out of this call, after all its work.
     * @return false as there.
     * @throws IllegalArgumentException as there.
     * @throws IllegalStateException as there.
     */
    public boolean advance(final int delta, final boolean freeMdl, final FreeMdlHandler handler) {
        requireMovable();
        requireRetreat(delta, 0);
        if (!canAdvance(delta)) {
            return false;
        }
        if (Checked.ENABLED) {
            noteAtHolder(SlotEvent.ADVANCE);
        }
        PrivateMemory.giveDetached(environment, advance(delta, freeMdl, NetBufferEnvironment.NONE), handler);
        return true;
    }

    /** The move alone: Mdls that it passed and that should be freed come before the given ones; returns their head. */
    int advance(final int delta, final boolean freeMdl, final int others) {
        requireMovable();
        if (freeMdl) {
            PrivateMemory.requireFreeable(this, delta);
        }
        point(data().chain(), dataOffset() + delta, dataLength() - delta);
        return freeMdl ? PrivateMemory.detachPassed(this, others) : others;
    }

    boolean canAdvance(final int delta) {
        return delta <= dataLength() && (long) dataOffset() + delta <= Integer.MAX_VALUE;
    }

    /**
     * {@link #advance(int, boolean)} that keeps private memory as backfill.
     *
     * @param delta bytes, from 0 to {@link #dataLength()}.
     * @return false as there.
     * @throws IllegalArgumentException as there.
     * @throws IllegalStateException when the list is shared, or this or its list was freed.
     */
    public boolean advance(final int delta) {
        return advance(delta, false);
    }

    /**
     * Takes bytes off the end of the used data, which become tail.
     *
     * @param n bytes, from 0 to {@link #dataLength()}.
     * @return false when n exceeds the data: nothing changed.
     * @throws IllegalArgumentException when n is negative.
     * @throws IllegalStateException when the list is shared, or this or its list was freed.
     */
    public boolean trimTail(final int n) {
        requireTail(n);
        if (n > dataLength()) {
            return false;
        }
        point(data().chain(), dataOffset(), dataLength() - n);
        return true;
    }

    /**
     * Adds bytes of the chain's tail to the used data; what they contain is what was there.
     *
     * @param n bytes, 0 or more.
     * @return false when the tail is shorter: nothing changed.
     * @throws IllegalArgumentException when n is negative.
     * @throws IllegalStateException when the list is shared, or this or its list was freed.
     */
    public boolean extendTail(final int n) {
        requireTail(n);
        final long length = dataLength() + n;
        if (length > MAX_DATA_LENGTH || dataOffset() + length > chainLength()) {
            return false;
        }
        point(data().chain(), dataOffset(), length);
        return true;
    }

    private void requireTail(final int n) {
        requireMovable();
        if (n < 0) {
            throw new IllegalArgumentException("n must not be negative: n=" + n);
        }
    }

    /**
     * Finds the current Mdl and its offset anew. Every operation here keeps them right, so this changes nothing.
     *
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisadjustnetbuffercurrentmdl">NdisAdjustNetBufferCurrentMdl</a>
     */
    public void adjustCurrentMdl() {
        requireMovable();
        point(data().chain(), dataOffset(), dataLength());
    }

    /**
     * Mdls that hold used data: so many pieces a gathering write needs. O(Mdls).
     *
     * @return 0 for no data.
     * @throws IllegalStateException when the NetBuffer or its list was freed.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisquerynetbufferphysicalcount">NdisQueryNetBufferPhysicalCount</a>
     */
    public int segmentCount() {
        requireHeld();
        int count = 0;
        long left = dataLength() + currentMdlOffset();
        for (Mdl mdl = currentMdl(); left > 0; mdl = mdl.next()) {
            count += mdl.byteCount > 0 ? 1 : 0;
            left -= mdl.byteCount;
        }
        return dataLength() == 0 ? 0 : count;
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

    @Override
    @Irql(Irql.Level.PASSIVE_LEVEL)
    protected void forgotten() {
        if (pool() != null) {
            list = NetBufferEnvironment.NONE;
        }
        next = NetBufferEnvironment.NONE;
        reserved = NetBufferEnvironment.NONE;
        borrowed = NetBufferEnvironment.NONE;
        kept = NetBufferEnvironment.NONE;
        held = 0;
        Arrays.fill(words, 0);
        room.asBuilt();
        for (Mdl mdl = embedded; mdl != null; mdl = mdl.spare) {
            mdl.asBuilt();
        }
    }

    /** Other threads may be cloning a shared list: its offsets stand still. */
    void requireMovable() {
        requireHeld();
        final NetBufferList of = environment.list(list);
        if (of != null && of.isShared()) {
            throw new IllegalStateException(
                    "must not be shared: " + of + " (move the data before share, or in a clone)");
        }
    }

    void requireLoose() {
        // One of a pool that was freed is refused as that, and counted.
        if (list == NetBufferEnvironment.NONE && pool instanceof NetBufferPool) {
            requireHeld();
        }
        if (list != NetBufferEnvironment.NONE || !isOwned()) {
            throw new IllegalStateException("must be allocated from a NetBufferPool and have no list: " + this);
        }
        if (Checked.ENABLED) {
            requireRedZones();
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
