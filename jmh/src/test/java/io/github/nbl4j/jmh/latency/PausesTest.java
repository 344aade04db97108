// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PausesTest {
    /** As JDK 17 and JDK 25 write them. */
    private static final String[] LOG = {
        "[5000000ns] Safepoint \"G1CollectForAllocation\", Time since last: 97455872 ns, Reaching safepoint: 92938 ns, "
                + "Cleanup: 77465 ns, At safepoint: 11107 ns, Total: 1000000 ns",
        "[9000000ns] Safepoint \"G1CollectFull\", Time since last: 463595435 ns, Reaching safepoint: 99818 ns, "
                + "At safepoint: 37252148 ns, Leaving safepoint: 27501 ns, Total: 2000000 ns, Threads: 1 runnable",
        "something else"
    };

    @TempDir
    Path directory;

    private Pauses read(final Interval run) throws IOException {
        return new Pauses(Files.write(directory.resolve("log"), List.of(LOG)), run);
    }

    @Test
    void shouldReadThePausesOfBothJdks() throws IOException {
        final Pauses pauses = read(new Interval(0, 20_000_000));

        assertEquals(2, pauses.count());
        assertEquals(3_000_000, pauses.nanos());
        assertEquals(2_000_000, pauses.longest());
        assertEquals("G1CollectForAllocation", pauses.during(new Interval(3_990_000, 4_100_000)));
        assertEquals("G1CollectFull", pauses.during(new Interval(8_999_999, 10_000_000)));
        assertNull(pauses.during(new Interval(5_000_000, 6_900_000)));
    }

    @Test
    void shouldForgetWhatWasBeforeTheRun() throws IOException {
        assertEquals(1, read(new Interval(5_000_000, 20_000_000)).count());
    }

    @Test
    void shouldReadTheSecondNumberOfSchedstat() {
        final byte[] text = "583904090 599875235 687\n".getBytes(StandardCharsets.US_ASCII);

        assertEquals(599_875_235, RunDelay.second(text, text.length));
        assertEquals(0, RunDelay.second(text, 9));
        assertEquals(0, RunDelay.second(text, -1));
    }
}
