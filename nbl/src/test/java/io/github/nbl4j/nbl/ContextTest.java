// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static io.github.nbl4j.nbl.ContextFixture.BESIDE;
import static io.github.nbl4j.nbl.ContextFixture.BLOCKS;
import static io.github.nbl4j.nbl.ContextFixture.LENGTH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.ContextFixture.Block;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 6 and the context column of table a.2. */
@DisplayName("6, table a.2: context")
final class ContextTest {
    private final ContextFixture f = new ContextFixture();

    @AfterEach
    void close() {
        f.close();
    }

    private static NblFixture.ListFields fields(final NetBufferList list) {
        return NblFixture.ListFields.of(list);
    }

    @Test
    @DisplayName("AllocNBL: a head that is unused, or none")
    void shouldBeUnusedOrAbsentWhenListIsAllocated() {
        for (final NetBufferListPool pool : List.of(f.with, f.bare, f.without)) {
            for (final NetBufferList list : List.of(pool.allocate(), pool.allocate(0, 0), pool.allocate(0, 4096))) {
                assertEquals(pool == f.without ? List.of() : List.of(new Block(BESIDE, BESIDE)), Block.all(list));
                pool.free(list);
            }
        }
        assertEquals(BESIDE, f.with.contextSize());
        assertEquals(0, f.without.contextSize());
        assertEquals(LENGTH, f.environment.contextPool().contextLength());
    }

    /** The blocks that are expected, first to last, as size:offset. */
    @ParameterizedTest(name = "{0}: context size {1}, back fill {2} -> {3}")
    @CsvSource({
        "with,16,0,32:16",
        "bare,16,48,32:16",
        "with,32,16,32:0",
        "with,48,0,48:0 32:32",
        "bare,48,16,64:16 32:32",
        "with,64,0,64:0 32:32",
        "without,16,0,16:0",
        "without,16,48,64:48",
        "without,64,0,64:0"
    })
    @DisplayName("AllocNBL, AllocNBAndNBL with a context size: Offset = Size - context size")
    void shouldUseThatMuchWhenAllocatedWithContext(
            final String pool, final int size, final int backFill, final String expected) {
        final List<Block> blocks = blocks(expected);
        final int added = blocks.size() - (pool.equals("without") ? 0 : 1);
        for (int life = 0; life < 3; life++) {
            final NetBufferList list = f.pool(pool).allocate(size, backFill);
            assertEquals(blocks, Block.all(list));
            assertEquals(added, f.blocks());
            f.refused(IllegalStateException.class, "size=" + size + " last=none", list, () -> list.freeContext(size));
            f.pool(pool).free(list);
        }
        if (!pool.equals("bare")) {
            final Mdl chain = f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[9]), 0, 9, null);
            final NetBufferList list = f.pool(pool).allocate(size, backFill, chain, 2, 5);
            assertEquals(blocks, Block.all(list));
            assertSame(chain, list.firstNetBuffer().mdlChain());
            assertEquals(2, list.firstNetBuffer().dataOffset());
            assertEquals(5, list.firstNetBuffer().dataLength());
            f.pool(pool).free(list);
            f.environment.mdlPool().free(chain);
        }
    }

    private static List<Block> blocks(final String text) {
        final List<Block> all = new ArrayList<>();
        for (final String block : text.split(" ")) {
            final String[] numbers = block.split(":");
            all.add(new Block(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])));
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({"80,0", "64,16", "16,64", "2147483632,2147483632", "16,2147483632"})
    void shouldReturnNullWhenNoBlockIsThatLong(final int size, final int backFill) {
        final NetBufferList list = f.without.allocate();
        final List<Integer> before = f.inUse();
        assertNull(f.without.allocate(size, backFill));
        assertNull(f.without.allocate(size, backFill, null, 0, 0));
        assertFalse(list.allocateContext(size, backFill));
        assertNull(list.context());
        assertEquals(before, f.inUse());
        f.without.free(list);
    }

    @ParameterizedTest
    @CsvSource({"8,0", "-16,0", "16,8", "16,-16", "1,0", "-2147483648,0", "0,-2147483648"})
    void shouldRefuseTheSizesWhenNoMultiplesOfSixteen(final int size, final int backFill) {
        final NetBufferList list = f.with.allocate();
        final String text = "multiples of 16: size=" + size + " backFill=" + backFill;
        f.refused(IllegalArgumentException.class, text, list, () -> f.with.allocate(size, backFill));
        f.refused(IllegalArgumentException.class, text, list, () -> f.with.allocate(size, backFill, null, 0, 0));
        f.with.free(list);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-8,0", "8,-8", "4,0", "8,4", "9,0", "-2147483648,0", "8,-2147483648"})
    void shouldRefuseThePushWhenNoMultiplesOfEight(final int size, final int backFill) {
        final NetBufferList list = f.with.allocate();
        f.refused(
                IllegalArgumentException.class,
                "multiples of 8: size=" + size + " backFill=" + backFill,
                list,
                () -> list.allocateContext(size, backFill));
        f.with.free(list);
    }

    @Test
    @DisplayName("AllocContext: fits, does not fit (a rest that is too short is not combined); FreeContext in reverse")
    void shouldMoveOnlyTheContextWhenPushedAndPopped() {
        final NetBufferList list = f.with.allocate(16, 0);
        final NblFixture.ListFields before = fields(list);
        final NetBufferListContext beside = list.context();

        assertTrue(list.allocateContext(8, 56));
        assertEquals(List.of(new Block(32, 8)), Block.all(list), "fits: head.Offset -= s");
        assertSame(beside, list.context());
        assertTrue(list.allocateContext(16, 24));
        assertEquals(List.of(new Block(40, 24), new Block(32, 8)), Block.all(list), "does not fit: {s + b, b, old}");
        assertSame(beside, list.context().next());
        assertTrue(list.allocateContext(24, 0));
        assertEquals(List.of(new Block(40, 0), new Block(32, 8)), Block.all(list), "the back fill is used");
        assertTrue(list.allocateContext(8, 0));
        assertEquals(List.of(new Block(8, 0), new Block(40, 0), new Block(32, 8)), Block.all(list), "not combined");
        assertEquals(before, fields(list));
        assertEquals(2, f.blocks());

        list.freeContext(8);
        assertEquals(List.of(new Block(40, 0), new Block(32, 8)), Block.all(list), "emptied: popped");
        assertEquals(1, f.blocks());
        list.freeContext(24);
        assertEquals(List.of(new Block(40, 24), new Block(32, 8)), Block.all(list));
        list.freeContext(16);
        list.freeContext(8);
        assertEquals(List.of(new Block(32, 16)), Block.all(list), "what the list was allocated with stays");
        assertEquals(before, fields(list));
        assertEquals(0, f.blocks());
        f.with.free(list);
    }

    @Test
    void shouldRefuseThePopWhenSizeIsNotThatOfTheLastPush() {
        final NetBufferList list = f.with.allocate();
        f.refused(IllegalStateException.class, "size=8 last=none", list, () -> list.freeContext(8));
        f.refused(IllegalStateException.class, "size=0 last=none", list, () -> list.freeContext(0));
        assertTrue(list.allocateContext(16, 0));
        assertTrue(list.allocateContext(8, 0));
        for (final int wrong : new int[] {0, 16, 24, -8, 9, Integer.MIN_VALUE, 8 + (1 << 16)}) {
            f.refused(
                    IllegalStateException.class,
                    "size must be that of the last allocateContext: size=" + wrong + " last=8",
                    list,
                    () -> list.freeContext(wrong));
        }
        final long misuse = f.with.counters().misuse();
        f.refused(IllegalStateException.class, "last=8", list, () -> list.freeContext(16));
        assertEquals(misuse + 1, f.with.counters().misuse());
        list.freeContext(8);
        f.refused(IllegalStateException.class, "size=8 last=16", list, () -> list.freeContext(8));
        list.freeContext(16);
        f.refused(IllegalStateException.class, "size=16 last=none", list, () -> list.freeContext(16));
        final NetBufferList absent = f.without.allocate();
        f.refused(IllegalStateException.class, "size=16 last=none", absent, () -> absent.freeContext(16));
        f.with.free(list);
        f.without.free(absent);
    }

    @Test
    @DisplayName("2.4: a free with context still pushed gives all of it back, and the next life has none of it")
    void shouldGiveAllBackWhenFreedWithContext() {
        for (final NetBufferListPool pool : List.of(f.with, f.bare, f.without)) {
            final List<Block> fresh = pool == f.without ? List.of() : List.of(new Block(BESIDE, BESIDE));
            final NetBufferList[] lists = new NetBufferList[3];
            for (int i = 0; i < lists.length; i++) {
                lists[i] = pool.allocate();
                assertEquals(fresh, Block.all(lists[i]), "of life " + i);
                assertTrue(lists[i].allocateContext(BESIDE, 0));
                assertTrue(i == 0 || lists[i].allocateContext(8, 0));
                assertTrue(i != 2 || pool == f.without || lists[i].allocateContext(LENGTH, 0));
            }
            lists[0].next(lists[1]);
            try (NetBufferListCache cache = new NetBufferListCache(pool)) {
                cache.freeChain(lists[0]);
                cache.free(lists[2].handle());
            }
            assertEquals(0, f.blocks());
            for (int i = 0; i < lists.length; i++) {
                lists[i] = pool.allocate();
                assertEquals(fresh, Block.all(lists[i]));
            }
            for (final NetBufferList list : lists) {
                pool.free(list);
            }
        }
    }

    @Test
    @DisplayName("a list whose children live keeps its context until the last of them is gone")
    void shouldGiveBackWithTheLastChildWhenParentIsFreedFirst() {
        try (NetBufferListCache cache = new NetBufferListCache(f.with)) {
            final NetBufferList parent = cache.allocate();
            assertTrue(parent.allocateContext(LENGTH, 0));
            Derivation.require(f.environment, parent);
            final NetBufferList child = Derivation.begin(cache, f.bare, parent, true);
            Derivation.bear(parent, 1);
            assertNull(child.context(), "2.1, 3.1: absent although the pool has a context size");
            assertTrue(child.allocateContext(16, 16));
            assertEquals(List.of(new Block(32, 16)), Block.all(child), "and nothing below what it allocates");
            cache.free(parent);
            f.refused(IllegalStateException.class, "released", child, parent::context);
            assertEquals(2, f.blocks());
            cache.free(child);
            assertEquals(0, f.blocks());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void shouldReturnFalseAndNullWhenBlocksAreExhausted(final int before) {
        final NetBufferList list = f.with.allocate(BESIDE, 0);
        final NetBufferList other = f.without.allocate();
        for (int i = 0; i < before; i++) {
            assertTrue(other.allocateContext(LENGTH, 0));
        }
        for (int i = before; i < BLOCKS; i++) {
            assertTrue(list.allocateContext(8 * (i + 1), 0));
        }
        final List<Block> context = Block.all(list);
        final List<Integer> inUse = f.inUse();
        final long exhausted = f.environment.contextPool().counters().exhausted();
        assertFalse(list.allocateContext(8, 0));
        assertFalse(other.allocateContext(8, 0));
        assertNull(f.without.allocate(16, 0));
        assertNull(f.with.allocate(BESIDE + 16, 0));
        assertNull(f.with.allocate(BESIDE + 16, 0, null, 0, 0));
        assertEquals(exhausted + 5, f.environment.contextPool().counters().exhausted());
        assertEquals(context, Block.all(list));
        assertEquals(inUse, f.inUse());
        final NetBufferList beside = f.with.allocate(BESIDE, 0);
        assertNotNull(beside, "the twin: what lies beside the list is not exhausted");
        f.with.free(beside);
        f.without.free(other);
        assertEquals(before > 0, list.allocateContext(8, 0), "the twin: a block that came back can be had");
        f.with.free(list);
    }

    @Test
    void shouldRefuseTheContextWhenListOrBlockIsNotHeld() {
        final NetBufferList list = f.with.allocate();
        assertTrue(list.allocateContext(LENGTH, 0));
        final NetBufferListContext pushed = list.context();
        final NetBufferListContext beside = pushed.next();
        pushed.buffer().putLong(pushed.dataStart(), 1);
        list.freeContext(LENGTH);
        f.refused(IllegalStateException.class, "NetBufferListContext[", list, pushed::buffer);
        beside.buffer().putLong(0, 1);
        f.with.free(list);
        f.refused(IllegalStateException.class, "NetBufferList[with", list, beside::buffer);
        f.refused(IllegalStateException.class, "must be owned", list, list::context);
        f.refused(IllegalStateException.class, "must be owned", list, () -> list.allocateContext(8, 0));
        f.refused(IllegalStateException.class, "must be owned", list, () -> list.freeContext(8));
    }

    @Test
    void shouldChangeNothingWhenTheEnvironmentIsClosed() {
        final NetBufferList list = f.with.allocate();
        assertTrue(list.allocateContext(LENGTH, 0));
        f.environment.close();
        f.refused(IllegalStateException.class, "is closed", list, () -> list.allocateContext(8, 0));
        f.refused(IllegalStateException.class, "is closed", list, () -> f.with.allocate(LENGTH, 0));
        assertFalse(f.environment.contextPool().isReleased());
        list.context().buffer().putLong(LENGTH - 8, 1);
        f.with.free(list);
        assertTrue(f.environment.contextPool().isReleased());
    }
}
