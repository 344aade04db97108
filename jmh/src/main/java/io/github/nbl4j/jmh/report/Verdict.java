// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import java.util.Locale;

/**
 * One of ours against one target.
 *
 * @param value the number that the formula makes; NaN when it was not measured.
 * @param formed the numbers that it is made of; null when it was not measured.
 * @param absent why it was not measured; null when it was.
 */
record Verdict(Target target, Subject ours, double value, String formed, String absent) {
    static Verdict of(final Target target, final Subject ours, final Report report) {
        final Figure<Subject> figure = report.find(ours);
        final String why = why(ours, figure);
        if (why != null) {
            return absent(target, ours, why);
        }
        return switch (target.formula()) {
            case NANOS -> measured(target, ours, figure.median(), "%.2f ns", figure.median());
            case RATIO -> ratio(target, figure, report.find(target.anchor()));
            case SPEEDUP -> speedup(target, figure);
        };
    }

    private static Verdict ratio(final Target target, final Figure<Subject> figure, final Figure<Subject> anchor) {
        final String why = why(target.anchor(), anchor);
        if (why != null) {
            return absent(target, figure.subject(), why);
        }
        final double ratio = figure.median() / anchor.median();
        return measured(target, figure.subject(), ratio, "%.2f / %.2f", figure.median(), anchor.median());
    }

    /** Both times are those of one thread for one unit of its own, by the same clock. */
    private static Verdict speedup(final Target target, final Figure<Subject> figure) {
        final double alone = figure.more("oneThread");
        if (Double.isNaN(alone)) {
            return absent(target, figure.subject(), "nobody measured one thread alone");
        }
        final double speedup = 2 * alone / figure.median();
        return measured(target, figure.subject(), speedup, "2 * %.2f / %.2f", alone, figure.median());
    }

    private static Verdict absent(final Target target, final Subject ours, final String why) {
        return new Verdict(target, ours, Double.NaN, null, why);
    }

    private static Verdict measured(
            final Target target, final Subject ours, final double value, final String format, final Object... of) {
        return new Verdict(target, ours, value, String.format(Locale.ROOT, format, of), null);
    }

    /** False too when it was not measured. */
    boolean mustHolds() {
        return target.formula().holds(value, target.must());
    }

    boolean aimHolds() {
        return target.formula().holds(value, target.aim());
    }

    /** What is divided by what, in words. */
    String formula() {
        final Subject anchor = target.anchor();
        return switch (target.formula()) {
            case NANOS -> ours.name() + ", ns";
            case RATIO ->
                ours.name() + " / " + anchor.name() + (anchor.work() == ours.work() ? "" : " (" + anchor.work() + ")");
            case SPEEDUP -> ours.name() + ", throughput of two threads / of one";
        };
    }

    private static String why(final Subject subject, final Figure<Subject> figure) {
        if (figure == null) {
            return "nobody measures " + subject.name() + " in " + subject.work();
        }
        if (figure.isMeasured()) {
            return null;
        }
        return subject.name() + ": " + (figure.absent() == null ? "failed" : figure.absent());
    }
}
