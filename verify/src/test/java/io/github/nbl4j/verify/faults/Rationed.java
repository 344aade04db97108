// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.faults;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Builds things where the heap has no room for the first object that the library makes, then for the second, and so on
 * until all can be built, and each time asks how much direct memory is left behind.
 */
final class Rationed {
    private Rationed() {}

    /** What a build came to: a line of the output. */
    record Outcome(String what, int refused, int leaks, String firstLeak) {}

    /** Whether there was a k-th object, what bytes were left behind when it was refused, and who wanted it. */
    private record Attempt(boolean refused, long left, String where) {}

    /** @param args none. */
    public static void main(final String[] args) throws Exception {
        final Class<?> builds = new RationedLoader().loadClass(Builds.class.getName());
        for (final String what : Builds.SMALL) {
            // Classes are initialized once: what fails there, fails for good.
            attempt(builds, what, Integer.MAX_VALUE);
            System.out.println(starve(builds, what));
        }
    }

    private static Outcome starve(final Class<?> builds, final String what) throws Exception {
        int leaks = 0;
        String first = "";
        for (int k = 1; ; k++) {
            final Attempt attempt = attempt(builds, what, k);
            if (!attempt.refused()) {
                return new Outcome(what, k - 1, leaks, first);
            }
            if (attempt.left() != 0 && leaks++ == 0) {
                first = attempt.left() + " bytes" + attempt.where();
            }
        }
    }

    /** In an environment of its own, because that has so many pools in its life, built or not. */
    @SuppressWarnings("unchecked")
    private static Attempt attempt(final Class<?> builds, final String what, final int k) throws Exception {
        final long before = Starved.used();
        final AutoCloseable all = (AutoCloseable) builds.getConstructor().newInstance();
        boolean refused;
        String where = "";
        Ration.refuse(k);
        try {
            final AutoCloseable built = ((Function<String, AutoCloseable>) all).apply(what);
            refused = Ration.end();
            built.close();
        } catch (final OutOfMemoryError ex) {
            refused = Ration.end();
            if (!refused) {
                throw ex;
            }
            where = where(ex);
        }
        all.close();
        return new Attempt(refused, Starved.used() - before, where);
    }

    private static String where(final Throwable error) {
        return Arrays.stream(error.getStackTrace())
                .skip(1)
                .limit(4)
                .map(at -> " at " + at)
                .collect(Collectors.joining());
    }
}
