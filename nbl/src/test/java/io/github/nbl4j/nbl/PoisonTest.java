// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.pool.Checked;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Memory of every kind is found written after its free, or beyond its end. Production mode is the twin. */
class PoisonTest {
    private final NblFixture f = new NblFixture();

    @AfterEach
    void auditBooks() {
        f.close();
    }

    private static void onlyCheckedRefuses(final Executable call, final String word) {
        if (Checked.ENABLED) {
            final String message =
                    assertThrows(IllegalStateException.class, call).getMessage();
            assertTrue(message.contains(word), message + " must say: " + word);
        } else {
            assertDoesNotThrow(call);
        }
    }

    /** The next allocate is refused, and the one after it is not. */
    private static <T> void assertWriteAfterFreeIsSeen(
            final Supplier<T> allocate,
            final Consumer<T> free,
            final MutableDirectBuffer memory,
            final int offset,
            final String pool) {
        memory.putByte(offset, (byte) 0x41);
        onlyCheckedRefuses(
                () -> free.accept(allocate.get()),
                "memory=" + pool + " length=" + memory.capacity() + " offset=" + offset + " found=0x41");
        final T next = allocate.get();
        free.accept(next);
    }

    @Test
    void shouldSeeWriteToDataOfAFreedList() {
        final NetBufferList list = f.data.allocate();
        final MutableDirectBuffer memory = list.firstNetBuffer().mdlChain().unsafeBuffer();
        f.data.free(list);

        assertWriteAfterFreeIsSeen(f.data::allocate, f.data::free, memory, 63, "data");
    }

    @Test
    void shouldSeeWriteToRoomOfAFreedList() {
        final NetBufferList list = f.plain.allocate();
        list.firstNetBuffer().retreat(4);
        final MutableDirectBuffer memory = list.firstNetBuffer().mdlChain().unsafeBuffer();
        f.plain.free(list);

        assertWriteAfterFreeIsSeen(f.plain::allocate, f.plain::free, memory, 0, "plain private room");
    }

    @Test
    void shouldSeeWriteToAFreedNetBufferAndSegment() {
        final NetBuffer netBuffer = f.dataNetBuffers.allocateMdlAndData();
        final MutableDirectBuffer memory = netBuffer.mdlChain().unsafeBuffer();
        f.dataNetBuffers.free(netBuffer);
        assertWriteAfterFreeIsSeen(
                f.dataNetBuffers::allocateMdlAndData, f.dataNetBuffers::free, memory, 15, "dataNetBuffers");

        final Mdl segment = f.segments.allocate();
        final MutableDirectBuffer bytes = segment.unsafeBuffer();
        f.segments.free(segment);
        assertWriteAfterFreeIsSeen(f.segments::allocate, f.segments::free, bytes, 8, "segments");
    }

    /** What a clone reads stays as it is until the clone is gone too. */
    @Test
    void shouldNotPoisonWhatAChildStillReads() {
        final NetBufferList list = f.data.allocate();
        final MutableDirectBuffer memory = list.firstNetBuffer().mdlChain().unsafeBuffer();
        memory.putByte(5, (byte) 77);
        list.bear(1);
        f.data.free(list);
        assertEquals(77, memory.getByte(5));

        assertTrue(list.childrenGone(1));
        final NetBufferListCache cache = f.environment.enter();
        cache.reclaim(list);
        f.environment.exit(cache);
        assertEquals(Checked.ENABLED ? (byte) 0xDE : 77, memory.getByte(5));
    }

    private static void writeBehind(final Mdl mdl) {
        mdl.slab().put(mdl.slabOffset() + mdl.view().capacity(), (byte) 0x41);
    }

    @Test
    void shouldSeeWriteBeyondItsMemoryAtTheFreeOfAList() {
        final NetBufferList list = f.data.allocate();
        writeBehind(list.embedded.room);
        final int before = f.data.counters().inUse();

        onlyCheckedRefuses(() -> f.data.free(list), "memory=data private room length=32 offset=32 found=0x41");
        if (Checked.ENABLED) {
            assertEquals(before, f.data.counters().inUse(), "nothing was freed");
            assertSame(list.embedded, list.firstNetBuffer());
            f.data.free(list);
        }
    }

    /** None of several is freed when one cannot be; each way of freeing several. */
    @Test
    void shouldFreeNoneOfSeveralWhenOneWroteBeyondItsMemory() {
        try (NetBufferListCache cache = new NetBufferListCache(f.data)) {
            for (int way = 0; way < 3; way++) {
                final NetBufferList[] lists = new NetBufferList[3];
                assertTrue(cache.allocate(f.data, lists, 3));
                final long[] handles = {lists[0].handle(), lists[1].handle(), lists[2].handle()};
                if (way == 2) {
                    lists[0].next(lists[1]);
                    lists[1].next(lists[2]);
                }
                writeBehind(lists[2].embedded.room);
                final Executable[] ways = {
                    () -> cache.free(lists, 3), () -> cache.free(handles, 3), () -> cache.freeChain(lists[0])
                };
                onlyCheckedRefuses(ways[way], "offset=32");
                if (Checked.ENABLED) {
                    assertEquals(3, f.data.counters().inUse(), "none was freed");
                    assertDoesNotThrow(ways[way]);
                }
            }
        }
    }

    @Test
    void shouldSeeWriteBeyondItsMemoryAtTheFreeOfAnMdlAndOfANetBuffer() {
        final Mdl segment = f.segments.allocate();
        writeBehind(segment);
        onlyCheckedRefuses(() -> f.segments.free(segment), "memory=segments length=16 offset=16");
        final NetBuffer netBuffer = f.dataNetBuffers.allocateMdlAndData();
        writeBehind(netBuffer.embedded);
        onlyCheckedRefuses(() -> f.dataNetBuffers.free(netBuffer), "memory=dataNetBuffers length=16 offset=16");
        if (Checked.ENABLED) {
            f.segments.free(segment);
            f.dataNetBuffers.free(netBuffer);
        }
    }

    /** A segment that ends with its list is looked at when it is taken again. */
    @Test
    void shouldSeeWriteBeyondASegmentThatEndedWithItsList() {
        final NetBufferList list = f.plain.allocate();
        final Mdl segment = f.segments.allocate();
        list.firstNetBuffer().append(segment);
        writeBehind(segment);
        f.plain.free(list);

        onlyCheckedRefuses(() -> f.segments.free(f.segments.allocate()), "memory=segments length=16 offset=16");
        f.segments.free(f.segments.allocate());
    }

    /** Several NetBuffers in one slot have a room each. */
    @Test
    void shouldGuardEachRoomOfASlot() {
        final NetBufferListPool pool = NetBufferListPool.create(
                f.environment,
                p -> p.name("three").capacity(2).netBuffersPerList(3).privateLength(48));
        final NetBufferList list = pool.allocate();
        NetBuffer nb = list.embedded;
        for (int i = 0; i < 3; i++) {
            final ByteBuffer slab = nb.room.slab();
            slab.put(nb.room.slabOffset() + 47, (byte) 1);
            writeBehind(nb.room);
            onlyCheckedRefuses(() -> pool.free(list), "memory=three private room length=48 offset=48");
            if (!Checked.ENABLED) {
                assertSame(list, pool.allocate());
            }
            nb = nb.spare;
        }
        pool.free(list);
        pool.audit().requireAllFree();
        pool.close();
    }

    /** Nobody else would free it. */
    @Test
    void shouldFreeADamagedListWithItsScope() {
        try (NetBufferListCache cache = new NetBufferListCache(f.data)) {
            final NetBufferListScope scope = new NetBufferListScope(cache, 2);
            writeBehind(scope.add(cache.allocate()).embedded.room);

            onlyCheckedRefuses(scope::close, "offset=32 found=0x41");

            assertEquals(0, f.data.counters().inUse());
        }
    }

    @Test
    void shouldSayWhatACompletionThrewThatDamagedItsList() {
        try (NetBufferListCache cache = new NetBufferListCache(f.data)) {
            final NetBufferListCompletion fails = list -> {
                writeBehind(list.embedded.room);
                throw new UnsupportedOperationException("the user's");
            };

            assertThrows(UnsupportedOperationException.class, () -> cache.complete(cache.allocate(), fails));

            assertEquals(0, f.data.counters().inUse());
        }
    }

    /** Nobody else would free it: neither a begun list, nor one whose context could not be had. */
    @Test
    void shouldGiveADamagedListBackWhenItIsAbandoned() {
        try (NetBufferListCache cache = new NetBufferListCache(f.data)) {
            final NetBufferList original = cache.allocate();
            final NetBufferList begun = Derivation.begin(cache, f.plain, original, true);
            writeBehind(begun.embedded.room);
            final long misuse = f.plain.counters().misuse();

            assertDoesNotThrow(() -> Derivation.abandon(cache, begun));

            assertEquals(0, f.plain.counters().inUse());
            assertEquals(
                    Checked.ENABLED ? misuse + 1 : misuse, f.plain.counters().misuse(), "it was seen");
            cache.free(original);
        }
    }
}
