// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;

/**
 * The context of a list: a stack of bytes in blocks. The block beside the list, if its pool has any, is the lowest;
 * blocks of the environment's pool stand on it. A derived list starts without any, whatever its pool has.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
abstract class NetBufferListContexts extends NetBufferListAttributes {
    private final NetBufferListContext embeddedContext;
    /** Head of the blocks that came from the environment's pool, or NONE. */
    private int pushedContext = NetBufferEnvironment.NONE;

    NetBufferListContexts(
            final NetBufferListPool pool,
            final int id,
            final NetBuffer embedded,
            final NetBufferListContext embeddedContext) {
        super(pool, id, embedded);
        this.embeddedContext = embeddedContext;
    }

    /**
     * Head of the context: what was taken last lies at its {@link NetBufferListContext#dataStart()}. Owner only.
     *
     * @return null when the list has no context: a clone that allocated none, or a list of a pool without context size.
     * @throws IllegalStateException when this list is not owned.
     */
    public final NetBufferListContext context() {
        requireHeld();
        return headContext();
    }

    /**
     * Takes contiguous bytes of context in front of what was taken before: in the head block if they fit there, else in
     * a new one. They start at {@link NetBufferListContext#dataStart()} of {@link #context()}, their content undefined,
     * and are the caller's until {@link #freeContext} or the list's free, which gives back whatever was taken. Owner
     * only.
     *
     * @param size in bytes, a positive multiple of 8.
     * @param backFill bytes in reserve for further calls where a block is added, 0 or a multiple of 8.
     * @return false when no block is free, or size and backFill together exceed
     *     {@link NetBufferListContextPool#contextLength()}; nothing changed.
     * @throws IllegalArgumentException when an argument is not as said.
     * @throws IllegalStateException when this list is not owned, or a block is needed and the environment closed.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocatenetbufferlistcontext">NdisAllocateNetBufferListContext</a>
     */
    public final boolean allocateContext(final int size, final int backFill) {
        requireHeld();
        NetBufferListContext.requireSizes(
                size, backFill, NetBufferListContext.POINTER_BYTES, NetBufferListContext.POINTER_BYTES);
        final NetBufferListContext head = headContext();
        final NetBufferListContext block = head != null && head.fits(size) ? head : addBlock(size, backFill);
        if (block == null) {
            return false;
        }
        flags |= CONTEXT_USED;
        block.push(size);
        return true;
    }

    /**
     * Gives back what the last {@link #allocateContext} of this life took that was not yet given back: last in, first
     * out. A block that becomes empty goes back to its pool. Context from the list's allocation stays. Owner only.
     *
     * @param size as it was said there.
     * @throws IllegalStateException when this list is not owned, or size is not that of the last call; nothing changed.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreenetbufferlistcontext">NdisFreeNetBufferListContext</a>
     */
    public final void freeContext(final int size) {
        requireHeld();
        final NetBufferListContext head = headContext();
        final int last = head == null ? 0 : head.lastPush();
        if (last == 0 || size != last) {
            throw wrongPop(size, last);
        }
        if (head.pop()) {
            pushedContext = below(head);
            final NetBufferListCache cache = environment.enter();
            try {
                cache.giveContext(head);
            } finally {
                environment.exit(cache);
            }
        }
    }

    private IllegalStateException wrongPop(final int size, final int last) {
        pool.countBadCall();
        return new IllegalStateException("size must be that of the last allocateContext: size=" + size + " last="
                + (last == 0 ? "none" : last) + " list=" + this
                + (last == 0
                        ? " (context from the list's allocation ends with the list)"
                        : " (drivers give back in reverse order)"));
    }

    /** Takes the context that the list is allocated with. False: there is none of that size; nothing changed. */
    final boolean beginContext(final int size, final int backFill, final NetBufferListCache cache) {
        if (size == 0) {
            return true;
        }
        final NetBufferListContext own = embeddedContext;
        final NetBufferListContext block = own != null && own.fits(size) ? own : addBlock(size, backFill, cache);
        if (block == null) {
            return false;
        }
        flags |= CONTEXT_USED;
        block.use(size);
        return true;
    }

    /** Gives back every block and takes no byte of the own one. */
    final void resetContext(final NetBufferListCache cache) {
        NetBufferListContext block = environment.context(pushedContext);
        forgetContext();
        while (block != null && block != embeddedContext) {
            final NetBufferListContext below = block.below();
            cache.giveContext(block);
            block = below;
        }
    }

    /** The own block as in a fresh list, and no others. */
    final void forgetContext() {
        pushedContext = NetBufferEnvironment.NONE;
        if (embeddedContext != null) {
            embeddedContext.reset();
        }
    }

    /** Head of the blocks that came from the environment's pool, or null. */
    final NetBufferListContext pushedContext() {
        final NetBufferListContext head = environment.context(pushedContext);
        return head == embeddedContext ? null : head;
    }

    private NetBufferListContext headContext() {
        if (pushedContext != NetBufferEnvironment.NONE) {
            return environment.context(pushedContext);
        }
        return (flags & NetBufferList.DERIVED) == 0 ? embeddedContext : null;
    }

    /** Id of the pool's block below another, or NONE. */
    private int below(final NetBufferListContext block) {
        final NetBufferListContext next = block.below();
        return next == null || next == embeddedContext ? NetBufferEnvironment.NONE : next.id();
    }

    private NetBufferListContext addBlock(final int size, final int backFill) {
        final NetBufferListCache cache = environment.enter();
        try {
            return addBlock(size, backFill, cache);
        } finally {
            environment.exit(cache);
        }
    }

    private NetBufferListContext addBlock(final int size, final int backFill, final NetBufferListCache cache) {
        final NetBufferListContextPool blocks = environment.contextPool();
        final long bytes = (long) size + backFill;
        final NetBufferListContext block = bytes > blocks.contextLength() ? null : cache.takeContext(blocks);
        if (block != null) {
            block.own((int) bytes, headContext());
            flags |= CONTEXT_USED;
            pushedContext = block.id();
        }
        return block;
    }
}
