// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Any bytes as a pcapng file, whose blocks would hardly ever be whole if their lengths were arbitrary too. */
final class PcapngFuzzTest {
    private static final int SECTION_HEADER = 0x0a0d0d0a;
    private static final int SMALLEST_BLOCK = 12;

    @FuzzTest(maxDuration = "1h")
    void shouldDeliverPacketsOrSayWhyNotWhenBytesAreArbitrary(final byte[] input) {
        if (input.length >= SMALLEST_BLOCK) {
            ByteBuffer.wrap(input).putInt(0, SECTION_HEADER);
        }
        CaptureReading.read(input);
        CaptureReading.read(mended(input));
    }

    /** A copy in which each block repeats its length at its end. */
    private static byte[] mended(final byte[] input) {
        final byte[] copy = input.clone();
        final ByteBuffer file = ByteBuffer.wrap(copy);
        if (copy.length >= SMALLEST_BLOCK) {
            file.order(file.get(8) == 0x1a ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        }
        int block = 0;
        while (block <= copy.length - SMALLEST_BLOCK) {
            final int room = copy.length - block;
            final int length = Math.max(SMALLEST_BLOCK, file.getInt(block + 4) & 0xFC);
            if (length > room) {
                break;
            }
            file.putInt(block + 4, length).putInt(block + length - 4, length);
            block += length;
        }
        return copy;
    }
}
