// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFixture.Shape;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of the data space over random shapes: up to 5 NetBuffers of up to 6 Mdls, empty ones and borders included. */
final class DataSpaceRandomTest {
    private static final long SEED = Long.getLong("nbl4j.data.seed", System.nanoTime());
    private static final int SHAPES = 1500;

    private final CloneFixture f = new CloneFixture();
    private final SplittableRandom random = new SplittableRandom(SEED);

    @BeforeEach
    void seed() {
        System.out.println("data space: -Dnbl4j.data.seed=" + SEED);
    }

    @AfterEach
    void close() {
        f.close();
    }

    /** Windows that start and end on a border of Mdls, one byte beside it, or anywhere. */
    private Shape shape() {
        final int n = 1 + random.nextInt(5);
        final int[][] mdls = new int[n][];
        final int[] offsets = new int[n];
        final int[] lengths = new int[n];
        for (int i = 0; i < n; i++) {
            mdls[i] = new int[random.nextInt(7)];
            final List<Integer> borders = new ArrayList<>(List.of(0));
            for (int m = 0; m < mdls[i].length; m++) {
                mdls[i][m] = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(9);
                borders.add(borders.get(m) + mdls[i][m]);
            }
            final int total = borders.get(borders.size() - 1);
            final int one = place(borders, total);
            final int other = place(borders, total);
            offsets[i] = Math.min(one, other);
            lengths[i] = Math.abs(one - other);
        }
        return new Shape("random", false, mdls, offsets, lengths);
    }

    private int place(final List<Integer> borders, final int total) {
        final int at = borders.get(random.nextInt(borders.size())) + random.nextInt(3) - 1;
        return random.nextInt(4) == 0 ? random.nextInt(total + 1) : Math.max(0, Math.min(total, at));
    }

    private static int least(final Shape shape) {
        return Arrays.stream(shape.lengths()).min().orElseThrow();
    }

    /** Every NetBuffer holds the content of the model without its first bytes. */
    private static void assertContent(final Shape shape, final NetBufferList list, final int without) {
        final List<NetBuffer> all = CloneFixture.netBuffers(list);
        assertEquals(shape.netBuffers(), all.size());
        for (int i = 0; i < all.size(); i++) {
            final byte[] content = shape.content(i);
            assertArrayEquals(
                    Arrays.copyOfRange(content, without, content.length), CloneFixture.bytes(all.get(i)), "" + i);
        }
    }

    private NetBufferList target(final NetBufferList original, final int kind) {
        return kind < 0 ? original : f.cloner.allocateClone(original, kind);
    }

    private void end(final NetBufferList original, final NetBufferList list) {
        if (list != original) {
            f.cloner.free(list);
        }
        f.cloner.free(original);
        f.requireAllFree();
    }

    @ParameterizedTest(name = "clone flags {0}")
    @ValueSource(ints = {-1, CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS})
    void shouldBeTheIdentityWhenAdvancedAfterRetreat(final int kind) {
        for (int round = 0; round < SHAPES; round++) {
            final Shape shape = shape();
            final NetBufferList original = f.original(shape);
            final NetBufferList list = target(original, kind);
            final List<Object> before = CloneFixture.fields(list);
            final int delta = random.nextInt(45);
            final List<Integer> books = f.inUse();
            if (list.retreat(delta, random.nextInt(9))) {
                for (final NetBuffer nb : CloneFixture.netBuffers(list)) {
                    assertTrue(nb.dataLength() >= delta);
                }
                assertTrue(list.advance(delta, true));
            }
            assertEquals(before, CloneFixture.fields(list), "fields, of a failed retreat too");
            assertEquals(books, f.inUse());
            assertContent(shape, list, 0);
            end(original, list);
        }
    }

    @ParameterizedTest(name = "clone flags {0}")
    @ValueSource(ints = {-1, CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS})
    void shouldAddUpWhenAdvancedTwice(final int kind) {
        for (int round = 0; round < SHAPES; round++) {
            final Shape shape = shape();
            final NetBufferList original = f.original(shape);
            final NetBufferList list = target(original, kind);
            final int both = random.nextInt(least(shape) + 1);
            final int a = random.nextInt(both + 1);
            assertTrue(list.advance(both, false));
            final List<Object> once = CloneFixture.fields(list);
            assertContent(shape, list, both);
            assertTrue(list.retreat(both, 0));
            assertTrue(list.advance(a, random.nextBoolean()));
            assertContent(shape, list, a);
            assertTrue(list.advance(both - a, random.nextBoolean()));
            assertEquals(once, CloneFixture.fields(list));
            end(original, list);
        }
    }

    @ParameterizedTest(name = "clone flags {0}")
    @ValueSource(ints = {-1, CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS})
    void shouldReadAsBeforeWhenMadePrivateOrLinear(final int kind) {
        for (int round = 0; round < SHAPES; round++) {
            final Shape shape = shape();
            final NetBufferList original = f.original(shape);
            final NetBufferList list = target(original, kind);
            for (int step = 0; step < 3; step++) {
                for (final NetBuffer nb : CloneFixture.netBuffers(list)) {
                    if (random.nextBoolean()) {
                        final int n = random.nextInt((int) nb.dataLength() + 1);
                        assertTrue(!nb.privatize(n) || nb.isWritable(0, n));
                    } else {
                        assertTrue(!nb.linearize() || nb.segmentCount() <= 1);
                    }
                }
                assertContent(shape, list, 0);
            }
            end(original, list);
        }
    }

    /** The original moves, and everything that it links and gives back is overwritten; a clone sees nothing of it. */
    @ParameterizedTest(name = "clone flags {0}")
    @ValueSource(ints = {CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS})
    void shouldKeepAClonesBytesWhenTheOriginalMoves(final int flags) {
        final byte[] noise = new byte[64];
        Arrays.fill(noise, (byte) 0x5A);
        for (int round = 0; round < SHAPES; round++) {
            final Shape shape = shape();
            final NetBufferList original = f.original(shape);
            final NetBufferList clone = f.cloner.allocateClone(original, flags);
            final NetBufferList sibling = f.cloner.allocateClone(original, flags);
            final List<Object> before = CloneFixture.fields(clone);
            for (final NetBuffer nb : CloneFixture.netBuffers(original)) {
                assertTrue(nb.advance(random.nextInt((int) nb.dataLength() + 1)));
                assertTrue(nb.retreat(random.nextInt(nb.dataOffset() + 1)));
                assertTrue(nb.trimTail(random.nextInt((int) nb.dataLength() + 1)));
            }
            for (final NetBuffer nb : CloneFixture.netBuffers(sibling)) {
                final int n = (int) nb.dataLength();
                if (nb.privatize(n)) {
                    nb.putBytes(0, noise, 0, n);
                }
                if (nb.retreatContiguous(5)) {
                    nb.putBytes(0, noise, 0, 5);
                }
            }
            assertEquals(before, CloneFixture.fields(clone));
            assertContent(shape, clone, 0);
            f.cloner.free(sibling);
            assertContent(shape, clone, 0);
            end(original, clone);
        }
    }
}
