// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import io.github.nbl4j.jmh.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints JMH's JSON of several rounds as tables. Fails when one of the few subjects that it knows is missing, or when
 * one of ours allocates; time is shown and not judged, because it depends on who else uses the machine.
 */
public final class Summary {
    /** What <code>jmh/run quick</code> runs. */
    static final List<Subject> SUBJECTS = List.of(
            Subject.FLOOR,
            new Subject(Work.ALLOCATE_FREE, Subject.OURS),
            new Subject(Work.ALLOCATE_FREE, "nbl4j, handles"),
            new Subject(Work.ALLOCATE_FREE, "Netty pooled"),
            new Subject(Work.ALLOCATE_FREE, "Netty adaptive"),
            new Subject(Work.ALLOCATE_FREE, "Stormpot"),
            new Subject(Work.ALLOCATE_FREE, "JCTools MPMC"),
            new Subject(Work.CLONE, Subject.OURS),
            new Subject(Work.CLONE, "nbl4j, handles"),
            new Subject(Work.CLONE, "Netty pooled"),
            new Subject(Work.CLONE, "Netty adaptive"),
            new Subject(Work.CLONE_NEW_MDLS, Subject.OURS),
            new Subject(Work.CLONE_NEW_MDLS, "nbl4j, handles"));

    private Summary() {}

    /**
     * Prints, and exits with 1 on failure.
     *
     * @param files of JMH, one for each round.
     * @throws IOException when one cannot be read.
     */
    public static void main(final String[] files) throws IOException {
        final Samples samples = new Samples();
        for (final String file : files) {
            samples.readJmh(Path.of(file));
        }
        final Report report = Report.of(samples.all(), SUBJECTS, files.length);
        final List<String> failures = new ArrayList<>(samples.complaints());
        failures.addAll(report.failures());
        final Console console = new Console(System.out, report);
        console.printFigures();
        console.printVerdicts(report.verdicts().stream()
                .filter(verdict -> verdict.absent() == null)
                .toList());
        console.printFailures(failures);
        System.exit(failures.isEmpty() ? 0 : 1);
    }
}
