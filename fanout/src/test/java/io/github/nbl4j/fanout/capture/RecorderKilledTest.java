// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that records as fast as it can, and is killed (-9) in the middle of it. */
class RecorderKilledTest {
    private static final String STEM = "killed";
    private static final int ETHERNET = 1;
    private static final int SEGMENT = 700;
    private static final int PER_FLUSH = 40;
    private static final int ENOUGH = 20_000;

    @TempDir
    private Path directory;

    /**
     * Packet n has two segments whose bytes are all n; says after each flush how many are out of its hands. Without
     * flushes it says the same, and waits for its end.
     */
    static final class Recording {
        public static void main(final String[] args) throws IOException {
            final boolean flushes = Boolean.parseBoolean(args[1]);
            final PcapRecorder recorder = new PcapRecorder(Path.of(args[0]), STEM, ETHERNET, 2 * SEGMENT);
            final ByteBuffer[][] segments = new ByteBuffer[PER_FLUSH][2];
            for (int n = 0; ; ) {
                for (final ByteBuffer[] pair : segments) {
                    for (int i = 0; i < 2; i++) {
                        // What was not flushed is still in use.
                        pair[i] = filled(flushes ? pair[i] : null, (byte) n);
                    }
                    recorder.writer(ETHERNET).append(n, 2 * SEGMENT, pair, 0, 2, 2 * SEGMENT);
                    n++;
                }
                if (flushes) {
                    recorder.flush();
                }
                System.out.println(n);
                if (!flushes && n >= ENOUGH) {
                    System.in.read();
                }
            }
        }

        private static ByteBuffer filled(final ByteBuffer old, final byte value) {
            final ByteBuffer buffer = old == null ? ByteBuffer.allocateDirect(SEGMENT) : old.clear();
            for (int i = 0; i < SEGMENT; i++) {
                buffer.put(i, value);
            }
            return buffer;
        }
    }

    @Test
    void shouldReadWhatWasFlushedWhenTheProcessWasKilled() throws Exception {
        final int flushed = recordAndKill(true);
        final int read = readableRecords();
        assertTrue(read >= flushed, "flushed=" + flushed + " read=" + read);
    }

    /** The twin: what was not flushed is gone with the process. */
    @Test
    void shouldMissWhatWasNotFlushed() throws Exception {
        final int said = recordAndKill(false);
        final int read = readableRecords();
        assertTrue(read < said, "said=" + said + " read=" + read);
    }

    private int recordAndKill(final boolean flushes) throws Exception {
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Recording.class.getName(),
                        directory.toString(),
                        String.valueOf(flushes))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        final int said = killAfter(process, ENOUGH);
        assertNotEquals(0, process.waitFor(), "it was killed and did not end");
        assertTrue(said >= ENOUGH, "it must have recorded enough: said=" + said);
        return said;
    }

    /** What it had said when it was killed. */
    private static int killAfter(final Process process, final int enough) throws IOException {
        int last = 0;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                last = Integer.parseInt(line);
                if (last >= enough) {
                    // More lines may be on their way, the last of them cut short.
                    break;
                }
            }
        } finally {
            // SIGKILL.
            process.destroyForcibly();
        }
        return last;
    }

    /** Whole records up to the end, or up to one that the kill has cut off. */
    private int readableRecords() throws CaptureException {
        int read = 0;
        try (Capture capture = Capture.open(directory.resolve(STEM + ".pcap"))) {
            final ByteBuffer payload = ByteBuffer.allocate(2 * SEGMENT);
            while (capture.next()) {
                capture.copyTo(0, payload.clear(), 2 * SEGMENT);
                assertEquals(read, capture.timestampNanos());
                for (int i = 0; i < 2 * SEGMENT; i++) {
                    assertEquals((byte) read, payload.get(i));
                }
                read++;
            }
        } catch (final CaptureException cutOff) {
            assertTrue(cutOff.byteOffset() > (long) read * 2 * SEGMENT, cutOff.toString());
        }
        return read;
    }
}
