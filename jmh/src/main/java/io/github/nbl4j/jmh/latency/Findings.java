// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** After a round: which samples the machine is to blame for, and what is known of the worst. */
final class Findings {
    private static final int WORST = 8;

    private final Pauses pauses;
    private final Intervals pausing;
    private final Intervals stalled;
    private final List<Watch> watches;

    Findings(final Pauses pauses, final Watch producer, final Watch consumer) {
        this.pauses = pauses;
        pausing = pauses.intervals();
        watches = List.of(producer, consumer);
        stalled = new Intervals(all(Stalls::ofTheMachineAndAfter));
    }

    private List<Interval> all(final BiFunction<Stalls, Intervals, List<Interval>> of) {
        final List<Interval> all = new ArrayList<>();
        watches.forEach(watch -> all.addAll(of.apply(watch.stalls(), pausing)));
        return all;
    }

    void add(final Result result, final List<Samples> kinds) {
        final List<Interval> machine = all(Stalls::ofTheMachine);
        result.put("pauses", pauses.count());
        result.put("pauseNanos", pauses.nanos());
        result.put("longestPauseNanos", pauses.longest());
        result.put("machineStalls", machine.size());
        result.put(
                "machineStallNanos",
                machine.stream().mapToLong(Interval::length).sum());
        result.put(
                "longestMachineStallNanos",
                machine.stream().mapToLong(Interval::length).max().orElse(0));
        result.put("stallsInSubject", sum(Watch::inSubject));
        result.put("stallsInHarness", sum(Watch::inHarness));
        result.put("watchedNanos", sum(Watch::watched));
        result.put("notKept", sum(watch -> watch.stalls().notKept()));
        kinds.forEach(kind -> add(result, kind));
    }

    private long sum(final ToLongFunction<Watch> of) {
        return watches.stream().mapToLong(of).sum();
    }

    private void add(final Result result, final Samples kind) {
        final Histogram quiet = kind.without(stalled);
        result.put(kind.all());
        result.put(quiet);
        result.put(kind.name() + ".leftOut", kind.all().getTotalCount() - quiet.getTotalCount());
        result.put(kind.name() + ".notKept", kind.notKept());
        final long[] causes = new long[Cause.values().length];
        final PriorityQueue<Interval> worst = new PriorityQueue<>(Comparator.comparingLong(Interval::length));
        kind.forEachLong(sample -> {
            causes[cause(sample).ordinal()]++;
            worst.add(sample);
            if (worst.size() > WORST) {
                worst.remove();
            }
        });
        for (final Cause cause : Cause.values()) {
            result.put(kind.name() + ".long." + cause, causes[cause.ordinal()]);
        }
        result.put(
                kind.name() + ".worst",
                worst.stream()
                        .sorted(Comparator.comparingLong(Interval::length).reversed())
                        .map(this::described)
                        .collect(Collectors.joining(", ")));
    }

    /** What a sample of more than 10 us was long for. */
    enum Cause {
        MACHINE,
        PAUSE,
        UNKNOWN
    }

    Cause cause(final Interval sample) {
        if (stalled.overlap(sample)) {
            return Cause.MACHINE;
        }
        return pausing.overlap(sample) ? Cause.PAUSE : Cause.UNKNOWN;
    }

    private String described(final Interval sample) {
        final Cause cause = cause(sample);
        return String.format(
                Locale.ROOT,
                "%.0f us %s",
                sample.length() / 1e3,
                cause == Cause.PAUSE ? pauses.during(sample) : cause.name());
    }
}
