// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import io.github.nbl4j.jmh.scale.Section;
import io.github.nbl4j.jmh.scale.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.BenchmarkListEntry;

/**
 * What one figure of <code>jmh/run scale</code> is about.
 *
 * @param parameters of JMH, by name.
 */
record Point(Section section, String work, Map<String, String> parameters, String subject) {
    private static final String PACKAGE = Section.class.getPackageName() + ".";

    /** Every one that must be measured, in the order of the tables. */
    static List<Point> all() {
        final List<Point> all = new ArrayList<>();
        for (final BenchmarkListEntry entry : Benchmarks.listed()) {
            if (entry.getUsername().startsWith(PACKAGE)) {
                Benchmarks.combinations(entry).forEach(parameters -> all.add(of(entry.getUsername(), parameters)));
            }
        }
        return all;
    }

    static Point of(final String benchmark, final Map<String, String> parameters) {
        final Sweep sweep = Benchmarks.annotation(benchmark, Sweep.class);
        if (sweep == null) {
            throw new IllegalArgumentException("must carry @Sweep: " + benchmark);
        }
        final Point point = new Point(sweep.section(), sweep.work(), parameters, sweep.subject());
        if (point.row() == null) {
            throw new IllegalArgumentException(
                    benchmark + " must have the parameter " + sweep.section().axis());
        }
        return point;
    }

    /** Heads the row of the section's table where it stands. */
    String row() {
        return parameters.get(section.axis());
    }

    /** Heads the column. */
    String column() {
        final StringBuilder column = new StringBuilder(work);
        parameters.forEach((name, value) -> {
            if (!name.equals(section.axis())) {
                column.append(", ").append(value);
            }
        });
        return column.append(subject.substring(Subject.OURS.length())).toString();
    }

    @Override
    public String toString() {
        return section + ", " + row() + ", " + column();
    }
}
