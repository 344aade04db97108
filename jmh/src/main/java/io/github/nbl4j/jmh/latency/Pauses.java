// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JVM's pauses, from what <code>-Xlog:safepoint:file=F:timenanos</code> wrote: a line at the end of each, with
 * {@link System#nanoTime()} in front.
 */
final class Pauses {
    private static final Pattern LINE =
            Pattern.compile("\\[(-?\\d+)ns].*Safepoint \"([^\"]*)\".*?\\bTotal:\\s*(\\d+) ns.*");
    /** The line is written a little after the threads may run again. */
    private static final long SLACK = 20_000;

    private final List<String> names = new ArrayList<>();
    private final List<Interval> intervals = new ArrayList<>();

    /** Those that overlap the run. */
    Pauses(final Path log, final Interval run) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            lines.map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
                final long end = Long.parseLong(line.group(1));
                final Interval pause = new Interval(end - Long.parseLong(line.group(3)) - SLACK, end);
                if (pause.overlaps(run)) {
                    names.add(line.group(2));
                    intervals.add(pause);
                }
            });
        }
    }

    Intervals intervals() {
        return new Intervals(intervals);
    }

    int count() {
        return intervals.size();
    }

    long nanos() {
        return intervals.stream().mapToLong(pause -> pause.length() - SLACK).sum();
    }

    long longest() {
        return intervals.stream()
                .mapToLong(pause -> pause.length() - SLACK)
                .max()
                .orElse(0);
    }

    /** What the JVM paused for while the sample was taken, or null. */
    String during(final Interval sample) {
        for (int i = 0; i < intervals.size(); i++) {
            if (intervals.get(i).overlaps(sample)) {
                return names.get(i);
            }
        }
        return null;
    }
}
