// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import com.sun.jdi.Location;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What was seen of one operation, or of all. */
final class Outcome {
    /** In what way an operation does not hold what it promises. */
    enum Fault {
        /** Others do not go on. */
        HANG,
        /** Others go on, and find nothing where there is something. */
        REFUSAL,
        /** Something came that must not come, or did not come at all: of the operation, or of what looks at it. */
        BREAK,
        /** More is missing after an error than the operation can have in hand. */
        EXCESS,
        /** A slot did not come home in the end. */
        LOSS,
        /** A slot was in two places at once. */
        DOUBLE
    }

    private static final String AT_THE_END = "the end";

    private final String name;
    private final Set<String> bytecodes = new HashSet<>();
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final List<String> where = new ArrayList<>();
    private final long start = System.nanoTime();
    private String at = "the beginning";
    private int steps;
    private int points;
    private int missing;
    private int mostMissing;
    private int hand;
    private double seconds;

    Outcome(final String name) {
        this.name = name;
    }

    /** A bytecode was executed. */
    void step() {
        steps++;
    }

    /** The thread stood there, and others were asked to go on. */
    void point(final Location here) {
        points++;
        at = here.declaringType().name() + '.' + here.method().name() + ':' + here.codeIndex();
        bytecodes.add(at + here.method().signature());
    }

    /** The thread stands nowhere any more. */
    void left() {
        at = AT_THE_END;
    }

    void hang() {
        see(Fault.HANG, 1, "others hang");
    }

    void refused() {
        see(Fault.REFUSAL, 1, "others find nothing");
    }

    /** What did not go the way that is looked at proves nothing. */
    void requirePassed(final String landmark) {
        final String method = "io.github.nbl4j." + landmark + (landmark.isEmpty() ? "" : ":");
        if (bytecodes.stream().noneMatch(bytecode -> bytecode.startsWith(method))) {
            broken(new IllegalStateException("must pass " + landmark));
        }
    }

    /** Ends the look as a hang does. */
    void broken(final RuntimeException what) {
        see(Fault.BREAK, 1, what.toString());
    }

    void books(final Books books) {
        missing += books.missing();
        mostMissing = Math.max(mostMissing, books.missing());
        hand = Math.max(hand, books.hand());
        see(
                Fault.EXCESS,
                Math.max(0, books.missing() - books.hand()),
                "missing " + books.missing() + " of " + books.hand() + " in hand");
        see(Fault.LOSS, books.lost(), "lost " + books.lost());
        see(Fault.DOUBLE, books.doubled(), "doubled " + books.doubled());
    }

    private void see(final Fault fault, final int count, final String what) {
        if (count > 0) {
            faults.merge(fault, count, Integer::sum);
            where.add(what + " at " + at);
        }
    }

    Outcome end() {
        seconds = (System.nanoTime() - start) / 1e9;
        return this;
    }

    void add(final Outcome other) {
        steps += other.steps;
        points += other.points;
        bytecodes.addAll(other.bytecodes);
        other.faults.forEach((fault, count) -> faults.merge(fault, count, Integer::sum));
        missing += other.missing;
        mostMissing = Math.max(mostMissing, other.mostMissing);
        hand = Math.max(hand, other.hand);
        seconds += other.seconds;
    }

    int count(final Fault fault) {
        return faults.getOrDefault(fault, 0);
    }

    int points() {
        return points;
    }

    boolean isGood() {
        return points > 0 && faults.isEmpty();
    }

    /** Whether this was seen, not everywhere, and nothing else. */
    boolean isOnly(final Fault fault) {
        return faults.keySet().equals(Set.of(fault)) && count(fault) < points;
    }

    /** Whether somebody may still stand in the JVM that was looked at. */
    boolean isStuck() {
        return count(Fault.HANG) > 0 || count(Fault.BREAK) > 0;
    }

    /** At most so many lines of where something was seen. */
    List<String> where(final int most) {
        return where.subList(0, Math.min(most, where.size()));
    }

    static String heading(final String title) {
        return String.format(
                "%-24s %7s %7s %9s %6s %7s %6s %9s %5s %5s %5s %8s %7s",
                title,
                "steps",
                "points",
                "bytecodes",
                "hangs",
                "refused",
                "broken",
                "reclaimed",
                "most",
                "hand",
                "lost",
                "doubled",
                "seconds");
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-24s %7d %7d %9d %6d %7d %6d %9d %5d %5d %5d %8d %7.1f",
                name,
                steps,
                points,
                bytecodes.size(),
                count(Fault.HANG),
                count(Fault.REFUSAL),
                count(Fault.BREAK),
                missing,
                mostMissing,
                hand,
                count(Fault.LOSS),
                count(Fault.DOUBLE),
                seconds);
    }
}
