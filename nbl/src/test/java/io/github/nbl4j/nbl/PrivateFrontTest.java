// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static io.github.nbl4j.nbl.NblFixture.ROOM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contiguous retreats, own copies, the back edge, and lengths of Mdls, in lists that live off nobody. */
final class PrivateFrontTest {
    private static final int[] SIZES = {7, 11, 5};

    private final NblFixture f = new NblFixture();

    @AfterEach
    void close() {
        f.close();
    }

    @ParameterizedTest(name = "k={0} d={1}: reuses {2}, descriptor {3}")
    @CsvSource({
        "0,0,true,false",
        "7,7,true,false",
        "9,2,true,false",
        "18,11,true,false",
        "0,5,false,false",
        "9,3,false,true",
        "7,8,false,false",
        "18,12,false,false",
        "1,2,false,true",
        "23,6,false,false"
    })
    @DisplayName("(b) 12: the d bytes lie in one private segment")
    void shouldRetreatOverBytesThatLieTogether(final int k, final int d, final boolean reuses, final boolean front) {
        final Mdl chain = f.chain(SIZES);
        final NetBufferList list = f.plain.allocate(chain, k, 23 - k);
        final NetBuffer nb = list.firstNetBuffer();
        final byte[] before = NblFixture.bytes(nb);
        assertTrue(nb.retreatContiguous(d));
        assertTrue(d <= nb.currentMdl().byteCount() - nb.currentMdlOffset(), "together");
        assertTrue(nb.isWritable(0, d));
        assertEquals(reuses, nb.mdlChain() == chain);
        assertEquals(reuses ? k - d : ROOM - d, nb.dataOffset());
        assertEquals(front, nb.mdlChain().next() == nb.embedded, "the embedded Mdl describes the rest");
        nb.putBytes(0, NblFixture.range(90, d), 0, d);
        assertArrayEquals(before, Arrays.copyOfRange(NblFixture.bytes(nb), d, d + before.length));
        assertTrue(nb.isWritable(0, (int) nb.dataLength()), "what was lent may still be written");
        f.plain.free(list);
        NblFixture.release(chain);
    }

    /** The cut divides an Mdl, whose rest a descriptor of the pool would name, because the embedded one has memory. */
    @Test
    void shouldKeepNothingWhenThePoolOfTheSegmentIsClosed() {
        final NetBufferList list = f.data.allocate();
        final NetBuffer nb = list.firstNetBuffer();
        nb.adjustData(0, NblFixture.DATA);
        list.nblFlags(NblFlags.SEND_READ_ONLY);
        final int descriptors = f.environment.mdlPool().counters().inUse();
        for (final MdlPool pool : f.environment.segments()) {
            pool.close();
        }
        f.refused(IllegalStateException.class, "is closed", () -> nb.privatize(ROOM + 1));
        assertEquals(descriptors, f.environment.mdlPool().counters().inUse());
        f.data.free(list);
    }

    @Test
    void shouldKeepOwnMemoryAsLongAsItsRestIsUsed() {
        final NetBufferList list = f.data.allocate();
        final NetBuffer nb = list.firstNetBuffer();
        nb.append(f.segments.allocate());
        nb.append(f.segments.allocate());
        nb.adjustData(0, 96);
        nb.putBytes(0, NblFixture.range(0, 96), 0, 96);
        nb.adjustData(67, 29);
        assertTrue(nb.retreatContiguous(4), "3 bytes lie in the segment, 1 before it");
        assertEquals(2, f.segments.counters().inUse(), "the first segment is described, not linked");
        final Mdl other = f.segments.allocate();
        other.unsafeBuffer().setMemory(0, NblFixture.SEGMENT, (byte) -1);
        assertArrayEquals(NblFixture.range(67, 29), Arrays.copyOfRange(NblFixture.bytes(nb), 4, 33));
        nb.putBytes(0, NblFixture.range(1, 33), 0, 33);
        assertArrayEquals(NblFixture.range(1, 33), NblFixture.bytes(nb));
        assertTrue(nb.advance(10), "now the rest is divided again");
        assertTrue(nb.retreatContiguous(9));
        assertEquals(3, f.segments.counters().inUse());
        assertArrayEquals(NblFixture.range(11, 23), Arrays.copyOfRange(NblFixture.bytes(nb), 9, 32));
        f.segments.free(other);
        f.data.free(list);
        assertEquals(0, f.segments.counters().inUse());
        final NetBufferList again = f.data.allocate();
        assertEquals(NblFixture.DATA, again.firstNetBuffer().chainLength());
        f.data.free(again);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 7, 8, 18, 22, 23})
    void shouldLinearizeAndKeepTheTail(final int length) {
        for (int k = 0; k <= 23 - length; k++) {
            final Mdl chain = f.chain(SIZES);
            final NetBufferList list = f.plain.allocate(chain, k, length);
            final NetBuffer nb = list.firstNetBuffer();
            final int pieces = nb.segmentCount();
            assertEquals(pieces(k, length), pieces);
            final NblFixture.Fields before = NblFixture.Fields.of(nb);
            assertTrue(nb.linearize());
            assertEquals(Math.min(1, length), nb.segmentCount());
            assertEquals(pieces <= 1, before.equals(NblFixture.Fields.of(nb)), "nothing to do");
            assertArrayEquals(NblFixture.range(k, length), NblFixture.bytes(nb));
            nb.adjustCurrentMdl();
            assertTrue(nb.extendTail(23 - length - k), "the tail is where it was");
            assertArrayEquals(NblFixture.range(k, 23 - k), NblFixture.bytes(nb));
            assertFalse(nb.extendTail(1));
            NblFixture.release(chain);
            assertArrayEquals(NblFixture.range(k, 23 - k), NblFixture.bytes(nb), "the borrowed memory lasts");
            f.plain.free(list);
        }
    }

    private static int pieces(final int k, final int length) {
        int pieces = 0;
        int last = -1;
        for (int i = k; i < k + length; i++) {
            final int at = NblFixture.locate(SIZES, i)[0];
            pieces += at == last ? 0 : 1;
            last = at;
        }
        return pieces;
    }

    @Test
    void shouldChangeNothingWhenMemoryIsShort() {
        final Mdl chain = f.chain(7, 11, 5, 2100);
        final NetBufferList list = f.bare.allocate();
        final NetBuffer[] nbs = new NetBuffer[3];
        for (int i = 0; i < 3; i++) {
            nbs[i] = f.netBuffers.allocate(chain, 3 + i, 2110);
            list.append(nbs[i]);
        }
        final List<Mdl> taken = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            final NblFixture.Fields before = NblFixture.Fields.of(nbs[i]);
            final List<Integer> books = f.inUse();
            assertFalse(nbs[i].linearize(), "no segment is that large");
            assertFalse(nbs[i].retreatContiguous(2049));
            assertTrue(nbs[i].privatize(2110), "it may write all of it already");
            assertEquals(before, NblFixture.Fields.of(nbs[i]));
            assertEquals(books, f.inUse());
        }
        for (Mdl mdl = mdl(); mdl != null; mdl = mdl()) {
            taken.add(mdl);
        }
        assertTrue(nbs[0].retreatContiguous(4), "the embedded Mdl is the descriptor");
        assertTrue(nbs[0].advance(5));
        final NblFixture.Fields before = NblFixture.Fields.of(nbs[0]);
        final List<Integer> books = f.inUse();
        assertFalse(nbs[0].retreatContiguous(7), "no descriptor is free");
        assertEquals(before, NblFixture.Fields.of(nbs[0]));
        assertEquals(books, f.inUse());
        taken.forEach(f.environment.mdlPool()::free);
        assertTrue(nbs[0].retreatContiguous(7), "the twin");
        f.bare.free(list);
        NblFixture.release(chain);
    }

    private Mdl mdl() {
        return f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[1]), 0, 1, null);
    }

    @Test
    void shouldRefuseArgumentsOutOfRange() {
        final Mdl chain = f.chain(SIZES);
        final NetBufferList list = f.plain.allocate(chain, 3, 18);
        final NetBuffer nb = list.firstNetBuffer();
        final NblFixture.Fields before = NblFixture.Fields.of(nb);
        for (final int bad : new int[] {-1, Integer.MIN_VALUE}) {
            f.refused(IllegalArgumentException.class, "=" + bad, () -> nb.retreatContiguous(bad));
            f.refused(IllegalArgumentException.class, "=" + bad, () -> nb.privatize(bad));
            f.refused(IllegalArgumentException.class, "=" + bad, () -> nb.trimTail(bad));
            f.refused(IllegalArgumentException.class, "=" + bad, () -> nb.extendTail(bad));
        }
        f.refused(IllegalArgumentException.class, "used data", () -> nb.privatize(19));
        assertFalse(nb.retreatContiguous(Integer.MAX_VALUE));
        assertFalse(nb.trimTail(19));
        assertFalse(nb.extendTail(3));
        assertFalse(nb.extendTail(Integer.MAX_VALUE));
        assertEquals(before, NblFixture.Fields.of(nb));
        assertTrue(nb.trimTail(18));
        assertEquals(0, nb.segmentCount());
        assertTrue(nb.extendTail(20), "the twin");
        assertArrayEquals(NblFixture.range(3, 20), NblFixture.bytes(nb));
        f.plain.free(list);
        NblFixture.release(chain);
        f.refused(IllegalStateException.class, "must be owned", () -> nb.trimTail(0));
        f.refused(IllegalStateException.class, "must be owned", nb::linearize);
        f.refused(IllegalStateException.class, "must be owned", nb::adjustCurrentMdl);
    }

    @Test
    @DisplayName("a.1, NdisAdjustMdlLength: the free restores the length")
    void shouldAdjustLengthWhileNoChainUsesTheMdl() {
        final Mdl segment = f.segments.allocate();
        for (final int length : new int[] {0, 1, NblFixture.SEGMENT}) {
            segment.adjustLength(length);
            assertEquals(length, segment.byteCount());
        }
        for (final int bad : new int[] {-1, NblFixture.SEGMENT + 1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            f.refused(IllegalArgumentException.class, "length=" + bad, () -> segment.adjustLength(bad));
        }
        segment.adjustLength(5);
        final NetBufferList list = f.plain.allocate(segment, 1, 4);
        f.refused(IllegalStateException.class, "chain in use", () -> segment.adjustLength(4));
        f.refused(
                IllegalArgumentException.class,
                "chainLength=5",
                () -> list.firstNetBuffer().adjustData(1, 5));
        f.plain.free(list);
        f.segments.free(segment);
        f.refused(IllegalStateException.class, "must be owned", () -> segment.adjustLength(4));
        final List<Mdl> all = new ArrayList<>();
        for (Mdl mdl = f.segments.allocate(); mdl != null; mdl = f.segments.allocate()) {
            assertEquals(NblFixture.SEGMENT, mdl.byteCount());
            all.add(mdl);
        }
        assertTrue(all.contains(segment), "also the one that was shorter");
        all.forEach(f.segments::free);
        final Mdl own = f.data.allocate().firstNetBuffer().mdlChain();
        f.refused(IllegalStateException.class, "must be owned", () -> own.adjustLength(1));
        f.data.free(f.environment.list(own.id()));
        assertEquals(NetBufferEnvironment.NONE, own.next);
    }
}
