// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Every operation of the library, stopped and failed everywhere; and two pools that must not stand it. */
public final class Progress {
    private static final long PATIENCE_MILLIS = 10_000;
    /** Of twins, which must hang. */
    private static final long TWINS_PATIENCE_MILLIS = 2_000;
    /** JVMs that are looked at at once. */
    private static final int AT_ONCE = 2;

    private static final int MOST_LINES = 20;
    private static final int TWINS = 3;

    /** One of each kind: the others take minutes, because each bytecode is a run of its own. */
    private static final List<Operation> MAIN = List.of(
            Operation.ALLOCATE,
            Operation.FREE,
            Operation.CLONE_FOLD,
            Operation.FREE_LAST_CHILD,
            Operation.RETREAT_INTO_ROOM);

    /** One look at an operation. */
    private interface Look {
        Outcome at(TargetVm vm, String name) throws InterruptedException;
    }

    private Progress() {}

    /**
     * Prints a line for each operation, and where something went wrong; exits with 1 if anything did.
     *
     * @param args names of operations; none: all of them; {@code ci}: all of them stopped, {@link #MAIN} failed.
     */
    public static void main(final String[] args) throws InterruptedException, ExecutionException {
        final boolean ci = args.length == 1 && args[0].equals("ci");
        final List<String> names = ci || args.length == 0 ? names(List.of(Operation.values())) : List.of(args);
        final Everywhere everywhere = new Everywhere(PATIENCE_MILLIS);
        final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        final List<String> failed = ci ? names(MAIN) : names;
        final int bad = twins()
                + look(threads, "stopped at every bytecode", names, everywhere::suspend)
                + look(threads, "error at every bytecode", failed, everywhere::fail);
        threads.shutdown();
        System.out.printf("%d passed, %d failed%n", TWINS + names.size() + failed.size() - bad, bad);
        System.exit(bad == 0 ? 0 : 1);
    }

    private static List<String> names(final List<Operation> operations) {
        return operations.stream().map(Enum::name).toList();
    }

    /** Returns of how many operations something is wrong. */
    private static int look(
            final ExecutorService threads, final String title, final List<String> names, final Look look)
            throws InterruptedException, ExecutionException {
        System.out.println(Outcome.heading(title));
        final Queue<String> waiting = new ConcurrentLinkedQueue<>(names);
        final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
        final List<Future<?>> running = Stream.<Future<?>>generate(
                        () -> threads.submit(() -> lookAtAll(waiting, look, outcomes)))
                .limit(AT_ONCE)
                .toList();
        for (final Future<?> each : running) {
            each.get();
        }
        final Outcome total = new Outcome("total");
        int bad = 0;
        for (final String name : names) {
            final Outcome outcome = print(outcomes.get(name), MOST_LINES);
            bad += outcome.isGood() ? 0 : 1;
            total.add(outcome);
        }
        System.out.println(total);
        return bad;
    }

    private static Void lookAtAll(final Queue<String> waiting, final Look look, final Map<String, Outcome> outcomes)
            throws InterruptedException {
        TargetVm vm = TargetVm.launch();
        try {
            for (String name = waiting.poll(); name != null; name = waiting.poll()) {
                final Outcome outcome = look.at(vm, name);
                outcomes.put(name, outcome);
                if (outcome.hangs() > 0) {
                    // Others may still stand there.
                    vm.close();
                    vm = TargetVm.launch();
                }
            }
        } finally {
            vm.close();
        }
        return null;
    }

    private static Outcome print(final Outcome outcome, final int most) {
        System.out.println(outcome);
        outcome.where(most).forEach(line -> System.out.println("    " + line));
        return outcome;
    }

    /** The harness is worth something only if it sees what is broken. Returns how many it did not. */
    private static int twins() throws InterruptedException {
        final Everywhere everywhere = new Everywhere(TWINS_PATIENCE_MILLIS);
        System.out.println(Outcome.heading("twins, which must hang"));
        return (hangs("LOCK", everywhere::suspend) ? 0 : 1)
                + (hangs("QUEUE", everywhere::suspend) ? 0 : 1)
                + (hangs("QUEUE", everywhere::fail) ? 0 : 1);
    }

    private static boolean hangs(final String twin, final Look look) throws InterruptedException {
        try (TargetVm vm = TargetVm.launch()) {
            final Outcome outcome = print(look.at(vm, twin), 1);
            return outcome.hangs() > 0 && outcome.hangs() < outcome.points();
        }
    }
}
