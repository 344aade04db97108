// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.ip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from a header and what is written to it, against values that were not computed here. */
final class Ipv4HeaderTest {
    private static final String ETHERNET = "0202020202020101010101010800";
    /** A packet with the checksum 0xB861 that textbooks compute: 115 bytes of UDP, DF. */
    private static final String TEXTBOOK = ETHERNET + "45000073000040004011b861c0a80001c0a800c7";

    private final Ipv4Header header = new Ipv4Header();

    private static byte[] textbook() {
        return Arrays.copyOf(HexFormat.of().parseHex(TEXTBOOK), 14 + 0x73);
    }

    private boolean read(final byte[] frame) {
        return header.read(new UnsafeBuffer(frame), 0, frame.length);
    }

    @Test
    void shouldReadTheTextbookHeader() {
        assertTrue(read(textbook()));
        assertEquals(34, header.length());
        assertEquals(20, header.ipLength());
        assertEquals(0x73, header.totalLength());
        assertEquals(0x73 - 20, header.payloadLength());
        assertEquals(0, header.fragmentOffset());
        assertFalse(header.moreFragments());
    }

    /** Expected checksums: 0xB861 less what the fields grew by, in ones' complement, by hand. */
    @ParameterizedTest
    @CsvSource({
        // Total length 0x73 to 0x24: 0x4F less, so the checksum 0x4F more; MF: 0x2000 less.
        "16, 0, true, 0024, 6000, 98b0",
        // Total length 0x6B, 8 less; offset 16 bytes: 2 units.
        "87, 16, false, 006b, 4002, b867",
        "95, 65528, false, 0073, 5fff, 9862",
        "95, 0, false, 0073, 4000, b861"
    })
    void shouldWriteLengthFlagsOffsetAndChecksum(
            final int payload,
            final int offset,
            final boolean more,
            final String length,
            final String flags,
            final String checksum) {
        assertTrue(read(textbook()));
        header.fragment(payload, offset, more);
        final byte[] written = new byte[header.length()];
        header.buffer().getBytes(0, written);
        assertEquals(
                ETHERNET + "4500" + length + "0000" + flags + "4011" + checksum + "c0a80001c0a800c7",
                HexFormat.of().formatHex(written));
        assertEquals(offset, header.fragmentOffset());
        assertEquals(more, header.moreFragments());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_515})
    void shouldWriteEveryLengthThatAPacketCanHave(final int payload) {
        assertTrue(read(textbook()));
        header.fragment(payload, 0, false);
        assertEquals(20 + payload, header.totalLength());
        assertEquals(payload, header.payloadLength());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 65_516, 66_992, Integer.MAX_VALUE})
    void shouldRefuseALengthThatNoPacketCanHave(final int payload) {
        assertTrue(read(textbook()));
        final IllegalArgumentException ex =
                assertThrows(IllegalArgumentException.class, () -> header.fragment(payload, 0, false));
        assertEquals("payloadBytes must be from 0 to 65515: payloadBytes=" + payload, ex.getMessage());
        assertEquals(0x73, header.totalLength());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldCountTagsAsEthernet(final int tags) {
        assertTrue(read(Frames.frame(tags, new byte[0], 100, 0)));
        assertEquals(34 + 4 * tags, header.length());
        assertEquals(80, header.payloadLength());
    }

    @Test
    void shouldRefuseThreeTags() {
        assertFalse(read(Frames.frame(3, new byte[0], 100, 0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 14, 16, 17, 20, 22, 24, 33})
    void shouldRefuseWhenOneBitOfTypeOrHeaderIsWrong(final int offset) {
        assertTrue(read(textbook()));
        for (int bit = 1; bit < 256; bit <<= 1) {
            assertFalse(read(Frames.changed(textbook(), offset, bit)), "bit " + bit);
        }
    }

    /** Right checksums, wrong contents: versions, a header of 16 bytes, packets that end elsewhere. */
    @ParameterizedTest
    @CsvSource({"14, 0x55", "14, 0x65", "14, 0x44", "16, 0x80", "17, 0x74", "17, 0x72", "17, 0x13"})
    void shouldRefuseWrongVersionHeaderLengthAndTotalLength(final int offset, final String value) {
        final byte[] frame = textbook();
        frame[offset] = Integer.decode(value).byteValue();
        assertFalse(read(Frames.withChecksum(frame, 14)));
    }

    @Test
    void shouldRefuseAHeaderThatIsLongerThanThePacket() {
        final byte[] frame = Frames.frame(20);
        assertTrue(read(frame));
        frame[14] = 0x46;
        assertFalse(read(frame));
    }

    @Test
    void shouldRefuseFramesThatAreTooShortOrDoNotEndWithThePacket() {
        for (int length = 0; length < textbook().length; length++) {
            assertFalse(read(Arrays.copyOf(textbook(), length)), "length " + length);
        }
        assertFalse(read(Arrays.copyOf(textbook(), textbook().length + 1)));
    }

    /** A checksum has one representation: what a sum of 0xFFFF could also mean would not be restored. */
    @Test
    void shouldRefuseTheOtherZero() {
        final byte[] frame = Frames.frame(100);
        // Makes the sum of the rest 0xFFFF, by the identification.
        final int old = Frames.shortAt(frame, 24);
        final int id = Frames.shortAt(frame, 18) + old;
        frame[18] = (byte) (id % 0xFFFF >> 8);
        frame[19] = (byte) (id % 0xFFFF);
        Frames.withChecksum(frame, 14);
        assertEquals(0, Frames.shortAt(frame, 24));
        assertTrue(read(frame));
        assertFalse(read(Frames.changed(Frames.changed(frame, 24, 0xFF), 25, 0xFF)));
    }

    @Test
    void shouldOverwriteTheOptionsThatOnlyTheFirstFragmentCarries() {
        // No operation, record route (7, not copied), loose source route (131, copied), timestamp (68, not), end.
        final byte[] options = HexFormat.of().parseHex("01" + "070704c0000201" + "830704c0000202" + "44040500" + "00");
        assertTrue(read(Frames.frame(0, options, 100, 0)));
        header.dropUncopiedOptions();
        final byte[] left = new byte[options.length];
        header.buffer().getBytes(34, left);
        assertArrayEquals(
                HexFormat.of().parseHex("01" + "01010101010101" + "830704c0000202" + "01010101" + "00"), left);
    }

    /** Lengths of 0, of 1, beyond the header, and none at all: the rest stays, and nothing behind it is touched. */
    @ParameterizedTest
    @ValueSource(strings = {"07000000", "07010000", "07050000", "01010107"})
    void shouldLeaveMalformedOptions(final String hex) {
        final byte[] options = HexFormat.of().parseHex(hex);
        assertTrue(read(Frames.frame(0, options, 100, 0)));
        header.dropUncopiedOptions();
        final byte[] left = new byte[4];
        header.buffer().getBytes(34, left);
        assertArrayEquals(options, left);
    }
}
