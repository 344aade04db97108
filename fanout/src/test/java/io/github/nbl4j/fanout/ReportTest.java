// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.fanout.capture.Capture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class ReportTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 5})
    void shouldSayWhoseTheAddressesAreOnlyWhenNothingWasCopied(final long copiedBytes) throws IOException {
        final FanoutOptions options = new FanoutOptions();
        new CommandLine(options).parseArgs();
        final CaptureInput input = CaptureInput.of(null);
        final PacketIndex index;
        try (Capture capture = input.open()) {
            index = PacketIndex.of(capture);
        }
        final List<Turns> all = new ArrayList<>();
        Turns.add(
                all,
                List.of(new RunResult(
                        "a", 1, 1, 1, new Histogram(3), 1, 0, 0, copiedBytes, 0, 0, List.of(), List.of(), List.of())));
        final ByteArrayOutputStream out = new ByteArrayOutputStream();

        new Report(options, input, index, all, new Proven(1, 1, null)).print(new PrintStream(out, true), "");

        assertTrue(out.toString().contains("copied     " + copiedBytes + " payload bytes"), out::toString);
        assertEquals(copiedBytes == 0, out.toString().contains("every clone's addresses are the original's"));
    }
}
