// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.ip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.fanout.medium.SharedBytes;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.Arrays;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets cut and joined: what each fragment carries, that nothing moves, and that what is wrong is found. */
final class Ipv4FragmentsTest {
    private static final int IP = 14;
    private static final int HEADERS = 34;
    private static final int MTU = 1500;

    private final PacketFixture fixture = new PacketFixture();
    private final Ipv4Reassembler reassembler = new Ipv4Reassembler();
    private final SharedBytes shared = new SharedBytes();

    @AfterEach
    void close() {
        fixture.close();
    }

    private NetBufferList cut(final NetBufferList packet, final int mtu) {
        final Ipv4Fragmenter fragmenter = new Ipv4Fragmenter(mtu);
        assertTrue(fragmenter.cuts(packet.firstNetBuffer()));
        return fragmenter.fragment(fixture.cloner, packet);
    }

    /** Cuts, checks each fragment, frees the packet, joins, compares, frees in both orders. */
    private int requireIdentical(final byte[] frame, final int mtu) {
        int count = 0;
        for (int order = 0; order < 2; order++) {
            final NetBufferList packet = fixture.receive(frame);
            final NetBufferList fragments = cut(packet, mtu);
            assertEquals(0, shared.copied(packet, fragments));
            fixture.cloner.free(packet);
            count = requireFragments(fragments, frame, mtu);
            final NetBufferList whole = reassembler.reassemble(fixture.cloner, fragments);
            assertNull(whole.firstNetBuffer().next());
            assertEquals(0, shared.copied(whole, fragments));
            if (order == 0) {
                fixture.cloner.free(fragments);
            }
            assertArrayEquals(frame, PacketFixture.bytes(whole.firstNetBuffer()));
            fixture.cloner.free(whole);
            if (order == 1) {
                fixture.cloner.free(fragments);
            }
            fixture.requireAllFree();
        }
        return count;
    }

    private static int requireFragments(final NetBufferList fragments, final byte[] frame, final int mtu) {
        final int ip = frame.length - totalLength(frame);
        final int length = ip + (frame[ip] & 0xF) * 4;
        final int flags = Frames.shortAt(frame, ip + 6);
        int at = length;
        int count = 0;
        for (NetBuffer each = fragments.firstNetBuffer(); each != null; each = each.next()) {
            final byte[] bytes = PacketFixture.bytes(each);
            final int payload = bytes.length - length;
            final boolean isLast = each.next() == null;
            assertTrue(bytes.length - ip <= mtu);
            assertTrue(isLast || payload % 8 == 0 && bytes.length - ip + 8 > mtu, "as long as it can be");
            assertEquals(bytes.length - ip, Frames.shortAt(bytes, ip + 2));
            final int more = isLast ? flags & Frames.MF : Frames.MF;
            assertEquals((flags & ~Frames.MF) + more + (at - length) / 8, Frames.shortAt(bytes, ip + 6));
            assertArrayEquals(Frames.withChecksum(bytes.clone(), ip), bytes);
            assertArrayEquals(Arrays.copyOf(frame, ip + 2), Arrays.copyOf(bytes, ip + 2));
            assertArrayEquals(
                    Arrays.copyOfRange(frame, at, at + payload), Arrays.copyOfRange(bytes, length, bytes.length));
            at += payload;
            count++;
        }
        assertEquals(frame.length, at);
        return count;
    }

    private static int totalLength(final byte[] frame) {
        int type = 12;
        while (Frames.shortAt(frame, type) != 0x0800) {
            type += 4;
        }
        return Frames.shortAt(frame, type + 4);
    }

    @ParameterizedTest
    @CsvSource({
        "1501, 2",
        "1507, 2",
        "1508, 2",
        "1509, 2",
        "2979, 2",
        "2980, 2",
        "2981, 3",
        "2988, 3",
        "4460, 3",
        "4461, 4",
        "26176, 18",
        "65535, 45"
    })
    void shouldRestoreThePacketWhateverItsLength(final int totalLength, final int fragments) {
        final byte[] frame = Frames.frame(totalLength);
        assertEquals(fragments, requireIdentical(frame, MTU));
        assertEquals(fragments, new Ipv4Fragmenter(MTU).fragments(new UnsafeBuffer(frame), 0, frame.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {68, 69, 75, 76, 77, 576, 577, 1492, 1499, 1501, 1507, 1508, 9000})
    void shouldRestoreThePacketWhateverTheMtu(final int mtu) {
        for (int more = 1; more <= 17; more++) {
            requireIdentical(Frames.frame(mtu + more), mtu);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 20", "1, 20", "2, 20", "0, 24", "0, 60", "2, 60"})
    void shouldRestoreTagsOptionsAndFlags(final int tags, final int ipLength) {
        for (final int mtu : new int[] {68, MTU}) {
            for (final int flags : new int[] {0, Frames.DF, 0x8000}) {
                requireIdentical(Frames.frame(tags, copiedOptions(ipLength - 20), 3000, flags), mtu);
            }
        }
    }

    /** One option of a source route's kind, whose every fragment carries it. */
    private static byte[] copiedOptions(final int length) {
        final byte[] options = new byte[length];
        Arrays.fill(options, (byte) 7);
        if (length > 0) {
            options[0] = (byte) 131;
            options[1] = (byte) length;
        }
        return options;
    }

    @Test
    void shouldLeaveOptionsThatAreNotCopiedToTheFirstFragment() {
        final byte[] frame = Frames.frame(0, HexFormat.of().parseHex("070704c000020100"), 2000, 0);
        final NetBufferList packet = fixture.receive(frame);
        final NetBufferList fragments = cut(packet, MTU);
        final byte[] first = PacketFixture.bytes(fragments.firstNetBuffer());
        final byte[] second = PacketFixture.bytes(fragments.firstNetBuffer().next());
        assertEquals("070704c000020100", HexFormat.of().formatHex(first, 34, 42));
        assertEquals("0101010101010100", HexFormat.of().formatHex(second, 34, 42));
        assertArrayEquals(Frames.withChecksum(second.clone(), IP), second);
        final NetBufferList whole = reassembler.reassemble(fixture.cloner, fragments);
        assertArrayEquals(frame, PacketFixture.bytes(whole.firstNetBuffer()));
        free(packet, fragments, whole);
    }

    /** A fragment is cut like any packet; its place and its MF survive. */
    @ParameterizedTest
    @CsvSource({"0x2000", "0x2001", "0x0001", "0x6123", "0x1000", "0x1DFD"})
    void shouldCutFragmentsAgain(final String flagsAndOffset) {
        final int flags = Integer.decode(flagsAndOffset);
        final byte[] frame = Frames.frame(0, new byte[0], 20 + 4096, flags);
        final NetBufferList packet = fixture.receive(frame);
        final NetBufferList fragments = cut(packet, MTU);
        final int last = Frames.shortAt(
                PacketFixture.bytes(fragments.firstNetBuffer().next().next()), IP + 6);
        assertEquals(flags + 2 * 1480 / 8, last);
        final NetBufferList whole = reassembler.reassemble(fixture.cloner, fragments);
        assertArrayEquals(frame, PacketFixture.bytes(whole.firstNetBuffer()));
        free(packet, fragments, whole);
    }

    @Test
    void shouldLeaveWholeWhatFitsOrIsNoPacketThatCanBeCut() {
        final byte[] tooLong = Frames.frame(1501);
        requireWhole(Frames.frame(MTU));
        requireWhole(Frames.frame(20));
        requireWhole(Frames.changed(tooLong, 12, 0x80)); // another type
        requireWhole(Frames.changed(tooLong, IP, 0x20)); // version 6
        requireWhole(Frames.changed(tooLong, IP + 8, 1)); // a wrong checksum
        requireWhole(Arrays.copyOf(tooLong, tooLong.length + 4)); // a trailer
        requireWhole(Arrays.copyOf(tooLong, tooLong.length - 1)); // cut by the capture
        requireWhole(Frames.frame(0, new byte[0], 1501, 0x1FFF)); // ends behind the largest packet
        requireWhole(Frames.frame(0, new byte[0], 1501, 8005)); // the packet would, with its header
        requireWhole(new byte[] {1});
    }

    private void requireWhole(final byte[] frame) {
        final NetBufferList packet = fixture.receive(frame);
        assertFalse(new Ipv4Fragmenter(MTU).cuts(packet.firstNetBuffer()));
        assertEquals(1, new Ipv4Fragmenter(MTU).fragments(new UnsafeBuffer(frame), 0, frame.length));
        fixture.cloner.free(packet);
    }

    /** Counted from where the Ethernet header ends, also where the rest cannot be read. */
    @ParameterizedTest
    @CsvSource({"0, 1500, false", "0, 1501, true", "1, 1500, false", "1, 1501, true", "2, 1500, false", "2, 1501, true"
    })
    void shouldTellALongFrameWhateverItCarries(final int tags, final int totalLength, final boolean isLong) {
        final byte[] right = Frames.frame(tags, new byte[0], totalLength, 0);
        final byte[] wrong = Frames.changed(right, IP + 4 * tags + 8, 1); // a wrong checksum
        for (final byte[] frame : new byte[][] {right, wrong}) {
            assertEquals(isLong, new Ipv4Fragmenter(MTU).isLong(new UnsafeBuffer(frame), 0, frame.length));
        }
    }

    /** One bit wrong anywhere in the headers of one fragment, but for what no receiver can know. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldRefuseAHeaderThatIsWrongInOneBit(final int which) {
        final NetBufferList packet = fixture.receive(Frames.frame(4000));
        final NetBufferList fragments = cut(packet, MTU);
        NetBuffer victim = fragments.firstNetBuffer();
        for (int i = 0; i < which; i++) {
            victim = victim.next();
        }
        final byte[] right = Arrays.copyOf(PacketFixture.bytes(victim), HEADERS);
        for (int bit = 12 * 8; bit < HEADERS * 8; bit++) {
            victim.putBytes(0, Frames.changed(right, bit / 8, 1 << bit % 8), 0, HEADERS);
            assertThrows(
                    IllegalStateException.class, () -> reassembler.reassemble(fixture.cloner, fragments), "bit " + bit);
        }
        victim.putBytes(0, right, 0, HEADERS);
        free(packet, fragments, reassembler.reassemble(fixture.cloner, fragments));
    }

    /** Checksums are right here: what is wrong is that the fragments do not continue each other. */
    @ParameterizedTest
    @CsvSource({
        "1, 4, 1, identification", "1, 9, 1, protocol", "1, 12, 1, source", "2, 19, 1, destination",
        "1, 7, 1, offset", "2, 6, 1, offset", "1, 6, 0x20, MF", "0, 6, 0x20, MF"
    })
    void shouldRefuseFragmentsThatDoNotContinueEachOther(
            final int which, final int offset, final String bits, final String field) {
        final NetBufferList packet = fixture.receive(Frames.frame(4000));
        final NetBufferList fragments = cut(packet, MTU);
        NetBuffer victim = fragments.firstNetBuffer();
        for (int i = 0; i < which; i++) {
            victim = victim.next();
        }
        final byte[] wrong = Frames.changed(PacketFixture.bytes(victim), IP + offset, Integer.decode(bits));
        victim.putBytes(0, Frames.withChecksum(wrong, IP), 0, HEADERS);
        final IllegalStateException ex = assertThrows(
                IllegalStateException.class, () -> reassembler.reassemble(fixture.cloner, fragments), field);
        assertTrue(ex.getMessage().startsWith("fragment must continue its packet"), ex::getMessage);
        free(packet, fragments);
    }

    /** Each header is right and continues the one before, but no header can tell the length of the whole. */
    @ParameterizedTest
    @ValueSource(ints = {4, 1480})
    void shouldRefuseFragmentsThatAreTooLongForOnePacket(final int lastPayload) {
        final int firstPayload = 65_512;
        final int end = firstPayload + lastPayload;
        final NetBufferList packet = fixture.receive(new byte[HEADERS + end]);
        final NetBufferList fragments =
                fixture.cloner.allocateFragment(packet, null, null, HEADERS, firstPayload, HEADERS, 0);
        final NetBuffer first = fragments.firstNetBuffer();
        first.putBytes(0, Frames.frame(0, new byte[0], 20 + firstPayload, Frames.MF), 0, HEADERS);
        first.next().putBytes(0, Frames.frame(0, new byte[0], 20 + lastPayload, firstPayload / 8), 0, HEADERS);
        final IllegalStateException ex =
                assertThrows(IllegalStateException.class, () -> reassembler.reassemble(fixture.cloner, fragments));
        assertEquals("packet must be at most 65535 bytes long: end=" + end + " header=20", ex.getMessage());
        free(packet, fragments);
    }

    /** The twin of the proof that nothing was copied: a copy is counted, byte for byte. */
    @Test
    void shouldCountWhatIsCopied() {
        final NetBufferList packet = fixture.receive(Frames.frame(2000));
        final NetBufferList other = fixture.receive(Frames.frame(2000));
        final NetBufferList fragments = cut(packet, MTU);
        assertEquals(1980, shared.copied(other, fragments));
        assertEquals(0, shared.copied(packet, fragments));
        fragments.firstNetBuffer().trimTail(8);
        // The second fragment no longer stands where it should, and 8 bytes are missing at the end.
        assertEquals(500 + 8, shared.copied(packet, fragments));
        free(packet, other, fragments);
    }

    @Test
    void shouldReturnNullAndLeaveEverythingWhenNetBuffersAreExhausted() {
        try (PacketFixture small = new PacketFixture(2, 64)) {
            final NetBufferList packet = small.receive(Frames.frame(6000));
            final Ipv4Fragmenter fragmenter = new Ipv4Fragmenter(MTU);
            for (int i = 0; i < 3; i++) {
                assertTrue(fragmenter.cuts(packet.firstNetBuffer()));
                assertNull(fragmenter.fragment(small.cloner, packet));
            }
            small.cloner.free(packet);
        }
    }

    @Test
    void shouldReturnNullAndLeaveTheFragmentsWhenMdlsAreExhausted() {
        try (PacketFixture small = new PacketFixture(8, 9)) {
            // 9 Mdls divide the 5 fragments of 1 to 5 segments each; the joined packet needs more.
            final byte[] frame = Frames.frame(3000);
            final NetBufferList packet = small.receive(frame);
            final Ipv4Fragmenter fragmenter = new Ipv4Fragmenter(MTU);
            assertTrue(fragmenter.cuts(packet.firstNetBuffer()));
            final NetBufferList fragments = fragmenter.fragment(small.cloner, packet);
            assertNotNull(fragments);
            for (int i = 0; i < 3; i++) {
                assertNull(reassembler.reassemble(small.cloner, fragments));
            }
            requireFragments(fragments, frame, MTU);
            small.cloner.free(packet);
            small.cloner.free(fragments);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 67, 65_536, Integer.MAX_VALUE})
    void shouldRefuseAnMtuThatIsNone(final int mtu) {
        assertThrows(IllegalArgumentException.class, () -> new Ipv4Fragmenter(mtu));
    }

    private void free(final NetBufferList... lists) {
        for (final NetBufferList each : lists) {
            fixture.cloner.free(each);
        }
    }
}
