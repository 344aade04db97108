// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.fanout.capture.Capture;
import io.github.nbl4j.fanout.capture.PcapWriter;
import io.github.nbl4j.pool.Preflight;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The program as a user starts it: exit code, sentence, files. */
final class FanoutMainTest {
    /** Captures without a packet: there is nothing to replay. */
    private static final List<String> WITHOUT_PACKETS = List.of(
            "test002.pcapng", "test003.pcapng", "test013.pcapng", "test014.pcapng", "test015.pcapng", "test017.pcapng");

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    static List<Path> captures() throws IOException {
        try (var files = Files.walk(Path.of("src/test/resources/captures"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void shouldReplayEveryBundledCaptureOrSayWhyNot(final Path capture) throws IOException {
        final int code = run("--capture", capture.toString(), "--loops", "2", "--warm-up", "2", "--no-baselines");
        if (WITHOUT_PACKETS.contains(capture.getFileName().toString())) {
            assertEquals(FanoutMain.BAD_INPUT, code, this::said);
            assertTrue(said().contains("capture must hold a packet"), this::said);
        } else {
            requireOnlyColdAllocation(code);
            assertTrue(Files.size(directory.resolve("recorded.pcap")) > 24, this::said);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"new-mdls", "original-mdls"})
    void shouldProveEverythingOnTheDefaultCapture(final String mode) throws IOException {
        final int code = run("--mode", mode, "--loops", "3", "--warm-up", "3");
        requireOnlyColdAllocation(code);
        final String json = Files.readString(directory.resolve("result.json"));
        for (final String line : List.of(
                "\"packets\": 828",
                "\"clones\": 3312",
                "\"verifiedPackets\": 828",
                "\"copiedBytes\": 0",
                "\"leaked\": 0",
                "\"dropped\": 0",
                "\"name\": \"netty adaptive\"")) {
            assertTrue(json.contains(line), () -> line + " must be in " + json);
        }
        assertEquals(5, json.split("\"nanosPerPacket\": [1-9]").length - 1, "ours and each baseline: " + json);
        assertTrue(Files.size(directory.resolve("latency.hgrm")) > 0);
        assertFalse(Files.exists(directory.resolve("baseline")));
    }

    @Test
    void shouldProveEveryTurnAndShowTheMiddleOne() throws IOException {
        requireOnlyColdAllocation(run("--turns", "3", "--loops", "2", "--warm-up", "12"));
        assertTrue(
                said().contains("2 measured loops after 12; of 3 turns the middle one, from the second on after 10"),
                this::said);
        final String json = Files.readString(directory.resolve("result.json"));
        final Matcher medium = Pattern.compile(
                        "\"nanosPerPacket\": ([0-9.]+),\\s+\"nanosPerPacketOfTurns\": \\[([0-9.,\\s]+)]")
                .matcher(json);
        for (int i = 0; i < 5; i++) {
            assertTrue(medium.find(), () -> "ours and each baseline: " + json);
            final String[] turns = medium.group(2).split(",\\s+");
            assertEquals(3, turns.length, json);
            assertEquals(medium.group(1), turns[1].strip(), json);
        }
        assertTrue(json.contains("\"verifiedPackets\": 552"), json);
    }

    @Test
    void shouldWaitForFreeListsAndDropNothingWhenThePoolIsTiny() throws IOException {
        final int code = run("--capacity", "1", "--lanes", "2", "--loops", "3", "--warm-up", "1", "--no-baselines");
        requireOnlyColdAllocation(code);
        assertTrue(Files.readString(directory.resolve("result.json")).contains("\"dropped\": 0"));
    }

    @Test
    void shouldCutFramesIntoChainsWhenSlotsAreSmall() throws IOException {
        requireOnlyColdAllocation(run("--slot-size", "64", "--loops", "2", "--warm-up", "1", "--no-baselines"));
    }

    @Test
    void shouldProveFragmentationAndReassemblyOnTheDefaultCapture() throws IOException {
        requireOnlyColdAllocation(run("--mtu", "1500", "--loops", "3", "--warm-up", "3"));
        final String json = Files.readString(directory.resolve("result.json"));
        for (final String line : List.of(
                "\"packets\": 828",
                "\"clones\": 3312",
                "\"mtu\": 1500",
                "\"packetsCut\": 309",
                "\"fragments\": 1743",
                "\"verifiedFragments\": 1743",
                "\"reassembled\": 309",
                "\"identical\": 309",
                "\"copiedBytes\": 0",
                "\"leaked\": 0",
                "\"dropped\": 0",
                "\"name\": \"reassembler\"",
                "\"name\": \"netty adaptive\"")) {
            assertTrue(json.contains(line), () -> line + " must be in " + json);
        }
        final String sentence =
                "309 of 309 packets that were cut are identical after reassembly, from 1,743 fragments; ";
        assertTrue(said().contains(sentence), this::said);
        assertTrue(said().contains("; the baselines run without that lane"), this::said);
        // One pass is 173 packets that fit and 581 fragments.
        assertEquals(3 * (173 + 581), packetsIn("fragments.pcap"));
    }

    /** What is no IPv4 packet with a right header goes whole, however long it is, and the report says so. */
    @Test
    void shouldCountWhatIsLongAndStaysWhole() throws IOException {
        final Path file = directory.resolve("whole.pcap");
        try (PcapWriter writer = new PcapWriter(file, 1, 26_000)) {
            writeFrame(writer, 26_000, 0x86DD);
            writeFrame(writer, 14 + 1501, 0x0800);
            // These fit, the one with a tag too.
            writeFrame(writer, 14 + 1500, 0x86DD);
            writeFrame(writer, 18 + 1500, 0x8100);
        }
        requireOnlyColdAllocation(
                run("--capture", file.toString(), "--mtu", "1500", "--loops", "2", "--warm-up", "1", "--no-baselines"));
        final String sentence = "0 of 0 packets that were cut are identical after reassembly, from 0 fragments;"
                + " 4 longer than 1,500 B stayed whole: not IPv4 over Ethernet, or with a wrong header";
        assertTrue(said().contains(sentence), this::said);
        final String json = Files.readString(directory.resolve("result.json"));
        assertTrue(json.contains("\"packetsCut\": 0"), json);
        assertTrue(json.contains("\"packetsLeftWhole\": 4"), json);
    }

    private static void writeFrame(final PcapWriter writer, final int length, final int type) throws IOException {
        final ByteBuffer frame = ByteBuffer.allocate(length).putShort(12, (short) type);
        writer.write(0, length, new ByteBuffer[] {frame}, 0, 1, length);
    }

    @ParameterizedTest
    @CsvSource({"68, new-mdls, 64", "68, original-mdls, 2048", "577, new-mdls, 64", "9000, new-mdls, 2048"})
    void shouldFragmentAndReassembleWhateverTheSizes(final int mtu, final String mode, final int slotSize)
            throws IOException {
        requireOnlyColdAllocation(run(("--mtu " + mtu + " --mode " + mode + " --slot-size " + slotSize
                        + " --capacity 1 --lanes 2 --loops 2 --warm-up 1 --no-baselines")
                .split(" ")));
        final String json = Files.readString(directory.resolve("result.json"));
        assertTrue(json.contains("\"copiedBytes\": 0") && json.contains("\"dropped\": 0"), json);
    }

    @Test
    void shouldHaveNoReassemblerWithoutAnMtu() throws IOException {
        requireOnlyColdAllocation(run("--loops", "1", "--warm-up", "1", "--no-baselines"));
        final String json = Files.readString(directory.resolve("result.json"));
        assertFalse(json.contains("fragment") || json.contains("reassembler"), json);
        assertFalse(said().contains("fragment"), this::said);
        assertFalse(Files.exists(directory.resolve("fragments.pcap")));
    }

    private int packetsIn(final String file) throws IOException {
        int packets = 0;
        try (Capture capture = Capture.open(directory.resolve(file))) {
            while (capture.next()) {
                packets++;
            }
        }
        return packets;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--lanes 1 | --lanes must be from 2 to 64: 1",
                "--lanes 65 | --lanes must be from 2 to 64: 65",
                "--loops 0 | --loops must be at least 1: 0",
                "--warm-up -1 | --warm-up must not be negative: -1",
                "--turns 0 | --turns must be from 1 to 1000: 0",
                "--turns 1001 | --turns must be from 1 to 1000: 1001",
                "--slot-size 0 | --slot-size must be at least 1: 0",
                "--slot-size 63 | slot size must hold the headroom of 64 bytes: slotSize=63",
                "--slot-size 2147483647 | blockLength must be from 0 to",
                "--capacity 0 | --capacity must be at least 1: 0",
                "--capacity -5 | --capacity must be at least 1: -5",
                "--capacity 2147483647 | capacity must be positive",
                "--capacity 1000000 --slot-size 1000000 | direct memory must hold",
                "--mtu 67 | --mtu must be from 68 to 65535: 67",
                "--mtu 65536 | --mtu must be from 68 to 65535: 65536",
                "--mtu -1500 | --mtu must be from 68 to 65535: -1500",
                "--mtu jumbo | Invalid value for option '--mtu'",
                "--mtu 99999999999 | Invalid value for option '--mtu'",
                "--mtu | Expected parameter for option '--mtu'",
                "--mode both | --mode must be new-mdls or original-mdls: both",
                "--lanes four | Invalid value for option '--lanes'",
                "--nonsense | Unknown option: '--nonsense'",
                "--capture missing.pcap | missing.pcap"
            })
    void shouldRefuseBadInputWithASentence(final String arguments, final String sentence) {
        final int code = run(arguments.split(" "));
        assertEquals(FanoutMain.BAD_INPUT, code, this::said);
        assertTrue(said().contains(sentence), this::said);
        assertFalse(said().contains("Exception"), this::said);
    }

    @Test
    void shouldRefuseFilesThatAreNoCaptures() throws IOException {
        final Path file = directory.resolve("text.pcap");
        for (final String content : List.of("", "x", "this is no capture at all, it is a text")) {
            Files.writeString(file, content);
            assertEquals(FanoutMain.BAD_INPUT, run("--capture", file.toString()), this::said);
            assertTrue(said().contains("text.pcap"), this::said);
        }
    }

    @Test
    void shouldRefuseATruncatedCapture() throws IOException {
        final byte[] whole = Files.readAllBytes(Path.of("src/test/resources/captures/http.pcap"));
        final Path file = directory.resolve("cut.pcap");
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertEquals(FanoutMain.BAD_INPUT, run("--capture", file.toString()), this::said);
        assertTrue(said().contains("cut.pcap"), this::said);
    }

    @Test
    void shouldReplayAFrameOf100000BytesAndLeaveItOutOfTheTunnel() throws IOException {
        final int length = 100_000;
        final ByteBuffer content = ByteBuffer.allocate(40 + length).order(ByteOrder.LITTLE_ENDIAN);
        content.putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0);
        content.putInt(length).putInt(1).putInt(1).putInt(2).putInt(length).putInt(length);
        final Path file = directory.resolve("long.pcap");
        Files.write(file, content.array());
        requireOnlyColdAllocation(
                run("--capture", file.toString(), "--loops", "2", "--warm-up", "1", "--no-baselines"));
        try (Capture tunnel = Capture.open(directory.resolve("tunnel.pcap"))) {
            assertFalse(tunnel.next());
        }
    }

    @Test
    void shouldRefuseAnOutputDirectoryThatIsAFile() throws IOException {
        final Path file = Files.createFile(directory.resolve("file"));
        assertEquals(
                FanoutMain.BAD_INPUT,
                FanoutMain.run(new String[] {"--out", file.toString()}, stream(out), stream(err)));
        assertTrue(said().contains("must be a directory"), this::said);
    }

    /** A run leaves captures that invite to be read; written over while they are read they would be gone. */
    @Test
    void shouldRefuseToWriteOverItsOwnInput() throws IOException {
        final byte[] whole = Files.readAllBytes(Path.of("src/test/resources/captures/http.pcap"));
        final Path baselines = Files.createDirectory(directory.resolve("baseline"));
        for (final Path file : List.of(
                directory.resolve("tunnel.pcap"),
                directory.resolve("recorded-113.pcap"),
                baselines.resolve("recorded.pcap"),
                Files.createSymbolicLink(directory.resolve("linked.pcap"), directory.resolve("tunnel.pcap")))) {
            Files.write(file, whole);
            assertEquals(FanoutMain.BAD_INPUT, run("--capture", file.toString()), this::said);
            assertTrue(said().contains("--capture must not be a file that this run writes over: " + file), this::said);
            assertArrayEquals(whole, Files.readAllBytes(file));
        }
        final Path other = Files.write(directory.resolve("http.pcap"), whole);
        requireOnlyColdAllocation(
                run("--capture", other.toString(), "--loops", "1", "--warm-up", "1", "--no-baselines"));
        assertArrayEquals(whole, Files.readAllBytes(other));
    }

    @Test
    void shouldLeaveAloneWhatElseLiesBesideTheBaselines() throws IOException {
        final Path note = Files.createDirectory(directory.resolve("baseline")).resolve("note");
        Files.writeString(note, "mine");
        requireOnlyColdAllocation(run("--loops", "1", "--warm-up", "1"));
        assertEquals("mine", Files.readString(note));
    }

    @Test
    void shouldLeaveALinkToWhereTheBaselinesGo() throws IOException {
        final Path target = Files.createDirectory(directory.resolve("elsewhere"));
        final Path link = Files.createSymbolicLink(directory.resolve("baseline"), target);
        requireOnlyColdAllocation(run("--loops", "1", "--warm-up", "1"));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(0, target.toFile().list().length, "what the baselines wrote is gone");
    }

    @Test
    void shouldRefuseABaselineDirectoryThatIsAFileBeforeTheFirstTurn() throws IOException {
        final Path file = Files.createFile(directory.resolve("baseline"));
        assertEquals(FanoutMain.BAD_INPUT, run("--loops", "1", "--warm-up", "1"), this::said);
        assertTrue(said().contains("nbl4j-fanout: " + file + ": must be a directory"), this::said);
        assertFalse(Files.exists(directory.resolve("recorded.pcap")), "nothing has run yet");
    }

    /** It fails on the thread of a lane, which makes it no proof. Only Linux has a file that is always full. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldSayWhichFileALaneCannotWrite() throws IOException {
        final Path file = Files.createSymbolicLink(directory.resolve("recorded-0.pcap"), Path.of("/dev/full"));
        final int code = run("--capture", captureOfTwoLinkTypes(0, 1).toString(), "--loops", "1", "--no-baselines");
        assertEquals(FanoutMain.BAD_INPUT, code, this::said);
        assertTrue(said().contains("nbl4j-fanout: " + file + ": cannot be written after byte 0: "), this::said);
        assertFalse(said().contains("Exception"), this::said);
    }

    /** Only Linux has {@code /dev/full}. */
    @ParameterizedTest
    @EnabledOnOs(OS.LINUX)
    @CsvSource({
        "result.json, missing/file, no such file or directory",
        "latency.hgrm, missing/file, no such file or directory",
        "result.json, /dev/full, ''",
        "latency.hgrm, /dev/full, ''"
    })
    void shouldSayWhichReportCannotBeWritten(final String name, final String target, final String reason)
            throws IOException {
        final Path file = Files.createSymbolicLink(directory.resolve(name), directory.resolve(target));
        assertEquals(FanoutMain.BAD_INPUT, run("--loops", "1", "--warm-up", "1", "--no-baselines"), this::said);
        assertTrue(said().contains("nbl4j-fanout: " + file + ": cannot be written: " + reason), this::said);
    }

    /** Two names for one file: the second link type is written over the first, and the proof finds it. */
    @Test
    void shouldSayWhichProofFailsAlsoWhenTheReportCannotBeWritten() throws IOException {
        Files.createSymbolicLink(directory.resolve("recorded-0.pcap"), directory.resolve("recorded.pcap"));
        final Path file = Files.createDirectory(directory.resolve("result.json"));
        final int code = run("--capture", captureOfTwoLinkTypes(0, 1, 1).toString(), "--loops", "1", "--no-baselines");
        assertEquals(FanoutMain.BAD_INPUT, code, this::said);
        final String sentence = "proof fails: nbl4j: 2 of 3 recorded packets equal the input";
        assertEquals(2, said().split(sentence, -1).length, this::said);
        assertTrue(said().contains("nbl4j-fanout: " + file + ": cannot be written: "), this::said);
    }

    @Test
    void shouldSayWhichProofFailsAlsoWhenWhatComesLaterCannotRun() throws IOException {
        Files.createSymbolicLink(directory.resolve("recorded-0.pcap"), directory.resolve("recorded.pcap"));
        final Path file = Files.createDirectories(directory.resolve("baseline").resolve("recorded.pcap"));
        final int code = run("--capture", captureOfTwoLinkTypes(0, 1, 1).toString(), "--loops", "1");
        assertEquals(FanoutMain.BAD_INPUT, code, this::said);
        final String sentence = "proof fails: nbl4j: 2 of 3 recorded packets equal the input";
        assertEquals(2, said().split(sentence, -1).length, this::said);
        assertTrue(said().contains("nbl4j-fanout: " + file + ": cannot be created: "), this::said);
    }

    /** As above, but as many packets of each: what lies in the one file equals the input twice. */
    @Test
    void shouldNotTakeTheFileOfOneLinkTypeForThatOfAnother() throws IOException {
        final Path file = directory.resolve("recorded.pcap");
        Files.createSymbolicLink(directory.resolve("recorded-0.pcap"), file);
        final int code = run("--capture", captureOfTwoLinkTypes(0, 1).toString(), "--loops", "1", "--no-baselines");
        assertEquals(FanoutMain.FAILS, code, this::said);
        assertTrue(said().contains("proof fails: nbl4j: link type must be 1 in " + file + ": 0"), this::said);
        assertTrue(said().contains("proof fails: nbl4j: 1 of 2 recorded packets equal the input"), this::said);
    }

    /** Packets of 60 zeros each: those of interface 0 are Ethernet frames, those of 1 have the link type 0. */
    private Path captureOfTwoLinkTypes(final int... interfaces) throws IOException {
        final int length = 60;
        final int block = 32 + length;
        final ByteBuffer content =
                ByteBuffer.allocate(28 + 2 * 20 + interfaces.length * block).order(ByteOrder.LITTLE_ENDIAN);
        content.putInt(0x0a0d0d0a)
                .putInt(28)
                .putInt(0x1a2b3c4d)
                .putInt(1)
                .putLong(-1)
                .putInt(28);
        for (final int linkType : new int[] {1, 0}) {
            content.putInt(1).putInt(20).putInt(linkType).putInt(0).putInt(20);
        }
        for (final int interfaceId : interfaces) {
            content.putInt(6)
                    .putInt(block)
                    .putInt(interfaceId)
                    .putLong(0)
                    .putInt(length)
                    .putInt(length);
            content.position(content.position() + length).putInt(block);
        }
        return Files.write(directory.resolve("two.pcapng"), content.array());
    }

    static List<Arguments> failuresOfFiles() {
        return List.of(
                Arguments.of(new NoSuchFileException("a"), "a: no such file or directory"),
                Arguments.of(new AccessDeniedException("a"), "a: permission denied"),
                Arguments.of(new FileSystemException("a", null, "Is a directory"), "a: Is a directory"),
                Arguments.of(new NotDirectoryException("a"), "a: NotDirectoryException"),
                Arguments.of(new IOException("no space left"), "no space left"),
                Arguments.of(new IOException(), "IOException"));
    }

    @ParameterizedTest
    @MethodSource("failuresOfFiles")
    void shouldSayWhatTheJdkLeavesToTheType(final IOException failure, final String sentence) {
        assertEquals(sentence, FanoutMain.sentence(failure));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "--no-baselines"})
    void shouldNotSucceedWhenItsOwnOutputIsLost(final String argument) throws IOException {
        final OutputStream closed = OutputStream.nullOutputStream();
        closed.close();
        final String[] all = {argument, "--loops", "1", "--warm-up", "1", "--turns", "1", "--out", "" + directory};
        assertEquals(FanoutMain.BAD_INPUT, FanoutMain.run(all, new PrintStream(closed), stream(err)), this::said);
        assertTrue(said().contains("nbl4j-fanout: standard output: cannot be written"), this::said);
    }

    @Test
    void shouldSayWhichCaptureTheHeapCannotHold() throws Exception {
        final int length = 200_000;
        final int packets = 500;
        final Path file = directory.resolve("large.pcap");
        try (PcapWriter writer = new PcapWriter(file, 1, length)) {
            for (int i = 0; i < packets; i++) {
                writer.write(i, length, new ByteBuffer[] {ByteBuffer.allocate(length)}, 0, 1, length);
            }
        }
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        Preflight.REQUIRED_OPTION,
                        "-cp",
                        System.getProperty("java.class.path"),
                        FanoutMain.class.getName(),
                        "--capture",
                        file.toString(),
                        "--out",
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(FanoutMain.BAD_INPUT, process.waitFor(), said);
        assertTrue(
                said.contains("nbl4j-fanout: the heap must hold the packets of the capture: " + file + " packets="
                        + packets + " bytes=" + (long) packets * length + " (raise -Xmx)"),
                said);
    }

    /** On the thread of a lane as on the main one. */
    @Test
    void shouldSayThatTheHeapIsTooSmallAlsoForAThread() {
        final FanoutOptions options = new FanoutOptions();
        new CommandLine(options).parseArgs("--capacity", "7");
        final FanoutException failure = new FanoutException("a thread failed", new OutOfMemoryError("Java heap space"));
        assertEquals(FanoutMain.BAD_INPUT, FanoutMain.failed(failure, options, stream(err)), this::said);
        final String sentence = "nbl4j-fanout: the heap must hold what --capacity asks for: capacity=7 (Java heap";
        assertTrue(said().contains(sentence), this::said);
    }

    @Test
    void shouldExplainItself() {
        assertEquals(FanoutMain.HOLDS, run("--help"));
        assertTrue(said().contains("--capture=FILE"), this::said);
        assertTrue(said().contains("2 input or output is bad"), this::said);
        assertEquals(FanoutMain.HOLDS, run("--version"));
    }

    /**
     * Two loops after two are too few for the JVM to be warm, so here the proofs that may fail are that of the
     * allocation and that of the collections, which what is allocated cold and what JUnit leaves can cause; the
     * allocation test and the program's own run demand them.
     */
    private void requireOnlyColdAllocation(final int code) {
        final List<String> failures = new ArrayList<>(said().lines()
                .filter(line -> line.startsWith("proof fails: "))
                .filter(line -> !isOfColdJvm(line))
                .toList());
        assertEquals(List.of(), failures);
        assertTrue(code == FanoutMain.HOLDS || isOfColdJvm(said()), this::said);
    }

    private static boolean isOfColdJvm(final String said) {
        return said.contains("allocatedBytesPerPacket") || said.contains("no collection may run");
    }

    private int run(final String... arguments) {
        final List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--out", directory.toString()));
        if (!all.contains("--turns")) {
            all.addAll(List.of("--turns", "1"));
        }
        out.reset();
        err.reset();
        return FanoutMain.run(all.toArray(String[]::new), stream(out), stream(err));
    }

    private static PrintStream stream(final ByteArrayOutputStream target) {
        return new PrintStream(target, true);
    }

    private String said() {
        return out.toString() + err;
    }
}
