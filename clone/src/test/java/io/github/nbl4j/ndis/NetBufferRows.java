// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import static io.github.nbl4j.clone.CloneFlags.NONE;
import static io.github.nbl4j.clone.CloneFlags.USE_ORIGINAL_MDLS;
import static io.github.nbl4j.ndis.NdisFixture.DATA;
import static io.github.nbl4j.ndis.NdisFixture.ROOM;
import static io.github.nbl4j.ndis.NdisFixture.mark;
import static io.github.nbl4j.ndis.NdisFixture.netBuffers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.ndis.NdisFixture.Shape;
import io.github.nbl4j.ndis.TableATest.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.collections.MutableLong;
import org.agrona.concurrent.UnsafeBuffer;

/** Table (a.1): what each operation makes of a NetBuffer. */
final class NetBufferRows {
    private NetBufferRows() {}

    static Stream<Row> rows() {
        return Stream.of(
                new Row("a.1 AllocNBAndNBL / AllocNB (chain c, off, len)", NetBufferRows::allocateOverChain),
                new Row("a.1 same, c = NULL", NetBufferRows::allocateWithoutChain),
                new Row("a.1 AllocNBL from fAlloc=T, Data=0", NetBufferRows::allocateEmbedded),
                new Row("a.1 AllocNBL from Data>0 pool; MdlAndData", NetBufferRows::allocateWithData),
                new Row("a.1 clone, flags 0 (new NB)", NetBufferRows::cloneWithNewMdls),
                new Row("a.1 clone, flag 2 (new NB)", NetBufferRows::cloneWithOriginalMdls),
                new Row("a.1 clone (original NB)", NetBufferRows::cloned),
                new Row("a.1 fragment k (new NB, payload L, delta d, b)", NetBufferRows::fragment),
                new Row("a.1 reassembled (new NB)", NetBufferRows::reassemble),
                new Row("a.1 retreat d, k >= d", NetBufferRows::retreatInBackfill),
                new Row("a.1 retreat d, k < d", NetBufferRows::retreatBeyondBackfill),
                new Row("a.1 retreat failure", NetBufferRows::retreatFails),
                new Row("a.1 advance d, FreeMdl F", NetBufferRows::advanceAndKeep),
                new Row("a.1 advance d, FreeMdl T", NetBufferRows::advanceAndFree),
                new Row("a.1 advance d > DL", NetBufferRows::advanceTooFar),
                new Row("a.1 GetDataBuffer", NetBufferRows::getDataBuffer),
                new Row("a.1 CopyNBtoNB: source", NetBufferRows::copySource),
                new Row("a.1 CopyNBtoNB: destination", NetBufferRows::copyDestination),
                new Row("a.1 AdjustCurrentMdl", NetBufferRows::adjustCurrentMdl),
                new Row("a.1 NdisAdjustMdlLength(m)", NetBufferRows::adjustMdlLength));
    }

    private static void allocateOverChain(final NdisFixture f, final Shape shape) {
        for (int i = 0; i < shape.netBuffers(); i++) {
            final Mdl c = f.chain(0, shape.mdls()[i]);
            final int off = shape.offsets()[i];
            final int len = shape.lengths()[i];
            final NetBuffer nb = f.ndis.allocateNetBuffer(f.netBuffers, c, off, len);
            Fields.zero(f.netBuffers).chain(c).window(off, len).check(nb);
            f.ndis.freeNetBuffer(nb);
            final NetBufferList list = f.ndis.allocateNetBufferAndNetBufferList(f.plain, 0, 0, c, off, len);
            embedded().chain(c).window(off, len).check(list.firstNetBuffer());
            f.ndis.freeNetBufferList(list);
            f.freeChain(c);
        }
    }

    /** A NetBuffer that lies in its list is of no pool of NetBuffers. */
    private static Fields embedded() {
        return Fields.zero((NetBufferPool) null);
    }

    private static void allocateWithoutChain(final NdisFixture f, final Shape shape) {
        final NetBuffer nb = f.ndis.allocateNetBuffer(f.netBuffers, null, 0, 0);
        Fields.zero(f.netBuffers).check(nb);
        f.ndis.freeNetBuffer(nb);
        final NetBufferList list = f.ndis.allocateNetBufferAndNetBufferList(f.plain, 0, 0, null, 0, 0);
        embedded().check(list.firstNetBuffer());
        f.ndis.freeNetBufferList(list);
    }

    private static void allocateEmbedded(final NdisFixture f, final Shape shape) {
        final NetBufferList list = f.ndis.allocateNetBufferList(f.plain, 0, 0);
        embedded().check(list.firstNetBuffer());
        f.ndis.freeNetBufferList(list);
    }

    private static void allocateWithData(final NdisFixture f, final Shape shape) {
        final NetBufferList list = f.ndis.allocateNetBufferList(f.data, 0, 0);
        final NetBuffer first = list.firstNetBuffer();
        assertEquals(DATA, first.mdlChain().byteCount());
        assertNull(first.mdlChain().next());
        embedded().chain(first.mdlChain()).window(DATA, 0).check(first);
        f.ndis.freeNetBufferList(list);
        final NetBuffer nb = f.ndis.allocateNetBufferMdlAndData(f.dataNetBuffers);
        assertEquals(DATA, nb.mdlChain().byteCount());
        Fields.zero(f.dataNetBuffers).chain(nb.mdlChain()).window(DATA, 0).check(nb);
        f.ndis.freeNetBuffer(nb);
    }

    /** The pool of the i-th NetBuffer of what is derived with default pools: the first one lies in the list. */
    private static NetBufferPool derivedPool(final NdisFixture f, final int i) {
        return i == 0 ? null : f.environment.netBufferPool();
    }

    private static NetBuffer nextOf(final List<NetBuffer> all, final int i) {
        return i + 1 < all.size() ? all.get(i + 1) : null;
    }

    private static void cloneWithNewMdls(final NdisFixture f, final Shape shape) {
        final NetBufferList original = mark(f.list(shape));
        final NetBufferList clone = f.ndis.allocateCloneNetBufferList(original, null, null, NONE);
        final List<NetBuffer> sources = netBuffers(original);
        final List<NetBuffer> made = netBuffers(clone);
        assertEquals(shape.netBuffers(), made.size());
        for (int i = 0; i < made.size(); i++) {
            final NetBuffer nb = made.get(i);
            final int length = shape.lengths()[i];
            assertFalse(sources.contains(nb));
            Fields.zero(derivedPool(f, i))
                    .chain(nb.mdlChain())
                    .window(0, length)
                    .with("CurrentMdl", nb.mdlChain())
                    .with("Next", nextOf(made, i))
                    .check(nb);
            assertNewMdls(nb.mdlChain(), sources.get(i), 0, length, shape.parts(i, 0, length));
        }
        f.ndis.freeCloneNetBufferList(clone, NONE);
        f.ndis.freeNetBufferList(original);
    }

    /** The chain describes bytes {@code from} to {@code to} of the source's data and no more, by so many new Mdls. */
    private static void assertNewMdls(
            final Mdl chain, final NetBuffer source, final int from, final int to, final int mdls) {
        final List<Fields.Piece> pieces = Fields.Piece.all(chain);
        assertEquals(mdls, pieces.size(), "Mdls of the chain");
        final List<Fields.Piece> originals = Fields.Piece.all(source.mdlChain());
        pieces.forEach(piece -> originals.forEach(other -> assertNotSame(other.mdl(), piece.mdl())));
        final int start = source.dataOffset() + from;
        assertEquals(places(originals).subList(start, start + to - from), places(pieces));
    }

    /** Where each byte of a chain lies. */
    private static List<List<Object>> places(final List<Fields.Piece> pieces) {
        final List<List<Object>> places = new ArrayList<>();
        for (final Fields.Piece piece : pieces) {
            for (int b = 0; b < piece.byteCount(); b++) {
                places.add(Arrays.asList(piece.array(), piece.address() + b));
            }
        }
        return places;
    }

    private static void cloneWithOriginalMdls(final NdisFixture f, final Shape shape) {
        final NetBufferList original = mark(f.list(shape));
        final NetBufferList clone = f.ndis.allocateCloneNetBufferList(original, null, null, USE_ORIGINAL_MDLS);
        final List<NetBuffer> sources = netBuffers(original);
        final List<NetBuffer> made = netBuffers(clone);
        assertEquals(shape.netBuffers(), made.size());
        for (int i = 0; i < made.size(); i++) {
            final NetBuffer source = sources.get(i);
            assertNotSame(source, made.get(i));
            Fields.zero(derivedPool(f, i))
                    .chain(source.mdlChain())
                    .window(shape.offsets()[i], shape.lengths()[i])
                    .with("CurrentMdl", source.currentMdl())
                    .with("CurrentMdlOffset", source.currentMdlOffset())
                    .with("Next", nextOf(made, i))
                    .check(made.get(i));
        }
        f.ndis.freeCloneNetBufferList(clone, USE_ORIGINAL_MDLS);
        f.ndis.freeNetBufferList(original);
    }

    private static void cloned(final NdisFixture f, final Shape shape) {
        final NetBufferList original = mark(f.list(shape));
        final List<Fields> before = NdisFixture.fields(original);
        for (final int flags : new int[] {NONE, USE_ORIGINAL_MDLS}) {
            final NetBufferList clone = f.ndis.allocateCloneNetBufferList(original, null, null, flags);
            checkAll(before, original);
            f.ndis.freeCloneNetBufferList(clone, flags);
            checkAll(before, original);
        }
        f.ndis.freeNetBufferList(original);
    }

    private static void checkAll(final List<Fields> expected, final NetBufferList list) {
        final List<NetBuffer> now = netBuffers(list);
        assertEquals(expected.size(), now.size());
        for (int i = 0; i < now.size(); i++) {
            expected.get(i).check(now.get(i));
        }
    }

    private static void fragment(final NdisFixture f, final Shape shape) {
        final NetBufferList original = mark(f.list(shape));
        for (final int[] room : new int[][] {{0, 0}, {0, 9}, {3, 0}, {3, 4}, {ROOM, 1}}) {
            for (final int start : new int[] {0, 2}) {
                fragment(f, shape, original, start, 5, room[0], room[1]);
            }
        }
        f.ndis.freeNetBufferList(original);
    }

    private static void fragment(
            final NdisFixture f,
            final Shape shape,
            final NetBufferList original,
            final int start,
            final int maximum,
            final int d,
            final int b) {
        final NetBufferList fragments =
                f.ndis.allocateFragmentNetBufferList(original, null, null, start, maximum, d, b, 0);
        final List<NetBuffer> made = fragments == null ? List.of() : netBuffers(fragments);
        int k = 0;
        for (int i = 0; i < shape.netBuffers(); i++) {
            for (int from = start; from < shape.lengths()[i]; from += maximum) {
                final int to = Math.min(from + maximum, shape.lengths()[i]);
                final NetBuffer nb = made.get(k);
                final Mdl partials = header(nb, d, b);
                assertNewMdls(partials, netBuffers(original).get(i), from, to, shape.parts(i, from, to));
                Fields.zero(derivedPool(f, k))
                        .chain(nb.mdlChain())
                        .window(d > 0 ? b : 0, to - from + d)
                        .with("CurrentMdl", nb.mdlChain())
                        .with("CurrentMdlOffset", d > 0 ? b : 0)
                        .with("Next", nextOf(made, k))
                        .check(nb);
                k++;
            }
        }
        assertEquals(k, made.size(), "fragments");
        if (fragments != null) {
            f.ndis.freeFragmentNetBufferList(fragments, d, 0);
        }
    }

    /** With a delta the chain begins with private memory P(d + b). Returns what follows. */
    private static Mdl header(final NetBuffer nb, final int d, final int b) {
        final Mdl head = nb.mdlChain();
        if (d == 0) {
            return head;
        }
        assertEquals(d + b, head.byteCount(), "P");
        assertTrue(nb.isWritable(0, d), "P is private");
        return head.next();
    }

    private static void reassemble(final NdisFixture f, final Shape shape) {
        final NetBufferList fragments = mark(f.list(shape));
        for (final int[] room : new int[][] {{0, 0}, {0, 9}, {3, 0}, {3, 4}, {ROOM, 1}}) {
            for (final int start : new int[] {0, 2}) {
                final int d = room[0];
                final int b = room[1];
                final NetBufferList whole = f.ndis.allocateReassembledNetBufferList(fragments, null, start, d, b, 0);
                final NetBuffer nb = whole.firstNetBuffer();
                final List<List<Object>> places = new ArrayList<>();
                int mdls = 0;
                for (int i = 0; i < shape.netBuffers(); i++) {
                    final NetBuffer source = netBuffers(fragments).get(i);
                    final int end = shape.offsets()[i] + shape.lengths()[i];
                    final int first = Math.min(shape.offsets()[i] + start, end);
                    places.addAll(places(Fields.Piece.all(source.mdlChain())).subList(first, end));
                    mdls += shape.parts(i, start, shape.lengths()[i]);
                }
                final List<Fields.Piece> partials = Fields.Piece.all(header(nb, d, b));
                assertEquals(places, places(partials));
                assertEquals(mdls, partials.size());
                Fields.zero((NetBufferPool) null)
                        .chain(nb.mdlChain())
                        .window(d > 0 ? b : 0, places.size() + d)
                        .with("CurrentMdl", nb.mdlChain())
                        .with("CurrentMdlOffset", d > 0 ? b : 0)
                        .check(nb);
                f.ndis.freeReassembledNetBufferList(whole, d, 0);
            }
        }
        f.ndis.freeNetBufferList(fragments);
    }

    private static void retreatInBackfill(final NdisFixture f, final Shape shape) {
        final NetBufferList list = mark(f.list(shape));
        final List<Integer> books = f.inUse();
        for (final NetBuffer nb : netBuffers(list)) {
            final Fields before = Fields.of(nb);
            final int k = before.dataOffset();
            for (int d = 0; d <= k; d++) {
                assertEquals(NdisStatus.SUCCESS, f.ndis.retreatNetBufferDataStart(nb, d, 5, null));
                before.window(k - d, before.dataLength() + d).check(nb);
                assertTrue(f.ndis.advanceNetBufferDataStart(nb, d, true, null));
                before.check(nb);
            }
        }
        assertEquals(books, f.inUse(), "no memory is allocated");
        f.ndis.freeNetBufferList(list);
    }

    private static void retreatBeyondBackfill(final NdisFixture f, final Shape shape) {
        final NetBufferList list = mark(f.list(shape));
        for (final NetBuffer nb : netBuffers(list)) {
            final Fields before = Fields.of(nb);
            final int k = before.dataOffset();
            for (final int missing : new int[] {1, ROOM, ROOM + 1, 256, 257}) {
                for (final int b : new int[] {0, 7}) {
                    final int d = k + missing;
                    final Mdl old = nb.mdlChain();
                    assertEquals(NdisStatus.SUCCESS, f.ndis.retreatNetBufferDataStart(nb, d, b, null));
                    final Mdl n = nb.mdlChain();
                    assertSame(old, n.next());
                    assertEquals(segmentClass(missing + b), n.byteCount(), "size(N)");
                    final int offset = n.byteCount() + k - d;
                    before.chain(n)
                            .window(offset, before.dataLength() + d)
                            .with("CurrentMdl", n)
                            .with("CurrentMdlOffset", offset)
                            .check(nb);
                    assertTrue(f.ndis.advanceNetBufferDataStart(nb, d, true, null));
                    before.check(nb);
                }
            }
        }
        f.ndis.freeNetBufferList(list);
    }

    private static int segmentClass(final int needed) {
        return needed <= ROOM ? ROOM : needed <= 256 ? 256 : 2048;
    }

    private static void retreatFails(final NdisFixture f, final Shape shape) {
        final NetBufferList list = mark(f.list(shape));
        final Runnable check = NdisFixture.unchanged(list);
        final List<Integer> books = f.inUse();
        for (final NetBuffer nb : netBuffers(list)) {
            for (final int missing : new int[] {2049, Integer.MAX_VALUE - 128}) {
                final int d = nb.dataOffset() + missing;
                assertEquals(NdisStatus.RESOURCES, f.ndis.retreatNetBufferDataStart(nb, d, 0, null));
                assertEquals(NdisStatus.RESOURCES, f.ndis.retreatNetBufferListDataStart(list, d, 0, null, null));
            }
            final int d = nb.dataOffset() + 1;
            assertEquals(NdisStatus.RESOURCES, f.ndis.retreatNetBufferDataStart(nb, d, 0, size -> null));
            assertEquals(NdisStatus.RESOURCES, f.ndis.retreatNetBufferDataStart(nb, d, 2048, null));
        }
        check.run();
        assertEquals(books, f.inUse());
        f.ndis.freeNetBufferList(list);
    }

    private static void advanceAndKeep(final NdisFixture f, final Shape shape) {
        final NetBufferList list = mark(f.list(shape));
        for (int missing = 0; missing <= ROOM; missing += ROOM) {
            for (final NetBuffer nb : netBuffers(list)) {
                if (missing > 0) {
                    assertTrue(nb.retreat(nb.dataOffset() + missing));
                }
                final Fields before = Fields.of(nb);
                final int k = before.dataOffset();
                for (int d = 0; d <= before.dataLength(); d++) {
                    assertTrue(f.ndis.advanceNetBufferDataStart(nb, d, false, null));
                    before.window(k + d, before.dataLength() - d).check(nb);
                    assertTrue(nb.retreat(d));
                    before.check(nb);
                }
            }
        }
        f.ndis.freeNetBufferList(list);
    }

    private static void advanceAndFree(final NdisFixture f, final Shape shape) {
        final NetBufferList list = mark(f.list(shape));
        for (final NetBuffer nb : netBuffers(list)) {
            final Fields original = Fields.of(nb);
            final int added = original.dataOffset() + ROOM - 1 + 200;
            for (int d = 0; d <= original.dataLength() + added; d++) {
                assertTrue(nb.retreat(added - 200) && nb.retreat(200), "room, and a segment before it");
                final Fields before = Fields.of(nb);
                final int k = before.dataOffset();
                assertEquals(1 + 256 - 200, k);
                final int dropped = k + d >= 256 + ROOM ? 2 : k + d >= 256 ? 1 : 0;
                final int freed = dropped == 2 ? 256 + ROOM : dropped * 256;
                assertTrue(f.ndis.advanceNetBufferDataStart(nb, d, true, null));
                before.with(
                                "MdlChain",
                                before.pieces().subList(dropped, before.pieces().size()))
                        .window(k + d - freed, before.dataLength() - d)
                        .check(nb);
                assertTrue(
                        d < added
                                ? f.ndis.advanceNetBufferDataStart(nb, added - d, true, null)
                                : nb.retreat(d - added));
                original.check(nb);
            }
        }
        f.ndis.freeNetBufferList(list);
    }

    private static void advanceTooFar(final NdisFixture f, final Shape shape) {
        final NetBufferList list = mark(f.list(shape));
        final Runnable check = NdisFixture.unchanged(list);
        for (final NetBuffer nb : netBuffers(list)) {
            for (final int d : new int[] {(int) nb.dataLength() + 1, Integer.MAX_VALUE}) {
                assertFalse(f.ndis.advanceNetBufferDataStart(nb, d, false, null));
                assertFalse(f.ndis.advanceNetBufferDataStart(nb, d, true, null));
                assertFalse(f.ndis.advanceNetBufferListDataStart(list, d, true, null));
            }
        }
        check.run();
        f.ndis.freeNetBufferList(list);
    }

    private static void getDataBuffer(final NdisFixture f, final Shape shape) {
        final NetBufferList list = mark(f.list(shape));
        final Runnable check = NdisFixture.unchanged(list);
        final UnsafeBuffer storage = new UnsafeBuffer(new byte[64]);
        final UnsafeBuffer view = new UnsafeBuffer(0, 0);
        for (final NetBuffer nb : netBuffers(list)) {
            final byte[] data = NdisFixture.bytes(nb);
            for (int n = 1; n <= data.length; n++) {
                final DirectBuffer found = f.ndis.getDataBuffer(nb, n, storage, 1, 0, view);
                final boolean inPlace = n <= nb.currentMdl().byteCount() - nb.currentMdlOffset();
                assertSame(inPlace ? view : storage, found);
                final byte[] read = new byte[n];
                found.getBytes(0, read);
                assertArrayEquals(Arrays.copyOf(data, n), read);
                assertSame(inPlace ? view : null, f.ndis.getDataBuffer(nb, n, null, 1, 0, view));
            }
            assertNull(f.ndis.getDataBuffer(nb, data.length + 1, storage, 1, 0, view));
        }
        check.run();
        f.ndis.freeNetBufferList(list);
    }

    private static void copySource(final NdisFixture f, final Shape shape) {
        final NetBufferList source = mark(f.list(shape));
        final NetBufferList target = f.packet(0, DATA);
        final Runnable check = NdisFixture.unchanged(source);
        final MutableLong copied = new MutableLong();
        for (final NetBuffer nb : netBuffers(source)) {
            final byte[] before = NdisFixture.bytes(nb);
            f.ndis.copyFromNetBufferToNetBuffer(target.firstNetBuffer(), 1, DATA, nb, 0, copied);
            assertEquals(nb.dataLength(), copied.get(), "the source ends with its data");
            assertArrayEquals(before, NdisFixture.bytes(nb));
        }
        check.run();
        f.ndis.freeNetBufferList(source);
        f.ndis.freeNetBufferList(target);
    }

    private static void copyDestination(final NdisFixture f, final Shape shape) {
        final NetBufferList source = f.packet(0, DATA);
        final NetBufferList target = mark(f.list(shape));
        final Runnable check = NdisFixture.unchanged(target);
        final MutableLong copied = new MutableLong();
        for (final NetBuffer nb : netBuffers(target)) {
            final long space = nb.chainLength() - nb.dataOffset();
            final int status = f.ndis.copyFromNetBufferToNetBuffer(nb, 0, DATA, source.firstNetBuffer(), 7, copied);
            assertEquals(NdisStatus.SUCCESS, status, "a short copy too");
            assertEquals(Math.min(space, DATA - 7), copied.get(), "the destination ends with its chain");
            assertArrayEquals(NdisFixture.range(7, (int) nb.dataLength()), NdisFixture.bytes(nb));
        }
        check.run();
        f.ndis.freeNetBufferList(source);
        f.ndis.freeNetBufferList(target);
    }

    private static void adjustCurrentMdl(final NdisFixture f, final Shape shape) {
        final NetBufferList list = mark(f.list(shape));
        for (final NetBuffer nb : netBuffers(list)) {
            final Fields before = Fields.of(nb);
            f.ndis.adjustNetBufferCurrentMdl(nb);
            before.window(before.dataOffset(), before.dataLength()).check(nb);
            before.check(nb);
        }
        f.ndis.freeNetBufferList(list);
    }

    /** An Mdl that a NetBuffer uses keeps its length, so that none becomes inconsistent. */
    private static void adjustMdlLength(final NdisFixture f, final Shape shape) {
        for (int i = 0; i < shape.netBuffers(); i++) {
            final Mdl chain = f.chain(0, shape.mdls()[i]);
            final NetBuffer nb = f.ndis.allocateNetBuffer(f.netBuffers, chain, shape.offsets()[i], shape.lengths()[i]);
            mark(nb);
            final Fields before = Fields.of(nb);
            for (Mdl m = chain; m != null; m = m.next()) {
                final Mdl mdl = m;
                f.refused(IllegalStateException.class, "a chain in use", () -> f.ndis.adjustMdlLength(mdl, 0));
            }
            before.check(nb);
            f.ndis.freeNetBuffer(nb);
            for (Mdl mdl = chain; mdl != null; mdl = mdl.next()) {
                final int length = mdl.byteCount();
                f.ndis.adjustMdlLength(mdl, length / 2);
                assertEquals(length / 2, mdl.byteCount());
                f.ndis.adjustMdlLength(mdl, length);
                assertEquals(length, mdl.byteCount());
            }
            f.freeChain(chain);
        }
    }
}
