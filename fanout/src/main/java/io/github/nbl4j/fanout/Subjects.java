// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import io.github.nbl4j.fanout.capture.CaptureException;
import io.github.nbl4j.fanout.capture.PcapRecorder;
import io.github.nbl4j.fanout.medium.CopyMedium;
import io.github.nbl4j.fanout.medium.Medium;
import io.github.nbl4j.fanout.medium.NblMedium;
import io.github.nbl4j.fanout.medium.NettyMedium;
import io.github.nbl4j.nbl.NetBufferList;
import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The media that are run, by turns: ours into the output directory, the baselines into one that goes. */
final class Subjects implements AutoCloseable {
    private static final int BASELINES = 4;
    private static final int MAX_ROUNDS = 10;

    private final FanoutOptions options;
    private final CaptureInput input;
    private final PacketIndex index;
    private final FragmentPlan plan;
    private final Progress progress;
    private String footprint = "";
    private Fragmentation fragmentation;
    private int turn;

    /**
     * Creates the directories, so that a place that cannot be written is known before the first turn.
     *
     * @param plan null where nothing is cut.
     */
    Subjects(final FanoutOptions options, final CaptureInput input, final PacketIndex index, final FragmentPlan plan)
            throws CaptureException {
        this.options = options;
        this.input = input;
        this.index = index;
        this.plan = plan;
        PcapRecorder.createDirectory(options.out());
        if (options.withBaselines()) {
            PcapRecorder.createDirectory(options.baselines());
        }
        progress = new Progress(options.allLoops() * (options.withBaselines() ? 1 + BASELINES : 1));
    }

    /** Our turn, which comes first. */
    RunResult runOurs() throws Exception {
        turn++;
        try (NblMedium medium = medium();
                ReassemblerWork reassembler = plan == null ? null : new ReassemblerWork(options.out(), index)) {
            footprint = medium.footprint();
            final NetBufferList[] clones = new NetBufferList[options.lanes()];
            final RunResult result = run(medium, clones, options.out(), MAX_ROUNDS, reassembler);
            fragmentation = reassembler == null ? null : reassembler.result();
            return result;
        }
    }

    private NblMedium medium() {
        final int longestFrame = index.summary().maximumLength();
        return plan == null
                ? new NblMedium(
                        options.capacity(), options.slotSize(), options.lanes(), longestFrame, options.cloneFlags())
                : new NblMedium(
                        options.capacity(),
                        options.slotSize(),
                        options.lanes() + 1,
                        longestFrame,
                        options.cloneFlags(),
                        plan.mtu(),
                        plan.mostFragments());
    }

    /** Of our run; null where nothing is cut. */
    Fragmentation fragmentation() {
        return fragmentation;
    }

    String footprint() {
        return footprint;
    }

    /** The turns of the others, which end the round. */
    List<RunResult> runBaselines(final Proofs proofs) throws Exception {
        final List<RunResult> results = new ArrayList<>();
        final Path directory = options.baselines();
        results.add(check(
                proofs,
                directory,
                new CopyMedium("byte[] copy", ByteBuffer::allocate),
                new ByteBuffer[options.lanes()]));
        results.add(check(
                proofs,
                directory,
                new CopyMedium("allocateDirect copy", ByteBuffer::allocateDirect),
                new ByteBuffer[options.lanes()]));
        results.add(check(
                proofs,
                directory,
                new NettyMedium("netty pooled", new PooledByteBufAllocator(true)),
                new ByteBuf[options.lanes()]));
        results.add(check(
                proofs,
                directory,
                new NettyMedium("netty adaptive", new AdaptiveByteBufAllocator(true)),
                new ByteBuf[options.lanes()]));
        return results;
    }

    private <P> RunResult check(final Proofs proofs, final Path directory, final Medium<P> medium, final P[] clones)
            throws Exception {
        final RunResult result = run(medium, clones, directory, 1, null);
        proofs.verifyRecorded(result);
        proofs.verifyTunnelled(result);
        proofs.verifyHashes(result);
        proofs.require(result.leaked() == 0, result.name() + " must not leak: leaked=" + result.leaked());
        proofs.require(result.dropped() == 0, result.name() + " must not drop: dropped=" + result.dropped());
        delete(result.recorded());
        delete(result.tunnelled());
        return result;
    }

    private <P> RunResult run(
            final Medium<P> medium,
            final P[] clones,
            final Path directory,
            final int maxRounds,
            final LaneWork<P> further)
            throws Exception {
        progress.start(medium.name(), options.warmUpLoops(turn) + options.loops());
        return new FanoutRun(options, input, index, progress::loops, options.warmUpLoops(turn), maxRounds)
                .run(medium, clones, directory, further);
    }

    private static void deleteIfEmpty(final Path directory) throws IOException {
        // A link is not of this run, whatever it leads to.
        if (Files.isSymbolicLink(directory)) {
            return;
        }
        try {
            Files.delete(directory);
        } catch (final DirectoryNotEmptyException ex) {
            // What else lies there is not of this run, and stays.
        }
    }

    private static void delete(final List<Path> files) throws IOException {
        for (final Path file : files) {
            Files.delete(file);
        }
    }

    @Override
    public void close() throws IOException {
        progress.close();
        if (options.withBaselines()) {
            deleteIfEmpty(options.baselines());
        }
    }
}
