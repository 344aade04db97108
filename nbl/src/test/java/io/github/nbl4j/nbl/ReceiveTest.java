// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static io.github.nbl4j.nbl.NblFixture.DATA;
import static io.github.nbl4j.nbl.NblFixture.SEGMENT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading from a channel straight into the chain. */
final class ReceiveTest {
    private static final int HEADROOM = 8;

    private final NblFixture f = new NblFixture();

    @AfterEach
    void close() {
        f.close();
    }

    /** Gives the next bytes 0, 1, 2 ... in bites: -1 is the end of the stream, -2 an exception. */
    private static class Bites implements ReadableByteChannel {
        private final List<Integer> bites = new ArrayList<>();
        private final List<Integer> asked = new ArrayList<>();
        private int value;

        Bites(final int... sizes) {
            for (final int size : sizes) {
                bites.add(size);
            }
        }

        @Override
        public int read(final ByteBuffer target) throws IOException {
            asked.add(target.remaining());
            final int bite = bites.isEmpty() ? -1 : bites.remove(0);
            if (bite == -2) {
                target.put((byte) 99);
                throw new IOException("cable");
            }
            final int n = Math.min(bite, target.remaining());
            for (int i = 0; i < n; i++) {
                target.put((byte) value++);
            }
            return n;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    private NetBufferList list() {
        final NetBufferList list = f.data.allocate();
        list.firstNetBuffer().append(f.segments.allocate());
        return list;
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, DATA - HEADROOM - 1, DATA - HEADROOM, DATA - HEADROOM + 1, DATA - HEADROOM + SEGMENT, 500})
    void shouldUseWhatWasReadWhenChannelGivesThatMuch(final int n) throws IOException {
        final NetBufferList list = list();
        final NetBuffer nb = list.firstNetBuffer();
        final int expected = Math.min(n, DATA - HEADROOM + SEGMENT);
        assertEquals(expected, nb.receive(new Bites(n, n - (DATA - HEADROOM))));
        assertEquals(HEADROOM, nb.dataOffset());
        assertEquals(expected, nb.dataLength());
        assertArrayEquals(NblFixture.range(0, expected), NblFixture.bytes(nb));
        NblFixture.assertLocated(nb, nb.mdlChain(), new int[] {DATA, SEGMENT}, HEADROOM);
        f.data.free(list);
    }

    @Test
    void shouldStopAtAShortReadAndAskEachMdlOnce() throws IOException {
        final NetBufferList list = list();
        final Bites bites = new Bites(10, 500);
        assertEquals(10, list.firstNetBuffer().receive(bites));
        assertEquals(List.of(DATA - HEADROOM), bites.asked);
        assertEquals(DATA - HEADROOM, list.firstNetBuffer().receive(new Bites(500, 0)), "the next packet starts anew");
        f.data.free(list);
    }

    @Test
    void shouldLeaveTheDataWhenTheStreamEnds() throws IOException {
        final NetBufferList list = list();
        final NetBuffer nb = list.firstNetBuffer();
        nb.adjustData(3, 4);
        final NblFixture.Fields before = NblFixture.Fields.of(nb);
        assertEquals(-1, nb.receive(new Bites()));
        assertEquals(before, NblFixture.Fields.of(nb));
        assertEquals(
                DATA - HEADROOM, nb.receive(new Bites(500, -1)), "the end after some bytes is the end of the packet");
        f.data.free(list);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLeaveTheDataWhenTheChannelThrows(final boolean late) {
        final NetBufferList list = list();
        final NetBuffer nb = list.firstNetBuffer();
        nb.adjustData(3, 4);
        final NblFixture.Fields before = NblFixture.Fields.of(nb);
        final Bites bites = late ? new Bites(500, -2) : new Bites(-2);
        assertThrows(IOException.class, () -> nb.receive(bites));
        assertEquals(before, NblFixture.Fields.of(nb));
        f.data.free(list);
    }

    @Test
    void shouldReadNothingWhenMemoryIsNotOwn() {
        final Mdl chain = f.chain(4);
        final NetBufferList list = f.plain.allocate(chain, 0, 4);
        final NetBuffer nb = list.firstNetBuffer();
        final Bites bites = new Bites(500);
        f.refused(IllegalStateException.class, "memory must be a pool's", () -> nb.receive(bites));
        assertTrue(nb.retreat(2));
        f.refused(IllegalStateException.class, "memory must be a pool's", () -> nb.receive(bites));
        assertEquals(List.of(), bites.asked, "no byte of the channel is lost");
        f.plain.free(list);
        f.refused(IllegalStateException.class, "used after free", () -> nb.receive(bites));
        NblFixture.release(chain);
    }

    @Test
    void shouldStayInTheChainWhenItIsShorterThanTheHeadroom() throws IOException {
        final NetBufferList list = f.data.allocate();
        final NetBuffer nb = list.firstNetBuffer();
        nb.rebind(null, 0, 0);
        assertEquals(0, nb.receive(new Bites(5)));
        assertEquals(0, nb.dataOffset());
        final MdlPool tiny = MdlPool.create(f.environment, "tiny", 2, 0, 5);
        final Mdl segment = tiny.allocate();
        nb.rebind(segment, 0, 5);
        assertEquals(0, nb.receive(new Bites(5)));
        assertEquals(5, nb.dataOffset());
        assertEquals(0, nb.dataLength());
        f.data.free(list);
        tiny.free(segment);
        tiny.close();
    }

    @Test
    void shouldReadIntoEveryMdlWhenNetBufferIsOfAPoolWithData() throws IOException {
        final NetBuffer nb = f.dataNetBuffers.allocateMdlAndData();
        nb.append(f.segments.allocate());
        assertEquals(2 * SEGMENT, nb.receive(new Bites(500, 500)));
        assertEquals(0, nb.dataOffset(), "no headroom: the pool has none");
        assertArrayEquals(NblFixture.range(0, 2 * SEGMENT), NblFixture.bytes(nb));
        f.dataNetBuffers.free(nb);
    }

    /** The slot has another owner by the time that the channel returns. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 5, 500})
    void shouldLeaveTheNextListAloneWhenTheChannelFreesThisOne(final int n) {
        final NetBufferList list = f.data.allocate();
        final NetBuffer nb = list.firstNetBuffer();
        final List<NblFixture.Fields> others = new ArrayList<>();
        final Bites bites = new Bites(n) {
            @Override
            public int read(final ByteBuffer target) throws IOException {
                final int read = super.read(target);
                f.data.free(list);
                assertSame(list, f.data.allocate());
                nb.adjustData(3, 4);
                others.add(NblFixture.Fields.of(nb));
                return read;
            }
        };
        f.refused(IllegalStateException.class, "channel must leave the list alone", () -> nb.receive(bites));
        assertEquals(others, List.of(NblFixture.Fields.of(nb)));
        f.data.free(list);
    }

    @ParameterizedTest
    @ValueSource(strings = {"share", "bear", "retreat"})
    void shouldLeaveTheDataWhenTheChannelChangesTheList(final String deed) {
        final NetBufferList list = list();
        final NetBuffer nb = list.firstNetBuffer();
        nb.adjustData(3, 4);
        final List<NblFixture.Fields> before = new ArrayList<>();
        final Bites bites = new Bites(500, 500) {
            @Override
            public int read(final ByteBuffer target) throws IOException {
                switch (deed) {
                    case "share" -> list.share();
                    case "bear" -> list.bear(1);
                    default -> {
                        assertTrue(nb.retreatContiguous(4));
                        nb.adjustData(0, 1);
                    }
                }
                before.add(NblFixture.Fields.of(nb));
                return super.read(target);
            }
        };
        assertThrows(IllegalStateException.class, () -> nb.receive(bites));
        assertEquals(before, List.of(NblFixture.Fields.of(nb)), "not one read more, and nothing moved");
        if (deed.equals("bear")) {
            list.childrenGone(1);
        }
        f.data.free(list);
    }
}
