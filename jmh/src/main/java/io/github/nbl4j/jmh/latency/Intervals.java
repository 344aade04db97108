// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Intervals, sorted and merged, to be asked whether a sample overlaps one of them. */
final class Intervals {
    private final List<Interval> merged = new ArrayList<>();

    Intervals(final List<Interval> intervals) {
        final List<Interval> sorted = new ArrayList<>(intervals);
        sorted.sort(Comparator.comparingLong(Interval::from));
        for (final Interval each : sorted) {
            final int last = merged.size() - 1;
            if (last >= 0 && each.from() <= merged.get(last).to()) {
                final Interval before = merged.get(last);
                merged.set(last, new Interval(before.from(), Math.max(before.to(), each.to())));
            } else {
                merged.add(each);
            }
        }
    }

    boolean overlap(final Interval sample) {
        int low = 0;
        int high = merged.size();
        // The first that ends after the sample began: those before it cannot overlap, those after it began later.
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (merged.get(middle).to() <= sample.from()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < merged.size() && merged.get(low).overlaps(sample);
    }
}
