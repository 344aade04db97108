// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import static io.github.nbl4j.clone.CloneFlags.NONE;
import static io.github.nbl4j.ndis.NdisFixture.DATA;
import static io.github.nbl4j.ndis.NdisFixture.ROOM;
import static io.github.nbl4j.ndis.NdisFixture.bytes;
import static io.github.nbl4j.ndis.NdisFixture.range;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListContext;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferListPoolParameters;
import io.github.nbl4j.nbl.NetBufferPool;
import java.util.Arrays;
import java.util.List;
import org.agrona.collections.MutableLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Table (b), column "recommended": the lines about data space, pools and context. */
@DisplayName("table (b): data space, pools, context")
final class TableBDataSpaceTest extends TableB {
    @Test
    @DisplayName("(b) 11 CurrentMdl on a boundary / at end of chain: next MDL at 0; (last, ByteCount)")
    void shouldResolveBoundariesToTheNextMdl() {
        final NetBufferList empties = TableBTest.withEmptyMdls(f);
        final NetBuffer nb = empties.firstNetBuffer();
        final List<Fields.Piece> mdls = Fields.of(nb).pieces();
        assertSame(mdls.get(3).mdl(), nb.currentMdl());
        assertEquals(0, nb.currentMdlOffset());
        assertTrue(nb.advance(5));
        assertSame(mdls.get(4).mdl(), nb.currentMdl());
        assertEquals(0, nb.currentMdlOffset());
        assertTrue(packet.advance(LENGTH) && packet.extendTail(DATA - OFFSET - LENGTH));
        assertTrue(packet.advance(DATA - OFFSET - LENGTH));
        assertSame(packet.mdlChain(), packet.currentMdl());
        assertEquals(DATA, packet.currentMdlOffset());
        f.ndis.freeNetBufferList(empties);
        free();
    }

    @Test
    @DisplayName("(b) 12 retreat with 0<k<d: (d-k)+b rounded to a class, DataOffset size+k-d; retreatContiguous")
    void shouldAllocateTheMissingBytesOnly() {
        final NetBufferList clone = clone(NONE);
        final NetBuffer nb = clone.firstNetBuffer();
        assertTrue(nb.advance(4));
        assertEquals(NdisStatus.SUCCESS, f.ndis.retreatNetBufferDataStart(nb, 4 + ROOM, 0, null));
        assertEquals(ROOM, nb.mdlChain().byteCount(), "d-k fits the room exactly");
        assertEquals(0, nb.dataOffset());
        assertTrue(nb.advance(4));
        assertEquals(NdisStatus.SUCCESS, f.ndis.retreatNetBufferDataStart(nb, 5, 7, null));
        assertEquals(256, nb.mdlChain().byteCount());
        assertEquals(256 + 4 - 5, nb.dataOffset());
        assertFalse(nb.isWritable(0, ROOM + 2), "behind the private memory the bytes are shared");
        assertTrue(nb.isWritable(0, ROOM + 1));
        f.cloner.free(clone);
        final NetBufferList twin = clone(NONE);
        final NetBuffer contiguous = twin.firstNetBuffer();
        assertTrue(contiguous.advance(4));
        assertTrue(contiguous.retreatContiguous(9));
        assertTrue(contiguous.isWritable(0, 9));
        assertTrue(contiguous.currentMdl().byteCount() - contiguous.currentMdlOffset() >= 9);
        assertArrayEquals(range(4, LENGTH - 4), Arrays.copyOfRange(bytes(contiguous), 9, 9 + LENGTH - 4));
        free(twin);
    }

    @Test
    @DisplayName("(b) 13 retreat reusing shared backfill: for reading; retreatPrivate always allocates")
    void shouldGuardSharedBackfill() {
        for (final int flags : BOTH) {
            final NetBufferList clone = clone(flags);
            final NetBuffer nb = clone.firstNetBuffer();
            assertTrue(nb.advance(8));
            assertTrue(nb.retreat(8));
            assertArrayEquals(range(0, LENGTH), bytes(nb));
            f.refused(IllegalStateException.class, "must not be shared", () -> nb.putBytes(0, new byte[8], 0, 8));
            assertTrue(nb.advance(8));
            assertTrue(nb.retreatPrivate(8));
            nb.putBytes(0, new byte[8], 0, 8);
            assertEquals(LENGTH, nb.dataLength());
            assertArrayEquals(range(8, LENGTH - 8), Arrays.copyOfRange(bytes(nb), 8, LENGTH));
            assertArrayEquals(range(0, LENGTH), bytes(packet), "nothing was written");
            f.cloner.free(clone);
        }
        free();
    }

    @Test
    @DisplayName("(b) 14 retreat list failure: all-or-nothing")
    void shouldMoveAllOrNone() {
        final NetBufferList list = f.list(NdisFixture.THREE_BY_THREE);
        final Runnable check = NdisFixture.unchanged(list);
        final List<Integer> books = f.inUse();
        final int[] calls = new int[1];
        final int status = f.ndis.retreatNetBufferListDataStart(
                list, 15, 0, size -> ++calls[0] < 3 ? f.chain(0, size) : null, f.ndis::freeMdl);
        assertEquals(NdisStatus.RESOURCES, status);
        assertEquals(3, calls[0], "the third of three could not");
        check.run();
        assertEquals(books, f.inUse());
        assertEquals(NdisStatus.SUCCESS, f.ndis.retreatNetBufferListDataStart(list, 15, 0, null, null));
        f.ndis.freeNetBufferList(list);
        free();
    }

    @Test
    @DisplayName("(b) 15 advance beyond DL: error code, unchanged")
    void shouldRefuseAdvanceBeyondTheData() {
        final Runnable check = NdisFixture.unchanged(original);
        assertFalse(f.ndis.advanceNetBufferDataStart(packet, LENGTH + 1, false, null));
        assertFalse(f.ndis.advanceNetBufferListDataStart(original, LENGTH + 1, true, null));
        check.run();
        assertTrue(f.ndis.advanceNetBufferDataStart(packet, LENGTH, false, null));
        free();
    }

    @Test
    @DisplayName("(b) 21 initial geometry from DataSize pools: explicit headroom; default all backfill")
    void shouldStartAsBackfillUnlessHeadroomIsGiven() {
        final NetBufferList list = f.ndis.allocateNetBufferList(f.data, 0, 0);
        assertEquals(DATA, list.firstNetBuffer().dataOffset());
        assertEquals(0, list.firstNetBuffer().dataLength());
        final List<Integer> books = f.inUse();
        assertTrue(list.firstNetBuffer().retreat(DATA));
        assertEquals(books, f.inUse(), "no allocation");
        for (final int headroom : new int[] {0, 14, DATA}) {
            final NetBufferList given = f.cloner.allocate(f.data, headroom);
            assertEquals(headroom, given.firstNetBuffer().dataOffset());
            assertEquals(0, given.firstNetBuffer().dataLength());
            f.cloner.free(given);
        }
        free(list);
    }

    @Test
    @DisplayName("(b) 23 GetDataBuffer alignment: copy to storage if given, else NULL; no allocation")
    void shouldCopyWhenMisaligned() {
        final UnsafeBuffer storage = new UnsafeBuffer(new byte[8]);
        final UnsafeBuffer view = new UnsafeBuffer(0, 0);
        final List<Integer> books = f.inUse();
        final int misaligned = (int) (address(packet) + 1 & 7);
        assertSame(storage, f.ndis.getDataBuffer(packet, 8, storage, 8, misaligned, view));
        assertArrayEquals(range(0, 8), storage.byteArray());
        assertNull(f.ndis.getDataBuffer(packet, 8, null, 8, misaligned, view));
        assertEquals(0, view.capacity());
        assertSame(view, f.ndis.getDataBuffer(packet, 8, null, 8, (int) (address(packet) & 7), view));
        assertEquals(books, f.inUse());
        free();
    }

    @Test
    @DisplayName("(b) 24 GetDataBuffer n = 0: data-start pointer or absent; not an error")
    void shouldPointToTheStartWhenNothingIsNeeded() {
        final UnsafeBuffer view = new UnsafeBuffer(0, 0);
        assertSame(view, f.ndis.getDataBuffer(packet, 0, null, 1, 0, view));
        assertEquals(address(packet), view.addressOffset());
        packet.adjustData(OFFSET, 0);
        assertSame(view, f.ndis.getDataBuffer(packet, 0, null, 1, 0, view));
        final NetBuffer none = f.ndis.allocateNetBuffer(f.netBuffers, null, 0, 0);
        assertNull(f.ndis.getDataBuffer(none, 0, null, 1, 0, view), "no chain");
        f.ndis.freeNetBuffer(none);
        free();
    }

    @Test
    @DisplayName("(b) 25 copy bounds: source DataLength, destination chain; putBytes is the strict variant")
    void shouldBoundCopiesBySourceDataAndDestinationChain() {
        final NetBufferList target = f.packet(OFFSET, 4);
        final NetBuffer nb = target.firstNetBuffer();
        final MutableLong copied = new MutableLong();
        assertEquals(NdisStatus.SUCCESS, f.ndis.copyFromNetBufferToNetBuffer(nb, 0, 1000, packet, 3, copied));
        assertEquals(LENGTH - 3, copied.get(), "to the end of the source's data");
        assertEquals(NdisStatus.SUCCESS, f.ndis.copyFromNetBufferToNetBuffer(nb, 40, 1000, packet, 0, copied));
        assertEquals(DATA - OFFSET - 40, copied.get(), "to the end of the destination's chain");
        assertEquals(4, nb.dataLength());
        nb.adjustData(OFFSET, LENGTH - 3);
        assertArrayEquals(range(3, LENGTH - 3), bytes(nb));
        nb.adjustData(OFFSET, 4);
        f.refused(
                IllegalArgumentException.class,
                "must lie in the used data: offset=0 length=5",
                () -> nb.putBytes(0, new byte[5], 0, 5));
        free(target);
    }

    @Test
    @DisplayName("(b) 26 CONTEXT_DATA_SIZE: two accessors")
    void shouldTellSizeFromUsedSize() {
        final NetBufferList list = f.ndis.allocateNetBufferList(f.plain, 16, 0);
        final NetBufferListContext context = list.context();
        assertEquals(NdisFixture.CONTEXT, context.size());
        assertEquals(16, context.usedSize());
        assertEquals(NdisFixture.CONTEXT - 16, context.dataStart());
        free(list);
    }

    @Test
    @DisplayName("(b) 27 pool free with live objects: refused; reported with counts per kind")
    void shouldReportWhatIsOut() {
        final NetBufferListPool lists = f.ndis.allocateNetBufferListPool(
                new NetBufferListPoolParameters().name("own").capacity(4).dataSize(8));
        final NetBufferList parent = f.ndis.allocateNetBufferList(lists, 0, 0);
        final NetBufferList second = f.ndis.allocateNetBufferList(lists, 0, 0);
        final NetBufferList clone = f.ndis.allocateCloneNetBufferList(parent, null, null, NONE);
        f.ndis.freeNetBufferList(parent);
        f.refused(IllegalStateException.class, "pool=own inUse=2", () -> f.ndis.freeNetBufferListPool(lists));
        assertFalse(lists.isReleased(), "the memory is not taken away");
        f.ndis.freeNetBufferList(f.ndis.allocateNetBufferList(lists, 0, 0));
        assertTrue(lists.audit().notFree().get(0).contains("its children live"), "the parent waits for its clone");
        f.ndis.freeNetBufferList(second);
        f.ndis.freeCloneNetBufferList(clone, NONE);
        f.ndis.freeNetBufferListPool(lists);
        final NetBufferPool netBuffers =
                NetBufferPool.create(f.environment, p -> p.name("mine").capacity(2));
        final NetBuffer nb = f.ndis.allocateNetBuffer(netBuffers, null, 0, 0);
        f.refused(IllegalStateException.class, "pool=mine inUse=1", () -> f.ndis.freeNetBufferPool(netBuffers));
        f.ndis.freeNetBuffer(nb);
        f.ndis.freeNetBufferPool(netBuffers);
        free();
    }
}
