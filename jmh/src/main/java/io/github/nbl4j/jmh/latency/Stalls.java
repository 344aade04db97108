// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import java.util.ArrayList;
import java.util.List;

/**
 * The stalls that one thread noticed. The work that a stall delayed is done late, so each lasts, for the samples, until
 * the thread is on time again. Written by one thread, without allocating.
 */
final class Stalls {
    private static final int CAPACITY = 1 << 17;

    private final long[] times = new long[3 * CAPACITY];
    private int count;
    private boolean late;
    private long notKept;

    /** From and to: when nothing ran. What was made up for until now belongs to the stall before. */
    void noticed(final long from, final long to) {
        caughtUp(from);
        if (count == CAPACITY) {
            notKept++;
            return;
        }
        times[3 * count] = from;
        times[3 * count + 1] = to;
        late = true;
    }

    /** Nothing is to do now. */
    void caughtUp(final long now) {
        if (late) {
            times[3 * count + 2] = Math.max(now, times[3 * count + 1]);
            count++;
            late = false;
        }
    }

    long notKept() {
        return notKept;
    }

    /** What the machine did; a stall during which the JVM paused is the subject's own. */
    List<Interval> ofTheMachine(final Intervals pauses) {
        return select(pauses, 1);
    }

    /** The same, each until the thread had caught up. */
    List<Interval> ofTheMachineAndAfter(final Intervals pauses) {
        return select(pauses, 2);
    }

    private List<Interval> select(final Intervals pauses, final int end) {
        final List<Interval> selected = new ArrayList<>();
        for (int i = 0; i < 3 * count; i += 3) {
            if (!pauses.overlap(new Interval(times[i], times[i + 1]))) {
                selected.add(new Interval(times[i], times[i + end]));
            }
        }
        return selected;
    }
}
