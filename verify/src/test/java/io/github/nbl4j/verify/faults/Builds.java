// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.faults;

import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferEnvironmentParameters;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.ndis.Ndis;
import io.github.nbl4j.pool.Slabs;
import java.util.List;
import java.util.function.Function;

/** What is built where memory ends, most of it in an environment that is there already. */
public final class Builds implements Function<String, AutoCloseable>, AutoCloseable {
    static final String TWIN = "twin";
    static final List<String> NAMES = List.of("own environment", "lists", "net buffers", "segments", TWIN);
    /** An environment of a pool's own has 24,000 objects: a small one of the same kinds. */
    static final List<String> SMALL = List.of("environment", "facade", "lists", "net buffers", "segments", TWIN);

    private final NetBufferEnvironment environment = NetBufferEnvironment.create(
            p -> p.clones(4).netBuffers(4).mdls(4).segments(4).contexts(4).maxCaches(1));

    @Override
    public AutoCloseable apply(final String name) {
        return switch (name) {
            case "environment" -> NetBufferEnvironment.create(Builds::small);
            case "facade" -> Ndis.create(Builds::small);
            case "own environment" ->
                NetBufferListPool.create(p -> p.capacity(4)
                        .dataSize(256)
                        .contextSize(32)
                        .privateLength(64)
                        .maxCaches(0));
            case "lists" ->
                NetBufferListPool.create(
                        environment,
                        p -> p.capacity(4)
                                .dataSize(256)
                                .contextSize(32)
                                .privateLength(64)
                                .maxCaches(1));
            case "net buffers" ->
                NetBufferPool.create(
                        environment,
                        p -> p.capacity(4).dataSize(256).privateLength(64).maxCaches(1));
            case "segments" -> MdlPool.create(environment, name, 4, 1, 256);
            case TWIN -> careless();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void small(final NetBufferEnvironmentParameters p) {
        p.clones(2)
                .netBuffers(2)
                .mdls(2)
                .segments(2)
                .contexts(2)
                .privateLength(64)
                .maxCaches(1);
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

    @Override
    public void close() {
        environment.close();
    }
}
