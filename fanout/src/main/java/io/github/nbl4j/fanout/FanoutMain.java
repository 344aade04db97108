// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import io.github.nbl4j.fanout.capture.Capture;
import io.github.nbl4j.fanout.capture.CaptureException;
import io.github.nbl4j.pool.Preflight;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Entry point of the runnable jar. */
public final class FanoutMain {
    /** Every proof holds. */
    public static final int HOLDS = 0;

    /** A proof fails. */
    public static final int FAILS = 1;

    /** Input or output is bad: a sentence says why. */
    public static final int BAD_INPUT = 2;

    private FanoutMain() {}

    /**
     * Runs the program and exits.
     *
     * @param args the command line; {@code --help} explains it.
     */
    public static void main(final String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /**
     * Runs the program.
     *
     * @param args the command line.
     * @param out for the report.
     * @param err for what went wrong.
     * @return {@link #HOLDS}, {@link #FAILS} or {@link #BAD_INPUT}.
     */
    static int run(final String[] args, final PrintStream out, final PrintStream err) {
        final FanoutOptions options = new FanoutOptions();
        final CommandLine line = new CommandLine(options);
        try {
            line.parseArgs(args);
            if (line.isUsageHelpRequested()) {
                line.usage(out);
                requireWritten(out);
                return HOLDS;
            }
            if (line.isVersionHelpRequested()) {
                line.printVersionHelp(out);
                requireWritten(out);
                return HOLDS;
            }
            options.check();
            Preflight.check();
            return run(options, out, err);
        } catch (final CommandLine.ParameterException | IllegalArgumentException | IllegalStateException ex) {
            err.println("nbl4j-fanout: " + ex.getMessage());
            return BAD_INPUT;
        } catch (final IOException ex) {
            err.println("nbl4j-fanout: " + sentence(ex));
            return BAD_INPUT;
        } catch (final OutOfMemoryError ex) {
            return failed(ex, options, err);
        } catch (final FanoutException ex) {
            return failed(ex, options, err);
        } catch (final Exception ex) {
            err.println("nbl4j-fanout: " + ex.getMessage());
            return FAILS;
        }
    }

    private static int failed(final OutOfMemoryError failure, final FanoutOptions options, final PrintStream err) {
        err.println("nbl4j-fanout: the heap must hold what --capacity asks for: capacity=" + options.capacity() + " ("
                + failure.getMessage() + "; lower it or raise -Xmx)");
        return BAD_INPUT;
    }

    /** A file that a lane writes, or the source reads, fails on their thread, or memory does: that is no proof. */
    static int failed(final FanoutException failure, final FanoutOptions options, final PrintStream err) {
        if (failure.getCause() instanceof IOException cause) {
            err.println("nbl4j-fanout: " + sentence(cause));
            return BAD_INPUT;
        }
        if (failure.getCause() instanceof OutOfMemoryError cause) {
            return failed(cause, options, err);
        }
        err.println("nbl4j-fanout: " + failure.getMessage());
        return FAILS;
    }

    /** Names the file where the exception's own message may be nothing else. */
    static String sentence(final IOException failure) {
        final String reason = CaptureException.reason(failure);
        return failure instanceof FileSystemException of ? of.getFile() + ": " + reason : reason;
    }

    /** A PrintStream does not throw: it must be asked, or what is lost looks like success. */
    private static void requireWritten(final PrintStream out) throws IOException {
        if (out.checkError()) {
            throw new IOException("standard output: cannot be written");
        }
    }

    private static int run(final FanoutOptions options, final PrintStream out, final PrintStream err) throws Exception {
        final CaptureInput input = CaptureInput.of(options.capture());
        final PacketIndex index = index(input);
        final FragmentPlan plan = options.hasMtu() ? FragmentPlan.of(index, options.mtu()) : null;
        final Proofs proofs = new Proofs(input, index, options.loops());
        final Report report;
        try {
            report = runAll(options, input, index, plan, proofs, out);
        } finally {
            // Whatever comes in between, and before anything that may still fail.
            for (final String failure : proofs.failures()) {
                err.println("proof fails: " + failure);
            }
        }
        report.write();
        out.println(proofs.failures().isEmpty() ? "every proof holds" : "a proof fails");
        requireWritten(out);
        return proofs.failures().isEmpty() ? HOLDS : FAILS;
    }

    private static Report runAll(
            final FanoutOptions options,
            final CaptureInput input,
            final PacketIndex index,
            final FragmentPlan plan,
            final Proofs proofs,
            final PrintStream out)
            throws Exception {
        final List<Turns> all = new ArrayList<>();
        Proven proven = null;
        String footprint = "";
        try (Subjects subjects = new Subjects(options, input, index, plan)) {
            for (int i = 1; i <= options.turns(); i++) {
                if (options.turns() > 1) {
                    proofs.begin(i);
                }
                final List<RunResult> turn = new ArrayList<>();
                turn.add(subjects.runOurs());
                proven = prove(proofs, turn.get(0), subjects.fragmentation(), plan);
                if (options.withBaselines()) {
                    turn.addAll(subjects.runBaselines(proofs));
                }
                Turns.add(all, turn);
            }
            footprint = subjects.footprint();
        }
        final Report report = new Report(options, input, index, all, proven);
        report.print(out, footprint);
        return report;
    }

    /** Every turn writes its files anew, and is held against the input before the next. */
    private static Proven prove(
            final Proofs proofs, final RunResult ours, final Fragmentation fragmentation, final FragmentPlan plan)
            throws IOException {
        final long verified = proofs.verifyRecorded(ours);
        final long inner = proofs.verifyTunnelled(ours);
        proofs.verifyHashes(ours);
        requireNothing(proofs, ours);
        return new Proven(verified, inner, FragmentReport.of(proofs, ours, fragmentation, plan));
    }

    private static PacketIndex index(final CaptureInput input) throws CaptureException {
        try (Capture capture = input.open()) {
            return PacketIndex.of(capture);
        }
    }

    private static void requireNothing(final Proofs proofs, final RunResult ours) {
        proofs.require(ours.copiedBytes() == 0, "no byte may be copied: copiedBytes=" + ours.copiedBytes());
        proofs.require(
                ours.allocatedBytesPerPacket() == 0,
                "nothing may be allocated: allocatedBytesPerPacket=" + ours.allocatedBytesPerPacket());
        proofs.require(ours.collections() == 0, "no collection may run: collections=" + ours.collections());
        proofs.require(ours.leaked() == 0, "no list may leak: leaked=" + ours.leaked());
        proofs.require(ours.dropped() == 0, "no packet may be dropped: dropped=" + ours.dropped());
    }
}
