// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JVM of one subject, as who gives it its turns sees it. Once it has ended, it says null. */
final class SubjectJvm implements AutoCloseable {
    private static final Path DIRECTORY = Path.of("jmh", "target");

    private final Path safepoints;
    private final Path hlog;
    private final Path numbers;
    private final Process process;
    private final BufferedReader says;
    private final Writer turns;

    SubjectJvm(final String subject, final Round round) throws IOException {
        final String name = "latency-" + subject.replace(' ', '-');
        safepoints = DIRECTORY.resolve(name + ".safepoints");
        hlog = DIRECTORY.resolve(name + ".hlog");
        numbers = DIRECTORY.resolve(name + ".properties");
        Files.deleteIfExists(safepoints);
        process = new ProcessBuilder(command(subject, round))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        says = process.inputReader(StandardCharsets.US_ASCII);
        turns = process.outputWriter(StandardCharsets.US_ASCII);
    }

    private List<String> command(final String subject, final Round round) {
        final List<String> command = new ArrayList<>(List.of(
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
                subject));
        for (final Object each :
                new Object[] {round.slices(), round.seconds(), round.perSecond(), safepoints, hlog, numbers}) {
            command.add(each.toString());
        }
        return command;
    }

    /** What it says next; waits for it. */
    String line() throws IOException {
        return says.readLine();
    }

    /** One slice, and what it says of that. */
    String turn() throws IOException {
        try {
            turns.write("go\n");
            turns.flush();
        } catch (final IOException ex) {
            return null; // It has ended: its exit says how.
        }
        return line();
    }

    int exit() throws InterruptedException {
        return process.waitFor();
    }

    Result result() throws IOException {
        return Result.read(hlog, numbers);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
