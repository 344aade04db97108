// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.fanout.capture.Capture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program wrote is held against its input, and is no input of the user's. */
final class ProofsTest {
    private static final Path CAPTURE = Path.of("src/test/resources/captures/http.pcap");

    @TempDir
    private Path directory;

    private PacketIndex index;
    private Proofs proofs;

    @BeforeEach
    void read() throws IOException {
        final CaptureInput input = CaptureInput.of(CAPTURE);
        try (Capture capture = input.open()) {
            index = PacketIndex.of(capture);
        }
        proofs = new Proofs(input, index, 1);
    }

    @Test
    void shouldHoldForAFileThatEqualsTheInput() throws IOException {
        assertEquals(index.packets(), proofs.verifyRecorded(result(List.of(CAPTURE), List.of())));
        assertEquals(List.of(), proofs.failures());
    }

    /** In the file's header, in that of its first record, in the last payload. */
    @ParameterizedTest
    @ValueSource(ints = {0, 23, 39, -1})
    void shouldFailWhenWhatWasRecordedIsMalformed(final int end) throws IOException {
        final Path file = cut(end);
        proofs.verifyRecorded(result(List.of(file), List.of()));
        assertSaysThatItIsUnreadable(file);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 23, 39})
    void shouldFailWhenWhatWasTunnelledIsMalformed(final int end) throws IOException {
        final Path file = cut(end);
        proofs.verifyTunnelled(result(List.of(), List.of(file)));
        assertSaysThatItIsUnreadable(file);
    }

    private Path cut(final int end) throws IOException {
        final byte[] content = Files.readAllBytes(CAPTURE);
        return Files.write(
                directory.resolve("written.pcap"), Arrays.copyOf(content, end < 0 ? content.length + end : end));
    }

    private void assertSaysThatItIsUnreadable(final Path file) {
        final List<String> failures = proofs.failures();
        assertEquals(2, failures.size(), failures::toString);
        assertTrue(
                failures.get(0).startsWith("nbl4j: what was written must be readable: " + file + ": "),
                failures::toString);
    }

    private RunResult result(final List<Path> recorded, final List<Path> tunnelled) {
        return new RunResult(
                "nbl4j", index.packets(), 1, 1, new Histogram(3), 0, 0, 0, 0, 0, 0, List.of(), recorded, tunnelled);
    }
}
