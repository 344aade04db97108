// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotPool;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Threads that build pools in one environment at once: what one of them could not build costs the others nothing. */
final class BuildRaceTest {
    private static final long SEED = Long.getLong("nbl4j.build.seed", new SplittableRandom().nextLong());
    private static final int ROUNDS = 30;
    private static final int THREADS = 2;
    /** Of each thread. Three times as many fail: more than there are numbers, were they not given back. */
    private static final int BUILT = 50;

    /** Its construction fails when it stands in the tables. */
    private static final class Broken extends SlotPool {
        Broken(final NetBufferEnvironment environment, final int ordinal) {
            super("broken", ordinal, 1, 0);
            environment.register(this, new NetBuffer[0], new Mdl[0], new Mdl[0]);
            throw new IllegalStateException("broken on purpose");
        }

        @Override
        protected Slot slot(final int index) {
            return null;
        }

        @Override
        protected void releaseMemory() {}
    }

    @Test
    void shouldGiveEachPoolANumberOfItsOwnWhenOthersFailMeanwhile() throws Exception {
        System.out.println("build race: -Dnbl4j.build.seed=" + SEED);
        final SplittableRandom random = new SplittableRandom(SEED);
        final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                final NetBufferEnvironment environment = environment();
                final List<MdlPool> built = buildAtOnce(threads, environment, random);
                assertEquals(THREADS * BUILT, built.size());
                assertEachAtItsNumber(environment, built);
                environment.pools().forEach(SlotPool::close);
            }
        } finally {
            threads.shutdown();
        }
    }

    /** The twin: a construction that fails writes the rows of a number that it had given back. */
    @Test
    void shouldSeeAPoolWhoseNumberAnotherWrites() {
        try (NetBufferEnvironment environment = environment();
                MdlPool pool = MdlPool.create(environment, "good", 1, 0, NblFixture.SEGMENT)) {
            assertEachAtItsNumber(environment, List.of(pool));
            assertThrows(IllegalStateException.class, () -> new Broken(environment, pool.ordinal()));
            assertThrows(AssertionError.class, () -> assertEachAtItsNumber(environment, List.of(pool)));
        }
    }

    private static NetBufferEnvironment environment() {
        return NetBufferEnvironment.create(
                p -> p.clones(1).netBuffers(1).mdls(1).segments(1).contexts(1).maxCaches(0));
    }

    private static List<MdlPool> buildAtOnce(
            final ExecutorService threads, final NetBufferEnvironment environment, final SplittableRandom random)
            throws Exception {
        final CyclicBarrier start = new CyclicBarrier(THREADS);
        final List<Callable<List<MdlPool>>> bodies = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            final SplittableRandom own = random.split();
            bodies.add(() -> {
                start.await();
                return build(environment, own);
            });
        }
        final List<MdlPool> built = new ArrayList<>();
        for (final Future<List<MdlPool>> done : threads.invokeAll(bodies)) {
            built.addAll(done.get());
        }
        return built;
    }

    private static List<MdlPool> build(final NetBufferEnvironment environment, final SplittableRandom random) {
        final List<MdlPool> built = new ArrayList<>();
        while (built.size() < BUILT) {
            if (random.nextInt(4) == 0) {
                built.add(MdlPool.create(environment, "good", 1, 0, NblFixture.SEGMENT));
            } else {
                final Throwable thrown = assertThrows(
                        IllegalStateException.class,
                        () -> environment.build(ordinal -> new Broken(environment, ordinal)));
                assertEquals("broken on purpose", thrown.getMessage());
            }
        }
        return built;
    }

    private static void assertEachAtItsNumber(final NetBufferEnvironment environment, final List<MdlPool> built) {
        assertEquals(
                built.size(),
                built.stream().mapToInt(SlotPool::ordinal).distinct().count(),
                "numbers");
        final List<SlotPool> pools = environment.pools();
        for (final MdlPool pool : built) {
            assertTrue(pools.contains(pool), () -> pool.ordinal() + " is not there: " + pools);
            final Mdl mdl = pool.allocate();
            assertSame(mdl, environment.mdl(mdl.id()));
            pool.free(mdl);
        }
    }
}
