// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading and writing used data across Mdl borders, and every range that does not lie in it. */
final class NetBufferBytesTest {
    private static final int[] SIZES = {3, 0, 4, 2, 0};
    private static final int OFFSET = 1;
    private static final int LENGTH = 7;

    private final NblFixture f = new NblFixture();
    private Mdl chain = f.chain(SIZES);
    private NetBuffer nb = f.netBuffers.allocate(chain, OFFSET, LENGTH);

    @AfterEach
    void close() {
        f.netBuffers.free(nb);
        NblFixture.release(chain);
        f.close();
    }

    static Stream<int[]> ranges() {
        return java.util.stream.IntStream.rangeClosed(0, LENGTH)
                .boxed()
                .flatMap(offset -> java.util.stream.IntStream.rangeClosed(0, LENGTH - offset)
                        .mapToObj(length -> new int[] {offset, length}));
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void shouldCopyExactlyTheRangeWhenItLiesInTheData(final int[] range) {
        final byte[] out = new byte[LENGTH + 4];
        nb.getBytes(range[0], new UnsafeBuffer(out), 2, range[1]);
        final byte[] expected = new byte[LENGTH + 4];
        System.arraycopy(NblFixture.range(OFFSET, LENGTH), range[0], expected, 2, range[1]);
        assertArrayEquals(expected, out);

        assertTrue(nb.isWritable(range[0], range[1]));
        nb.putBytes(range[0], new UnsafeBuffer(NblFixture.range(100, LENGTH + 4)), 1, range[1]);
        final byte[] written = NblFixture.range(OFFSET, LENGTH);
        System.arraycopy(NblFixture.range(101, LENGTH), 0, written, range[0], range[1]);
        assertArrayEquals(written, NblFixture.bytes(nb));
        nb.adjustData(0, 9);
        assertEquals(0, nb.getByte(0), "the backfill was not touched");
        assertEquals(8, nb.getByte(8), "the tail was not touched");
        nb.adjustData(OFFSET, LENGTH);
    }

    @ParameterizedTest
    @CsvSource({
        "-1,1",
        "0,-1",
        "0,8",
        "7,1",
        "8,0",
        "-9223372036854775808,0",
        "9223372036854775807,1",
        "4294967296,1",
        "1,2147483647",
        "0,-2147483648",
        "9223372036854775807,2147483647"
    })
    void shouldRefuseWhenRangeLeavesTheData(final long offset, final int length) {
        final UnsafeBuffer other = new UnsafeBuffer(new byte[16]);
        final String text = "range must lie in the used data: offset=" + offset + " length=" + length + " dataLength=7";
        f.refused(IllegalArgumentException.class, text, () -> nb.getBytes(offset, other, 0, length));
        f.refused(IllegalArgumentException.class, text, () -> nb.putBytes(offset, other, 0, length));
        f.refused(IllegalArgumentException.class, text, () -> nb.getBytes(offset, other.byteArray(), 0, length));
        f.refused(IllegalArgumentException.class, text, () -> nb.putBytes(offset, other.byteArray(), 0, length));
        final ByteBuffer buffer = ByteBuffer.wrap(other.byteArray());
        f.refused(IllegalArgumentException.class, text, () -> nb.getBytes(offset, buffer, length));
        f.refused(IllegalArgumentException.class, text, () -> nb.putBytes(offset, buffer, length));
        f.refused(IllegalArgumentException.class, text, () -> nb.isWritable(offset, length));
        assertArrayEquals(NblFixture.range(OFFSET, LENGTH), NblFixture.bytes(nb));
        assertArrayEquals(new byte[16], other.byteArray());
    }

    @ParameterizedTest
    @CsvSource({"-1", "7", "9223372036854775807", "-9223372036854775808"})
    void shouldRefuseTheByteWhenItLiesOutside(final long offset) {
        f.refused(IllegalArgumentException.class, "used data", () -> nb.getByte(offset));
    }

    @ParameterizedTest
    @CsvSource({"-1,1", "5,1", "4,2", "2147483647,2", "-2147483648,0", "6,0"})
    void shouldRefuseWhenRangeLeavesTheOtherBuffer(final int offset, final int length) {
        final UnsafeBuffer other = new UnsafeBuffer(new byte[5]);
        f.refused(IllegalArgumentException.class, "in the target", () -> nb.getBytes(0, other, offset, length));
        f.refused(IllegalArgumentException.class, "in the source", () -> nb.putBytes(0, other, offset, length));
        assertArrayEquals(NblFixture.range(OFFSET, LENGTH), NblFixture.bytes(nb));
        nb.getBytes(0, other, 5, 0);
        nb.putBytes(0, other, 5, 0);
    }

    @ParameterizedTest
    @CsvSource({"-1,0", "0,-1", "0,10", "9,1", "10,0", "2147483647,0", "0,4294967296", "1,9223372036854775807"})
    void shouldRefuseTheWindowWhenItLeavesTheChain(final int offset, final long length) {
        final NblFixture.Fields before = NblFixture.Fields.of(nb);
        final String text = "window must lie in the Mdl chain: dataOffset=" + offset;
        f.refused(IllegalArgumentException.class, text, () -> nb.adjustData(offset, length));
        f.refused(IllegalArgumentException.class, text, () -> f.netBuffers.allocate(chain, offset, length));
        f.refused(IllegalArgumentException.class, text, () -> f.plain.allocate(chain, offset, length));
        try (NetBufferListCache cache = new NetBufferListCache(f.plain)) {
            f.refused(IllegalArgumentException.class, text, () -> cache.allocate(f.plain, chain, offset, length));
        }
        assertEquals(before, NblFixture.Fields.of(nb));
    }

    @Test
    void shouldRefuseEveryWindowButEmptyWhenThereIsNoChain() {
        f.refused(IllegalArgumentException.class, "chainLength=0", () -> f.plain.allocate(null, 0, 1));
        f.refused(IllegalArgumentException.class, "chainLength=0", () -> f.plain.allocate(null, 1, 0));
        f.refused(IllegalArgumentException.class, "chainLength=0", () -> f.netBuffers.allocate(null, 1, 0));
    }

    @ParameterizedTest
    @CsvSource({"-1,0", "0,-1", "-2147483648,-2147483648"})
    void shouldRefuseMovesWhenAnArgumentIsNegative(final int delta, final int backFill) {
        final NblFixture.Fields before = NblFixture.Fields.of(nb);
        f.refused(IllegalArgumentException.class, "must not be negative", () -> nb.retreat(delta, backFill));
        if (delta < 0) {
            f.refused(IllegalArgumentException.class, "must not be negative", () -> nb.retreat(delta));
            f.refused(IllegalArgumentException.class, "must not be negative", () -> nb.retreatPrivate(delta));
            f.refused(IllegalArgumentException.class, "must not be negative", () -> nb.advance(delta));
            f.refused(IllegalArgumentException.class, "must not be negative", () -> nb.advance(delta, true));
        }
        assertEquals(before, NblFixture.Fields.of(nb));
    }

    @Test
    void shouldLendTheBufferForWritingWhenItIsNotShared() {
        assertSame(chain.unsafeBuffer(), nb.writableBuffer(chain));
        assertTrue(nb.retreatPrivate(4));
        assertTrue(nb.isWritable(0, 4));
        nb.writableBuffer(nb.currentMdl()).putByte(nb.currentMdlOffset(), (byte) 77);
        assertEquals(77, nb.getByte(0));
        assertTrue(nb.advance(4, true));
    }

    @Test
    void shouldRefuseFieldsWhenIndexOrValueIsOutOfRange() {
        for (final int bad : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 6}) {
            f.refused(IllegalArgumentException.class, "word=" + bad, () -> nb.protocolReserved(bad));
            f.refused(IllegalArgumentException.class, "word=" + bad, () -> nb.protocolReserved(bad, 1));
            f.refused(IllegalArgumentException.class, "word=" + bad, () -> nb.miniportReserved(bad));
            f.refused(IllegalArgumentException.class, "word=" + bad, () -> nb.miniportReserved(bad, 1));
        }
        for (final int bad : new int[] {-1, 65_536, Integer.MIN_VALUE}) {
            f.refused(IllegalArgumentException.class, "checksumBias=" + bad, () -> nb.checksumBias(bad));
        }
        assertEquals(0, nb.checksumBias());
        f.refused(IllegalArgumentException.class, "from 0 to 3: word=4", () -> nb.miniportReserved(4));
    }

    @Test
    void shouldKeepEachFieldApart() {
        for (int i = 0; i < 6; i++) {
            nb.protocolReserved(i, 10 + i);
            nb.miniportReserved(Math.min(i, 3), 20 + i);
        }
        nb.dataPhysicalAddress(30);
        nb.checksumBias(40);
        assertEquals(List.of(40L, 30L, 10L, 11L, 12L, 13L, 14L, 15L, 20L, 21L, 22L, 25L), NblFixture.Fields.words(nb));
        nb.checksumBias(0);
        assertEquals(0, nb.checksumBias());
    }
}
