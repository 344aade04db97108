// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.faults;

import io.github.nbl4j.pool.Slabs;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.BufferUtil;

/**
 * Builds things where direct memory ends, first with not a byte left, then with exactly as much as the first step
 * needs, the first two, and so on until it can be built. Runs in a JVM whose direct memory has a limit.
 */
final class Starved {
    private static final Pattern REFUSED = Pattern.compile("direct memory must hold (\\d+) bytes: .*");

    private Starved() {}

    /** What a build came to: a line of the output. */
    record Outcome(String what, int refused, long bytes, long leaked) {}

    /** @param args the limit in bytes. */
    public static void main(final String[] args) {
        final long limit = Long.parseLong(args[0]);
        try (Builds builds = new Builds()) {
            for (final String what : Builds.NAMES) {
                System.out.println(starve(what, limit, () -> builds.apply(what)));
            }
        }
    }

    private static Outcome starve(final String what, final long limit, final Supplier<AutoCloseable> build) {
        long room = 0;
        for (int refused = 0; ; refused++) {
            final ByteBuffer rest = ByteBuffer.allocateDirect((int) (limit - used() - room));
            final long before = used();
            try {
                final long bytes = builtBytes(build);
                return new Outcome(what, refused, bytes, used() - before);
            } catch (final IllegalStateException ex) {
                room += bytesOf(ex);
                if (used() != before) {
                    return new Outcome(what, refused + 1, room, used() - before);
                }
            } finally {
                BufferUtil.free(rest);
            }
        }
    }

    private static long builtBytes(final Supplier<AutoCloseable> build) {
        final long before = used();
        final AutoCloseable built = build.get();
        final long bytes = used() - before;
        try {
            built.close();
        } catch (final Exception ex) {
            throw new AssertionError(ex);
        }
        return bytes;
    }

    /** What the step that was refused needs; its blocks begin on a line. */
    private static long bytesOf(final IllegalStateException refused) {
        final Matcher matcher = REFUSED.matcher(refused.getMessage());
        if (!matcher.matches()) {
            throw refused;
        }
        return Long.parseLong(matcher.group(1)) + Slabs.ALIGNMENT;
    }

    /** Exact: what the JVM compares with its limit. */
    static long used() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .findFirst()
                .orElseThrow()
                .getTotalCapacity();
    }
}
