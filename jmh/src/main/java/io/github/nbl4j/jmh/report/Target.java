// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import static io.github.nbl4j.jmh.Work.ALLOCATE_FREE;
import static io.github.nbl4j.jmh.Work.BURST_256;
import static io.github.nbl4j.jmh.Work.CLONE;
import static io.github.nbl4j.jmh.Work.CLONE_4X2;
import static io.github.nbl4j.jmh.Work.CLONE_4X2_NEW_MDLS;
import static io.github.nbl4j.jmh.Work.CLONE_LIST_8;
import static io.github.nbl4j.jmh.Work.CLONE_NEW_MDLS;
import static io.github.nbl4j.jmh.Work.EXHAUSTED;
import static io.github.nbl4j.jmh.Work.FAN_OUT_4;
import static io.github.nbl4j.jmh.Work.HAND_OFF;
import static io.github.nbl4j.jmh.Work.PACKET_4_CLONES;
import static io.github.nbl4j.jmh.Work.TWO_THREADS;

import io.github.nbl4j.jmh.Work;
import java.util.List;

/**
 * What the library must reach, and what it aims at. What needs percentiles is <code>jmh/run latency</code>'s.
 *
 * @param work of ours.
 * @param anchor of {@link Formula#RATIO}; null of the others.
 */
record Target(Work work, Formula formula, Subject anchor, double must, double aim) {
    private static final String DPDK = "DPDK, cache 256";

    /** All of them: whoever changes the list changes what is claimed. */
    static final List<Target> ALL = List.of(
            ratio(CLONE, DPDK, 0.65, 0.40),
            ratio(CLONE, "Netty adaptive", 0.85, 0.55),
            new Target(CLONE, Formula.RATIO, Subject.FLOOR, 2.5, 1.5),
            ratio(CLONE_NEW_MDLS, DPDK, 0.75, 0.45),
            ratio(CLONE_4X2, DPDK, 0.50, 0.25),
            ratio(CLONE_4X2_NEW_MDLS, DPDK, 0.95, 0.60),
            ratio(ALLOCATE_FREE, DPDK, 1.1, 0.6),
            ratio(BURST_256, "JCTools MPMC of magazines", 0.35, 0.20),
            // A pair is as local as a short list.
            ratio(CLONE_LIST_8, DPDK + ", pair", 0.35, 0.16),
            ratio(PACKET_4_CLONES, DPDK, 0.70, 0.45),
            ratio(HAND_OFF, DPDK + ", burst 32", 0.60, 0.25),
            ratio(FAN_OUT_4, DPDK, 0.80, 0.40),
            new Target(TWO_THREADS, Formula.SPEEDUP, null, 1.9, 1.98),
            new Target(EXHAUSTED, Formula.NANOS, null, 3, 1));

    /** How ours and the anchor become one number, and which numbers are good. */
    enum Formula {
        /** Time of ours by time of the anchor: the less, the better. */
        RATIO("<="),
        /** Time of ours. */
        NANOS("<="),
        /** What two threads of ours get done, by what one of them gets done alone. */
        SPEEDUP(">=");

        private final String sign;

        Formula(final String sign) {
            this.sign = sign;
        }

        /** How the number must stand to its limit. */
        String sign() {
            return sign;
        }

        boolean holds(final double value, final double limit) {
            return this == SPEEDUP ? value >= limit : value <= limit;
        }
    }

    /** Judges each of ours that does the work; one verdict, that nothing was measured, if none does. */
    List<Verdict> judge(final Report report) {
        final List<Verdict> verdicts = report.of(work).stream()
                .filter(figure -> figure.subject().isOurs())
                .map(figure -> Verdict.of(this, figure.subject(), report))
                .toList();
        return verdicts.isEmpty() ? List.of(Verdict.of(this, new Subject(work, Subject.OURS), report)) : verdicts;
    }

    private static Target ratio(final Work work, final String anchor, final double must, final double aim) {
        return new Target(work, Formula.RATIO, new Subject(work, anchor), must, aim);
    }
}
