// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlabsTest {
    private static final int LARGEST = (1 << 30) - 64;

    static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> "direct".equals(pool.getName()))
                .findFirst()
                .orElseThrow()
                .getMemoryUsed();
    }

    @ParameterizedTest
    @CsvSource({"1,1,1024", "9,64,1024", "9,65,1024", "100,100,256", "3,192,256", "7,960,1024", "33,1,64"})
    void shouldAlignEveryBlockAndKeepThemApart(final int blocks, final int length, final int slabBytes) {
        try (Slabs slabs = new Slabs("aligned", blocks, length, Math.max(slabBytes, 128), 0)) {
            final UnsafeBuffer[] views = new UnsafeBuffer[blocks];
            for (int i = 0; i < blocks; i++) {
                views[i] = slabs.view(i, length);
                assertEquals(0, views[i].addressOffset() % Slabs.ALIGNMENT, "block " + i);
                assertEquals(length, views[i].capacity());
                for (int b = 0; b < length; b++) {
                    assertEquals(0, views[i].getByte(b), "fresh memory is zero");
                }
                views[i].setMemory(0, length, (byte) (i + 1));
            }
            for (int i = 0; i < blocks; i++) {
                for (int b = 0; b < length; b++) {
                    assertEquals((byte) (i + 1), views[i].getByte(b), "block " + i + " byte " + b);
                    assertEquals((byte) (i + 1), slabs.slab(i).get(slabs.offset(i) + b));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1,1024", "9,64,1024", "9,65,1024", "100,100,256", "3,192,256", "7,960,1024", "33,1,128"})
    void shouldKeepRedZonesRoundEveryBlock(final int blocks, final int length, final int slabBytes) {
        try (Slabs slabs = new Slabs("apart", blocks, length, slabBytes, Slabs.RED_ZONE)) {
            for (int i = 0; i < blocks; i++) {
                final UnsafeBuffer view = slabs.view(i, length);
                assertEquals(0, view.addressOffset() % Slabs.ALIGNMENT, "block " + i);
                assertTrue(slabs.offset(i) >= Slabs.RED_ZONE, "block " + i);
                assertTrue(
                        slabs.offset(i) + length + Slabs.RED_ZONE
                                <= slabs.slab(i).capacity(),
                        "block " + i);
                if (i > 0 && slabs.slab(i) == slabs.slab(i - 1)) {
                    final int gap = slabs.offset(i) - slabs.offset(i - 1) - length;
                    assertTrue(gap >= 2 * Slabs.RED_ZONE, "block " + i + " gap=" + gap);
                }
            }
        }
    }

    @Test
    void shouldUseAsManySlabsAsItTakes() {
        try (Slabs slabs = new Slabs("several", 10, 100, 512, 0)) {
            for (int block = 0; block < 10; block++) {
                assertSame(slabs.slab(block / 4 * 4), slabs.slab(block), "four blocks of 128 make a slab of 512");
                assertEquals(block % 4 * 128, slabs.offset(block));
            }
            assertNotSame(slabs.slab(3), slabs.slab(4));
            assertNotSame(slabs.slab(7), slabs.slab(8));
            assertEquals(512, slabs.slab(0).capacity());
            assertEquals(256, slabs.slab(9).capacity(), "the last slab is no larger than its blocks");
        }
    }

    @Test
    void shouldUseOneSlabOfExactSizeWhenAllBlocksFit() {
        final long before = directMemory();
        try (Slabs slabs = new Slabs("production", 3, 1 << 20, 1 << 30, 0)) {
            assertSame(slabs.slab(0), slabs.slab(2));
            assertEquals(2 << 20, slabs.offset(2));
            assertEquals((3 << 20) + Slabs.ALIGNMENT, directMemory() - before);
        }
    }

    @Test
    void shouldAllocateNothingWhenBlocksAreEmpty() {
        final long before = directMemory();
        try (Slabs slabs = new Slabs("empty", 9, 0)) {
            assertEquals(before, directMemory());
            assertEquals(0, slabs.offset(8));
        }
        assertEquals(before, directMemory());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, LARGEST + 1, 1 << 30, Integer.MAX_VALUE})
    void shouldRefuseLengthThatCannotBe(final int length) {
        final long before = directMemory();

        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new Slabs("frames", 3, length));

        assertEquals(
                "blockLength must be from 0 to " + LARGEST + " bytes: pool=frames blockLength=" + length,
                refused.getMessage());
        assertEquals(before, directMemory());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void shouldRefuseNumberOfBlocksThatCannotBe(final int blocks) {
        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new Slabs("frames", blocks, 64));

        assertEquals("blocks must be positive: pool=frames blocks=" + blocks, refused.getMessage());
    }

    @Test
    void shouldGiveMemoryBackWhenClosedAndOnlyOnce() {
        final long before = directMemory();
        final Slabs slabs = new Slabs("freed", 100, 1000, 4096, 0);
        assertEquals(100 * 1024 + 25 * Slabs.ALIGNMENT, directMemory() - before);

        slabs.close();
        assertEquals(before, directMemory());
        slabs.close();
        assertEquals(before, directMemory());
    }

    /** With red zones too: the largest block there can be has a slab of its own, a little larger. */
    @Test
    void shouldHoldLargestBlockWithRedZones() {
        try (Slabs slabs = new Slabs("large", 1, (1 << 20) - 64, 1 << 20, Slabs.RED_ZONE)) {
            assertEquals(64, slabs.offset(0));
            assertEquals((1 << 20) + 64, slabs.slab(0).capacity());
        }
    }

    /** Runs where direct memory ends at 8 MiB, of which one is taken: 3 slabs fit and the fourth does not. */
    static final class ShortOfMemory {
        public static void main(final String[] args) {
            final ByteBuffer taken = ByteBuffer.allocateDirect(1 << 20);
            System.out.println("before " + directMemory());
            try {
                new Slabs("frames", 8, (1 << 20) - 64, 2 << 20, 0);
            } catch (final IllegalStateException ex) {
                System.out.println(ex.getMessage());
            }
            System.out.println("after " + directMemory());
            BufferUtil.free(taken);
            try (Slabs fits = new Slabs("frames", 3, 1 << 20)) {
                System.out.println("then " + fits.view(2, 1).capacity());
            }
        }
    }

    @Test
    void shouldSaySoAndFreeEverythingWhenDirectMemoryIsShort() throws Exception {
        final String output = ChildJvm.run(true, ShortOfMemory.class, "-XX:MaxDirectMemorySize=8m");

        assertTrue(
                output.contains("direct memory must hold " + 8L * ((1 << 20) - 64) + " bytes: pool=frames blocks=8"
                        + " blockLength=" + ((1 << 20) - 64) + " of which each takes " + ((1 << 20) - 64)
                        + " (lower the capacity or raise -XX:MaxDirectMemorySize)"),
                output);
        assertEquals(numberAfter("before ", output), numberAfter("after ", output), output);
        assertTrue(output.contains("then 1"), output);
    }

    private static long numberAfter(final String label, final String output) {
        return output.lines()
                .filter(line -> line.startsWith(label))
                .mapToLong(line -> Long.parseLong(line.substring(label.length())))
                .findFirst()
                .orElseThrow();
    }

    /** 36 GiB asked where two are granted in all: not a slab is tried, and the sentence has the whole number. */
    static final class FarTooMuch {
        public static void main(final String[] args) {
            try {
                new Slabs("frames", 36, LARGEST);
            } catch (final IllegalStateException ex) {
                System.out.println(ex.getMessage() + " tried=" + (ex.getCause() != null));
            }
        }
    }

    @Test
    void shouldCountInLongAndTouchNothingWhenMoreIsAskedThanTheJvmGrants() throws Exception {
        final String output = ChildJvm.run(true, FarTooMuch.class, "-XX:MaxDirectMemorySize=2g");

        assertTrue(output.contains("direct memory must hold " + 36L * LARGEST + " bytes: pool=frames"), output);
        assertTrue(output.contains(" tried=false"), output);
    }
}
