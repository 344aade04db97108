// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 7: copies of the info slots, protocol id, hash, read-only data. */
@DisplayName("7: out-of-band information")
final class OutOfBandTest {
    /** 7.2, by number. */
    private static final Set<Integer> SEND = Set.of(0, 1, 2, 4, 5, 6, 7, 11, 12, 14, 20);

    private static final Set<Integer> RECEIVE = Set.of(0, 1, 2, 4, 6, 7, 8, 9, 11, 12, 14, 20);

    private final NblFixture f = new NblFixture();
    private NetBufferList list;
    private NetBufferList other;

    @BeforeEach
    void open() {
        list = f.data.allocate();
        other = f.plain.allocate();
    }

    @AfterEach
    void close() {
        f.data.free(list);
        f.plain.free(other);
        f.close();
    }

    private static void fill(final NetBufferList list, final long value) {
        for (int i = 0; i < NetBufferListInfo.COUNT; i++) {
            list.netBufferListInfo(i, value + i);
        }
        list.scratch(value + 30);
        list.sourceHandle(value + 31);
        list.nblFlags(value < 0 ? NblFlags.IS_IPV6 : NblFlags.IS_LOOPBACK_PACKET);
        list.flags((int) value + 33);
        list.status((int) value + 34);
        list.protocolReserved(3, value + 35);
        list.miniportReserved(1, value + 36);
    }

    private void assertCopied(final Set<Integer> slots, final BiConsumer<NetBufferList, NetBufferList> copy) {
        for (final boolean filled : new boolean[] {true, false}) {
            final NetBufferList to = f.bare.allocate();
            final NetBufferList from = f.plain.allocate();
            if (filled) {
                fill(to, -1L << 40);
                fill(from, 1L << 40);
            } else {
                fill(to, -1L << 40);
            }
            final NblFixture.ListFields before = NblFixture.ListFields.of(to);
            final NblFixture.ListFields source = NblFixture.ListFields.of(from);
            copy.accept(to, from);
            final List<Long> expected = new ArrayList<>(before.words());
            for (final int slot : slots) {
                expected.set(5 + slot, source.words().get(5 + slot));
            }
            assertEquals(expected, NblFixture.ListFields.words(to), "overwritten, zeroes too, and nothing else");
            assertEquals(
                    new NblFixture.ListFields(
                            before.next(),
                            before.first(),
                            before.parent(),
                            before.childRefCount(),
                            before.derived(),
                            before.handle(),
                            expected),
                    NblFixture.ListFields.of(to));
            assertEquals(source, NblFixture.ListFields.of(from));
            f.bare.free(to);
            f.plain.free(from);
            final NetBufferList next = f.bare.allocate();
            assertEquals(
                    0,
                    NblFixture.ListFields.words(next).stream()
                            .filter(w -> w != 0)
                            .count(),
                    "the next life is fresh");
            f.bare.free(next);
        }
    }

    @Test
    @DisplayName("7.2 send: every slot")
    void shouldCopyTheListedSlotsWhenSent() {
        assertCopied(SEND, NetBufferList::copySendInfo);
        assertCopied(SEND, CopyInfo.SEND::copy);
    }

    @Test
    @DisplayName("7.2 receive: every slot")
    void shouldCopyTheListedSlotsWhenReceived() {
        assertCopied(RECEIVE, NetBufferList::copyReceiveInfo);
        assertCopied(RECEIVE, CopyInfo.RECEIVE::copy);
    }

    @Test
    void shouldCopyNothingWhenNone() {
        assertCopied(Set.of(), CopyInfo.NONE::copy);
    }

    @Test
    @DisplayName("what a copy alone wrote is gone in the next life")
    void shouldStartFreshWhenOnlyACopyWroteTheWords() {
        fill(other, 7);
        final NetBufferList to = f.bare.allocate();
        to.copySendInfo(other);
        assertEquals(7, to.netBufferListInfo(NetBufferListInfo.TCP_IP_CHECKSUM));
        f.bare.free(to);
        final NetBufferList next = f.bare.allocate();
        assertSame(to, next, "what was given last is taken first");
        assertEquals(0, next.netBufferListInfo(NetBufferListInfo.TCP_IP_CHECKSUM));
        f.bare.free(next);
    }

    @ParameterizedTest
    @EnumSource(names = {"SEND", "RECEIVE"})
    void shouldRefuseTheCopyWhenAListIsNotHeld(final CopyInfo copyInfo) {
        final NetBufferList gone = f.bare.allocate();
        f.bare.free(gone);
        fill(list, 9);
        final NblFixture.ListFields before = NblFixture.ListFields.of(list);
        f.refused(IllegalStateException.class, "must be owned", () -> copyInfo.copy(gone, list));
        f.refused(IllegalStateException.class, "must be owned", () -> copyInfo.copy(list, gone));
        assertEquals(before, NblFixture.ListFields.of(list));
    }

    @Test
    @DisplayName("7.1: aliases share a slot; 27 slots")
    void shouldShareTheSlotWhenNamesAreAliases() {
        list.netBufferListInfo(NetBufferListInfo.TCP_LARGE_SEND, 1460);
        assertEquals(1460, list.netBufferListInfo(NetBufferListInfo.TCP_RECEIVE_NO_PUSH));
        list.netBufferListInfo(NetBufferListInfo.COUNT - 1, 1);
        f.refused(IllegalArgumentException.class, "slot=27", () -> list.netBufferListInfo(NetBufferListInfo.COUNT));
    }

    @Test
    @DisplayName("7.4, 1.5: the protocol id is the pool's, then what was written")
    void shouldSayThePoolsProtocolWhenFresh() {
        assertEquals(NblFixture.PROTOCOL, other.protocolId());
        assertEquals(NblProtocolId.DEFAULT, list.protocolId());
        for (final int id : new int[] {NblProtocolId.TCP_IP, NblProtocolId.IPX, NblProtocolId.NBF}) {
            list.protocolId(id);
            assertEquals(id, list.protocolId());
            assertEquals(id, list.netBufferListInfo(NetBufferListInfo.PROTOCOL_ID));
        }
        assertArrayEquals(
                new int[] {0, 2, 6, 7},
                new int[] {NblProtocolId.DEFAULT, NblProtocolId.TCP_IP, NblProtocolId.IPX, NblProtocolId.NBF});
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 0x0123_4567_89AB_CDEFL})
    @DisplayName("7.4: setters of the hash change only their bits")
    void shouldChangeOnlyItsBitsWhenHashIsWritten(final long before) {
        list.netBufferListInfo(NetBufferListInfo.HASH_VALUE, before);
        list.netBufferListInfo(NetBufferListInfo.HASH_INFO, before);
        assertEquals((int) before, list.hashValue());
        assertEquals((int) before & 0xFF, list.hashFunction());
        assertEquals((int) before & 0xFFFF00, list.hashType());

        list.hashFunction(NblHash.FUNCTION_TOEPLITZ);
        assertEquals(before & ~0xFFL | 1, list.netBufferListInfo(NetBufferListInfo.HASH_INFO));
        list.hashType(NblHash.TCP_IPV6_EX);
        assertEquals(before & ~0xFF_FFFFL | 0x2001, list.netBufferListInfo(NetBufferListInfo.HASH_INFO));
        assertEquals(NblHash.FUNCTION_TOEPLITZ, list.hashFunction());
        assertEquals(NblHash.TCP_IPV6_EX, list.hashType());
        for (final int value : new int[] {0, 1, -1, Integer.MIN_VALUE}) {
            list.hashValue(value);
            assertEquals(value, list.hashValue());
            assertEquals(value & 0xFFFF_FFFFL, list.netBufferListInfo(NetBufferListInfo.HASH_VALUE), "a ULONG");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x100, -1, Integer.MIN_VALUE, 0x100_0000})
    void shouldRefuseTheHashWhenBitsAreNotItsOwn(final int bits) {
        f.refused(IllegalArgumentException.class, "hashFunction=0x", () -> list.hashFunction(bits));
        f.refused(IllegalArgumentException.class, "hashType=0x", () -> list.hashType(bits | 1));
        f.refused(IllegalArgumentException.class, "hashType=0x", () -> list.hashType(bits | 1 << 24));
        assertEquals(0, list.netBufferListInfo(NetBufferListInfo.HASH_INFO));
    }

    @ParameterizedTest
    @ValueSource(ints = {NblFlags.SEND_READ_ONLY, NblFlags.RECV_READ_ONLY, 3})
    @DisplayName("7.3: read-only data cannot be written, and is writable again when the flag is gone")
    void shouldRefuseTheWriteWhenReadOnly(final int flag) {
        final NetBuffer nb = list.firstNetBuffer();
        final UnsafeBuffer bytes = new UnsafeBuffer(NblFixture.range(1, 8));
        nb.adjustData(0, 8);
        nb.putBytes(0, bytes, 0, 8);
        list.setNblFlag(flag);
        final UnsafeBuffer others = new UnsafeBuffer(new byte[8]);
        assertFalse(nb.isWritable(0, 8));
        final String text = "must not be read-only";
        f.refused(IllegalStateException.class, text, () -> nb.putBytes(0, others, 0, 8));
        f.refused(IllegalStateException.class, text, () -> nb.writableBuffer(nb.mdlChain()));
        f.refused(IllegalStateException.class, text, () -> nb.copyFrom(0, 4, nb, 4));
        f.refused(IllegalStateException.class, text, () -> nb.receive(null));
        assertArrayEquals(NblFixture.range(1, 8), NblFixture.bytes(nb));
        list.clearNblFlag(flag & -flag);
        assertEquals(flag != 3, nb.isWritable(0, 8), "both flags must go");
        list.clearNblFlag(flag);
        assertTrue(nb.isWritable(0, 8));
        nb.putBytes(0, others, 0, 8);
        assertArrayEquals(new byte[8], NblFixture.bytes(nb));
    }

    @Test
    void shouldBeWritableWhenALaterLifeIsNotReadOnly() {
        f.data.free(list);
        for (int i = 0; i < f.data.population() + 1; i++) {
            list = f.data.allocate();
            assertEquals(0, list.nblFlags());
            list.firstNetBuffer().adjustData(0, 8);
            assertTrue(list.firstNetBuffer().isWritable(0, 8), "life " + i);
            list.nblFlags(NblFlags.SEND_READ_ONLY);
            assertFalse(list.firstNetBuffer().isWritable(0, 8));
            f.data.free(list);
        }
        list = f.data.allocate();
    }
}
