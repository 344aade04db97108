// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import io.github.nbl4j.pool.Confined;
import io.github.nbl4j.pool.ConfinedTable;
import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotEvent;
import io.github.nbl4j.pool.SlotPool;

/** A pool of somebody else's objects: what subclasses may call. */
final class OwnPool extends Room {
    private final BlockPool blocks = new BlockPool();
    private final Handle handle = new Handle(Confined.Role.EXPLICIT);
    private final ConfinedTable<Handle> table = new ConfinedTable<>(1, 1, Handle::new);

    private static final class Block extends Slot {
        private final BlockPool pool;

        Block(final BlockPool pool, final int index) {
            super(index);
            this.pool = pool;
        }

        /** Three lives, which end in the three ways that there are. */
        void live() {
            own();
            noteParent(this);
            disown();
            own();
            endOwned(life);
            own();
            note(SlotEvent.CLONE);
            requireNotFree();
            if (hasRedZones()) {
                requireRedZones();
            }
            checkEnd();
            endLife(life, FREE);
        }

        @Override
        protected SlotPool home() {
            return pool;
        }
    }

    private static final class BlockPool extends SlotPool {
        private final Block[] slots;

        BlockPool() {
            super("blocks", 0, 16, 2);
            slots = new Block[population()];
            for (int index = 0; index < slots.length; index++) {
                slots[index] = new Block(this, index);
            }
        }

        void note() {
            countMisuse();
        }

        @Override
        protected Slot slot(final int index) {
            return slots[index];
        }

        @Override
        protected void releaseMemory() {}
    }

    private static final class Handle extends Confined {
        Handle(final Role role) {
            super(role);
        }

        Block take(final BlockPool from) {
            requireOwner();
            return from.slots[cache(from).take()];
        }

        void several(final BlockPool from) {
            final int first = cache(from).take(2);
            if (first >= 0) {
                final int one = cache(from).taken(first);
                final int two = cache(from).taken(first + 1);
                cache(from).give(two);
                cache(from).give(one);
            }
        }

        void give(final Block block) {
            cache(block.pool).give(block.index());
        }

        void forget() {
            forgetCaches();
        }
    }

    void takeAndGive() {
        final Block block = handle.take(blocks);
        block.live();
        handle.give(block);
        handle.several(blocks);
        handle.forget();
    }

    void withoutAHandle() {
        final Handle entered = table.enter();
        entered.give(entered.take(blocks));
        table.exit(entered);
    }

    void misuse() {
        blocks.note();
    }

    @Override
    public void close() {
        blocks.audit().requireAllFree();
        handle.close();
        table.enter().close();
        blocks.close();
        check(blocks.isReleased());
        super.close();
    }
}
