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
 * Runs each subject in a JVM of its own, one after the other, and prints what their packets waited for. Fails when a
 * subject does, and when ours allocated or a collection came; time is shown and not judged.
 */
public final class Latency {
    static final String OURS = "nbl4j";
    static final List<String> SUBJECTS = List.of(OURS, "Netty pooled", "Netty adaptive", "copying");

    /** What two cores sustain for every subject, late as they may be after a stall. */
    private static final long DEFAULT_RATE = 250_000;

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
        final Map<String, Result> results = new LinkedHashMap<>();
        final List<String> failures = new ArrayList<>();
        for (final String subject : subjects) {
            System.out.printf("%s: %d packets/s for %d s%n", subject, perSecond, seconds);
            final String name = "latency-" + subject.replace(' ', '-');
            final Path safepoints = DIRECTORY.resolve(name + ".safepoints");
            final Path hlog = DIRECTORY.resolve(name + ".hlog");
            final Path numbers = DIRECTORY.resolve(name + ".properties");
            Files.deleteIfExists(safepoints);
            final int exit = new ProcessBuilder(command(subject, seconds, perSecond, safepoints, hlog, numbers))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit == 0) {
                results.put(subject, Result.read(hlog, numbers));
            } else {
                failures.add(subject + " ended with " + exit + ": its output is above");
            }
        }
        failures.addAll(failures(results.get(OURS)));
        System.out.print(new LatencyTable(results));
        failures.forEach(failure -> System.out.println("FAILED: " + failure));
        Files.writeString(DIRECTORY.resolve("latency.json"), LatencyJson.of(results, failures));
        System.exit(failures.isEmpty() ? 0 : 1);
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

    private static List<String> command(
            final String subject,
            final long seconds,
            final long perSecond,
            final Path safepoints,
            final Path hlog,
            final Path numbers) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms1g",
                "-Xmx1g",
                "-Xlog:safepoint:file=" + safepoints + ":timenanos:filecount=0",
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-Dagrona.disable.bounds.checks=false",
                "-Dnbl4j.checked=false",
                "-Dio.netty.leakDetection.level=disabled",
                "-cp",
                System.getProperty("java.class.path"),
                LatencyRun.class.getName(),
                subject,
                Long.toString(seconds),
                Long.toString(perSecond),
                safepoints.toString(),
                hlog.toString(),
                numbers.toString());
    }

    /** What ours promises; a lost item or books that do not balance have ended its JVM already. */
    static List<String> failures(final Result ours) {
        final List<String> failures = new ArrayList<>();
        if (ours != null) {
            for (final String nothing : List.of("producer.allocatedBytes", "consumer.allocatedBytes", "collections")) {
                if (ours.number(nothing) != 0) {
                    failures.add(OURS + " must have none: " + nothing + "=" + ours.number(nothing));
                }
            }
        }
        return failures;
    }
}
