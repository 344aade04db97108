// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledIfSystemProperty(named = Checked.PROPERTY_NAME, matches = "true")
class SlotObserverTest extends PoolFixture {
    private final Recorder recorder = new Recorder();

    /** Writes down what it is told, and refuses when it is to. */
    private static final class Recorder implements SlotObserver {
        private final List<String> told = new ArrayList<>();
        private boolean refuses;

        @Override
        public boolean refuses(final SlotPool pool) {
            told.add("asked " + pool.name());
            return refuses;
        }

        @Override
        public void taken(final SlotPool pool, final Slot slot) {
            assertFalse(slot.isOwned(), "before its life");
            told.add("taken " + pool.name() + " " + slot.index());
        }

        @Override
        public void derived(final Slot child, final Slot parent) {
            told.add(child.index() + " derived from " + parent.index());
        }

        @Override
        public void released(final Slot slot) {
            told.add("released " + slot.index());
        }

        @Override
        public void given(final SlotPool pool, final Slot slot) {
            assertFalse(slot.isOwned(), "after its life");
            told.add("given " + pool.name() + " " + slot.index());
        }
    }

    @BeforeEach
    void install() {
        Checked.install(recorder);
    }

    @AfterEach
    void remove() {
        Checked.remove(recorder);
    }

    private List<String> told() {
        final List<String> all = List.copyOf(recorder.told);
        recorder.told.clear();
        return all;
    }

    /** Many enough to pass from magazine to magazine, and to the depot. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldBeToldOfEveryTakeAndGive(final int caches) {
        final TestPool pool = pool(200, caches);
        final TestPool.Handle handle = handle();
        final List<String> expected = new ArrayList<>();
        final List<TestPool.Block> blocks = new ArrayList<>();
        for (int i = 0; i < pool.population(); i++) {
            blocks.add(handle.allocate(pool));
            expected.addAll(
                    List.of("asked test0", "taken test0 " + blocks.get(i).index()));
        }
        assertNull(handle.allocate(pool));
        expected.add("asked test0");
        assertEquals(expected, told());
        final List<String> given =
                blocks.stream().map(block -> "given test0 " + block.index()).toList();
        free(handle, blocks);
        assertEquals(given, told());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldRefuseAsAnExhaustedPoolDoes(final int caches) {
        final TestPool pool = pool(3, caches);
        final TestPool.Handle handle = handle();
        final TestPool.Block before = handle.allocate(pool);
        recorder.refuses = true;
        assertNull(handle.allocate(pool));
        assertEquals(
                new PoolCounters("test0", 3, 3 + 64 * caches, 1, pool.counters().highWater(), 1, 0), pool.counters());
        recorder.refuses = false;
        final TestPool.Block after = handle.allocate(pool);
        assertNotNull(after, "the twin");
        handle.free(before);
        handle.free(after);
    }

    @Test
    void shouldNotBeAskedWhenThePoolIsClosed() {
        final TestPool pool = new TestPool(9, 1);
        final TestPool.Handle handle = handle();
        final TestPool.Block block = handle.allocate(pool);
        pool.close();
        told();
        recorder.refuses = true;
        assertThrows(IllegalStateException.class, () -> handle.allocate(pool));
        assertEquals(List.of(), told());
        handle.free(block);
        assertEquals(List.of("given test0 " + block.index()), told(), "frees are accepted, and told");
        assertTrue(pool.isReleased());
    }

    @Test
    void shouldBeToldOfAReleaseAndOfAParentOnce() {
        final TestPool pool = new TestPool(2, 0);
        final TestPool.Handle handle = handle();
        final TestPool.Block parent = handle.allocate(pool);
        final TestPool.Block child = handle.allocate(pool);
        told();
        child.noteParent(parent);
        parent.release();
        assertThrows(IllegalStateException.class, parent::end, "refused, and not told");
        child.end();
        assertEquals(List.of(child.index() + " derived from " + parent.index(), "released " + parent.index()), told());
    }

    @Test
    void shouldBeToldNothingOnceRemoved() {
        final TestPool pool = pool(2, 1);
        final TestPool.Handle handle = handle();
        assertTrue(Checked.remove(recorder));
        assertFalse(Checked.remove(recorder));
        handle.free(handle.allocate(pool));
        assertEquals(List.of(), told());
    }

    @Test
    void shouldInstallOneObserverAtATime() {
        final Recorder other = new Recorder();
        final IllegalStateException refused = assertThrows(IllegalStateException.class, () -> Checked.install(other));
        assertTrue(refused.getMessage().startsWith("observers of one JVM must be at most 1: "), refused.getMessage());
        assertFalse(Checked.remove(other));
        assertTrue(Checked.remove(recorder));
        Checked.install(other);
        assertTrue(Checked.remove(other), "the twin");
        assertThrows(NullPointerException.class, () -> Checked.install(null));
    }

    /** In a JVM of its own: the mode is decided when it starts. */
    static final class Unchecked {
        public static void main(final String[] args) {
            try {
                Checked.install(new Recorder());
                System.out.println("installed");
            } catch (final IllegalStateException ex) {
                System.out.println(ex.getMessage());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldBeRefusedUnlessCheckedModeIsOn(final boolean checked) throws Exception {
        final String output = ChildJvm.run(true, Unchecked.class, "-Dnbl4j.checked=" + checked);
        assertEquals(
                checked
                        ? "installed"
                        : "checked mode must be on: nbl4j.checked=false (start the JVM with -Dnbl4j.checked=true)",
                output.strip());
    }
}
