// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlotTracesTest {
    @Test
    void shouldTellEventsInTheirOrder() {
        final SlotTraces traces = new SlotTraces(9);
        traces.began(7);
        traces.note(7, SlotEvent.HAND_OVER);
        traces.ended(7, SlotEvent.RELEASE);

        final String me = Thread.currentThread().getName();
        assertEquals(
                "allocated by " + me + ", last freed by " + me + ", last events: allocate hand over release",
                traces.text(7));
        assertEquals("allocated by nobody, last freed by nobody, last events: ", traces.text(8), "its own past only");
    }

    @ParameterizedTest
    @EnumSource(SlotEvent.class)
    void shouldKeepSixteenOfEachEvent(final SlotEvent event) {
        long history = 0;
        for (int i = 0; i < 16; i++) {
            history = event.addTo(history);
        }
        final String word =
                event == SlotEvent.NONE ? "" : event.name().toLowerCase().replace('_', ' ');
        assertEquals((word + " ").repeat(16).strip(), SlotEvent.text(history));
        final String later = SlotEvent.text(SlotEvent.FREE.addTo(history));
        assertEquals((word + " ").repeat(15).concat("free").strip(), later, "the oldest goes");
    }

    @Test
    void shouldNameThreadThatEndedTheLife() throws Exception {
        final SlotTraces traces = new SlotTraces(1);
        traces.began(0);
        final Thread worker = new Thread(() -> traces.ended(0, SlotEvent.FREE), "worker-9");
        worker.start();
        worker.join();

        assertTrue(traces.text(0).contains("last freed by worker-9"), traces.text(0));
    }

    /** Runs with and without sites. */
    static final class Misuse {
        public static void main(final String[] args) {
            final TestPool pool = new TestPool(4, 0);
            final TestPool.Handle handle = new TestPool.Handle();
            for (int life = 0; life < 2; life++) {
                final TestPool.Block block = allocateHere(pool, handle);
                System.out.println("leak: " + pool.audit().notFree());
                freeHere(handle, block);
                try {
                    handle.free(block);
                } catch (final IllegalStateException ex) {
                    ex.printStackTrace(System.out);
                }
            }
        }

        private static TestPool.Block allocateHere(final TestPool pool, final TestPool.Handle handle) {
            return handle.allocate(pool);
        }

        private static void freeHere(final TestPool.Handle handle, final TestPool.Block block) {
            handle.free(block);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldSayWhereALifeBeganAndEnded(final int sites) throws Exception {
        final String output = ChildJvm.run(true, Misuse.class, "-Dnbl4j.checked=true", "-Dnbl4j.sites=" + sites);

        final int remembered = sites == 0 ? 0 : 2 / sites;
        assertEquals(remembered, count(output, "Suppressed: .*allocated by main"), output);
        assertEquals(remembered, count(output, "Suppressed: .*freed by main"), output);
        assertEquals(remembered, count(output, "leak: .*allocated by main at .*allocateHere"), output);
        assertEquals(sites > 0, output.contains("Misuse.freeHere"), output);
        assertEquals(2, count(output, "last events: allocate free"), output);
    }

    @Test
    void shouldRememberNothingInProductionMode() throws Exception {
        final String output = ChildJvm.run(true, Misuse.class, "-Dnbl4j.checked=false", "-Dnbl4j.sites=1");

        assertEquals(2, count(output, "must be owned by the caller"), output);
        assertFalse(output.contains("last events") || output.contains("allocated by"), output);
    }

    private static int count(final String output, final String pattern) {
        return (int) output.lines()
                .filter(line -> line.matches(".*" + pattern + ".*"))
                .count();
    }
}
