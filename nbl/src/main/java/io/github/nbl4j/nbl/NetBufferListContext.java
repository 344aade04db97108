// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Checked;
import io.github.nbl4j.pool.Irql;
import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotPool;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A block of memory that travels with a list and is used from its end to its front, like a stack: each driver on the
 * way takes some by {@link NetBufferList#allocateContext} and gives it back on the way home. Its content is undefined
 * where nobody wrote it in this life of the list. Owner of the list only; dead after the list's free or its own pop.
 *
 * <pre>{@code
 *  buffer()  0            offset() = dataStart()            size()
 *            |<- back fill ->|<- last push ->|<- earlier  ->|
 *            |    unused     |<-------- usedSize() -------->|
 * }</pre>
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nbl/ns-nbl-net_buffer_list_context">NET_BUFFER_LIST_CONTEXT</a>
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class NetBufferListContext extends Slot {
    /** Alignment of sizes on the way, in bytes: that of a pointer. */
    static final int POINTER_BYTES = 8;
    /** MEMORY_ALLOCATION_ALIGNMENT: that of sizes at allocation. */
    static final int ALLOCATION_BYTES = 16;
    /** Longest block in bytes: Size is a 16-bit field. */
    static final int MAX_LENGTH = 0x10000 - ALLOCATION_BYTES;

    private final NetBufferEnvironment environment;
    private final SlotPool pool;
    private final UnsafeBuffer buffer;
    /** Bytes of each push, the last one on top; a push is at least a pointer long, so there is room for all. */
    private final char[] pushes;

    private int pushCount;
    private int size;
    private int offset;
    private int next = NetBufferEnvironment.NONE;
    /** The list whose slot it lies in for good, or null. */
    private NetBufferList list;

    NetBufferListContext(
            final NetBufferEnvironment environment, final SlotPool pool, final int id, final UnsafeBuffer buffer) {
        super(id);
        this.environment = environment;
        this.pool = pool;
        this.buffer = buffer;
        this.pushes = new char[buffer.capacity() / POINTER_BYTES];
        begin(buffer.capacity(), null);
    }

    static void requireSizes(final int size, final int backFill, final int multiple, final int least) {
        if (size < least || backFill < 0 || ((size | backFill) & multiple - 1) != 0) {
            throw new IllegalArgumentException("context size must be at least " + least
                    + ", its back fill not negative, both multiples of " + multiple + ": size=" + size + " backFill="
                    + backFill);
        }
    }

    /**
     * The block that the list had before this one.
     *
     * @return null at the end.
     */
    public NetBufferListContext next() {
        if (Checked.ENABLED) {
            requireHeld();
        }
        return below();
    }

    /**
     * Bytes of context, used and unused: the field Size, which NET_BUFFER_LIST_CONTEXT_DATA_SIZE returns.
     *
     * @return from 8 to 65,520.
     */
    public int size() {
        if (Checked.ENABLED) {
            requireHeld();
        }
        return size;
    }

    /**
     * Unused bytes in front: the field Offset.
     *
     * @return from 0 to {@link #size()}.
     */
    public int offset() {
        if (Checked.ENABLED) {
            requireHeld();
        }
        return offset;
    }

    /**
     * Bytes in use.
     *
     * @return {@link #size()} - {@link #offset()}.
     */
    public int usedSize() {
        if (Checked.ENABLED) {
            requireHeld();
        }
        return size - offset;
    }

    /**
     * Where in {@link #buffer()} the used bytes start, those of the last push first: what
     * NET_BUFFER_LIST_CONTEXT_DATA_START points to. Valid until the next push or pop.
     *
     * @return {@link #offset()}.
     */
    public int dataStart() {
        if (Checked.ENABLED) {
            requireHeld();
        }
        return offset;
    }

    /**
     * The memory of this block, made at construction, on a boundary of 64 bytes. What others pushed is theirs.
     *
     * @return a view of at least {@link #size()} bytes.
     * @throws IllegalStateException when the list was freed or the block popped.
     */
    public MutableDirectBuffer buffer() {
        requireHeld();
        return buffer;
    }

    private void requireHeld() {
        if (list != null) {
            list.requireHeld();
        } else if (!isOwned()) {
            throw notOwned(life);
        }
    }

    /** {@link #next()} in whatever phase. */
    NetBufferListContext below() {
        return environment.context(next);
    }

    /** Becomes the block that a list has from its allocation, in every life. */
    void embedIn(final NetBufferList owner) {
        list = owner;
    }

    /** Is unused, of this size, and lies over another block or null. */
    void begin(final int bytes, final NetBufferListContext below) {
        size = bytes;
        offset = bytes;
        pushCount = 0;
        next = below == null ? NetBufferEnvironment.NONE : below.id();
    }

    /** {@link #begin} of a block of the pool. */
    void own(final int bytes, final NetBufferListContext below) {
        own();
        begin(bytes, below);
    }

    void end() {
        disown();
    }

    /** As in a fresh list. */
    void reset() {
        begin(buffer.capacity(), null);
    }

    @Override
    @Irql(Irql.Level.PASSIVE_LEVEL)
    protected void forgotten() {
        reset();
    }

    /** Its memory is gone: so say the views of it that users have kept. */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    void released() {
        Nowhere.show(buffer);
    }

    boolean fits(final int bytes) {
        return bytes <= offset;
    }

    /** Takes bytes that end with the list. */
    void use(final int bytes) {
        offset -= bytes;
    }

    /** Takes bytes that {@link #pop} gives back. */
    void push(final int bytes) {
        use(bytes);
        pushes[pushCount++] = (char) bytes;
    }

    /** Bytes of the last push, 0 when there is none to pop. */
    int lastPush() {
        return pushCount == 0 ? 0 : pushes[pushCount - 1];
    }

    /** Gives the last push back. True: the block is empty and can go. */
    boolean pop() {
        offset += pushes[--pushCount];
        return offset == size && list == null;
    }

    @Override
    protected SlotPool home() {
        return pool;
    }
}
