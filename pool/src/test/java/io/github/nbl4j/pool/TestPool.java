// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.util.concurrent.atomic.AtomicInteger;

/** The smallest pool there can be: blocks that are nothing but slots, and memory that is a count of its releases. */
final class TestPool extends SlotPool {
    private final Block[] blocks;
    private final AtomicInteger releases = new AtomicInteger();
    private Slabs memory;
    private boolean breaksOff;

    /** A slot with nothing but its life. */
    static final class Block extends Slot {
        private final TestPool pool;

        Block(final TestPool pool, final int index) {
            super(pool.ordinal() << 24 | index);
            this.pool = pool;
        }

        void begin() {
            own();
        }

        void end() {
            disown();
        }

        void release() {
            endLife(life, RELEASED);
        }

        @Override
        protected SlotPool home() {
            return pool;
        }
    }

    /** A handle that counts nothing and hides nothing. */
    static final class Handle extends Confined {
        Handle(final Role role) {
            super(role);
        }

        Handle() {
            this(Role.EXPLICIT);
        }

        SlotCache cacheOf(final TestPool pool) {
            return cache(pool);
        }

        /** Null when the pool is exhausted. */
        Block allocate(final TestPool pool) {
            final int slot = cache(pool).take();
            if (slot < 0) {
                return null;
            }
            final Block block = pool.blocks[slot];
            block.begin();
            return block;
        }

        void free(final Block block) {
            block.end();
            cache(block.pool).give(block.index());
        }

        /** Fills both magazines: 64 slots rest here and nowhere else. */
        void hoard(final TestPool pool) {
            final int[] taken = new int[SlotPool.SLOTS_PER_CACHE];
            for (int i = 0; i < taken.length; i++) {
                taken[i] = cache(pool).take();
            }
            for (final int slot : taken) {
                cache(pool).give(slot);
            }
        }
    }

    TestPool(final int capacity, final int maxCaches) {
        this(0, capacity, maxCaches);
    }

    TestPool(final int ordinal, final int capacity, final int maxCaches) {
        super("test" + ordinal, ordinal, capacity, maxCaches);
        blocks = new Block[population()];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = new Block(this, i);
        }
    }

    Block block(final int index) {
        return blocks[index];
    }

    /** Its slots have memory from now on, which goes with the pool's. */
    void lieIn(final Slabs slabs) {
        guard(slabs);
        memory = slabs;
    }

    /** The next release of its memory is broken off by an error. */
    void breakReleaseOff() {
        breaksOff = true;
    }

    int releases() {
        return releases.get();
    }

    @Override
    protected Slot slot(final int index) {
        return blocks[index];
    }

    @Override
    protected void releaseMemory() {
        if (breaksOff) {
            breaksOff = false;
            throw new StackOverflowError("a free may be that deep");
        }
        releases.incrementAndGet();
        if (memory != null) {
            memory.close();
        }
    }
}
