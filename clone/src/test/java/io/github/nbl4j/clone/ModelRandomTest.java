// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random sequences of every operation, against a naive model that copies where the library shares and counts where it
 * remembers. {@code -Dnbl4j.model.seed=N} repeats a run, {@code -Dnbl4j.model.sequences=N} makes it longer.
 */
final class ModelRandomTest {
    private static final long SEED = Long.getLong("nbl4j.model.seed", new SplittableRandom().nextLong());
    private static final int SEQUENCES = Integer.getInteger("nbl4j.model.sequences", 100_000);

    private static final List<String> DERIVATIONS = List.of(
            "clone",
            "cloneOne",
            "split",
            "fragment",
            "reassemble",
            "deepCopy",
            "detach",
            "allocateContext",
            "allocateWithContext");

    private static final int NO_FAULT = 0;
    private static final int WRONG_BYTE = 1;
    private static final int WRONG_BOOKS = 2;

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource
    void shouldAgreeWithTheModelWhenSequencesAreRandom(final ModelPools pools) {
        System.out.println("model test: -Dnbl4j.model.seed=" + SEED + " pools=" + pools);
        assertNull(search(SEED, SEQUENCES / 4, pools, NO_FAULT));
    }

    @ParameterizedTest
    @ValueSource(ints = {WRONG_BYTE, WRONG_BOOKS})
    void shouldDisagreeAndShrinkWhenTheModelIsWrong(final int fault) {
        final String found = search(4711, 1000, ModelPools.TINY, fault);
        assertNotNull(found, "the twin: a wrong expectation must be detected");
        assertTrue(found.lines().count() <= 12, "a handful of operations is enough to show it: " + found);
    }

    @Test
    void shouldRepeatTheSameRunWhenSeedIsGiven() {
        final List<String> first = new ArrayList<>();
        final List<String> second = new ArrayList<>();
        assertNull(run(words(99, 500), ModelPools.TINY, NO_FAULT, first));
        assertNull(run(words(99, 500), ModelPools.TINY, NO_FAULT, second));
        assertTrue(first.size() > 300 && first.equals(second));
    }

    @Test
    void shouldTryEveryDerivationWithAndWithoutMemoryWhenPoolsAreTiny() {
        final Set<String> seen = outcomes(ModelPools.TINY);
        for (final String operation : DERIVATIONS) {
            assertTrue(seen.contains(operation) && seen.contains(operation + " null"), operation + " in " + seen);
        }
    }

    @Test
    void shouldTryEveryDerivationWhenPoolsHaveCaches() {
        final Set<String> seen = outcomes(ModelPools.CACHED);
        assertTrue(seen.containsAll(DERIVATIONS), DERIVATIONS + " in " + seen);
    }

    /** First words of the log, and whether it ended in null. */
    private static Set<String> outcomes(final ModelPools pools) {
        final Set<String> seen = new TreeSet<>();
        final SplittableRandom random = new SplittableRandom(99);
        final ModelWorld world = new ModelWorld(pools);
        for (int i = 0; i < 500; i++) {
            final List<String> log = new ArrayList<>();
            assertNull(run(world, words(random.nextLong(), 40), NO_FAULT, log));
            for (final String line : log) {
                seen.add(line.substring(0, line.indexOf(' ')) + (line.endsWith("-> null") ? " null" : ""));
            }
        }
        world.close();
        return seen;
    }

    /** Null, or the seed and the shortest failing operations that were found. */
    private static String search(final long seed, final int sequences, final ModelPools pools, final int fault) {
        final SplittableRandom random = new SplittableRandom(seed);
        ModelWorld world = new ModelWorld(pools);
        for (int i = 0; i < sequences; i++) {
            final long[] words = words(random.nextLong(), 30 + random.nextInt(31));
            final Throwable first = run(world, words, fault, null);
            if (first != null) {
                final long[] least = shrink(words, pools, fault);
                final List<String> log = new ArrayList<>();
                final Throwable failure = run(least, pools, fault, log);
                return "-Dnbl4j.model.seed=" + seed + " sequence " + i + " pools=" + pools + ": "
                        + (failure == null ? first + " (only after the sequences before it)" : failure) + "\n"
                        + String.join("\n", log);
            }
            if (i % 10_000 == 9_999) {
                world.close();
                world = new ModelWorld(pools);
            }
        }
        world.close();
        return null;
    }

    private static long[] words(final long seed, final int n) {
        return new SplittableRandom(seed).longs(n).toArray();
    }

    private static Throwable run(final long[] words, final ModelPools pools, final int fault, final List<String> log) {
        return run(new ModelWorld(pools), words, fault, log);
    }

    /** What failed, or null; then the world is empty again. */
    private static Throwable run(final ModelWorld world, final long[] words, final int fault, final List<String> log) {
        final ModelOperations operations = new ModelOperations(world, log);
        try {
            for (final long word : words) {
                operations.step(word);
                if ((word & 15) == 0) {
                    world.compare(fault);
                }
            }
            world.compare(fault);
            operations.drain(new SplittableRandom(words.length == 0 ? 0 : words[0]));
            world.compare(fault);
            world.stale.clear();
            world.externals.clear();
            return null;
        } catch (final RuntimeException | AssertionError ex) {
            return ex;
        }
    }

    /** Leaves out halves, quarters, ... single operations as long as it still fails. */
    private static long[] shrink(final long[] failing, final ModelPools pools, final int fault) {
        long[] least = failing;
        for (int chunk = Math.max(1, least.length / 2); chunk > 0; chunk /= 2) {
            for (int from = 0; from + chunk <= least.length; ) {
                final long[] without = without(least, from, chunk);
                if (run(without, pools, fault, null) != null) {
                    least = without;
                } else {
                    from += chunk;
                }
            }
        }
        return least;
    }

    private static long[] without(final long[] words, final int from, final int n) {
        final long[] rest = Arrays.copyOf(words, words.length - n);
        System.arraycopy(words, from + n, rest, from, words.length - from - n);
        return rest;
    }
}
