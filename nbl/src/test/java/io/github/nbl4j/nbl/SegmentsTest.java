// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The cursor and the gather vector say the same bytes as getBytes, over every kind of memory. */
final class SegmentsTest {
    private final NblFixture f = new NblFixture();
    private final SegmentCursor cursor = new SegmentCursor();
    private final GatherVector vector = new GatherVector(6);

    @AfterEach
    void close() {
        f.close();
    }

    private byte[] walked(final NetBuffer nb, final int segments) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        assertSame(cursor, cursor.wrap(nb));
        int n = 0;
        while (cursor.next()) {
            assertTrue(cursor.length() > 0);
            assertSame(cursor.mdl().buffer(), cursor.buffer());
            assertEquals(cursor.buffer().addressOffset() + cursor.offset(), cursor.address());
            for (int i = 0; i < cursor.length(); i++) {
                all.write(cursor.buffer().getByte(cursor.offset() + i));
            }
            n++;
        }
        assertEquals(segments, n, "segments");
        assertFalse(cursor.next(), "stays at the end");
        return all.toByteArray();
    }

    private byte[] gathered(final int from) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = from; i < vector.count(); i++) {
            final ByteBuffer buffer = vector.buffers()[i].duplicate();
            while (buffer.hasRemaining()) {
                all.write(buffer.get());
            }
        }
        return all.toByteArray();
    }

    private void assertSameBytes(final NetBuffer nb, final byte[] expected, final int segments) {
        assertArrayEquals(expected, NblFixture.bytes(nb));
        assertArrayEquals(expected, walked(nb, segments));
        assertTrue(vector.clear().add(nb));
        assertEquals(segments, vector.count());
        assertArrayEquals(expected, gathered(0));
    }

    static Stream<Arguments> windows() {
        return Stream.of(new int[] {7, 11, 5}, new int[] {0, 3, 0, 0, 4, 0}, new int[] {0}, new int[] {1, 1, 1, 1, 1})
                .flatMap(sizes -> IntStream.rangeClosed(0, NblFixture.sum(sizes))
                        .boxed()
                        .flatMap(offset -> IntStream.rangeClosed(0, NblFixture.sum(sizes) - offset)
                                .mapToObj(length -> Arguments.of(sizes, offset, length))));
    }

    @ParameterizedTest(name = "{0} from {1}, {2} bytes")
    @MethodSource("windows")
    void shouldSayTheSameBytesWhenMemoryIsExternal(final int[] sizes, final int offset, final int length) {
        final Mdl chain = f.chain(sizes);
        final NetBuffer nb = f.netBuffers.allocate(chain, offset, length);
        int expected = 0;
        int start = 0;
        for (final int size : sizes) {
            expected += Math.min(start + size, offset + length) > Math.max(start, offset) ? 1 : 0;
            start += size;
        }
        assertSameBytes(nb, NblFixture.range(offset, length), expected);
        f.netBuffers.free(nb);
        NblFixture.release(chain);
    }

    @Test
    void shouldSayTheSameBytesWhenMemoryIsOfSeveralSlabs() {
        final NetBufferList list = f.data.allocate();
        final NetBuffer nb = list.firstNetBuffer();
        nb.append(f.segments.allocate());
        nb.append(f.segments.allocate());
        nb.adjustData(5, NblFixture.DATA + 2 * NblFixture.SEGMENT - 5 - 3);
        assertTrue(nb.retreat(8));
        assertTrue(nb.retreat(30), "the room");
        assertTrue(nb.retreat(200), "a segment of the environment");
        final byte[] bytes = NblFixture.range(-100, (int) nb.dataLength());
        nb.putBytes(0, new UnsafeBuffer(bytes), 0, bytes.length);
        assertSameBytes(nb, bytes, 5);
        f.data.free(list);
    }

    @Test
    void shouldSayTheSameBytesWhenBuffersAreOfEveryKind() {
        final byte[] array = NblFixture.range(0, 40);
        final ByteBuffer heap = ByteBuffer.wrap(array);
        final ByteBuffer direct = ByteBuffer.allocateDirect(40).put(array);
        final DirectBuffer[] buffers = {
            new UnsafeBuffer(array, 3, 30),
            new UnsafeBuffer(heap, 3, 30),
            new UnsafeBuffer(heap.position(2).slice(), 1, 30),
            new UnsafeBuffer(direct, 3, 30),
            new UnsafeBuffer(direct.position(2).slice(), 1, 30),
            new UnsafeBuffer(new UnsafeBuffer(direct, 1, 38), 2, 30)
        };
        for (int i = 0; i < buffers.length; i++) {
            final Mdl mdl = f.environment.mdlPool().allocate(buffers[i], 4, 20, null);
            final NetBuffer nb = f.netBuffers.allocate(mdl, 1, 10);
            for (int round = 0; round < 2; round++) {
                assertSameBytes(nb, NblFixture.range(8, 10), 1);
            }
            f.netBuffers.free(nb);
            f.environment.mdlPool().free(mdl);
        }
    }

    @Test
    void shouldRefuseWhenMemoryHasNoByteBuffer() {
        final ByteBuffer direct = ByteBuffer.allocateDirect(16);
        final long address = org.agrona.BufferUtil.address(direct);
        final Mdl mdl = f.environment.mdlPool().allocate(new UnsafeBuffer(address, 16), 0, 16, null);
        final NetBuffer nb = f.netBuffers.allocate(mdl, 0, 16);
        assertArrayEquals(new byte[16], walked(nb, 1));
        f.refused(IllegalArgumentException.class, "must lie in a ByteBuffer or an array", () -> vector.add(nb));
        assertEquals(0, vector.count());
        f.netBuffers.free(nb);
        f.environment.mdlPool().free(mdl);
        assertEquals(0, direct.get(0));
    }

    @Test
    void shouldStayAsItIsWhenVectorCannotHoldTheSegments() {
        final Mdl chain = f.chain(2, 2, 2, 2);
        final NetBuffer nb = f.netBuffers.allocate(chain, 0, 8);
        final ByteBuffer header = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2);
        assertTrue(vector.add(header));
        assertTrue(vector.add(nb));
        assertEquals(5, vector.count());
        assertFalse(vector.add(nb));
        assertEquals(5, vector.count());
        assertArrayEquals(new byte[] {2, 3, 0, 1, 2, 3, 4, 5, 6, 7}, gathered(0));
        assertTrue(vector.add(header), "the twin: one place is left");
        assertFalse(vector.add(header));
        assertEquals(6, vector.count());
        assertEquals(0, vector.clear().count());
        assertSame(vector.buffers(), vector.buffers());
        f.netBuffers.free(nb);
        NblFixture.release(chain);
        assertThrows(IllegalArgumentException.class, () -> new GatherVector(0));
        assertThrows(IllegalArgumentException.class, () -> new GatherVector(-1));
    }

    @Test
    void shouldHoldSeveralPacketsOfOneSlabApart() {
        final NetBufferList a = f.data.allocate();
        final NetBufferList b = f.data.allocate();
        for (final NetBufferList list : new NetBufferList[] {a, b}) {
            list.firstNetBuffer().adjustData(0, 4);
            final byte[] bytes = NblFixture.range(list == a ? 10 : 20, 4);
            list.firstNetBuffer().putBytes(0, new UnsafeBuffer(bytes), 0, 4);
        }
        assertTrue(vector.add(a.firstNetBuffer()) && vector.add(b.firstNetBuffer()) && vector.add(a.firstNetBuffer()));
        assertArrayEquals(new byte[] {10, 11, 12, 13, 20, 21, 22, 23, 10, 11, 12, 13}, gathered(0));
        f.data.free(a);
        f.data.free(b);
    }

    @Test
    void shouldFollowTheMemoryWhenMoreBuffersCameThanAreRemembered() {
        for (int i = 0; i < 30; i++) {
            final UnsafeBuffer buffer = new UnsafeBuffer(NblFixture.range(i % 10, 8));
            final Mdl mdl = f.environment.mdlPool().allocate(buffer, 0, 8, null);
            final NetBuffer nb = f.netBuffers.allocate(mdl, 2, 5);
            assertSameBytes(nb, NblFixture.range(2 + i % 10, 5), 1);
            f.netBuffers.free(nb);
            f.environment.mdlPool().free(mdl);
        }
    }

    @Test
    void shouldOfferAByteBufferOnlyOfOwnMemory() {
        final NetBufferList list = f.data.allocate();
        final Mdl own = list.firstNetBuffer().mdlChain();
        own.unsafeBuffer().putByte(3, (byte) 42);
        assertEquals(42, own.byteBuffer().get(3));
        assertSame(own.byteBuffer(), own.byteBuffer());
        final Mdl external = f.chain(4);
        assertNull(external.byteBuffer());
        f.data.free(list);
        NblFixture.release(external);
    }

    /** Instead of a heap that ends between the two stores of a first look: the second finds no place, and throws. */
    @Test
    void shouldShowItsOwnBytesWhenAnErrorBrokeOffTheFirstLook() throws ReflectiveOperationException {
        final Field field = GatherVector.class.getDeclaredField("views");
        field.setAccessible(true);
        final ByteBuffer[][] views = (ByteBuffer[][]) field.get(vector);
        final ByteBuffer[] first = views[0];
        for (int i = 0; i < 20; i++) {
            final boolean direct = i % 2 == 0;
            final UnsafeBuffer buffer = direct
                    ? new UnsafeBuffer(ByteBuffer.allocateDirect(8).put(NblFixture.range(10 * i, 8)))
                    : new UnsafeBuffer(NblFixture.range(10 * i, 8));
            final Mdl mdl = f.environment.mdlPool().allocate(buffer, 0, 8, null);
            final NetBuffer nb = f.netBuffers.allocate(mdl, 2, 5);
            views[0] = new ByteBuffer[0];
            assertThrows(IndexOutOfBoundsException.class, () -> vector.clear().add(nb));
            views[0] = first;
            assertSameBytes(nb, NblFixture.range(10 * i + 2, 5), 1);
            f.netBuffers.free(nb);
            f.environment.mdlPool().free(mdl);
        }
    }
}
