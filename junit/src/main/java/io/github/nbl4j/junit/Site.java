// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the user called the library.
 *
 * @param call the library's method.
 * @param thread that called it.
 * @param frames of the user's code, the innermost first, down to the test method.
 */
record Site(String call, String thread, List<StackFrame> frames) {
    private static final int MAX_FRAMES = 8;
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final String PROJECT = "io.github.nbl4j.";
    private static final Set<String> LIBRARY =
            Set.of(PROJECT + "pool", PROJECT + "nbl", PROJECT + "clone", PROJECT + "ndis", PROJECT + "junit");

    /**
     * The place that the calling thread is at.
     *
     * @param test the test class; what comes from where it comes from is no part of the library, whatever its package.
     */
    static Site here(final Class<?> test) {
        return WALKER.walk(stack -> of(stack, test));
    }

    private static Site of(final Stream<StackFrame> stack, final Class<?> test) {
        final List<StackFrame> frames = stack.takeWhile(
                        frame -> !frame.getClassName().startsWith("org.junit.platform."))
                .toList();
        int first = 0;
        while (first < frames.size() && isLibrary(frames.get(first).getDeclaringClass(), test)) {
            first++;
        }
        // At least this method and the observer's are the library's.
        final StackFrame call = frames.get(first - 1);
        return new Site(
                call.getDeclaringClass().getSimpleName() + "." + call.getMethodName(),
                Thread.currentThread().getName(),
                frames.stream()
                        .skip(first)
                        .filter(frame -> !frame.getClassName().matches("(org\\.junit|java|jdk)\\..*"))
                        .limit(MAX_FRAMES)
                        .toList());
    }

    private static boolean isLibrary(final Class<?> type, final Class<?> test) {
        return LIBRARY.contains(type.getPackageName())
                && !Objects.equals(
                        type.getProtectionDomain().getCodeSource(),
                        test.getProtectionDomain().getCodeSource());
    }

    @Override
    public String toString() {
        return call + " on thread " + thread;
    }
}
