// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import io.github.nbl4j.jmh.Operations;
import io.github.nbl4j.jmh.Work;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of one run: they compare with each other, and with nothing else.
 *
 * @param figures by work, then the fastest first; who has no time comes last.
 * @param forks how many each subject should have run.
 */
record Report(List<Figure<Subject>> figures, int forks) {
    /** More than that for each unit of work is garbage; less is the measurement's own. */
    static final double MOST_BYTES = 0.01;

    /** NaN is the greatest: last. */
    private static final Comparator<Figure<Subject>> ORDER = Comparator.<Figure<Subject>, Work>comparing(
                    f -> f.subject().work())
            .thenComparingDouble(Figure::median)
            .thenComparing(f -> f.subject().name());

    /** A figure for each subject that has samples, and for each that should have. */
    static Report of(final List<Sample<Subject>> samples, final Collection<Subject> expected, final int forks) {
        final Map<Subject, List<Sample<Subject>>> bySubject = new LinkedHashMap<>();
        expected.forEach(subject -> bySubject.put(subject, new ArrayList<>()));
        samples.forEach(sample -> bySubject
                .computeIfAbsent(sample.subject(), subject -> new ArrayList<>())
                .add(sample));
        return new Report(
                bySubject.entrySet().stream()
                        .map(entry -> Figure.of(entry.getKey(), entry.getValue()))
                        .sorted(ORDER)
                        .toList(),
                forks);
    }

    List<Figure<Subject>> of(final Work work) {
        return figures.stream().filter(f -> f.subject().work() == work).toList();
    }

    /** Null when nobody measured or missed it. */
    Figure<Subject> find(final Subject subject) {
        return figures.stream()
                .filter(f -> f.subject().equals(subject))
                .findFirst()
                .orElse(null);
    }

    List<Verdict> verdicts() {
        return Target.ALL.stream()
                .flatMap(target -> target.judge(this).stream())
                .toList();
    }

    /** What so many units of work may allocate, each: the fewer they are, the more of what JMH allocates is theirs. */
    static double mostBytes(final double calls) {
        return calls > 0 ? Math.max(MOST_BYTES, Operations.JMH_BYTES / calls) : MOST_BYTES;
    }

    /** What is wrong with the run, a sentence each; times never are. */
    List<String> failures() {
        return failures(Double.NaN);
    }

    /** The same when iterations were that long and JMH's own bytes are to be allowed for. */
    List<String> failures(final double iterationNanos) {
        final List<String> failures = new ArrayList<>();
        for (final Figure<Subject> figure : figures) {
            final double mostBytes = mostBytes(iterationNanos / figure.median());
            final String failure = failure(figure, figure.subject().isOurs(), forks, mostBytes);
            if (failure != null) {
                failures.add(figure.subject().work() + ", " + figure.subject().name() + ": " + failure);
            }
        }
        return failures;
    }

    /** Null when all is well with it. */
    String failure(final Figure<Subject> figure) {
        return failure(figure, figure.subject().isOurs(), forks, MOST_BYTES);
    }

    /** The same of any figure; ours are never absent, and allocate no more than that for each unit of work. */
    static String failure(final Figure<?> figure, final boolean ours, final int forks, final double mostBytes) {
        if (figure.absent() != null && !figure.isMeasured()) {
            return ours ? "must not be absent: " + figure.absent() : null;
        }
        if (figure.answered() != forks) {
            return "failed, " + figure.answered() + " of " + forks + " forks answered";
        }
        if (ours && Double.isNaN(figure.bytesPerOp())) {
            return "nobody counted its bytes";
        }
        return ours && figure.bytesPerOp() > mostBytes ? "allocates " + figure.bytesPerOp() + " B/op" : null;
    }
}
