// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import static io.github.nbl4j.fanout.capture.CaptureBuilder.payload;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureSummaryTest {
    private final CaptureBuilder builder = new CaptureBuilder(ByteOrder.LITTLE_ENDIAN).section(ByteOrder.LITTLE_ENDIAN);

    @Test
    void shouldListLinkTypesInTheOrderOfTheirFirstPackets() throws CaptureException {
        final Capture capture = builder.networkInterface(1, 0)
                .networkInterface(113, 0)
                .networkInterface(0xffff, 0)
                .enhanced(1, 0, 9, payload(9, 0))
                .enhanced(0, 0, 7, payload(7, 0))
                .enhanced(1, 0, 8, payload(8, 0))
                .capture();
        capture.next();

        assertEquals(new CaptureSummary(3, 24, 7, 9, List.of(113, 1)), CaptureSummary.scan(capture));
        assertTrue(capture.next());
        assertEquals(9, capture.capturedLength());
    }

    @Test
    void shouldBeAllZeroWithoutPackets() throws CaptureException {
        assertEquals(new CaptureSummary(0, 0, 0, 0, List.of()), CaptureSummary.scan(builder.capture()));
    }

    @Test
    void shouldRewindWhenTheCaptureIsMalformed() throws CaptureException {
        final Capture capture = builder.networkInterface(1, 0)
                .enhanced(0, 0, 9, payload(9, 0))
                .ints(1)
                .capture();

        assertThrows(CaptureException.class, () -> CaptureSummary.scan(capture));
        assertTrue(capture.next());
    }
}
