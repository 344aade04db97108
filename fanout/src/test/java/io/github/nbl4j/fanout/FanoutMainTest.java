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
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        final String sentence = "309 of 309 packets longer than 1,500 B are identical after reassembly,"
                + " from 1,743 fragments; the baselines run without that lane";
        assertTrue(said().contains(sentence), this::said);
        // One pass is 173 packets that fit and 581 fragments.
        assertEquals(3 * (173 + 581), packetsIn("fragments.pcap"));
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

    @Test
    void shouldExplainItself() {
        assertEquals(FanoutMain.HOLDS, run("--help"));
        assertTrue(said().contains("--capture=FILE"), this::said);
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
