// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SteadinessTest {
    private static long[] windows(final int slow, final long nanos) {
        final long[] windows = new long[1000];
        Arrays.fill(windows, 1000);
        Arrays.fill(windows, 0, slow, nanos);
        return windows;
    }

    @Test
    void shouldCountWhatTookAQuarterLonger() {
        assertEquals(0, Steadiness.slowedPercent(windows(0, 0)));
        assertEquals(20, Steadiness.slowedPercent(windows(200, 1700)));
        assertEquals(0, Steadiness.slowedPercent(windows(200, 1250)), "the twin: no more than a quarter");
    }

    @Test
    void shouldSayHowMuchSlowerTheSlowestTenthIs() {
        assertEquals(1.0, Steadiness.slowestTenth(windows(50, 1700)));
        assertEquals(1.7, Steadiness.slowestTenth(windows(200, 1700)), 1e-9);
    }

    /** One fast outlier is no measure of what is fast. */
    @Test
    void shouldNotBelieveOneFastWindow() {
        final long[] windows = windows(200, 1700);
        windows[999] = 1;
        assertEquals(20, Steadiness.slowedPercent(windows));
    }
}
