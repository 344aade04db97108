// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 5.4, against the same copy on two byte arrays. */
@DisplayName("5.4: copy between NetBuffers")
final class NetBufferCopyTest {
    private static final long SEED = Long.getLong("nbl4j.copy.seed", 20_061_107);

    private final NblFixture f = new NblFixture();

    @AfterEach
    void close() {
        f.close();
    }

    private static int[] shape(final Random random) {
        return random.ints(1 + random.nextInt(5), 0, 9).toArray();
    }

    /** Everything from the data start to the end of the chain. */
    private static byte[] space(final NetBuffer nb) {
        final long length = nb.dataLength();
        final int offset = nb.dataOffset();
        nb.adjustData(offset, nb.chainLength() - offset);
        final byte[] bytes = NblFixture.bytes(nb);
        nb.adjustData(offset, length);
        return bytes;
    }

    @Test
    void shouldCopyWhatTheSourceHasAndTheTargetHasRoomFor() {
        System.out.println("copies: -Dnbl4j.copy.seed=" + SEED);
        final Random random = new Random(SEED);
        for (int run = 0; run < 20_000; run++) {
            final int[] to = shape(random);
            final int[] from = shape(random);
            final Mdl targetChain = f.chain(to);
            final Mdl sourceChain = f.chain(from);
            final NetBufferList target = list(targetChain, to, random);
            final int kind = random.nextInt(4);
            final boolean same = kind == 0;
            final NetBufferList source = switch (kind) {
                case 0 -> target;
                case 1 -> list(sourceChain, from, random);
                case 2 -> list(targetChain, to, random);
                default -> ending(targetChain, to, random);
            };
            divide(target, random);
            divide(source, random);
            check(target.firstNetBuffer(), source.firstNetBuffer(), random, run);
            f.plain.free(target);
            if (!same) {
                f.plain.free(source);
            }
            NblFixture.release(targetChain);
            NblFixture.release(sourceChain);
        }
    }

    /** Private memory may take the place of a part of the chain, and a descriptor that of the rest of an Mdl. */
    private static void divide(final NetBufferList list, final Random random) {
        final NetBuffer nb = list.firstNetBuffer();
        switch (random.nextInt(8)) {
            case 0 -> nb.retreatContiguous(random.nextInt(12));
            case 1 -> nb.retreatPrivate(random.nextInt(12));
            case 2 -> nb.linearize();
            case 3 -> {
                list.setNblFlag(NblFlags.READ_ONLY);
                nb.privatize((int) Math.min(nb.dataLength(), random.nextInt(12)));
                list.clearNblFlag(NblFlags.READ_ONLY);
            }
            default -> {
                // As it was made.
            }
        }
    }

    /** Another list over the last Mdls of a chain. */
    private NetBufferList ending(final Mdl chain, final int[] sizes, final Random random) {
        final int first = random.nextInt(sizes.length);
        return list(NblFixture.nth(chain, first), Arrays.copyOfRange(sizes, first, sizes.length), random);
    }

    private NetBufferList list(final Mdl chain, final int[] sizes, final Random random) {
        final int total = NblFixture.sum(sizes);
        final int offset = random.nextInt(total + 1);
        return f.plain.allocate(chain, offset, random.nextInt(total - offset + 1));
    }

    private static void check(final NetBuffer target, final NetBuffer source, final Random random, final int run) {
        final byte[] expected = space(target);
        final byte[] from = space(source);
        final int at = random.nextInt(12);
        final int sourceAt = random.nextInt(12);
        final int length = random.nextInt(30);
        final long most = Math.min(length, Math.min(expected.length - at, source.dataLength() - sourceAt));
        final int bytes = (int) Math.max(0, most);
        if (bytes > 0) {
            System.arraycopy(from, sourceAt, expected, at, bytes);
        }
        final NblFixture.Fields before = NblFixture.Fields.of(target);
        assertEquals(bytes, target.copyFrom(at, length, source, sourceAt), "run " + run);
        assertEquals(before, NblFixture.Fields.of(target), "the fields stay");
        assertArrayEquals(expected, space(target), "run " + run);
    }

    @Test
    void shouldRefuseSharedTargetsAndNegativeNumbers() {
        final NetBufferList list = f.data.allocate();
        final NetBuffer nb = list.firstNetBuffer();
        nb.adjustData(0, 10);
        nb.putBytes(0, new UnsafeBuffer(new byte[] {1, 2, 3}), 0, 3);
        f.refused(IllegalArgumentException.class, "offset=-1", () -> nb.copyFrom(-1, 1, nb, 0));
        f.refused(IllegalArgumentException.class, "length=-1", () -> nb.copyFrom(0, -1, nb, 0));
        f.refused(IllegalArgumentException.class, "sourceOffset=-1", () -> nb.copyFrom(0, 1, nb, -1));
        assertEquals(0, nb.copyFrom(0, 0, nb, 0));
        assertEquals(0, nb.copyFrom(Long.MAX_VALUE, 1, nb, 0));
        assertEquals(0, nb.copyFrom(0, 1, nb, Long.MAX_VALUE));
        list.bear(1);
        f.refused(IllegalStateException.class, "must not be shared", () -> nb.copyFrom(3, 3, nb, 0));
        list.childrenGone(1);
        assertEquals(3, nb.copyFrom(3, 3, nb, 0), "the twin: without a child it may be written");
        assertEquals(1, nb.getByte(3));
        f.data.free(list);
        f.refused(IllegalStateException.class, "must be owned", () -> nb.copyFrom(0, 1, nb, 0));
    }

    /** Before the last bytes of one of them, or of both, stands private memory: these Mdls are the lists' own then. */
    @ParameterizedTest
    @ValueSource(strings = {"retreat", "privatize", "linearize"})
    void shouldCopyAsThroughAThirdPlaceWhenTheLastMdlIsDivided(final String way) {
        for (int divided = 0; divided < 4; divided++) {
            for (int shift = -20; shift <= 20; shift++) {
                final Mdl a = f.chain(10, 100);
                final NetBufferList first = f.plain.allocate(a, 20, 90);
                final NetBufferList second = f.plain.allocate(a, 15, 95);
                divide(first, way, divided & 1);
                divide(second, way, divided & 2);
                copyShifted(first.firstNetBuffer(), second.firstNetBuffer(), shift);
                copyShifted(second.firstNetBuffer(), first.firstNetBuffer(), shift);
                f.plain.free(first);
                f.plain.free(second);
                NblFixture.release(a);
            }
        }
    }

    /** What stays of the chain begins 10 bytes behind the data. */
    private static void divide(final NetBufferList list, final String way, final int whether) {
        final NetBuffer nb = list.firstNetBuffer();
        if (whether == 0) {
            return;
        }
        switch (way) {
            case "retreat" -> assertTrue(nb.advance(10) && nb.retreatContiguous(nb.dataOffset() + 1));
            case "privatize" -> {
                list.setNblFlag(NblFlags.READ_ONLY);
                assertTrue(nb.privatize(10));
                list.clearNblFlag(NblFlags.READ_ONLY);
            }
            default -> {
                nb.adjustData(5, 15);
                assertTrue(nb.linearize());
                nb.adjustData(nb.dataOffset(), nb.chainLength() - nb.dataOffset());
            }
        }
        final Mdl last = NblFixture.nth(nb.mdlChain(), 1);
        assertTrue(last.owner == nb.id() && !last.isOwnMemory() && last.next() == null, "a descriptor of its own");
    }

    private static void copyShifted(final NetBuffer target, final NetBuffer source, final int shift) {
        final int to = 20;
        final int from = 20 + shift;
        final byte[] expected = space(target);
        final byte[] bytes = space(source);
        final int length = Math.min(expected.length - to, (int) source.dataLength() - from);
        System.arraycopy(bytes, from, expected, to, length);
        assertEquals(length, target.copyFrom(to, 100, source, from));
        assertArrayEquals(expected, space(target), "shift " + shift);
    }
}
