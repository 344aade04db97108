// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import com.sun.jdi.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks at an operation at every bytecode that it executes, whatever class that lies in. */
final class Everywhere {
    /**
     * How much oftener than in an undisturbed walk others go on at a bytecode. Who looks again because others changed
     * something in between would look for ever if they changed something each time.
     */
    private static final int MORE_VISITS = 16;

    private static final int REHEARSALS = 3;

    /** Until a hang is one: others need less than a millisecond. */
    private final long patience;

    Everywhere(final long patienceMillis) {
        this.patience = patienceMillis;
    }

    /** A way through an operation. */
    private interface Walk {
        void through(TargetVm vm, String name, Outcome outcome) throws InterruptedException;
    }

    private static Outcome look(final TargetVm vm, final String name, final Walk walk) throws InterruptedException {
        final Outcome outcome = new Outcome(name);
        try {
            // Paths that are walked for the first time would lead through the loading of classes.
            for (int i = 0; i < REHEARSALS; i++) {
                vm.rehearse(name);
            }
            walk.through(vm, name, outcome);
        } catch (final RuntimeException ex) {
            outcome.broken(ex);
        }
        return outcome.end();
    }

    /** Stops it everywhere: others must go on, and in the end nothing may be missing. */
    Outcome suspend(final TargetVm vm, final String name) throws InterruptedException {
        return look(vm, name, this::suspend);
    }

    private void suspend(final TargetVm vm, final String name, final Outcome outcome) throws InterruptedException {
        final Map<Location, Integer> left = new HashMap<>();
        for (final Location at : trace(vm, name)) {
            left.merge(at, 1, Integer::sum);
        }
        boolean waiting = false;
        for (Location at = vm.begin(name); at != null; at = vm.step()) {
            outcome.step();
            if (waiting || left.merge(at, -1, Integer::sum) >= -MORE_VISITS) {
                outcome.point(at);
                if (!waiting) {
                    vm.send("work");
                }
                waiting = !worked(vm, waiting ? 0 : patience, outcome);
            }
        }
        outcome.left();
        if (waiting) {
            // The one has ended, so the others must too: else they wait for nothing.
            final String[] late = vm.answer("worked", patience);
            if (late == null) {
                throw new IllegalStateException("others must go on when nobody stands in their way: " + name);
            }
        }
        requireEnded(vm, true);
        vm.send("settle");
        outcome.books(Books.parse(vm.answer("settled")));
    }

    /** An error that does not arrive proves nothing: no operation may swallow it. */
    private static void requireEnded(final TargetVm vm, final boolean whole) throws InterruptedException {
        final String[] words = vm.answer("ended");
        if (Boolean.parseBoolean(words[1]) != whole) {
            throw new IllegalStateException("an error must arrive if one is thrown: whole=" + words[1]);
        }
    }

    private static boolean worked(final TargetVm vm, final long millis, final Outcome outcome)
            throws InterruptedException {
        final String[] words = vm.answer("worked", millis);
        if (words == null) {
            outcome.hang();
        } else if (!words[1].equals("0")) {
            outcome.refused();
        }
        return words != null;
    }

    /** Throws an error everywhere: others must go on, and what is missing must be found. It ends at the first hang. */
    Outcome fail(final TargetVm vm, final String name) throws InterruptedException {
        return look(vm, name, this::fail);
    }

    private void fail(final TargetVm vm, final String name, final Outcome outcome) throws InterruptedException {
        final Map<Location, Integer> visits = new HashMap<>();
        for (final Location at : trace(vm, name)) {
            outcome.step();
            outcome.point(at);
            if (!goOnAfterError(vm, name, at, visits.merge(at, 1, Integer::sum), outcome)) {
                break;
            }
        }
    }

    private boolean goOnAfterError(
            final TargetVm vm, final String name, final Location at, final int visit, final Outcome outcome)
            throws InterruptedException {
        final Location first = vm.begin(name);
        if (!at.equals(first)) {
            vm.runTo(at, visit);
        }
        vm.throwHere();
        requireEnded(vm, false);
        vm.send("work");
        if (!worked(vm, patience, outcome)) {
            return false;
        }
        vm.send("settle");
        outcome.books(Books.parse(vm.answer("settled")));
        return true;
    }

    private static List<Location> trace(final TargetVm vm, final String name) throws InterruptedException {
        final List<Location> trace = new ArrayList<>();
        for (Location at = vm.begin(name); at != null; at = vm.step()) {
            trace.add(at);
        }
        requireEnded(vm, true);
        vm.send("settle");
        vm.answer("settled");
        return trace;
    }
}
