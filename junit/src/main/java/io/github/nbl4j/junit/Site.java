// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import java.lang.StackWalker.StackFrame;
import java.security.CodeSource;
import java.util.List;
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
     * @param test the test class; what comes from where it comes from is no part of the library, whatever its package,
     *     unless the library comes from there too.
     */
    static Site here(final Class<?> test) {
        return WALKER.walk(stack -> of(stack, test));
    }

    private static Site of(final Stream<StackFrame> stack, final Class<?> test) {
        final List<StackFrame> frames = stack.takeWhile(
                        frame -> !frame.getClassName().startsWith("org.junit.platform."))
                .toList();
        final CodeSource source = sourceOf(test);
        // The first is this class's own, wherever it comes from.
        int first = 1;
        while (first < frames.size() && isLibrary(frames.get(first).getDeclaringClass(), source)) {
            first++;
        }
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

    /** Null where it tells nothing: a jar of tests and library together, a class loader that names none. */
    private static CodeSource sourceOf(final Class<?> test) {
        final CodeSource source = test.getProtectionDomain().getCodeSource();
        final CodeSource library = Site.class.getProtectionDomain().getCodeSource();
        return library == null || library.equals(source) ? null : source;
    }

    private static boolean isLibrary(final Class<?> type, final CodeSource ofTest) {
        return LIBRARY.contains(type.getPackageName())
                && (ofTest == null || !ofTest.equals(type.getProtectionDomain().getCodeSource()));
    }

    @Override
    public String toString() {
        return call + " on thread " + thread;
    }
}
