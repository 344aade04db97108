// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import static io.github.nbl4j.clone.CloneFlags.NONE;
import static io.github.nbl4j.clone.CloneFlags.USE_ORIGINAL_MDLS;
import static io.github.nbl4j.ndis.NdisFixture.CONTEXT;
import static io.github.nbl4j.ndis.NdisFixture.mark;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListChain;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferListQueue;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.ndis.Fields.Block;
import io.github.nbl4j.ndis.NdisFixture.Shape;
import io.github.nbl4j.ndis.TableATest.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Table (a.2): what each operation makes of a list. */
final class NetBufferListRows {
    private NetBufferListRows() {}

    static Stream<Row> rows() {
        return Stream.of(
                new Row("a.2 AllocNBL (fAlloc F)", NetBufferListRows::allocateBare),
                new Row("a.2 AllocNBL (fAlloc T), AllocNBAndNBL", NetBufferListRows::allocateWithNetBuffer),
                new Row("a.2 clone: new NBL", NetBufferListRows::cloneNew),
                new Row("a.2 clone: original", NetBufferListRows::cloneOriginal),
                new Row("a.2 fragment / reassemble: new", NetBufferListRows::fragmentAndReassemble),
                new Row("a.2 WFP clone wrapper", NetBufferListRows::cloneAsTheFilteringPlatformDoes),
                new Row("a.2 AllocContext, fits", NetBufferListRows::allocateContextThatFits),
                new Row("a.2 AllocContext, not fit", NetBufferListRows::allocateContextThatDoesNotFit),
                new Row("a.2 FreeContext s", NetBufferListRows::freeContext),
                new Row("a.2 CopySend/ReceiveInfo: Dst", NetBufferListRows::copyInfo),
                new Row("a.2 queue appendSingle", NetBufferListRows::appendSingle),
                new Row("a.2 queue popFirst", NetBufferListRows::popFirst),
                new Row("a.2 setStatusInChain", NetBufferListRows::setStatusInChain),
                new Row("a.2 any free", NetBufferListRows::free));
    }

    private static void allocateBare(final NdisFixture f, final Shape shape) {
        checkAllocated(f, f.bare, (size, backFill) -> f.ndis.allocateNetBufferList(f.bare, size, backFill));
    }

    private static void allocateWithNetBuffer(final NdisFixture f, final Shape shape) {
        checkAllocated(f, f.plain, (size, backFill) -> f.ndis.allocateNetBufferList(f.plain, size, backFill));
        checkAllocated(f, f.data, (size, backFill) -> f.ndis.allocateNetBufferList(f.data, size, backFill));
        for (int i = 0; i < shape.netBuffers(); i++) {
            final Mdl chain = f.chain(0, shape.mdls()[i]);
            final int offset = shape.offsets()[i];
            final int length = shape.lengths()[i];
            checkAllocated(
                    f,
                    f.plain,
                    (size, backFill) ->
                            f.ndis.allocateNetBufferAndNetBufferList(f.plain, size, backFill, chain, offset, length));
            f.freeChain(chain);
        }
    }

    private interface Allocation {
        NetBufferList of(int contextSize, int contextBackFill);
    }

    private static void checkAllocated(final NdisFixture f, final NetBufferListPool pool, final Allocation allocation) {
        for (final int[] context : new int[][] {{0, 0}, {0, 16}, {16, 0}, {CONTEXT, 16}, {CONTEXT + 16, 16}}) {
            final int size = context[0];
            final NetBufferList list = allocation.of(size, context[1]);
            final NetBuffer first = list.firstNetBuffer();
            assertEquals(pool.allocatesNetBuffer(), first != null);
            Fields.zero(pool)
                    .with("FirstNetBuffer", first)
                    .with("Context", Block.all(list))
                    .check(list);
            final List<int[]> blocks = new ArrayList<>();
            if (size > pool.contextSize()) {
                blocks.add(new int[] {size + context[1], context[1]});
            }
            if (pool.contextSize() > 0) {
                final int used = size > pool.contextSize() ? 0 : size;
                blocks.add(new int[] {pool.contextSize(), pool.contextSize() - used});
            }
            checkBlocks(blocks, list);
            f.ndis.freeNetBufferList(mark(list));
        }
    }

    private static void checkBlocks(final List<int[]> expected, final NetBufferList list) {
        final List<Block> blocks = Block.all(list);
        assertEquals(expected.size(), blocks.size(), "blocks of context");
        for (int i = 0; i < blocks.size(); i++) {
            assertEquals(expected.get(i)[0], blocks.get(i).size());
            assertEquals(expected.get(i)[1], blocks.get(i).offset());
        }
    }

    /** A derived list: fresh, without context, of its pool; the library has set the parent. */
    private static Fields derived(final NetBufferListPool pool, final NetBufferList list, final NetBufferList parent) {
        return Fields.zero(pool).with("FirstNetBuffer", list.firstNetBuffer()).with("ParentNetBufferList", parent);
    }

    private static void cloneNew(final NdisFixture f, final Shape shape) {
        final NetBufferList original = original(f, shape);
        for (final int flags : new int[] {NONE, USE_ORIGINAL_MDLS}) {
            for (final NetBufferPool netBuffers : new NetBufferPool[] {null, f.netBuffers}) {
                for (final NetBufferListPool pool : new NetBufferListPool[] {null, f.bare, f.plain}) {
                    final NetBufferList clone = f.ndis.allocateCloneNetBufferList(original, pool, netBuffers, flags);
                    derived(pool == null ? f.environment.clonePool() : pool, clone, original)
                            .check(clone);
                    assertNotSame(original.firstNetBuffer(), clone.firstNetBuffer());
                    assertEquals(
                            shape.netBuffers(), NetBufferListChain.numNetBuffers(clone), "first is the first of all");
                    f.ndis.freeCloneNetBufferList(mark(clone), flags);
                }
            }
        }
        f.ndis.freeNetBufferList(original.next());
        f.ndis.freeNetBufferList(original);
    }

    /** A marked list in a chain, with context. */
    private static NetBufferList original(final NdisFixture f, final Shape shape) {
        final NetBufferList original = mark(f.list(shape));
        original.next(f.ndis.allocateNetBufferList(f.plain, 0, 0));
        assertEquals(NdisStatus.SUCCESS, f.ndis.allocateNetBufferListContext(original, 8, 0, 0));
        return original;
    }

    private static void cloneOriginal(final NdisFixture f, final Shape shape) {
        final NetBufferList original = original(f, shape);
        final Fields before = Fields.of(original);
        final NetBufferList first = f.ndis.allocateCloneNetBufferList(original, null, null, NONE);
        before.with("ChildRefCount", 1).check(original);
        final NetBufferList second = f.ndis.allocateCloneNetBufferList(original, null, null, USE_ORIGINAL_MDLS);
        before.with("ChildRefCount", 2).check(original);
        f.ndis.freeCloneNetBufferList(first, NONE);
        before.with("ChildRefCount", 1).check(original);
        f.ndis.freeCloneNetBufferList(second, USE_ORIGINAL_MDLS);
        before.check(original);
        f.ndis.freeNetBufferList(original.next());
        f.ndis.freeNetBufferList(original);
    }

    private static void fragmentAndReassemble(final NdisFixture f, final Shape shape) {
        final NetBufferList original = original(f, shape);
        final Fields before = Fields.of(original);
        for (final NetBufferListPool pool : new NetBufferListPool[] {null, f.plain}) {
            final NetBufferListPool from = pool == null ? f.environment.clonePool() : pool;
            final NetBufferList fragments = f.ndis.allocateFragmentNetBufferList(original, pool, null, 0, 5, 3, 4, 0);
            if (fragments != null) {
                derived(from, fragments, original).check(fragments);
                before.with("ChildRefCount", 1).check(original);
                f.ndis.freeFragmentNetBufferList(mark(fragments), 3, 0);
            }
            final NetBufferList whole = f.ndis.allocateReassembledNetBufferList(original, pool, 0, 3, 4, 0);
            derived(from, whole, original).check(whole);
            assertEquals(1, NetBufferListChain.numNetBuffers(whole));
            before.with("ChildRefCount", 1).check(original);
            f.ndis.freeReassembledNetBufferList(mark(whole), 3, 0);
            before.check(original);
        }
        f.ndis.freeNetBufferList(original.next());
        f.ndis.freeNetBufferList(original);
    }

    private static void cloneAsTheFilteringPlatformDoes(final NdisFixture f, final Shape shape) {
        final NetBufferList original = original(f, shape);
        final Fields before = Fields.of(original);
        final NetBufferList clone = f.ndis.allocateCloneNetBufferList(original, null, null, 0);
        assertSame(original, clone.parentNetBufferList());
        assertEquals(1, original.childRefCount());
        final NetBufferList grandchild = f.ndis.allocateCloneNetBufferList(clone, null, null, 0);
        derived(f.environment.clonePool(), grandchild, clone).check(grandchild);
        before.with("ChildRefCount", 1).check(original);
        f.ndis.freeCloneNetBufferList(grandchild, 0);
        f.ndis.freeCloneNetBufferList(clone, 0);
        before.check(original);
        f.ndis.freeNetBufferList(original.next());
        f.ndis.freeNetBufferList(original);
    }

    private static void allocateContextThatFits(final NdisFixture f, final Shape shape) {
        final NetBufferList list = mark(f.list(shape));
        final Fields before = Fields.of(list);
        final Block head = before.context().get(0);
        for (int used = 8; used <= CONTEXT; used += 8) {
            assertEquals(NdisStatus.SUCCESS, f.ndis.allocateNetBufferListContext(list, 8, 16, 0));
            before.with("Context", List.of(new Block(head.context(), CONTEXT, CONTEXT - used)))
                    .check(list);
        }
        f.ndis.freeNetBufferList(list);
    }

    private static void allocateContextThatDoesNotFit(final NdisFixture f, final Shape shape) {
        final NetBufferList list = mark(f.list(shape));
        assertEquals(NdisStatus.SUCCESS, f.ndis.allocateNetBufferListContext(list, 24, 0, 0));
        final Fields before = Fields.of(list);
        assertEquals(NdisStatus.SUCCESS, f.ndis.allocateNetBufferListContext(list, 16, 40, 0));
        final Block added = new Block(list.context(), 16 + 40, 40);
        before.with("Context", List.of(added, before.context().get(0))).check(list);
        final Fields full = Fields.of(list);
        assertEquals(NdisStatus.RESOURCES, f.ndis.allocateNetBufferListContext(list, 64, 8, 0), "longer than a block");
        full.check(list);
        f.ndis.freeNetBufferList(list);
    }

    private static void freeContext(final NdisFixture f, final Shape shape) {
        final NetBufferList list = mark(f.list(shape));
        final int[] sizes = {24, 16, 8, 40};
        final List<Fields> before = new ArrayList<>();
        final List<Integer> blocks = new ArrayList<>();
        for (final int size : sizes) {
            before.add(Fields.of(list));
            blocks.add(NdisFixture.held(f.environment.contextPool()));
            assertEquals(NdisStatus.SUCCESS, f.ndis.allocateNetBufferListContext(list, size, 8, 0));
        }
        for (int i = sizes.length - 1; i >= 0; i--) {
            final int size = sizes[i];
            f.refused(
                    IllegalStateException.class,
                    "size=" + (size + 8),
                    () -> f.ndis.freeNetBufferListContext(list, size + 8));
            f.ndis.freeNetBufferListContext(list, size);
            before.get(i).check(list);
            assertEquals(blocks.get(i), NdisFixture.held(f.environment.contextPool()), "an empty block is popped");
        }
        f.refused(IllegalStateException.class, "last=none", () -> f.ndis.freeNetBufferListContext(list, 8));
        f.ndis.freeNetBufferList(list);
    }

    private static void copyInfo(final NdisFixture f, final Shape shape) {
        final NetBufferList source = mark(f.list(shape));
        final NetBufferList target = mark(f.ndis.allocateNetBufferList(f.plain, 16, 0));
        for (int slot = 0; slot < 27; slot++) {
            source.netBufferListInfo(slot, 1000 + slot);
        }
        final Runnable check = NdisFixture.unchanged(source);
        checkCopied(
                target,
                List.of(0, 1, 2, 4, 5, 6, 7, 11, 12, 14, 20),
                () -> f.ndis.copySendNetBufferListInfo(target, source));
        mark(target);
        checkCopied(
                target,
                List.of(0, 1, 2, 4, 6, 7, 8, 9, 11, 12, 14, 20),
                () -> f.ndis.copyReceiveNetBufferListInfo(target, source));
        check.run();
        f.ndis.freeNetBufferList(source);
        f.ndis.freeNetBufferList(target);
    }

    private static void checkCopied(final NetBufferList target, final List<Integer> slots, final Runnable copy) {
        Fields expected = Fields.of(target);
        for (final int slot : slots) {
            expected = expected.with("NetBufferListInfo[" + slot + "]", 1000 + slot);
        }
        copy.run();
        expected.check(target);
    }

    private static void appendSingle(final NdisFixture f, final Shape shape) {
        final NetBufferListQueue queue = new NetBufferListQueue(f.environment);
        final NetBufferList[] lists = {mark(f.list(shape)), mark(f.list(shape)), mark(f.list(shape))};
        lists[0].next(lists[2]);
        lists[1].next(lists[0]);
        final Fields[] before = {Fields.of(lists[0]), Fields.of(lists[1]), Fields.of(lists[2])};
        for (int i = 0; i < 3; i++) {
            queue.appendSingle(lists[i]);
            before[i].with("Next", null).check(lists[i]);
            if (i > 0) {
                before[i - 1].with("Next", lists[i]).check(lists[i - 1]);
            }
        }
        assertSame(lists[0], queue.popAll());
        f.cloner.freeChain(lists[0]);
    }

    private static void popFirst(final NdisFixture f, final Shape shape) {
        final NetBufferListQueue queue = new NetBufferListQueue(f.environment);
        final NetBufferList first = mark(f.list(shape));
        final NetBufferList second = mark(f.list(shape));
        queue.appendSingle(first);
        queue.appendSingle(second);
        final Fields before = Fields.of(first);
        final Runnable check = NdisFixture.unchanged(second);
        assertSame(first, queue.popFirst());
        before.with("Next", null).check(first);
        check.run();
        assertSame(second, queue.popFirst());
        check.run();
        assertNull(queue.popFirst());
        f.ndis.freeNetBufferList(first);
        f.ndis.freeNetBufferList(second);
    }

    private static void setStatusInChain(final NdisFixture f, final Shape shape) {
        final NetBufferList first = mark(f.list(shape));
        final NetBufferList second = mark(f.list(shape));
        first.next(second);
        final Fields before = Fields.of(first);
        final Fields next = Fields.of(second);
        NetBufferListChain.setStatus(first, NdisStatus.RESOURCES);
        before.with("Status", NdisStatus.RESOURCES).check(first);
        next.with("Status", NdisStatus.RESOURCES).check(second);
        NetBufferListChain.setStatus(second, 104);
        before.with("Status", NdisStatus.RESOURCES).check(first);
        next.check(second);
        f.cloner.freeChain(first);
    }

    private static void free(final NdisFixture f, final Shape shape) {
        final NetBufferList original = f.list(shape);
        dies(f, f.ndis.allocateNetBufferList(f.data, 0, 0), f.ndis::freeNetBufferList);
        for (final int flags : new int[] {NONE, USE_ORIGINAL_MDLS}) {
            final NetBufferList clone = f.ndis.allocateCloneNetBufferList(original, null, null, flags);
            dies(f, clone, list -> f.ndis.freeCloneNetBufferList(list, flags));
        }
        final NetBufferList fragments = f.ndis.allocateFragmentNetBufferList(original, null, null, 0, 5, 3, 0, 0);
        if (fragments != null) {
            dies(f, fragments, list -> f.ndis.freeFragmentNetBufferList(list, 3, 0));
        }
        dies(
                f,
                f.ndis.allocateReassembledNetBufferList(original, null, 0, 3, 0, 0),
                list -> f.ndis.freeReassembledNetBufferList(list, 3, 0));
        dies(f, original, f.ndis::freeNetBufferList);
        final NetBuffer nb = f.ndis.allocateNetBuffer(f.netBuffers, null, 0, 0);
        f.ndis.freeNetBuffer(nb);
        f.refused(IllegalStateException.class, "must be owned", () -> f.ndis.freeNetBuffer(nb));
        final Mdl mdl = f.chain(0, 5);
        f.ndis.freeMdl(mdl);
        f.refused(IllegalStateException.class, "must be owned", () -> f.ndis.freeMdl(mdl));
    }

    private static void dies(final NdisFixture f, final NetBufferList list, final Consumer<NetBufferList> free) {
        final long handle = list.handle();
        assertSame(list, f.environment.resolve(handle));
        free.accept(list);
        assertNull(f.environment.resolve(handle), "the handle is of a past life");
        assertTrue(list.generation() != (int) (handle >>> 40), "the generation has grown");
        f.refused(IllegalStateException.class, "must be owned", () -> free.accept(list));
        f.refused(IllegalStateException.class, "names a past life", () -> f.cloner.free(handle));
    }
}
