// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import io.github.nbl4j.jmh.FifoBenchmark;
import io.github.nbl4j.jmh.Work;
import io.github.nbl4j.pool.Checked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One subject in one JVM: <code>jmh/threads</code> starts it with the options that all subjects have in common. */
public final class ThreadsMain {
    /** Windows before the first that can count: 1.8 seconds, after which nothing is compiled any more. */
    private static final int WARM_UP = 300;

    private ThreadsMain() {}

    public static void main(final String[] args) throws IOException, InterruptedException {
        if (args.length == 1 && args[0].equals("--list")) {
            Subjects.ALL.forEach(each -> System.out.println(each.work() + "\t" + each.name()));
            return;
        }
        if (args.length != 4) {
            System.err.println("usage: ThreadsMain --list | ThreadsMain WORK SUBJECT FORK OUTFILE");
            System.exit(2);
        }
        FifoBenchmark.require(!Checked.ENABLED, "checked mode must be off: " + Checked.PROPERTY_NAME + "=true");
        final Work work = Work.valueOf(args[0]);
        final Subjects.Entry entry = Subjects.of(work, args[1]);
        final Sample sample;
        try (Subject subject = entry.create().get()) {
            sample = new TwoThreads(subject, WARM_UP, Windows.WANTED, Windows.MOST).run();
        }
        // Only now, because a subject whose books do not balance has no figure.
        final String line = sample.line(work, args[1], Integer.parseInt(args[2]));
        System.out.println(line);
        Files.writeString(Path.of(args[3]), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
