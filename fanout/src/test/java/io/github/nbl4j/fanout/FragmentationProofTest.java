// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.fanout.capture.Capture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The proofs of fragmentation: they hold for the bundled capture, and one wrong byte makes them fail. */
final class FragmentationProofTest {
    private static final Path CAPTURE = Path.of("src/test/resources/captures/tcp-gro.pcapng");
    private static final Path FRAGMENTS = Path.of("src/test/resources/captures/ip-fragments.pcap");
    private static final int LOOPS = 2;
    private static final int CUT = 103;
    private static final int RECORD_HEADER = 16;

    @TempDir
    private Path directory;

    private final FanoutOptions options = new FanoutOptions();
    private Fragmentation fragmentation;
    private RunResult result;

    @BeforeEach
    void parse() {
        new CommandLine(options)
                .parseArgs("--loops", "" + LOOPS, "--warm-up", "0", "--capacity", "64", "--out", directory.toString());
    }

    /** Replays one capture and holds the outcome against another. */
    private List<String> failures(final Path replayed, final Path expected, final int mtu) throws Exception {
        final CaptureInput input = CaptureInput.of(expected);
        final PacketIndex index = index(input);
        final FragmentPlan plan = FragmentPlan.of(index, mtu);
        try (Subjects subjects = new Subjects(options, CaptureInput.of(replayed), index, plan)) {
            result = subjects.runOurs();
            fragmentation = subjects.fragmentation();
        }
        assertEquals(0, result.leaked());
        return verify(expected, mtu);
    }

    private List<String> verify(final Path expected, final int mtu) throws Exception {
        final CaptureInput input = CaptureInput.of(expected);
        final PacketIndex index = index(input);
        final Proofs proofs = new Proofs(input, index, LOOPS);
        proofs.verifyFragments(result, fragmentation, FragmentPlan.of(index, mtu));
        proofs.verifyHashes(result);
        return proofs.failures();
    }

    private static PacketIndex index(final CaptureInput input) throws IOException {
        try (Capture capture = input.open()) {
            return PacketIndex.of(capture);
        }
    }

    @Test
    void shouldHoldForTheInput() throws Exception {
        assertEquals(List.of(), failures(CAPTURE, CAPTURE, 1500));
        assertEquals(LOOPS * CUT, fragmentation.reassembled());
        assertEquals(LOOPS * CUT, fragmentation.identical());
        assertEquals(0, fragmentation.copiedBytes());
        assertEquals(0, result.copiedBytes());
        assertEquals(0, result.dropped());
    }

    /** Fragments that were captured as such are cut again. Their sender left the checksums to its network card. */
    @ParameterizedTest
    @ValueSource(ints = {68, 100, 576, 1000})
    void shouldHoldForCapturedFragments(final int mtu) throws Exception {
        final byte[] content = Files.readAllBytes(FRAGMENTS);
        final ByteBuffer view = ByteBuffer.wrap(content);
        for (int record = 24; record < content.length; record = next(content, record)) {
            final int ip = record + RECORD_HEADER + 14;
            int sum = 0;
            for (int i = ip; i < ip + 20; i += 2) {
                sum += view.getShort(i) & 0xFFFF;
            }
            view.putShort(ip + 10, (short) ~((sum & 0xFFFF) + (sum >>> 16)));
        }
        final Path filledIn = Files.write(directory.resolve("filled-in.pcap"), content);
        assertEquals(List.of(), failures(filledIn, filledIn, mtu));
        assertEquals(LOOPS * 6, fragmentation.reassembled());
        assertEquals(LOOPS * 6, fragmentation.identical());
    }

    @Test
    void shouldLeavePacketsWithoutAChecksumWhole() throws Exception {
        assertEquals(List.of(), failures(FRAGMENTS, FRAGMENTS, 1000));
        assertEquals(0, fragmentation.reassembled());
    }

    /** The twin: another byte of payload arrives than was expected, in the first, a middle or the last fragment. */
    @ParameterizedTest
    @ValueSource(ints = {54, 1000, 5000, -1})
    void shouldFailWhenOneByteOfPayloadIsAnother(final int at) throws Exception {
        final byte[] packet = longestPacket();
        final byte[] content = Files.readAllBytes(CAPTURE);
        content[positionOf(packet, content) + (at < 0 ? packet.length + at : at)] ^= 1;
        final Path other = Files.write(directory.resolve("other.pcapng"), content);
        final List<String> failures = failures(other, CAPTURE, 1500);
        assertEquals(LOOPS * CUT, fragmentation.reassembled());
        assertEquals(LOOPS * (CUT - 1), fragmentation.identical());
        assertTrue(failures.get(0).contains("204 of 206 packets equal the input after reassembly"), failures::toString);
        assertTrue(failures.get(1).contains("a record differs in"), failures::toString);
        assertTrue(failures.toString().contains("reassembler must have read every byte"), failures::toString);
    }

    /** The twin of the file's proof: one bit of a record's time, of a fragment's headers, or of its payload. */
    @ParameterizedTest
    @CsvSource({
        "4, time",
        "16, destination",
        "27, source",
        "28, type",
        "30, version",
        "31, service",
        "32, total length",
        "34, identification",
        "36, flags",
        "37, offset",
        "38, time to live",
        "39, protocol",
        "40, checksum",
        "42, source",
        "49, destination",
        "50, payload",
        "1529, payload"
    })
    void shouldFailWhenOneBitOfTheFileIsAnother(final int at, final String field) throws Exception {
        assertEquals(List.of(), failures(CAPTURE, CAPTURE, 1500));
        final Path file = fragmentation.recorded().get(0);
        final byte[] content = Files.readAllBytes(file);
        final int record = recordOfAMiddleFragment(content);
        content[record + at] ^= 1;
        Files.write(file, content);
        final List<String> failures = verify(CAPTURE, 1500);
        assertTrue(failures.get(0).contains("a record differs in"), failures::toString);
        assertEquals(2, failures.size(), failures::toString);
    }

    @Test
    void shouldFailWhenARecordTooManyOrTooFewWasWritten() throws Exception {
        assertEquals(List.of(), failures(CAPTURE, CAPTURE, 1500));
        final Path file = fragmentation.recorded().get(0);
        final byte[] content = Files.readAllBytes(file);
        final int last = lastRecord(content);
        Files.write(file, Arrays.copyOf(content, last));
        assertTrue(verify(CAPTURE, 1500).get(0).contains("a record differs in"));
        final byte[] more = Arrays.copyOf(content, content.length + content.length - last);
        System.arraycopy(content, last, more, content.length, content.length - last);
        Files.write(file, more);
        assertTrue(verify(CAPTURE, 1500).get(0).contains("a record differs in"));
    }

    @Test
    void shouldFailWhenTheFileEndsInTheMiddleOfARecord() throws Exception {
        assertEquals(List.of(), failures(CAPTURE, CAPTURE, 1500));
        final Path file = fragmentation.recorded().get(0);
        final byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length - 1));
        final List<String> failures = verify(CAPTURE, 1500);
        assertTrue(
                failures.get(0).startsWith("nbl4j: what was written must be readable: " + file + ": at byte "),
                failures::toString);
    }

    private static byte[] longestPacket() throws IOException {
        byte[] longest = {};
        try (Capture capture = Capture.open(CAPTURE)) {
            while (capture.next()) {
                if (capture.capturedLength() > longest.length) {
                    final ByteBuffer packet = ByteBuffer.allocate(capture.capturedLength());
                    capture.copyTo(0, packet, packet.capacity());
                    longest = packet.array();
                }
            }
        }
        return longest;
    }

    private static int positionOf(final byte[] part, final byte[] whole) {
        int at = 0;
        while (!Arrays.equals(whole, at, at + part.length, part, 0, part.length)) {
            at++;
        }
        return at;
    }

    private static int next(final byte[] content, final int record) {
        return record
                + RECORD_HEADER
                + Integer.reverseBytes(ByteBuffer.wrap(content).getInt(record + 8));
    }

    /** One with MF and an offset. */
    private static int recordOfAMiddleFragment(final byte[] content) {
        int record = 24;
        while ((content[record + 36] & 0x20) == 0 || content[record + 37] == 0) {
            record = next(content, record);
        }
        return record;
    }

    private static int lastRecord(final byte[] content) {
        int record = 24;
        while (next(content, record) < content.length) {
            record = next(content, record);
        }
        return record;
    }
}
