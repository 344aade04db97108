// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, arrays and ByteBuffers, in one Mdl and across their borders. */
final class NetBufferValuesTest {
    private static final ByteOrder[] ORDERS = {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN};
    private static final int[] SIZES = {3, 0, 9, 1, 1, 14, 0};
    private static final int OFFSET = 1;
    private static final int LENGTH = 26;

    private final NblFixture f = new NblFixture();
    private final Mdl chain = f.chain(SIZES);
    private final NetBuffer nb = f.netBuffers.allocate(chain, OFFSET, LENGTH);
    private final byte[] expected = NblFixture.range(OFFSET, LENGTH);

    @AfterEach
    void close() {
        nb.adjustData(0, 28);
        assertEquals(0, nb.getByte(0), "the backfill was not touched");
        assertEquals(27, nb.getByte(27), "the tail was not touched");
        f.netBuffers.free(nb);
        NblFixture.release(chain);
        f.close();
    }

    @Test
    void shouldRefuseNoOrder() {
        assertThrows(NullPointerException.class, () -> nb.putInt(0, 1, null));
        assertThrows(NullPointerException.class, () -> nb.getLong(0, null));
    }

    @Test
    void shouldReadAndWriteNumbersWhereverTheyLie() {
        for (final ByteOrder order : ORDERS) {
            final ByteBuffer model = ByteBuffer.wrap(expected).order(order);
            for (int at = 0; at <= LENGTH - 2; at++) {
                assertEquals(model.getShort(at), nb.getShort(at, order));
                model.putShort(at, (short) (0x8182 + at));
                nb.putShort(at, (short) (0x8182 + at), order);
                assertArrayEquals(expected, NblFixture.bytes(nb));
            }
            for (int at = 0; at <= LENGTH - 4; at++) {
                assertEquals(model.getInt(at), nb.getInt(at, order));
                model.putInt(at, 0x81_92_A3_B4 + at);
                nb.putInt(at, 0x81_92_A3_B4 + at, order);
                assertArrayEquals(expected, NblFixture.bytes(nb));
            }
            for (int at = 0; at <= LENGTH - 8; at++) {
                assertEquals(model.getLong(at), nb.getLong(at, order));
                model.putLong(at, 0x81_92_A3_B4_C5_D6_E7_F8L + at);
                nb.putLong(at, 0x81_92_A3_B4_C5_D6_E7_F8L + at, order);
                assertArrayEquals(expected, NblFixture.bytes(nb));
            }
        }
    }

    @Test
    void shouldRefuseNumbersThatLeaveTheData() {
        for (final long at : new long[] {-1, LENGTH - 1, LENGTH, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32}) {
            for (final ByteOrder order : ORDERS) {
                f.refused(IllegalArgumentException.class, "used data", () -> nb.getShort(at, order));
                f.refused(IllegalArgumentException.class, "used data", () -> nb.getInt(at, order));
                f.refused(IllegalArgumentException.class, "used data", () -> nb.getLong(at, order));
                f.refused(IllegalArgumentException.class, "used data", () -> nb.putShort(at, (short) 1, order));
                f.refused(IllegalArgumentException.class, "used data", () -> nb.putInt(at, 1, order));
                f.refused(IllegalArgumentException.class, "used data", () -> nb.putLong(at, 1, order));
            }
        }
        assertArrayEquals(expected, NblFixture.bytes(nb));
    }

    @Test
    void shouldCopyArraysForEveryRange() {
        for (int at = 0; at <= LENGTH; at++) {
            for (int n = 0; n <= LENGTH - at; n++) {
                final byte[] out = new byte[LENGTH + 3];
                nb.getBytes(at, out, 2, n);
                final byte[] model = new byte[LENGTH + 3];
                System.arraycopy(expected, at, model, 2, n);
                assertArrayEquals(model, out);
                final byte[] in = NblFixture.range(at * 31 + n, n + 1);
                nb.putBytes(at, in, 1, n);
                System.arraycopy(in, 1, expected, at, n);
                assertArrayEquals(expected, NblFixture.bytes(nb));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldCopyAtAndMoveThePositionOfByteBuffers(final boolean direct) {
        final ByteBuffer whole = direct ? ByteBuffer.allocateDirect(64) : ByteBuffer.allocate(64);
        final ByteBuffer slice = whole.position(5).slice();
        for (int at = 0; at <= LENGTH; at++) {
            for (int n = 0; n <= LENGTH - at; n++) {
                slice.clear().position(3);
                nb.getBytes(at, slice, n);
                assertEquals(3 + n, slice.position());
                for (int i = 0; i < n; i++) {
                    assertEquals(expected[at + i], slice.get(3 + i));
                    slice.put(3 + i, (byte) (at * 31 + n + i));
                    expected[at + i] = (byte) (at * 31 + n + i);
                }
                final ByteBuffer source = n % 2 == 0
                        ? slice.position(3)
                        : slice.asReadOnlyBuffer().position(3);
                nb.putBytes(at, source, n);
                assertEquals(3 + n, source.position());
                assertArrayEquals(expected, NblFixture.bytes(nb));
            }
        }
    }

    @Test
    void shouldRefuseWithoutMovingWhenTheOtherSideIsTooSmall() {
        final byte[] array = new byte[4];
        for (final int[] range : new int[][] {{-1, 1}, {1, 4}, {5, 0}, {Integer.MAX_VALUE, 1}, {0, -1}}) {
            f.refused(IllegalArgumentException.class, "range", () -> nb.getBytes(0, array, range[0], range[1]));
            f.refused(IllegalArgumentException.class, "range", () -> nb.putBytes(0, array, range[0], range[1]));
        }
        final ByteBuffer buffer = ByteBuffer.allocate(8).position(2).limit(6);
        for (final int n : new int[] {-1, 5, Integer.MAX_VALUE}) {
            f.refused(IllegalArgumentException.class, "range", () -> nb.getBytes(0, buffer, n));
            f.refused(IllegalArgumentException.class, "range", () -> nb.putBytes(0, buffer, n));
        }
        f.refused(IllegalArgumentException.class, "writable", () -> nb.getBytes(0, buffer.asReadOnlyBuffer(), 1));
        assertEquals(2, buffer.position());
        nb.getBytes(0, buffer, 4);
        assertEquals(6, buffer.position());
        assertArrayEquals(new byte[4], array);
        assertArrayEquals(expected, NblFixture.bytes(nb));
    }
}
