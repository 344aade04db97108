// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs each subject in a JVM of its own, in slices by turns, because the machine has hours and minutes in which it is
 * slower for everybody, and prints what their packets waited for. Fails when a subject does, and when ours allocated or
 * a collection came; time is shown and not judged.
 */
public final class Latency {
    /** Its pools shuffled, which is the worst that a long life can do to them. */
    static final String OURS = "nbl4j";
    /** Its pools as they were built: what goes home in the order in which it left keeps them so. */
    static final String IN_ORDER = "nbl4j in order";

    static final List<String> SUBJECTS = List.of(OURS, IN_ORDER, "Netty pooled", "Netty adaptive", "copying");

    /** What two cores sustain for every subject, late as they may be after a stall. */
    private static final long DEFAULT_RATE = 250_000;

    /** What ours has none of. */
    static final List<String> NOTHING =
            List.of("alone.allocatedBytes", "producer.allocatedBytes", "consumer.allocatedBytes", "collections");

    private static final int MOST_SLICES = 10;

    private static final Path DIRECTORY = Path.of("jmh", "target");

    private Latency() {}

    /**
     * Runs them.
     *
     * @param args seconds for each subject, 600 if missing; packets per second, 250,000 if missing; subjects, all if
     *     missing.
     */
    public static void main(final String[] args) throws IOException, InterruptedException {
        final long seconds = args.length > 0 ? number("seconds", args[0], 86_400) : 600;
        final long perSecond = args.length > 1 ? number("packets per second", args[1], 10_000_000) : DEFAULT_RATE;
        final List<String> subjects = args.length > 2 ? Arrays.asList(args).subList(2, args.length) : SUBJECTS;
        final List<String> failures = new ArrayList<>();
        final Map<String, Result> results = run(subjects, round(seconds, perSecond), failures);
        for (final String ours : List.of(OURS, IN_ORDER)) {
            failures.addAll(failures(ours, results.get(ours)));
        }
        System.out.print(new LatencyTable(results));
        failures.forEach(failure -> System.out.println("FAILED: " + failure));
        Files.writeString(DIRECTORY.resolve("latency.json"), LatencyJson.of(results, failures));
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    /** Ten slices, or fewer if the seconds do not divide by that. */
    static Round round(final long seconds, final long perSecond) {
        int slices = MOST_SLICES;
        while (seconds % slices != 0) {
            slices--;
        }
        return new Round(slices, seconds / slices, perSecond);
    }

    private static Map<String, Result> run(final List<String> subjects, final Round round, final List<String> failures)
            throws IOException, InterruptedException {
        final Map<String, SubjectJvm> jvms = new LinkedHashMap<>();
        final Map<String, Result> results = new LinkedHashMap<>();
        try {
            for (final String subject : subjects) {
                final SubjectJvm jvm = new SubjectJvm(subject, round);
                jvms.put(subject, jvm);
                System.out.println(subject + ": " + jvm.line());
            }
            for (int i = 1; i <= round.slices(); i++) {
                System.out.printf(
                        "slice %d of %d, %d s each at %d packets/s%n",
                        i, round.slices(), round.seconds(), round.perSecond());
                for (final Map.Entry<String, SubjectJvm> each : jvms.entrySet()) {
                    System.out.println(
                            "  " + each.getKey() + ": " + each.getValue().turn());
                }
            }
            for (final Map.Entry<String, SubjectJvm> each : jvms.entrySet()) {
                final int exit = each.getValue().exit();
                if (exit == 0) {
                    results.put(each.getKey(), each.getValue().result());
                } else {
                    failures.add(each.getKey() + " ended with " + exit + ": its output is above");
                }
            }
        } finally {
            jvms.values().forEach(SubjectJvm::close);
        }
        return results;
    }

    private static long number(final String name, final String text, final long most) {
        final long number = text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
        if (number < 1 || number > most) {
            System.err.println(name + " must be from 1 to " + most + ": " + text);
            System.err.println(
                    "usage: jmh/run latency [SECONDS [PACKETS_PER_SECOND [SUBJECT...]]], subjects " + SUBJECTS);
            System.exit(2);
        }
        return number;
    }

    /** What ours promises; a lost item or books that do not balance have ended its JVM already. */
    static List<String> failures(final String name, final Result ours) {
        final List<String> failures = new ArrayList<>();
        if (ours != null) {
            for (final String nothing : NOTHING) {
                if (ours.number(nothing) != 0) {
                    failures.add(name + " must have none: " + nothing + "=" + ours.number(nothing));
                }
            }
        }
        return failures;
    }
}
