// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import io.github.nbl4j.fanout.capture.Capture;
import io.github.nbl4j.fanout.capture.CaptureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads back what was written and compares it with the input, byte by byte. */
final class Proofs {
    private final CaptureInput input;
    private final PacketIndex index;
    private final int loops;
    private final List<String> failures = new ArrayList<>();
    private String during = "";

    Proofs(final CaptureInput input, final PacketIndex index, final int loops) {
        this.input = input;
        this.index = index;
        this.loops = loops;
    }

    /** From now on what does not hold is that turn's. */
    void begin(final int turn) {
        during = "turn " + turn + ": ";
    }

    /** What did not hold, one sentence each. */
    List<String> failures() {
        return failures;
    }

    private void fail(final String sentence) {
        failures.add(during + sentence);
    }

    void require(final boolean holds, final String sentence) {
        if (!holds) {
            fail(sentence);
        }
    }

    /** Recorded packets that equal the input: bytes, time and length on the wire. */
    long verifyRecorded(final RunResult result) throws IOException {
        long verified = 0;
        // A file for each, in this order.
        final List<Integer> linkTypes = index.summary().linkTypes();
        for (int i = 0; i < result.recorded().size(); i++) {
            verified += compare(result, result.recorded().get(i), 0, linkTypes.get(i));
        }
        require(
                verified == result.packets(),
                result.name() + ": " + verified + " of " + result.packets() + " recorded packets equal the input");
        return verified;
    }

    /** Tunnel packets whose inner frames equal the input. */
    long verifyTunnelled(final RunResult result) throws IOException {
        long verified = 0;
        for (final Path file : result.tunnelled()) {
            verified += compare(result, file, VxlanHeader.LENGTH, TunnelWork.ETHERNET);
        }
        final long expected = (long) carried() * loops;
        require(
                verified == expected,
                result.name() + ": " + verified + " of " + expected + " inner frames equal the input");
        return verified;
    }

    /** Packets of one pass that the tunnel carries. */
    int carried() {
        int carried = 0;
        for (int i = 0; i < index.packets(); i++) {
            carried += TunnelWork.carries(index, i) ? 1 : 0;
        }
        return carried;
    }

    /** Fragments in the file that carry their part of the input behind a right header; joined, they must equal it. */
    long verifyFragments(final RunResult result, final Fragmentation fragmentation, final FragmentPlan plan)
            throws IOException {
        final long expected = plan.cut() * loops;
        require(
                fragmentation.reassembled() == expected && fragmentation.identical() == expected,
                result.name() + ": " + fragmentation.identical() + " of " + expected
                        + " packets equal the input after reassembly, reassembled=" + fragmentation.reassembled());
        final FragmentProof proof = new FragmentProof(index, plan);
        for (final Path file : fragmentation.recorded()) {
            verifyFragments(result, file, proof);
        }
        require(
                proof.verified() == plan.allFragments() * loops && fragmentation.fragments() == proof.verified(),
                result.name() + ": " + proof.verified() + " of " + plan.allFragments() * loops
                        + " fragments are right, arrived=" + fragmentation.fragments());
        return proof.verified();
    }

    private void verifyFragments(final RunResult result, final Path file, final FragmentProof proof)
            throws IOException {
        try (Capture expected = input.open()) {
            try (Capture written = Capture.open(file)) {
                boolean isRight = true;
                for (int loop = 0; isRight && loop < loops; loop++) {
                    isRight = proof.verify(written, expected);
                }
                require(isRight && !written.next(), result.name() + ": a record differs in " + file);
            } catch (final CaptureException ex) {
                failUnread(result, ex);
            }
        }
    }

    /** The input was read to its end before the run: what cannot be read now is what the run wrote. */
    private void failUnread(final RunResult result, final CaptureException failure) {
        fail(result.name() + ": what was written must be readable: " + failure.getMessage());
    }

    /** Every strategy must have read every byte in order, and so must the reassembler. */
    void verifyHashes(final RunResult result) {
        final int expected = index.expectedHash(loops);
        for (final RunResult.LaneResult lane : result.lanes()) {
            if (lane.name().startsWith("strategy") || lane.name().equals(ReassemblerWork.NAME)) {
                require(
                        lane.hash() == expected,
                        result.name() + ": " + lane.name() + " must have read every byte: hash=" + lane.hash()
                                + " expected=" + expected);
            }
        }
    }

    /** Walks a written file beside the input's packets of the same kind; counts those that are equal. */
    private long compare(final RunResult result, final Path file, final int skip, final int linkType)
            throws IOException {
        long equal = 0;
        try (Capture expected = input.open()) {
            try (Capture written = Capture.open(file)) {
                if (written.next() && written.linkType() != linkType) {
                    fail(result.name() + ": link type must be " + linkType + " in " + file + ": " + written.linkType());
                    return equal;
                }
                written.rewind();
                for (int loop = 0; loop < loops; loop++) {
                    expected.rewind();
                    for (int i = 0; expected.next(); i++) {
                        final boolean isIn = skip > 0 ? TunnelWork.carries(index, i) : index.linkType(i) == linkType;
                        if (isIn && !isNextEqual(written, expected, skip)) {
                            fail(result.name() + ": packet " + i + " of loop " + loop + " differs in " + file);
                            return equal;
                        }
                        equal += isIn ? 1 : 0;
                    }
                }
                require(!written.next(), result.name() + ": more packets than were sent lie in " + file);
            } catch (final CaptureException ex) {
                failUnread(result, ex);
            }
        }
        return equal;
    }

    private static boolean isNextEqual(final Capture written, final Capture expected, final int skip)
            throws CaptureException {
        return written.next()
                && written.capturedLength() == expected.capturedLength() + skip
                && written.timestampNanos() == expected.timestampNanos()
                && (skip > 0 || written.originalLength() == expected.originalLength())
                && written.regionMatches(skip, expected, 0, expected.capturedLength());
    }
}
