// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.jmh.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetTest {
    private static final Subject ANCHOR = new Subject(Work.CLONE, "anchor");
    private static final Subject PAIRS = new Subject(Work.TWO_THREADS, "nbl4j");

    private final Target ratio = new Target(Work.CLONE, Target.Formula.RATIO, ANCHOR, 0.5, 0.25);
    private final Target nanos = new Target(Work.CLONE, Target.Formula.NANOS, null, 3, 1);
    private final Target speedup = new Target(Work.TWO_THREADS, Target.Formula.SPEEDUP, null, 1.9, 1.98);

    @Test
    void shouldDivideOursByTheAnchor() {
        final Verdict verdict = only(ratio, sample(Fixture.OURS, 10), sample(ANCHOR, 20));
        assertEquals(0.5, verdict.value());
        assertEquals("10.00 / 20.00", verdict.formed());
        assertEquals("nbl4j / anchor", verdict.formula());
        assertTrue(verdict.mustHolds(), "the limit itself holds");
        assertFalse(verdict.aimHolds());
    }

    @Test
    void shouldMissWhenOursIsSlower() {
        final Verdict verdict = only(ratio, sample(Fixture.OURS, 10.1), sample(ANCHOR, 20));
        assertFalse(verdict.mustHolds());
    }

    @Test
    void shouldTakeTheTimeItself() {
        assertTrue(only(nanos, sample(Fixture.OURS, 3)).mustHolds());
        assertFalse(only(nanos, sample(Fixture.OURS, 3)).aimHolds());
        assertFalse(only(nanos, sample(Fixture.OURS, 3.1)).mustHolds());
        assertTrue(only(nanos, sample(Fixture.OURS, 1)).aimHolds());
    }

    @Test
    void shouldCompareTwoThreadsWithOne() {
        final Verdict verdict = only(speedup, pairs(10, Map.of("oneThread", 9.5)));
        assertEquals(1.9, verdict.value());
        assertTrue(verdict.mustHolds());
        assertFalse(verdict.aimHolds());
        assertFalse(only(speedup, pairs(10.1, Map.of("oneThread", 9.5))).mustHolds());
        assertEquals(
                "nobody measured one thread alone",
                only(speedup, pairs(10, Map.of())).absent());
    }

    @Test
    void shouldJudgeEachOfOurs() {
        final List<Verdict> verdicts =
                ratio.judge(report(sample(Fixture.OURS, 10), sample(ANCHOR, 20), sample(Fixture.HANDLES, 5)));
        assertEquals(
                List.of(Fixture.HANDLES, Fixture.OURS),
                verdicts.stream().map(Verdict::ours).toList());
    }

    @Test
    void shouldSayWhyItWasNotMeasured() {
        assertEquals(
                "nobody measures nbl4j in CLONE",
                only(ratio, sample(ANCHOR, 20)).absent());
        assertEquals(
                "nobody measures anchor in CLONE",
                only(ratio, sample(Fixture.OURS, 10)).absent());
        final Verdict absent = only(ratio, sample(Fixture.OURS, 10), Sample.absent(ANCHOR, "Not installed."));
        assertEquals("anchor: Not installed.", absent.absent());
        assertFalse(absent.mustHolds() || absent.aimHolds());
        assertEquals(
                "anchor: failed",
                only(ratio, sample(Fixture.OURS, 10), sample(ANCHOR, Double.NaN))
                        .absent());
    }

    @Test
    void shouldAimAtMoreThanItMust() {
        for (final Target target : Target.ALL) {
            assertTrue(target.formula().holds(target.aim(), target.must()), target.toString());
            assertFalse(target.formula().holds(target.must(), target.aim()), target.toString());
            assertEquals(target.formula() == Target.Formula.RATIO, target.anchor() != null, target.toString());
        }
    }

    @SafeVarargs
    private static Verdict only(final Target target, final Sample<Subject>... samples) {
        final List<Verdict> verdicts = target.judge(report(samples));
        assertEquals(1, verdicts.size());
        return verdicts.get(0);
    }

    @SafeVarargs
    private static Report report(final Sample<Subject>... samples) {
        final List<Sample<Subject>> all = new ArrayList<>();
        for (final Sample<Subject> sample : samples) {
            all.add(sample);
        }
        return Report.of(all, List.of(), 1);
    }

    private static Sample<Subject> sample(final Subject subject, final double nanos) {
        return new Sample<>(subject, "25", nanos, 0, Map.of(), null);
    }

    private static Sample<Subject> pairs(final double nanos, final Map<String, Double> more) {
        return new Sample<>(PAIRS, "25", nanos, 0, more, null);
    }
}
