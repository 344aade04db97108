// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Any 64 bits as a handle, beside handles of lists that live, that were freed, and that live on for their clones. */
final class HandleFuzzTest {
    private static final int MOST_STEPS = 64;

    private static HandleFuzzTest world = new HandleFuzzTest();

    private final NetBufferEnvironment environment = NetBufferEnvironment.create(
            p -> p.clones(4).netBuffers(1).mdls(1).segments(1).maxCaches(1));
    private final NetBufferListPool pool = NetBufferListPool.create(
            environment, p -> p.capacity(3).maxCaches(1).dataSize(64));
    private final NetBufferListCloner cloner = new NetBufferListCloner(pool);
    private final Map<Long, NetBufferList> live = new HashMap<>();
    private final List<Long> known = new ArrayList<>();

    @FuzzTest(maxDuration = "1h")
    void shouldAnswerExactlyWhenHandlesAreArbitrary(final byte[] input) {
        final HandleFuzzTest used = world == null ? new HandleFuzzTest() : world;
        world = null;
        used.run(new Program(input));
        world = used;
    }

    private void run(final Program program) {
        for (int steps = 0; steps < MOST_STEPS && program.hasNext(); steps++) {
            switch (program.below(6)) {
                case 0 -> begin(pool.allocate());
                case 1 -> cloneOf(handle(program));
                case 2, 3 -> resolve(handle(program));
                case 4 -> free(handle(program));
                default -> freeByPool(handle(program));
            }
        }
        known.forEach(this::resolve);
        List.copyOf(live.keySet()).forEach(this::free);
        known.forEach(this::resolve);
        known.clear();
        environment.pools().forEach(of -> of.audit().requireAllFree());
    }

    /** One that was handed out once, or it with some bits turned over, or any. */
    private long handle(final Program program) {
        final int kind = program.below(4);
        if (kind == 3 || known.isEmpty()) {
            return program.word();
        }
        final long handle = known.get(program.below(known.size()));
        return kind == 0 ? handle ^ 1L << program.below(64) : handle;
    }

    private void begin(final NetBufferList list) {
        if (list != null) {
            assertNull(live.put(list.handle(), list), "no two lives have one handle");
            known.add(list.handle());
        }
    }

    private void resolve(final long handle) {
        final NetBufferList list = live.get(handle);
        assertSame(list, environment.resolve(handle));
        if (list != null) {
            assertEquals(handle, list.handle());
        }
    }

    private void cloneOf(final long handle) {
        final NetBufferList list = live.get(handle);
        if (list == null) {
            assertNull(cloner.allocateCloneShared(handle, CloneFlags.NONE));
        } else {
            assertEquals(handle, cloner.share(list));
            begin(cloner.allocateCloneShared(handle, CloneFlags.USE_ORIGINAL_MDLS));
        }
    }

    private void free(final long handle) {
        if (live.remove(handle) == null) {
            assertThrows(IllegalStateException.class, () -> cloner.free(handle));
        } else {
            cloner.free(handle);
        }
        assertNull(environment.resolve(handle), "from now on it names nothing");
    }

    private void freeByPool(final long handle) {
        final NetBufferList list = live.remove(handle);
        if (list != null) {
            pool.free(list);
        }
        assertNull(environment.resolve(handle), "from now on it names nothing");
    }
}
