// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import com.sun.jdi.Location;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What was seen of one operation, or of all. */
final class Outcome {
    private final String name;
    private final Set<String> bytecodes = new HashSet<>();
    private final List<String> where = new ArrayList<>();
    private final long start = System.nanoTime();
    private int steps;
    private int points;
    private int hangs;
    private int lost;
    private int doubled;
    private int missing;
    private int mostMissing;
    private double seconds;

    Outcome(final String name) {
        this.name = name;
    }

    /** A bytecode was executed. */
    void step() {
        steps++;
    }

    /** The thread stood there, and others were asked to go on. */
    void point(final Location at) {
        points++;
        bytecodes.add(nameOf(at) + at.method().signature());
    }

    /** They did not. */
    void hang(final Location at) {
        hangs++;
        note("others hang", at);
    }

    /** They went on, and found nothing where there was something. */
    void refused(final Location at) {
        hangs++;
        note("others find nothing", at);
    }

    /** Something came that must not come, which ends the look as a hang does. */
    void broken(final Location at, final IllegalStateException what) {
        hangs++;
        note(what.getMessage(), at);
    }

    void books(final Books books, final Location at) {
        missing += books.missing();
        mostMissing = Math.max(mostMissing, books.missing());
        lost += books.lost();
        doubled += books.doubled();
        if (books.lost() > 0 || books.doubled() > 0) {
            note("lost " + books.lost() + " doubled " + books.doubled(), at);
        }
    }

    private void note(final String what, final Location at) {
        where.add(what + " at " + (at == null ? "the end" : nameOf(at)));
    }

    private static String nameOf(final Location at) {
        return at.declaringType().name() + '.' + at.method().name() + ':' + at.codeIndex();
    }

    Outcome end() {
        seconds = (System.nanoTime() - start) / 1e9;
        return this;
    }

    void add(final Outcome other) {
        steps += other.steps;
        points += other.points;
        bytecodes.addAll(other.bytecodes);
        hangs += other.hangs;
        lost += other.lost;
        doubled += other.doubled;
        missing += other.missing;
        mostMissing = Math.max(mostMissing, other.mostMissing);
        seconds += other.seconds;
    }

    int hangs() {
        return hangs;
    }

    int points() {
        return points;
    }

    boolean isGood() {
        return points > 0 && hangs == 0 && lost == 0 && doubled == 0;
    }

    /** At most so many lines of where something was seen. */
    List<String> where(final int most) {
        return where.subList(0, Math.min(most, where.size()));
    }

    static String heading(final String title) {
        return String.format(
                "%-24s %7s %7s %9s %6s %9s %5s %5s %8s %7s",
                title, "steps", "points", "bytecodes", "hangs", "reclaimed", "most", "lost", "doubled", "seconds");
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-24s %7d %7d %9d %6d %9d %5d %5d %8d %7.1f",
                name,
                steps,
                points,
                bytecodes.size(),
                hangs,
                missing,
                mostMissing,
                lost,
                doubled,
                seconds);
    }
}
