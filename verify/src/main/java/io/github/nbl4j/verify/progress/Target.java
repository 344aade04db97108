// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import io.github.nbl4j.nbl.Places;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The JVM that is looked at. One thread operates, and is stopped there from outside; the main thread takes commands and
 * does the work of the others. What they say goes through pipes, which no debugger holds up.
 */
final class Target {
    /** Thrown into the thread that operates. */
    static final Error INJECTED = new Error("injected");

    private static final BlockingQueue<String> CASES = new LinkedBlockingQueue<>();
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private static volatile Subject subject;
    private static volatile Squatter inPlaceOfOthers;
    private static volatile Squatter inPlaceOfOperator;

    private Target() {}

    /** Commands are {@code rehearse NAME}, {@code run NAME}, {@code work} and {@code settle}. */
    public static void main(final String[] args) throws IOException, InterruptedException {
        final Thread thread = operator(Thread.currentThread());
        thread.setDaemon(true);
        inPlaceOfOthers = new Squatter(Thread.currentThread());
        inPlaceOfOperator = new Squatter(thread);
        thread.start();
        final BufferedReader commands = new BufferedReader(
                new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            if (command.equals("work")) {
                work();
            } else {
                CASES.put(command);
            }
        }
    }

    /** A thread that has a place of its own, beside the others. */
    private static Thread operator(final Thread others) {
        final Thread made = new Thread(Target::live, "operator");
        return Places.areOne(made.getId(), others.getId()) ? operator(others) : made;
    }

    private static void work() {
        try {
            answer("worked " + subject.work());
        } catch (final Throwable ex) {
            answer("broken the others: " + ex);
        }
    }

    private static void live() {
        try {
            while (true) {
                final String[] command = CASES.take().split(" ");
                subject = subject(command[1]);
                subject.prepare();
                if (command[0].equals("rehearse")) {
                    final Thread others = new Thread(Target::work);
                    others.start();
                    others.join();
                }
                final Throwable thrown = operateAndCatch();
                answer(
                        thrown == null || thrown == INJECTED
                                ? "ended " + (thrown == null)
                                : "broken the one: " + thrown);
                CASES.take();
                answer("settled " + subject.settle(thrown == null).format());
            }
        } catch (final Throwable ex) {
            answer("broken the books: " + ex);
        }
    }

    private static Throwable operateAndCatch() {
        Throwable thrown = null;
        try {
            operate(subject);
        } catch (final Throwable ex) {
            thrown = ex;
            // Who throws from outside interrupts too, so that a thread that waits hears of it.
            Thread.interrupted();
        }
        return thrown;
    }

    /** Everything below here is stepped through. */
    private static void operate(final Subject subject) {
        subject.operate();
    }

    static Squatter inPlaceOfOthers() {
        return inPlaceOfOthers;
    }

    static Squatter inPlaceOfOperator() {
        return inPlaceOfOperator;
    }

    private static Subject subject(final String name) {
        return switch (name) {
            case "LOCK" -> new LockedPool();
            case "QUEUE" -> new QueuePool();
            default -> new LibrarySubject(Task.find(name).orElseThrow());
        };
    }

    /** What the JVM itself prints does not begin like that. */
    private static void answer(final String line) {
        OUT.println('>' + line);
    }
}
