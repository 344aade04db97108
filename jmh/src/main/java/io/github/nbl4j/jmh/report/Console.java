// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import io.github.nbl4j.jmh.Work;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints a report as tables of text. */
final class Console {
    private final PrintStream out;
    private final Report report;

    Console(final PrintStream out, final Report report) {
        this.out = out;
        this.report = report;
    }

    void printFigures() {
        final Figure<Subject> floor = report.find(Subject.FLOOR);
        for (final Work work : Work.values()) {
            final List<Figure<Subject>> figures = report.of(work);
            if (!figures.isEmpty()) {
                print("%n%s: %s%n", work, work.title());
                print("  %-28s %9s %21s %9s %8s%n", "ns", "median", "forks", "B/op", "/ floor");
                figures.forEach(figure -> printFigure(figure, floor == null ? Double.NaN : floor.median()));
            }
        }
    }

    void printVerdicts(final List<Verdict> verdicts) {
        print("%n%-18s %-58s %20s %6s  %-14s %s%n", "targets", "formula", "formed by", "is", "must", "aim");
        for (final Verdict verdict : verdicts) {
            final Work work = verdict.target().work();
            if (verdict.absent() != null) {
                print("%-18s %-58s not measured: %s%n", work, verdict.formula(), verdict.absent());
                continue;
            }
            final String sign = verdict.target().formula().sign();
            print(
                    "%-18s %-58s %20s %6.2f  %s %.2f %-7s %s %.2f %s%n",
                    work,
                    verdict.formula(),
                    verdict.formed(),
                    verdict.value(),
                    sign,
                    verdict.target().must(),
                    verdict.mustHolds() ? "held" : "missed",
                    sign,
                    verdict.target().aim(),
                    verdict.aimHolds() ? "reached" : "missed");
        }
    }

    void printFailures(final List<String> failures) {
        failures.forEach(failure -> print("FAILED: %s%n", failure));
    }

    private void printFigure(final Figure<Subject> figure, final double floor) {
        final String name = figure.subject().name();
        if (!figure.isMeasured()) {
            print("  %-28s %s%n", name, figure.absent() == null ? "failed" : "absent: " + figure.absent());
            return;
        }
        print(
                "  %-28s %9.2f %9.2f .. %8.2f %9s %8.2f%n",
                name,
                figure.median(),
                figure.min(),
                figure.max(),
                Double.isNaN(figure.bytesPerOp()) ? "-" : String.format(Locale.ROOT, "%.3f", figure.bytesPerOp()),
                figure.median() / floor);
    }

    private void print(final String format, final Object... values) {
        out.printf(Locale.ROOT, format, values);
    }
}
