// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Checked;
import io.github.nbl4j.pool.Irql;
import io.github.nbl4j.pool.SlotEvent;
import io.github.nbl4j.pool.SlotPool;

/**
 * A list of NetBuffers with one owner: the unit that is allocated, cloned, handed on and freed. Whoever holds it may
 * call everything here; it is handed to another thread through any queue with release/acquire order, and then the giver
 * keeps no use of it. Words common to all its NetBuffers (info, reserved areas, status) start at zero when it is
 * allocated or derived; a list that was completed keeps them.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nbl/ns-nbl-net_buffer_list">NET_BUFFER_LIST</a>
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class NetBufferList extends NetBufferListContexts {
    private static final int NEEDS_CLEANING = HOLDS_MORE | WORDS_WRITTEN | LINKED | CONTEXT_USED;

    /** To whom a list goes that is {@link #AWAITED}, else null. */
    private NetBufferListCompletion completion;

    /** In checked mode, of a confined list: where it must end. */
    private Thread confinedTo;

    NetBufferList(
            final NetBufferListPool pool,
            final int id,
            final NetBuffer embedded,
            final NetBufferListContext embeddedContext) {
        super(pool, id, embedded, embeddedContext);
        firstNetBuffer = embedded == null ? NetBufferEnvironment.NONE : embedded.id();
    }

    /**
     * The next list of a chain. Owner only.
     *
     * @return null at the end.
     */
    public NetBufferList next() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return environment.list(next);
    }

    /**
     * Links this list to another, as its current owner may.
     *
     * @param list what follows, owned too, or null.
     * @throws IllegalStateException when one of them is not owned.
     * @throws IllegalArgumentException when list is of another environment.
     */
    public void next(final NetBufferList list) {
        requireHeld();
        if (list != null) {
            environment.requireSame(list.environment, list);
            list.requireHeld();
        }
        flags |= LINKED;
        next = list == null ? NetBufferEnvironment.NONE : list.id();
    }

    /**
     * Head of the chain of NetBuffers. Owner only.
     *
     * @return null when the list has none.
     */
    public NetBuffer firstNetBuffer() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return head();
    }

    /** {@link #firstNetBuffer()} of a list in whatever phase. */
    NetBuffer head() {
        final NetBuffer own = embedded;
        return own != null && firstNetBuffer == own.id() ? own : environment.netBuffer(firstNetBuffer);
    }

    /**
     * Appends a NetBuffer from a {@link NetBufferPool}; from then on it belongs to this list and ends with it. O(n).
     *
     * @param netBuffer that the caller allocated; consumed.
     * @throws IllegalStateException when this list is derived, shared, or has living children, or the NetBuffer has a
     *     list, or either was freed.
     * @throws IllegalArgumentException when the NetBuffer is of another environment.
     */
    public void append(final NetBuffer netBuffer) {
        requireOwnStructure();
        environment.requireSame(netBuffer.environment, netBuffer);
        netBuffer.requireLoose();
        if (Checked.ENABLED) {
            note(SlotEvent.APPEND);
        }
        link(lastNetBuffer(), netBuffer);
    }

    /** Links a NetBuffer of a pool behind the last one, or first when there is none. */
    void link(final NetBuffer last, final NetBuffer netBuffer) {
        flags |= HOLDS_MORE;
        netBuffer.list = id();
        if (last == null) {
            firstNetBuffer = netBuffer.id();
        } else {
            last.next = netBuffer.id();
        }
    }

    /** Links the next NetBuffer of the slot behind the last one. */
    void spread(final NetBuffer last, final NetBuffer spare) {
        flags |= SPREAD;
        spare.next = NetBufferEnvironment.NONE;
        last.next = spare.id();
    }

    private void beginLife() {
        own();
        if ((flags & SPREAD) != 0) {
            embedded.next = NetBufferEnvironment.NONE;
        }
    }

    /** Null when the list has none. O(n). */
    NetBuffer lastNetBuffer() {
        NetBuffer last = null;
        for (NetBuffer nb = firstNetBuffer(); nb != null; nb = nb.next()) {
            last = nb;
        }
        return last;
    }

    /**
     * Grows the used data of every NetBuffer in front, or of none; see {@link NetBuffer#retreat(int, int)}. Owner only.
     *
     * @param delta bytes, 0 or more.
     * @param backFill bytes to have in reserve where memory is linked, 0 or more.
     * @return false when one of them cannot: nothing changed.
     * @throws IllegalArgumentException when an argument is negative.
     * @throws IllegalStateException when this list is not owned, or shared.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisretreatnetbufferlistdatastart">NdisRetreatNetBufferListDataStart</a>
     */
    public boolean retreat(final int delta, final int backFill) {
        return retreat(delta, backFill, null, null);
    }

    /**
     * {@link #retreat(int, int)} with memory of the caller, as {@link NetBuffer#retreat(int, int, AllocateMdlHandler)}.
     * No NetBuffer moves before there is memory for all of them.
     *
     * @param delta bytes, 0 or more.
     * @param backFill bytes to have in reserve where memory is linked, 0 or more.
     * @param allocate asked for each NetBuffer whose backfill is too short; null for private memory.
     * @param free takes back what was supplied, when one of them cannot; null: it goes to its pools.
     * @return false when one of them cannot: nothing changed.
     * @throws IllegalArgumentException when an argument is negative, or an Mdl is of another environment; nothing
     *     changed.
     * @throws IllegalStateException when this list is not owned, or shared, or a handler's Mdl cannot be used; nothing
     *     changed.
     */
    public boolean retreat(
            final int delta, final int backFill, final AllocateMdlHandler allocate, final FreeMdlHandler free) {
        requireHeld();
        NetBuffer.requireRetreat(delta, backFill);
        if (Checked.ENABLED) {
            note(SlotEvent.RETREAT);
        }
        return ListDataSpace.retreat(this, delta, backFill, allocate, free);
    }

    /**
     * Shrinks the used data of every NetBuffer in front, or of none; see {@link NetBuffer#advance(int, boolean)}. Owner
     * only.
     *
     * @param delta bytes, 0 or more.
     * @param freeMdl whether private memory that lies wholly before the data is given back.
     * @return false when one of them has less data, or its offset would exceed 2^31-1: nothing changed.
     * @throws IllegalArgumentException when delta is negative.
     * @throws IllegalStateException when this list is not owned, or shared, or memory should be given back that living
     *     children may use; nothing changed.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisadvancenetbufferlistdatastart">NdisAdvanceNetBufferListDataStart</a>
     */
    public boolean advance(final int delta, final boolean freeMdl) {
        return advance(delta, freeMdl, null);
    }

    /**
     * {@link #advance(int, boolean)} that hands back what handlers supplied, as
     * {@link NetBuffer#advance(int, boolean, FreeMdlHandler)}, when all NetBuffers have moved.
     *
     * @param delta bytes, 0 or more.
     * @param freeMdl whether private memory that lies wholly before the data is given back.
     * @param handler told of each such Mdl; null: they go to their pools. What it or a completion throws comes out of
     *     this call, after all its work.
     * @return false when one of them has less data, or its offset would exceed 2^31-1: nothing changed.
     * @throws IllegalArgumentException when delta is negative.
     * @throws IllegalStateException as {@link #advance(int, boolean)}.
     */
    public boolean advance(final int delta, final boolean freeMdl, final FreeMdlHandler handler) {
        requireHeld();
        NetBuffer.requireRetreat(delta, 0);
        if (Checked.ENABLED) {
            note(SlotEvent.ADVANCE);
        }
        return ListDataSpace.advance(this, delta, freeMdl, handler);
    }

    /**
     * Takes over the info that a packet carries on its way down, as {@link CopyInfo#SEND} says: the listed slots are
     * overwritten, all else stays. Slots that hold pointers are copied as numbers, what they point to is not. Owner of
     * both lists.
     *
     * @param source whose slots are read.
     * @throws IllegalStateException when one of the lists is not owned; nothing changed.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndiscopysendnetbufferlistinfo">NdisCopySendNetBufferListInfo</a>
     */
    public void copySendInfo(final NetBufferList source) {
        CopyInfo.SEND.copy(this, source);
    }

    /**
     * Takes over the info that a packet carries on its way up, as {@link CopyInfo#RECEIVE} says: the listed slots are
     * overwritten, all else stays. Slots that hold pointers are copied as numbers, what they point to is not. Owner of
     * both lists.
     *
     * @param source whose slots are read.
     * @throws IllegalStateException when one of the lists is not owned; nothing changed.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndiscopyreceivenetbufferlistinfo">NdisCopyReceiveNetBufferListInfo</a>
     */
    public void copyReceiveInfo(final NetBufferList source) {
        CopyInfo.RECEIVE.copy(this, source);
    }

    /**
     * The pool that this list came from and goes back to.
     *
     * @return the pool.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-ndisgetpoolfromnetbufferlist">NdisGetPoolFromNetBufferList</a>
     */
    public NetBufferListPool pool() {
        return pool;
    }

    /**
     * The list that this one was derived from; kept by the library, there is no setter. Owner only. Its own owner may
     * have freed it: then checked mode lets nobody look at more of it than {@link #isOwned} and {@link #childRefCount},
     * unless it was shared.
     *
     * @return null for a list that was not derived.
     */
    public NetBufferList parentNetBufferList() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return hasParent() ? environment.list(parent) : null;
    }

    /**
     * Lists derived from this one that live now. Exact for the owner while no child is being made or freed.
     *
     * @return 0 or more.
     */
    public long childRefCount() {
        if (Checked.ENABLED) {
            requireNotFree();
        }
        return livingChildren();
    }

    /**
     * Whether this list was derived from another and lives off its memory.
     *
     * @return true for clones, fragments and reassembled lists.
     */
    public boolean isDerived() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return hasParent();
    }

    /** {@link #isDerived()} of a list in whatever phase. */
    boolean hasParent() {
        return (flags & DERIVED) != 0;
    }

    /**
     * Whether this list holds fragments of its parent's data.
     *
     * @return true if an allocateFragment call made it.
     */
    public boolean isFragment() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return (flags & FRAGMENT) != 0;
    }

    /**
     * Whether this list holds its parent's data in one NetBuffer.
     *
     * @return true if an allocateReassembled call made it.
     */
    public boolean isReassembled() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return (flags & REASSEMBLED) != 0;
    }

    /**
     * Whether this list is a clone that uses the Mdls of its original.
     *
     * @return true if it was cloned with USE_ORIGINAL_MDLS.
     */
    public boolean usesOriginalMdls() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return (flags & ORIGINAL_MDLS) != 0;
    }

    /**
     * This life of this list in 64 bits: generation:24, pool:16, slot:24. It can be stored anywhere; a queue of handles
     * costs nothing where a queue of references pays a barrier.
     *
     * @return the handle, for {@link NetBufferEnvironment#resolve}.
     */
    public long handle() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return handleNow();
    }

    /** {@link #handle()} of a list in whatever phase. */
    long handleNow() {
        return (long) generation() << 40 | (id() & 0xFFFF_FFFFL);
    }

    /** How this list was made: of the flags, those that say so. */
    int kind() {
        return flags & KIND;
    }

    static int kindOfClone(final boolean originalMdls) {
        return originalMdls ? DERIVED | ORIGINAL_MDLS : DERIVED;
    }

    /**
     * Whether the list may be sent on to another owner now: the caller holds it, it has no living children, no other
     * thread can derive from it, and it is not confined to this one. Otherwise {@link NetBufferListCache#complete}
     * sends it on, once the last child is gone. Exact for the owner; a snapshot for others.
     *
     * @return false also when the list was freed.
     */
    public boolean isTransferable() {
        return isOwned() && !isShared() && !isConfined() && !hasLivingChildren();
    }

    /** Gives the list up to a completion. True: no child lives, and the caller hands it over. Owner only. */
    boolean endAwaited(final NetBufferListCompletion whenDone) {
        // Which of two that end one life at once may go on is decided here, so nothing is stored before.
        final long births = release();
        if (Checked.ENABLED) {
            note(SlotEvent.COMPLETE);
        }
        completion = whenDone;
        flags |= AWAITED;
        next = NetBufferEnvironment.NONE;
        return ownerGone(births);
    }

    boolean isAwaited() {
        return (flags & AWAITED) != 0;
    }

    /** Begins a life that has everything of the last one. Returns to whom it goes. By the only party left. */
    NetBufferListCompletion beginAwaited() {
        final NetBufferListCompletion to = completion;
        completion = null;
        flags &= ~AWAITED;
        own();
        if (Checked.ENABLED) {
            note(SlotEvent.HAND_OVER);
        }
        return to;
    }

    /** Begins a life that lives off nobody. */
    void begin() {
        beginLife();
        flags = 0;
    }

    /** Begins a life that lives off a parent. */
    void begin(final NetBufferList original, final int kind) {
        beginLife();
        flags = kind;
        parent = original.id();
        if (Checked.ENABLED) {
            noteParent(original);
        }
    }

    /** From now on until its end only the calling thread, which owns the parent, may hold this list. */
    void confine() {
        flags |= CONFINED;
        if (Checked.ENABLED) {
            confinedTo = Thread.currentThread();
        }
    }

    boolean isConfined() {
        return (flags & CONFINED) != 0;
    }

    @Override
    protected void checkEnd() {
        requireRedZones();
        if (isConfined() && confinedTo != Thread.currentThread()) {
            pool.countBadCall();
            throw new IllegalStateException("a confined clone must end on the thread that made it: " + this
                    + " made by " + confinedTo.getName() + " (use allocateClone for one that is handed on)");
        }
    }

    /** Whether it is nothing but its slot and the NetBuffer in that, as most lists are. */
    boolean isSole() {
        return (flags & (HOLDS_MORE | SPREAD)) == 0 && embedded != null;
    }

    /** The Mdl in which a sole list's data starts: mostly the one that lies in its slot too. */
    Mdl currentMdl() {
        final int current = current();
        return current == id() ? embedded.embedded : environment.mdl(current);
    }

    /** Becomes one new Mdl, the one in its slot, over bytes of another. */
    void describe(final Mdl mdl, final int offset, final int bytes) {
        embedded.embedded.describe(mdl, offset, bytes);
        start(id(), 0, bytes);
    }

    /** Whether its free must give back or reset more than its slot. */
    boolean needsCleaning() {
        return (flags & NEEDS_CLEANING) != 0;
    }

    /**
     * Ends a list that is nothing but its slot and was never cloned; false, and nothing changed, when it is not.
     * Checked mode goes the long way, which proves first that the handle is the calling thread's.
     */
    boolean endPlain() {
        return !Checked.ENABLED && (flags & NEEDS_CLEANING) == 0 && endBare();
    }

    /** {@link #endPlain()} of the life of a handle; {@link #endBare(long)} proves that it is one of this list. */
    boolean endPlain(final long handle) {
        return (flags & NEEDS_CLEANING) == 0 && endBare(handle - id());
    }

    /** Gives back what the list holds beyond its own slot. Returns the first thing that a completion threw. */
    Throwable clean(final NetBufferListCache cache) {
        Throwable failure = null;
        final int held = flags;
        if ((held & WORDS_WRITTEN) != 0) {
            resetWords();
        }
        if ((held & CONTEXT_USED) != 0) {
            resetContext(cache);
        }
        if ((held & HOLDS_MORE) != 0) {
            NetBuffer nb = head();
            while (nb != null) {
                final NetBuffer following = cache.netBuffer(nb.next);
                failure = NetBufferListCache.first(failure, nb.clean(cache));
                if (nb.pool == pool) {
                    nb.next = NetBufferEnvironment.NONE;
                } else {
                    cache.giveNetBuffer(nb);
                }
                nb = following;
            }
            firstNetBuffer = embedded == null ? NetBufferEnvironment.NONE : embedded.id();
        }
        return failure;
    }

    @Override
    @Irql(Irql.Level.PASSIVE_LEVEL)
    protected void forgotten() {
        forgetChildren();
        resetWords();
        forgetContext();
        completion = null;
        flags = 0;
        next = NetBufferEnvironment.NONE;
        firstNetBuffer = embedded == null ? NetBufferEnvironment.NONE : embedded.id();
        for (NetBuffer nb = embedded; nb != null; nb = nb.spare) {
            nb.forgotten();
        }
    }

    /** Whether this is such a child, and its free gives back nothing but its slot: it may be linked. */
    boolean isPlainSibling(final NetBufferList of) {
        return (flags & (NEEDS_CLEANING & ~LINKED | DERIVED | CONFINED)) == DERIVED && parent == of.parent && isBare();
    }

    /** Whether it lives off nobody, nobody off it, and its free gives back nothing but its slot. */
    boolean isPlainOriginal() {
        return (flags & (NEEDS_CLEANING | DERIVED)) == 0 && isBare();
    }

    /** Whether this and another, both ended, are children of one parent that one operation can count. */
    boolean isSibling(final NetBufferList of) {
        return (flags & of.flags & DERIVED) != 0 && ((flags | of.flags) & CONFINED) == 0 && parent == of.parent;
    }

    /** Before one of several lists is freed: none is when one cannot be. */
    void requireFreeable() {
        requireHeld();
        if (Checked.ENABLED) {
            checkEnd();
        }
    }

    /** The caller may change the structure: it owns the list, and nobody else lives off it or lends to it. */
    void requireOwnStructure() {
        requireHeld();
        if (isDerived() || hasLivingChildren() || isShared()) {
            throw new IllegalStateException("must not be derived, shared, nor have living children: " + this
                    + " derived=" + isDerived() + " shared=" + isShared() + " children=" + livingChildren());
        }
    }

    @Override
    protected SlotPool home() {
        return pool;
    }
}
