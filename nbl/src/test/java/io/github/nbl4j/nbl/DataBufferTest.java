// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 5.3 and (b) 23, 24: NdisGetDataBuffer. */
@DisplayName("5.3: dataBuffer")
final class DataBufferTest {
    private static final int[] SIZES = {0, 3, 0, 4, 2, 0};

    private final NblFixture f = new NblFixture();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final byte[] stored = new byte[16];
    private final UnsafeBuffer storage = new UnsafeBuffer(stored);

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void shouldPointCopyOrReturnNullForEveryWindow() {
        final Mdl chain = f.chain(SIZES);
        final NetBuffer nb = f.netBuffers.allocate(chain, 0, 0);
        for (int offset = 0; offset <= 9; offset++) {
            for (int length = 0; length <= 9 - offset; length++) {
                nb.adjustData(offset, length);
                final NblFixture.Fields before = NblFixture.Fields.of(nb);
                for (int n = 0; n <= 10; n++) {
                    check(nb, offset, n, offset < 3 ? 3 - offset : offset < 7 ? 7 - offset : 9 - offset);
                }
                assertEquals(before, NblFixture.Fields.of(nb), "a.1: all as before");
            }
        }
        f.netBuffers.free(nb);
        NblFixture.release(chain);
    }

    private void check(final NetBuffer nb, final int offset, final int n, final int together) {
        view.wrap(0, 0);
        Arrays.fill(stored, (byte) -1);
        final DirectBuffer with = nb.dataBuffer(n, storage, 1, 0, view);
        final boolean copied = n <= nb.dataLength() && n > together;
        final DirectBuffer expected = n > nb.dataLength() ? null : copied ? storage : view;
        assertSame(expected, with);
        for (int i = 0; i < stored.length; i++) {
            assertEquals(copied && i < n ? offset + i : -1, stored[i], "storage at " + i);
        }
        if (with != null) {
            final byte[] out = new byte[n];
            with.getBytes(0, out);
            assertArrayEquals(NblFixture.range(offset, n), out);
        }
        view.wrap(0, 0);
        assertSame(copied ? null : expected, nb.dataBuffer(n, null, 1, 0, view), "without storage");
        assertEquals(expected == view ? n : 0, view.capacity(), "the view is wrapped only if it is returned");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16, 64, 4096, 8192})
    void shouldPointOnlyWhereTheAddressIsAligned(final int multiple) {
        final ByteBuffer memory = ByteBuffer.allocateDirect(3 * 8192);
        final Mdl mdl = f.environment.mdlPool().allocate(new UnsafeBuffer(memory), 0, memory.capacity(), null);
        final NetBuffer nb = f.netBuffers.allocate(mdl, 0, memory.capacity());
        final int start = (int) -mdl.address() & 8191;
        for (int at = start; at < start + 8192; at += at < start + 70 ? 1 : 511) {
            nb.adjustData(at, 8);
            for (int o = 0; o < multiple; o += o < 70 ? 1 : 509) {
                final boolean aligned = Math.floorMod(at - start - o, multiple) == 0;
                assertSame(aligned ? view : storage, nb.dataBuffer(8, storage, multiple, o, view));
                assertSame(aligned ? view : null, nb.dataBuffer(8, null, multiple, o, view));
            }
        }
        f.netBuffers.free(nb);
        NblFixture.release(mdl);
    }

    @Test
    void shouldTrustNoAddressOnTheHeapBeyondEight() {
        final Mdl mdl = f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[64]), 0, 64, null);
        final NetBuffer nb = f.netBuffers.allocate(mdl, 0, 64);
        assertSame(view, nb.dataBuffer(8, storage, 8, (int) mdl.address() & 7, view));
        for (int o = 0; o < 16; o++) {
            assertSame(storage, nb.dataBuffer(8, storage, 16, o, view));
        }
        f.netBuffers.free(nb);
        NblFixture.release(mdl);
    }

    @Test
    @DisplayName("(b) 24: no bytes are needed")
    void shouldPointOrBeAbsentWhenNoBytesAreNeeded() {
        final NetBufferList bare = f.plain.allocate();
        assertNull(bare.firstNetBuffer().dataBuffer(0, storage, 1, 0, view));
        final NetBufferList list = f.data.allocate();
        assertSame(view, list.firstNetBuffer().dataBuffer(0, storage, 1, 0, view));
        assertEquals(0, view.capacity());
        assertNull(list.firstNetBuffer().dataBuffer(1, storage, 1, 0, view));
        f.plain.free(bare);
        f.data.free(list);
    }

    @ParameterizedTest
    @CsvSource({"1,0,-1", "1,0,17", "0,0,1", "-1,0,1", "3,0,1", "16384,0,1", "4,4,1", "4,-1,1", "-2147483648,0,1"})
    void shouldRefuseAlignmentAndLengthOutOfRange(final int multiple, final int offset, final int n) {
        final NetBufferList list = f.data.allocate();
        final NetBuffer nb = list.firstNetBuffer();
        f.refused(IllegalArgumentException.class, "", () -> nb.dataBuffer(n, storage, multiple, offset, view));
        assertTrue(nb.retreat(16));
        f.refused(IllegalArgumentException.class, "", () -> nb.dataBuffer(n, storage, multiple, offset, view));
        assertSame(view, nb.dataBuffer(16, storage, 1, 0, view), "the twin");
        f.data.free(list);
    }

    @Test
    void shouldSayWhichPartOfTheAlignmentIsNone() {
        final NetBufferList list = f.data.allocate();
        final NetBuffer nb = list.firstNetBuffer();
        final Class<IllegalArgumentException> type = IllegalArgumentException.class;
        f.refused(type, "alignMultiple must be 1, 2, 4", () -> nb.dataBuffer(0, storage, 0, 0, view));
        f.refused(type, "alignOffset must be from 0", () -> nb.dataBuffer(0, storage, 1, 1, view));
        f.data.free(list);
    }
}
