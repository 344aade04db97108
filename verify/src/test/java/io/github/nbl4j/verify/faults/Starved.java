// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.faults;

import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
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
        System.out.println(starve("own environment", limit, Starved::ownEnvironment));
        try (NetBufferEnvironment environment = environment()) {
            System.out.println(starve("lists", limit, () -> lists(environment)));
            System.out.println(starve(
                    "net buffers",
                    limit,
                    () -> NetBufferPool.create(
                            environment, p -> p.capacity(4).dataSize(256).privateLength(64))));
            System.out.println(starve("segments", limit, () -> MdlPool.create(environment, "segments", 4, 1, 256)));
        }
        System.out.println(starve("twin", limit, Starved::careless));
    }

    private static NetBufferListPool ownEnvironment() {
        return NetBufferListPool.create(p ->
                p.capacity(4).dataSize(256).contextSize(32).privateLength(64).maxCaches(1));
    }

    private static NetBufferEnvironment environment() {
        return NetBufferEnvironment.create(
                p -> p.clones(4).netBuffers(4).mdls(4).segments(4).contexts(4).maxCaches(1));
    }

    private static NetBufferListPool lists(final NetBufferEnvironment environment) {
        return NetBufferListPool.create(
                environment, p -> p.capacity(4).dataSize(256).contextSize(32).privateLength(64));
    }

    /** Leaves its first slab behind when there is no memory for the second. */
    private static AutoCloseable careless() {
        final Slabs first = new Slabs("first", 1, 64);
        final Slabs second = new Slabs("second", 1, 64);
        return () -> {
            first.close();
            second.close();
        };
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
    private static long used() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .findFirst()
                .orElseThrow()
                .getTotalCapacity();
    }
}
