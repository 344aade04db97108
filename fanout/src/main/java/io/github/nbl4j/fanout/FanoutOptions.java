// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.fanout.ip.Ipv4Fragmenter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
        name = "nbl4j-fanout",
        mixinStandardHelpOptions = true,
        version = "nbl4j 0.1.0",
        sortOptions = false,
        description = "Replays a capture through a pool, hands a clone of every packet to each lane, and proves that"
                + " nothing was copied, lost, leaked or allocated.",
        footer = "Exit: 0 every proof holds, 1 one fails, 2 input or output is bad.")
final class FanoutOptions {
    /** How clones reach the original's bytes. */
    enum Mode {
        NEW_MDLS,
        ORIGINAL_MDLS
    }

    /** Names of the files that a run writes; those of further link types have a number. */
    private static final Pattern OUTPUTS =
            Pattern.compile("(recorded|tunnel|fragments)(-\\d+)?\\.pcap|result\\.json|latency\\.hgrm");

    private static final int MAX_LANES = 64;
    private static final int MAX_TURNS = 1000;
    private static final int MAX_LATER_WARM_UP_LOOPS = 10;

    @Option(names = "--capture", paramLabel = "FILE", description = "pcap or pcapng; default: the bundled capture")
    private Path capture;

    @Option(
            names = "--lanes",
            defaultValue = "4",
            description = "consumers: all but two are strategies, then a tunnel and a recorder (${DEFAULT-VALUE})")
    private int lanes;

    @Option(names = "--loops", defaultValue = "50", description = "measured passes over the capture (${DEFAULT-VALUE})")
    private int loops;

    @Option(
            names = "--warm-up",
            paramLabel = "LOOPS",
            defaultValue = "100",
            description = "passes before that are not measured (${DEFAULT-VALUE}); in later turns 10 at most")
    private int warmUpLoops;

    @Option(
            names = "--turns",
            defaultValue = "5",
            description = "times that each medium is run, by turns; the table shows its middle one (${DEFAULT-VALUE})")
    private int turns;

    @Option(
            names = "--mode",
            defaultValue = "new-mdls",
            description = "new-mdls or original-mdls: whether a clone gets Mdls of its own (${DEFAULT-VALUE})")
    private String mode;

    @Option(
            names = "--slot-size",
            paramLabel = "BYTES",
            defaultValue = "2048",
            description = "memory of a list; longer frames become Mdl chains (${DEFAULT-VALUE})")
    private int slotSize;

    @Option(names = "--capacity", paramLabel = "LISTS", defaultValue = "1024", description = "(${DEFAULT-VALUE})")
    private int capacity;

    @Option(
            names = "--mtu",
            paramLabel = "BYTES",
            description = "a lane more: longer IPv4 packets reach it as fragments, which it joins. DF does not protect"
                    + " them: what GRO joined never was one packet on the wire. Not for the baselines")
    private Integer mtu;

    @Option(names = "--no-baselines", description = "run nbl4j alone")
    private boolean noBaselines;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "target/fanout",
            description = "where result.json, recorded.pcap, tunnel.pcap, fragments.pcap, latency.hgrm go"
                    + " (${DEFAULT-VALUE})")
    private Path out;

    /** Throws with a sentence when a value is out of range, or the run would write over its own input. */
    void check() throws IOException {
        require(lanes >= 2 && lanes <= MAX_LANES, "--lanes must be from 2 to " + MAX_LANES, lanes);
        require(loops >= 1, "--loops must be at least 1", loops);
        require(warmUpLoops >= 0, "--warm-up must not be negative", warmUpLoops);
        require(turns >= 1 && turns <= MAX_TURNS, "--turns must be from 1 to " + MAX_TURNS, turns);
        require(slotSize >= 1, "--slot-size must be at least 1", slotSize);
        require(capacity >= 1, "--capacity must be at least 1", capacity);
        if (mtu != null) {
            final int minimum = Ipv4Fragmenter.MINIMUM_MTU;
            final int maximum = Ipv4Fragmenter.MAXIMUM_MTU;
            require(mtu >= minimum && mtu <= maximum, "--mtu must be from " + minimum + " to " + maximum, mtu);
        }
        mode();
        if (capture != null) {
            requireCaptureStays(out);
            requireCaptureStays(baselines());
        }
    }

    private void requireCaptureStays(final Path directory) throws IOException {
        if (!Files.isDirectory(directory) || !Files.exists(capture)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                directory,
                file -> OUTPUTS.matcher(file.getFileName().toString()).matches())) {
            for (final Path file : files) {
                if (Files.exists(file) && Files.isSameFile(file, capture)) {
                    throw new IllegalArgumentException("--capture must not be a file that this run writes over: "
                            + capture + " (copy it, or choose another --out)");
                }
            }
        }
    }

    private static void require(final boolean holds, final String sentence, final int value) {
        if (!holds) {
            throw new IllegalArgumentException(sentence + ": " + value);
        }
    }

    Path capture() {
        return capture;
    }

    int lanes() {
        return lanes;
    }

    int loops() {
        return loops;
    }

    /** Of a turn, from 1: in later ones everything is compiled, and only the caches must fill. */
    int warmUpLoops(final int turn) {
        return turn == 1 ? warmUpLoops : Math.min(warmUpLoops, MAX_LATER_WARM_UP_LOOPS);
    }

    /** Of one medium, in all turns. */
    long allLoops() {
        return warmUpLoops(1) + (turns - 1L) * warmUpLoops(turns) + (long) turns * loops;
    }

    int turns() {
        return turns;
    }

    Mode mode() {
        for (final Mode each : Mode.values()) {
            if (each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(mode)) {
                return each;
            }
        }
        throw new IllegalArgumentException("--mode must be new-mdls or original-mdls: " + mode);
    }

    int cloneFlags() {
        return mode() == Mode.ORIGINAL_MDLS ? CloneFlags.USE_ORIGINAL_MDLS : CloneFlags.NONE;
    }

    String modeName() {
        return mode;
    }

    int slotSize() {
        return slotSize;
    }

    int capacity() {
        return capacity;
    }

    /** Whether there is a lane behind a link with an MTU. */
    boolean hasMtu() {
        return mtu != null;
    }

    /** In bytes; where there is one. */
    int mtu() {
        return mtu;
    }

    boolean withBaselines() {
        return !noBaselines;
    }

    Path out() {
        return out;
    }

    /** What the baselines write lies here while they run. */
    Path baselines() {
        return out.resolve("baseline");
    }
}
