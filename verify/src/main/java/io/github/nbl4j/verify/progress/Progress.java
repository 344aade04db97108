// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import io.github.nbl4j.verify.progress.Outcome.Fault;
import java.util.ArrayList;
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

/** Operations of the library from allocate to free, stopped and failed everywhere; and what must not stand it. */
public final class Progress {
    private static final Everywhere EVERYWHERE = new Everywhere(10_000);
    /** For twins, which must hang. */
    private static final Everywhere HASTY = new Everywhere(2_000);
    /** JVMs that are looked at at once. */
    private static final int AT_ONCE = 2;

    private static final int MOST_LINES = 20;

    /** Taking, giving back, and both: the others take minutes, because each bytecode is a run of its own. */
    private static final List<Operation> MAIN =
            List.of(Operation.ALLOCATE, Operation.CLONE_FOLD, Operation.FREE_LAST_CHILD);
    /** These take a minute, because of loops over the slots of a magazine or a pool. */
    private static final List<Operation> LONG = List.of(Operation.ALLOCATE_OF_MAGAZINE, Operation.CLOSE_POOL);

    /** An error as a direct buffer's memory is released ends the JVM: {@code jdk.internal.ref.Cleaner} sees to it. */
    private static final List<Operation> NEVER_FAILED = List.of(Operation.CLOSE_POOL);

    /** One look at an operation. */
    private interface Look {
        Outcome at(TargetVm vm, String name) throws InterruptedException;
    }

    /**
     * Broken on purpose: what looks is worth something only if it sees that.
     *
     * @param name of the subject.
     * @param look at it.
     * @param fault that must be seen, and no other: not one of whoever looks, for instance.
     */
    private record Twin(String name, Look look, Fault fault) {}

    private static final List<Twin> TWINS = List.of(
            new Twin("LOCK", HASTY::suspend, Fault.HANG),
            new Twin("QUEUE", HASTY::suspend, Fault.HANG),
            new Twin("QUEUE", HASTY::fail, Fault.HANG),
            new Twin("GREED", EVERYWHERE::suspend, Fault.REFUSAL),
            new Twin("DETOUR", EVERYWHERE::suspend, Fault.BREAK),
            new Twin("DROP", EVERYWHERE::suspend, Fault.LOSS),
            new Twin("TWICE", EVERYWHERE::suspend, Fault.DOUBLE),
            new Twin("SWALLOW", EVERYWHERE::fail, Fault.BREAK),
            new Twin("HOARD", EVERYWHERE::fail, Fault.EXCESS));

    private Progress() {}

    /**
     * Prints a line for each operation, and where something went wrong; exits with 1 if anything did.
     *
     * @param args names of operations; none: all of them; {@code ci}: all but {@link #LONG} stopped, {@link #MAIN}
     *     failed.
     */
    public static void main(final String[] args) throws InterruptedException, ExecutionException {
        final boolean ci = args.length == 1 && args[0].equals("ci");
        final List<String> names =
                new ArrayList<>(args.length == 0 || ci ? names(List.of(Operation.values())) : List.of(args));
        if (ci) {
            names.removeAll(names(LONG));
        }
        // Daemons: what ends this thread ends the program.
        final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, work -> {
            final Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        });
        final List<String> failed = new ArrayList<>(ci ? names(MAIN) : names);
        failed.removeAll(names(NEVER_FAILED));
        // In checked mode everything takes longer, and some other way: it proves what it does on that.
        final List<Twin> twins = TargetVm.CHECKED ? List.of() : TWINS;
        final int bad = twins(threads, twins)
                + look(threads, "stopped at every bytecode", names, EVERYWHERE::suspend)
                + look(threads, "error at every bytecode", failed, EVERYWHERE::fail);
        System.out.printf("%d passed, %d failed%n", twins.size() + names.size() + failed.size() - bad, bad);
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
                final Outcome outcome = look(vm, name, look);
                outcomes.put(name, outcome);
                if (outcome.isStuck()) {
                    vm.close();
                    vm = TargetVm.launch();
                }
            }
        } finally {
            vm.close();
        }
        return null;
    }

    private static Outcome look(final TargetVm vm, final String name, final Look look) throws InterruptedException {
        final Outcome outcome = look.at(vm, name);
        Task.find(name).filter(task -> !TargetVm.CHECKED).ifPresent(task -> outcome.requirePassed(task.landmark()));
        return outcome;
    }

    private static Outcome print(final Outcome outcome, final int most) {
        System.out.println(outcome);
        outcome.where(most).forEach(line -> System.out.println("    " + line));
        return outcome;
    }

    /** Returns how many of them were not seen as what they are. */
    private static int twins(final ExecutorService threads, final List<Twin> twins)
            throws InterruptedException, ExecutionException {
        System.out.println(Outcome.heading("twins, which must fail"));
        final List<Future<Outcome>> outcomes =
                twins.stream().map(twin -> threads.submit(() -> lookAt(twin))).toList();
        int unseen = 0;
        for (int i = 0; i < twins.size(); i++) {
            final Fault fault = twins.get(i).fault();
            if (!print(outcomes.get(i).get(), 1).isOnly(fault)) {
                System.out.println("    must be seen, and nothing else: " + fault);
                unseen++;
            }
        }
        return unseen;
    }

    private static Outcome lookAt(final Twin twin) throws InterruptedException {
        try (TargetVm vm = TargetVm.launch()) {
            return look(vm, twin.name(), twin.look());
        }
    }
}
