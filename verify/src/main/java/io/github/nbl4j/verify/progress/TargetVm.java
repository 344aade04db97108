// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassType;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.Location;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.LocatableEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.MethodExitRequest;
import com.sun.jdi.request.StepRequest;
import io.github.nbl4j.pool.Checked;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link Target} under the debugger: stops its thread that operates, and that thread alone. */
final class TargetVm implements AutoCloseable {
    /** Whether it is checked mode that is looked at. */
    static final boolean CHECKED = Boolean.getBoolean("nbl4j.progress.checked");

    private static final String OPTIONS = "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
            + " --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED"
            // Or a handle that is called for the 128th time goes another way from then on.
            + " -Djava.lang.invoke.MethodHandle.CUSTOMIZE_THRESHOLD=-1"
            + (CHECKED ? " -D" + Checked.PROPERTY_NAME + "=true" : "");
    /** Until an event that must come: what a stopped machine may take, not what anything takes. */
    private static final long EVENT_MILLIS = 60_000;

    private final VirtualMachine vm;
    private final BlockingQueue<String> ofTheOne = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ofTheOthers = new LinkedBlockingQueue<>();
    private final OutputStream commands;
    private final ClassType target;
    private final BreakpointRequest entry;
    private EventSet stopped;
    private StepRequest steps;
    private MethodExitRequest interpreted;

    private TargetVm(final VirtualMachine vm) throws InterruptedException {
        this.vm = vm;
        commands = vm.process().getOutputStream();
        final Thread reader = new Thread(this::read, "answers");
        final Thread errors = new Thread(() -> drain(vm.process().getErrorStream()), "errors");
        for (final Thread thread : new Thread[] {reader, errors}) {
            thread.setDaemon(true);
            thread.start();
        }
        final ClassPrepareRequest loaded = vm.eventRequestManager().createClassPrepareRequest();
        loaded.addClassFilter(Target.class.getName());
        loaded.enable();
        // The event of the JVM's start, which stands there until its turn comes.
        target = (ClassType) ((ClassPrepareEvent) await(loaded)).referenceType();
        loaded.disable();
        entry = vm.eventRequestManager()
                .createBreakpointRequest(target.methodsByName("operate").get(0).location());
        entry.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
        go();
    }

    static TargetVm launch() {
        final LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
        final Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("options").setValue(OPTIONS + " -cp \"" + System.getProperty("java.class.path") + '"');
        arguments.get("main").setValue(Target.class.getName());
        try {
            return new TargetVm(connector.launch(arguments));
        } catch (final Exception ex) {
            throw new IllegalStateException("a JVM must be there to be looked at", ex);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(vm.process().getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(">")) {
                    sort(line.substring(1));
                }
            }
        } catch (final IOException ex) {
            sort("broken the pipe: " + ex);
        }
        sort("broken the JVM: it ended");
    }

    private void sort(final String answer) {
        if (!answer.startsWith("worked ")) {
            ofTheOne.add(answer);
        }
        if (answer.startsWith("worked ") || answer.startsWith("broken ")) {
            ofTheOthers.add(answer);
        }
    }

    private static void drain(final InputStream stream) {
        try {
            stream.transferTo(System.err);
        } catch (final IOException ex) {
            // The JVM has ended.
        }
    }

    void send(final String command) {
        try {
            commands.write((command + '\n').getBytes(StandardCharsets.UTF_8));
            commands.flush();
        } catch (final IOException ex) {
            throw new IllegalStateException("the JVM must take a command: " + command, ex);
        }
    }

    /** The words of the next answer, which must be of the given kind; null when none came in that time. */
    String[] answer(final String kind, final long millis) throws InterruptedException {
        final String line = (kind.equals("worked") ? ofTheOthers : ofTheOne).poll(millis, TimeUnit.MILLISECONDS);
        if (line != null && !line.startsWith(kind + " ")) {
            throw new IllegalStateException("the answer must be of another kind: wanted=" + kind + " answer=" + line);
        }
        return line == null ? null : line.split(" ");
    }

    /** {@link #answer} of one who waits for nobody. */
    String[] answer(final String kind) throws InterruptedException {
        final String[] words = answer(kind, EVENT_MILLIS);
        if (words == null) {
            throw new IllegalStateException("an answer must come: wanted=" + kind);
        }
        return words;
    }

    /** Does an operation without stopping it anywhere. */
    void rehearse(final String name) throws InterruptedException {
        send("rehearse " + name);
        answer("worked");
        answer("ended");
        send("settle");
        answer("settled");
    }

    /** Begins an operation and stops before its first bytecode. */
    Location begin(final String name) throws InterruptedException {
        entry.enable();
        send("run " + name);
        final Location at = ((LocatableEvent) await(entry)).location();
        entry.disable();
        return at;
    }

    /** Goes on by one bytecode, into whatever is called; null when the operation has ended, and runs freely again. */
    Location step() throws InterruptedException {
        if (steps == null) {
            steps = vm.eventRequestManager().createStepRequest(thread(), StepRequest.STEP_MIN, StepRequest.STEP_INTO);
            steps.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
        }
        steps.enable();
        go();
        final Location at = ((LocatableEvent) await(steps)).location();
        if (at.declaringType().equals(target)
                && !at.method().equals(entry.location().method())) {
            steps.disable();
            go();
            return null;
        }
        return at;
    }

    /**
     * Goes on to a bytecode, when it comes for the given time. The request for exits of no method makes the thread run
     * interpreted, as one that steps does: else compiled code may pass what lies in java.lang.invoke.
     */
    void runTo(final Location location, final int visit) throws InterruptedException {
        final BreakpointRequest there = vm.eventRequestManager().createBreakpointRequest(location);
        there.addThreadFilter(thread());
        there.addCountFilter(visit);
        there.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
        if (interpreted == null) {
            interpreted = vm.eventRequestManager().createMethodExitRequest();
            interpreted.addThreadFilter(thread());
            interpreted.addClassFilter("none");
        }
        interpreted.enable();
        there.enable();
        go();
        await(there);
        vm.eventRequestManager().deleteEventRequest(there);
        interpreted.disable();
    }

    /** Throws an error where the operation stands, and lets it go. */
    void throwHere() {
        try {
            thread().stop((ObjectReference) target.getValue(target.fieldByName("INJECTED")));
        } catch (final InvalidTypeException ex) {
            throw new IllegalStateException("an error must be a Throwable", ex);
        }
        go();
    }

    void go() {
        stopped.resume();
    }

    private ThreadReference thread() {
        return ((LocatableEvent) stopped.iterator().next()).thread();
    }

    private Event await(final EventRequest request) throws InterruptedException {
        while (true) {
            stopped = vm.eventQueue().remove(EVENT_MILLIS);
            if (stopped == null) {
                throw new IllegalStateException("an event must come: " + request);
            }
            for (final Event event : stopped) {
                if (request.equals(event.request())) {
                    return event;
                }
            }
            stopped.resume();
        }
    }

    @Override
    public void close() {
        try {
            vm.exit(0);
        } catch (final VMDisconnectedException ex) {
            // It has ended by itself.
        }
        vm.process().destroyForcibly();
    }
}
