// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** Any bytes as a pcap file. */
final class PcapFuzzTest {
    private static final int[] MAGICS = {0xa1b2c3d4, 0xa1b23c4d, 0xa1b2cd34};

    /** The first byte chooses the magic number, which is hard to guess; 6 and 7 leave the file as it is. */
    @FuzzTest(maxDuration = "1h")
    void shouldDeliverPacketsOrSayWhyNotWhenBytesAreArbitrary(final byte[] input) {
        if (input.length >= Integer.BYTES) {
            final int kind = input[0] & 7;
            if (kind < 2 * MAGICS.length) {
                final int magic = MAGICS[kind / 2];
                ByteBuffer.wrap(input).putInt(0, (kind & 1) == 0 ? magic : Integer.reverseBytes(magic));
            }
        }
        CaptureReading.read(input);
    }
}
