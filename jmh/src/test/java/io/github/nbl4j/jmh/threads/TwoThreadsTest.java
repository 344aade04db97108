// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.jmh.Work;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TwoThreadsTest {
    private static final int WARM_UP = 1;
    private static final int WINDOWS = 3;

    static List<Subjects.Entry> subjects() {
        return Subjects.ALL;
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void shouldBalanceTheBooksOfEachSubject(final Subjects.Entry entry) throws InterruptedException {
        try (Subject subject = entry.create().get()) {
            final String line = run(subject).line(entry.work(), entry.name(), 1);
            assertTrue(line.contains("\"absent\":"), "three windows must not make a figure: " + line);
        }
    }

    @Test
    void shouldInspectWhatIsQueuedLast() throws InterruptedException {
        final Numbers numbers = new Numbers(0, -1);
        run(numbers);
        assertEquals(Subject.BATCH, numbers.inspected);
    }

    @Test
    void shouldFailWhenOneUnitIsLost() {
        final Numbers numbers = new Numbers(1, -1);
        final IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> run(numbers));
        assertTrue(thrown.getMessage().startsWith("produced="), thrown.getMessage());
    }

    @Test
    void shouldFailWhenTheSecondThreadDoes() {
        final Numbers numbers = new Numbers(0, 1000);
        final IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> run(numbers));
        assertEquals("unit 1000", thrown.getCause().getMessage());
    }

    private static Sample run(final Subject subject) throws InterruptedException {
        return new TwoThreads(subject, WARM_UP, WINDOWS, WINDOWS).run();
    }

    /** Hands numbers on; loses some of them, or fails at one. */
    private static final class Numbers implements Subject {
        private final LongLane lane = new LongLane(QUEUE);
        private final int lost;
        private final long failing;
        private int inspected;
        private volatile long taken;
        private volatile IllegalStateException failure;

        Numbers(final int lost, final long failing) {
            this.lost = lost;
            this.failing = failing;
        }

        @Override
        public Side first() {
            return new Side() {
                private long next;

                @Override
                public int work() {
                    awaitRoom();
                    for (int i = 0; i < BATCH; i++) {
                        lane.put(next++);
                    }
                    return BATCH;
                }

                /** Ends with its consumer, by the same error: else it would spin as long as this JVM runs tests. */
                private void awaitRoom() {
                    while (next - taken > QUEUE - BATCH) {
                        if (failure != null) {
                            throw failure;
                        }
                        Thread.onSpinWait();
                    }
                }

                @Override
                public void close() {
                    // Holds nothing.
                }
            };
        }

        @Override
        public Side second() {
            return new Side() {
                @Override
                public int work() {
                    final long value = lane.poll();
                    if (value == failing && value >= 0) {
                        failure = new IllegalStateException("unit " + value);
                        throw failure;
                    }
                    if (value == LongLane.NONE) {
                        return 0;
                    }
                    taken = value + 1;
                    return 1;
                }

                @Override
                public int waiting() {
                    return lane.size();
                }

                @Override
                public int inspect() {
                    while (work() != 0) {
                        inspected++;
                    }
                    return inspected - lost;
                }

                @Override
                public void close() {
                    // Holds nothing.
                }
            };
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    @Test
    void shouldSayWhyThereIsNoFigure() throws InterruptedException {
        final String line = run(new Numbers(0, -1)).line(Work.HAND_OFF, "numbers", 2);
        assertTrue(
                line.matches("\\{\"work\":\"HAND_OFF\",\"subject\":\"numbers\",\"jdk\":\"\\d+\",\"fork\":2,"
                        + "\"absent\":\"of 3 windows of 6 ms both threads had a core to themselves in [0-3]; "
                        + "50 are needed\"}"),
                line);
    }
}
