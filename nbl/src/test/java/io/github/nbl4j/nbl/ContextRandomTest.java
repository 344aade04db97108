// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.nbl4j.nbl.ContextFixture.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Random pushes and pops on three lists at once, against a model that keeps each list's bytes in arrays. */
final class ContextRandomTest {
    private static final long SEED = Long.getLong("nbl4j.context.seed", new SplittableRandom().nextLong());
    private static final int STEPS = 200_000;

    private final ContextFixture f = new ContextFixture();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Model[] models = new Model[3];
    private int free = ContextFixture.BLOCKS;

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void shouldAgreeWithTheModelWhenPushesAndPopsAreRandom() {
        System.out.println("context test: -Dnbl4j.context.seed=" + SEED);
        final int[] outcomes = new int[6];
        for (int step = 0; step < STEPS; step++) {
            final int which = random.nextInt(models.length);
            outcomes[step(which)]++;
            if (models[which] != null) {
                models[which].compare();
            }
            assertEquals(free, ContextFixture.BLOCKS - f.blocks());
        }
        for (int i = 0; i < models.length; i++) {
            end(i);
        }
        for (int i = 0; i < outcomes.length; i++) {
            assertEquals(true, outcomes[i] > STEPS / 1000, "outcome " + i + ": " + outcomes[i]);
        }
    }

    private int step(final int which) {
        final Model model = models[which];
        if (model == null) {
            return begin(which) ? 0 : 1;
        }
        final int dice = random.nextInt(16);
        if (dice == 0) {
            end(which);
            return 2;
        }
        if (dice < 9) {
            final int size = 8 * (1 + random.nextInt(8));
            final int backFill = 8 * random.nextInt(4);
            final boolean expected = model.push(size, backFill);
            assertEquals(expected, model.list.allocateContext(size, backFill));
            if (expected) {
                model.fill();
            }
            return expected ? 3 : 4;
        }
        final int last = model.lastPush();
        final int size = random.nextInt(4) == 0 || last == 0 ? 8 * random.nextInt(9) : last;
        if (size != last || last == 0) {
            assertThrows(IllegalStateException.class, () -> model.list.freeContext(size));
            return 5;
        }
        model.list.freeContext(size);
        model.pop();
        return 3;
    }

    private boolean begin(final int which) {
        final Model model = new Model();
        final boolean beside = random.nextBoolean();
        final int size = 16 * random.nextInt(5);
        final int backFill = 16 * random.nextInt(2);
        if (beside) {
            model.blocks.add(new Bytes(ContextFixture.BESIDE, true));
        }
        final boolean expected = size == 0 || model.room(size, backFill);
        model.list = (beside ? f.with : f.without).allocate(size, backFill);
        assertEquals(expected, model.list != null);
        if (expected) {
            models[which] = model;
            if (size > 0) {
                model.head().offset -= size;
                model.fill();
            }
        }
        return expected;
    }

    private void end(final int which) {
        if (models[which] != null) {
            final NetBufferList list = models[which].list;
            list.pool().free(list);
            free += (int) models[which].blocks.stream().filter(b -> !b.beside).count();
            models[which] = null;
        }
    }

    /** One block: its bytes, and the sizes of the pushes in it. */
    private static final class Bytes {
        final byte[] bytes;
        final boolean beside;
        final List<Integer> pushes = new ArrayList<>();
        int offset;

        Bytes(final int size, final boolean beside) {
            bytes = new byte[size];
            offset = size;
            this.beside = beside;
        }
    }

    private final class Model {
        final List<Bytes> blocks = new ArrayList<>();
        NetBufferList list;

        Bytes head() {
            return blocks.get(0);
        }

        /** Makes room for a push, if there can be any. */
        boolean room(final int size, final int backFill) {
            if (!blocks.isEmpty() && head().offset >= size) {
                return true;
            }
            if (size + backFill > ContextFixture.LENGTH || free == 0) {
                return false;
            }
            free--;
            blocks.add(0, new Bytes(size + backFill, false));
            return true;
        }

        boolean push(final int size, final int backFill) {
            if (!room(size, backFill)) {
                return false;
            }
            head().offset -= size;
            head().pushes.add(size);
            return true;
        }

        int lastPush() {
            final int n = blocks.isEmpty() ? 0 : head().pushes.size();
            return n == 0 ? 0 : head().pushes.get(n - 1);
        }

        void pop() {
            head().offset += head().pushes.remove(head().pushes.size() - 1);
            if (head().offset == head().bytes.length && !head().beside) {
                blocks.remove(0);
                free++;
            }
        }

        /** Writes what was taken last, here and there. */
        void fill() {
            final NetBufferListContext context = list.context();
            final int end = head().pushes.isEmpty() ? context.size() : context.dataStart() + lastPush();
            for (int i = context.dataStart(); i < end; i++) {
                final byte b = (byte) random.nextInt();
                context.buffer().putByte(i, b);
                head().bytes[i] = b;
            }
        }

        void compare() {
            final List<Block> expected = new ArrayList<>();
            blocks.forEach(b -> expected.add(new Block(b.bytes.length, b.offset)));
            assertEquals(expected, Block.all(list));
            NetBufferListContext context = list.context();
            for (final Bytes block : blocks) {
                for (int i = block.offset; i < block.bytes.length; i++) {
                    assertEquals(block.bytes[i], context.buffer().getByte(i));
                }
                context = context.next();
            }
        }
    }
}
