// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Checked;
import io.github.nbl4j.pool.Irql;
import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotPool;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A memory descriptor list: {@link #byteCount()} bytes at {@link #byteOffset()} of {@link #buffer()}, and the next
 * descriptor of its chain. An Mdl describes its own slot memory, a part of another Mdl's, or the caller's buffer.
 *
 * <p>Reading goes through {@link #buffer()}. Writing goes through the {@link NetBuffer}, which knows whether the bytes
 * are shared; {@link #unsafeBuffer()} is the way round that rule.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/kernel/using-mdls">Using MDLs</a>
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class Mdl extends Slot {
    private static final VarHandle USERS;

    static {
        try {
            USERS = MethodHandles.lookup().findVarHandle(Mdl.class, "users", int.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    final NetBufferEnvironment environment;
    int next = NetBufferEnvironment.NONE;
    /** Id of the NetBuffer that this Mdl ends with, or NONE: then a chain only borrows it. */
    int owner = NetBufferEnvironment.NONE;
    /** Id of the Mdl whose memory is described: this one's own id, or another's. */
    int memory;
    /** The next Mdl of the same NetBuffer's slot, for a chain of descriptors; constant, and null in the last. */
    Mdl spare;

    int byteOffset;
    int byteCount;
    /** Whether a retreat linked it: only such an Mdl is freed by an advance. */
    boolean retreat;
    /** Whether a handler supplied it to a retreat, and may want it back. */
    boolean supplied;
    /** Whether the view is of the caller's memory. */
    private boolean wraps;

    final SlotPool pool;
    private final UnsafeBuffer view;
    private final ByteBuffer byteBuffer;
    private final int slabOffset;
    private final int ownLength;
    private final ByteBuffer slab;
    /** The holder and the chains that borrow this Mdl. RMW: the last to go acquires what the others released. */
    private volatile int users;

    private MdlCompletion completion;

    /** A descriptor without memory of its own. */
    Mdl(final NetBufferEnvironment environment, final SlotPool pool, final int id) {
        this(environment, pool, id, Nowhere.view(), null, 0);
    }

    /** A descriptor of its own slot memory. */
    Mdl(
            final NetBufferEnvironment environment,
            final SlotPool pool,
            final int id,
            final UnsafeBuffer view,
            final ByteBuffer slab,
            final int slabOffset) {
        super(id);
        this.environment = environment;
        this.pool = pool;
        this.memory = id;
        this.view = view;
        this.slab = slab;
        this.slabOffset = slabOffset;
        this.byteBuffer = slab == null ? null : slab.slice(slabOffset, view.capacity());
        this.ownLength = view.capacity();
        this.byteCount = ownLength;
    }

    /**
     * The next Mdl of the chain. Any holder of a list that reaches it.
     *
     * @return null at the end.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetnextmdl">NdisGetNextMdl</a>
     */
    public Mdl next() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return environment.mdl(next);
    }

    /**
     * Links two Mdls that the caller allocated and has not yet put under a NetBuffer. Owner only.
     *
     * @param mdl what follows, or null for the end.
     * @throws IllegalStateException when this Mdl belongs to a NetBuffer or a chain in use, or mdl to a NetBuffer.
     * @throws IllegalArgumentException when mdl is of another environment, or the chain would end in itself.
     */
    public void next(final Mdl mdl) {
        requireLoose();
        if (mdl != null) {
            environment.requireSame(mdl.environment, mdl);
            mdl.requireLendable();
            requireNotIn(mdl);
        }
        next = mdl == null ? NetBufferEnvironment.NONE : mdl.id();
    }

    /**
     * The pool to free this Mdl to, if the caller holds it. Any thread.
     *
     * @return null for one that lies in the slot of a NetBuffer.
     */
    public MdlPool pool() {
        return pool instanceof MdlPool of ? of : null;
    }

    /**
     * How many bytes are described.
     *
     * @return length in bytes, 0 or more.
     */
    public int byteCount() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return byteCount;
    }

    /**
     * Changes how many bytes are described, from the first one on. The free restores the length. Owner only.
     *
     * @param length in bytes, from 0 to what was allocated.
     * @throws IllegalStateException when the caller does not hold this Mdl, or a chain uses it.
     * @throws IllegalArgumentException when the length is out of range.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisadjustmdllength">NdisAdjustMdlLength</a>
     */
    public void adjustLength(final int length) {
        requireLoose();
        if (length < 0 || length > view.capacity()) {
            throw new IllegalArgumentException("length must be from 0 to the allocated one: " + this + " length="
                    + length + " allocated=" + view.capacity());
        }
        byteCount = length;
    }

    /**
     * Where the described bytes start in {@link #buffer()}.
     *
     * @return offset in bytes.
     */
    public int byteOffset() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return byteOffset;
    }

    /**
     * The memory that holds the described bytes. For reading; borrowed as long as the list is held that reached it.
     *
     * @return a view that was made at construction.
     */
    public DirectBuffer buffer() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return memory().view;
    }

    /**
     * The same memory for writing, although a clone or its parent may be reading it. The caller answers for that.
     *
     * @return a view that was made at construction.
     */
    public MutableDirectBuffer unsafeBuffer() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return memory().view;
    }

    /**
     * This Mdl's own slot memory as a ByteBuffer made at construction. Its position and limit are shared by all who
     * hold it, so only the owner of an unshared list may use it; clones gather through {@link GatherVector}. When the
     * pool's memory goes, its limit becomes 0; raising that again, or a duplicate, reaches memory that is not there.
     *
     * @return null when this Mdl describes memory that is not its own.
     */
    public ByteBuffer byteBuffer() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return memory == id() ? byteBuffer : null;
    }

    /**
     * Address of the first described byte: two Mdls with the same address share their bytes.
     *
     * @return the address; for a heap array, an offset that means nothing alone.
     */
    public long address() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return memory().view.addressOffset() + byteOffset;
    }

    /** The Mdl whose memory is described. */
    Mdl memory() {
        return memory == id() ? this : environment.mdl(memory);
    }

    /** Whether a byte has an address of that kind, now and later: the collector keeps an array to multiples of 8. */
    boolean isAligned(final int at, final int multiple, final int offset) {
        return (address() + at - offset & multiple - 1) == 0
                && (multiple <= 8 || memory().view.byteArray() == null);
    }

    UnsafeBuffer view() {
        return view;
    }

    /** The slab of own memory, or null. */
    ByteBuffer slab() {
        return slab;
    }

    int slabOffset() {
        return slabOffset;
    }

    boolean isOwnMemory() {
        return memory == id();
    }

    /** Describes n bytes of what another Mdl describes; nothing follows. An embedded Mdl may keep old links at rest. */
    void describe(final Mdl source, final int offset, final int n) {
        memory = source.memory;
        byteOffset = source.byteOffset + offset;
        byteCount = n;
        next = NetBufferEnvironment.NONE;
    }

    /** Begins a life in the caller's hands. */
    void hold() {
        own();
        // Opaque would do: the next party sees it through whatever hands the Mdl over.
        USERS.setOpaque(this, 1);
    }

    /** Begins a life as a part of a NetBuffer. */
    void belongTo(final int netBuffer) {
        own();
        owner = netBuffer;
    }

    /** A NetBuffer consumes an Mdl that the caller holds. */
    void consumedBy(final int netBuffer) {
        requireLoose();
        if (next != NetBufferEnvironment.NONE || byteBuffer == null) {
            throw new IllegalStateException("must be one segment with memory of its own: " + this + " next=" + next()
                    + " (append the segments one by one, and borrow external memory by rebind)");
        }
        owner = netBuffer;
    }

    /** A NetBuffer consumes what a handler supplied for its retreat. */
    void suppliedTo(final NetBuffer netBuffer, final int needed) {
        netBuffer.environment.requireSame(environment, this);
        requireLoose();
        if (next != NetBufferEnvironment.NONE || byteCount < needed) {
            throw new IllegalStateException("handler must supply one Mdl that is large enough: " + this + " next="
                    + next() + " byteCount=" + byteCount + " needed=" + needed);
        }
        owner = netBuffer.id();
        retreat = true;
        supplied = true;
    }

    /** The opposite: the caller holds it again. */
    void handBack() {
        owner = NetBufferEnvironment.NONE;
        next = NetBufferEnvironment.NONE;
        retreat = false;
        supplied = false;
    }

    /** External memory: wraps the caller's buffer, or throws what that throws; then nobody will be told. */
    void wrap(final DirectBuffer buffer, final int offset, final int length, final MdlCompletion whenDone) {
        wraps = true;
        view.wrap(buffer, offset, length);
        byteOffset = 0;
        byteCount = length;
        completion = whenDone;
    }

    void borrow() {
        USERS.getAndAdd(this, 1);
    }

    /** The caller's own hold ends. True: nobody is left. */
    boolean endHold() {
        requireHeld();
        if (Checked.ENABLED) {
            requireRedZones();
        }
        endLife(life, RELEASED);
        return borrowerGone();
    }

    /** True: nobody is left, and the caller recycles it. Volatile RMW: releases our use, acquires the others'. */
    boolean borrowerGone() {
        return (int) USERS.getAndAdd(this, -1) == 1;
    }

    /** Back to the state in which it lies in its pool; the completion is told. Returns what the completion threw. */
    Throwable rest() {
        if ((life & PHASE_MASK) == RELEASED) {
            life &= ~PHASE_MASK;
        } else {
            disown();
        }
        return wipe();
    }

    private Throwable wipe() {
        // Only memory of the caller's has a completion.
        final Throwable failure = wraps ? complete() : null;
        handBack();
        if (wraps) {
            wraps = false;
            Nowhere.show(view);
        }
        asBuilt();
        return failure;
    }

    /** Describes its own memory, all of it, and nothing follows. */
    void asBuilt() {
        next = NetBufferEnvironment.NONE;
        memory = id();
        byteOffset = 0;
        byteCount = ownLength;
    }

    /**
     * Its own memory is gone, and so is its pool's row in the tables, where both links lead: whoever still has this Mdl
     * finds nothing to touch. The buffers that it gave out end at 0.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    void released() {
        memory = id() ^ 1;
        next = id();
        byteCount = 0;
        Nowhere.show(view);
        if (byteBuffer != null) {
            byteBuffer.clear().limit(0);
        }
    }

    /** Whether a caller holds it, who allocated it: not where an error came before the last store of that. At rest. */
    boolean isHeldByCaller() {
        return isOwned() && owner == NetBufferEnvironment.NONE && users > 0;
    }

    /** So many chains borrow it, and its holder may hold it. At rest only. */
    void recount(final int borrowers, final boolean held) {
        if (!held && isOwned()) {
            life = (life & ~BELOW_GENERATION) + GENERATION | RELEASED;
        }
        USERS.setOpaque(this, borrowers + (held ? 1 : 0));
    }

    /** Told when nobody can reach this Mdl any more. Returns what the completion threw. At rest only. */
    Throwable tell() {
        return wraps ? complete() : null;
    }

    @Override
    @Irql(Irql.Level.PASSIVE_LEVEL)
    protected void forgotten() {
        USERS.setOpaque(this, 0);
        wipe();
    }

    private Throwable complete() {
        final MdlCompletion told = completion;
        completion = null;
        if (told != null) {
            try {
                told.completed(this);
            } catch (final Throwable ex) {
                return ex;
            }
        }
        return null;
    }

    void requireHeld() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        if (!isOwned()) {
            throw notOwned(life);
        }
    }

    /**
     * Checked mode, in every accessor. Clones read what their original's owner has freed, so only an Mdl that rests is
     * refused, or one that lies in a slot which does; not while its completion is told, which looks at it.
     */
    private void requireUsable() {
        if (!(pool instanceof MdlPool)) {
            environment.netBuffer(owner).requireNotResting();
        } else if (!wraps) {
            requireNotFree();
        }
    }

    /** Held by the caller and not part of a NetBuffer, so that its memory lasts as long as somebody borrows it. */
    void requireLendable() {
        requireHeld();
        if (owner != NetBufferEnvironment.NONE) {
            throw new IllegalStateException("must not be part of a NetBuffer: " + this + " ends with its list");
        }
    }

    private void requireNotIn(final Mdl chain) {
        for (Mdl m = chain; m != null; m = m.next()) {
            if (m == this) {
                throw new IllegalArgumentException("chain must end: " + this + " would follow itself");
            }
        }
    }

    private void requireLoose() {
        requireHeld();
        if (owner != NetBufferEnvironment.NONE || users != 1) {
            throw new IllegalStateException("must not be part of a NetBuffer or a chain in use: " + this);
        }
    }

    @Override
    protected SlotPool home() {
        return pool;
    }
}
