// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.ToLongFunction;

/** What a JVM and its two threads used in one slice, or in several. */
record Slice(long collections, long collectionMillis, long cpuNanos, long nanos, Account producer, Account consumer) {
    static final Slice NONE = new Slice(0, 0, 0, 0, Account.NONE, Account.NONE);

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** The JVM's, since it began. */
    static Slice opening() {
        return new Slice(
                collections(GarbageCollectorMXBean::getCollectionCount),
                collections(GarbageCollectorMXBean::getCollectionTime),
                SYSTEM.getProcessCpuTime(),
                System.nanoTime(),
                Account.NONE,
                Account.NONE);
    }

    private static long collections(final ToLongFunction<GarbageCollectorMXBean> of) {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(of)
                .sum();
    }

    /** The JVM's since then, with what its threads say. */
    Slice closing(final Account byProducer, final Account byConsumer) {
        final Slice now = opening();
        return new Slice(
                now.collections - collections,
                now.collectionMillis - collectionMillis,
                now.cpuNanos - cpuNanos,
                now.nanos - nanos,
                byProducer,
                byConsumer);
    }

    Slice plus(final Slice other) {
        return new Slice(
                collections + other.collections,
                collectionMillis + other.collectionMillis,
                cpuNanos + other.cpuNanos,
                nanos + other.nanos,
                producer.plus(other.producer),
                consumer.plus(other.consumer));
    }

    void addTo(final Result result) {
        result.put("collections", collections);
        result.put("collectionMillis", collectionMillis);
        result.put("jvmCpuNanos", cpuNanos);
        result.put("roundNanos", nanos);
        producer.addTo(result, "producer");
        consumer.addTo(result, "consumer");
    }
}
