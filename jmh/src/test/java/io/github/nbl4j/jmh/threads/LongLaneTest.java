// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LongLaneTest {
    private final LongLane lane = new LongLane(4);
    private final long[] out = new long[3];

    @Test
    void shouldKeepTheOrderRoundAndRound() {
        for (int i = 0; i < 10; i++) {
            lane.put(2 * i);
            lane.put(2 * i + 1);
            assertEquals(2, lane.size());
            assertEquals(2 * i, lane.poll());
            assertEquals(2 * i + 1, lane.poll());
            assertEquals(LongLane.NONE, lane.poll());
        }
    }

    @Test
    void shouldShowWhatIsStagedWhenItIsPublished() {
        lane.stage(1);
        lane.stage(2);
        assertEquals(LongLane.NONE, lane.poll());
        lane.publish();
        assertEquals(2, lane.drain(out));
        assertEquals(1, out[0]);
        assertEquals(2, out[1]);
        assertEquals(0, lane.drain(out));
    }

    @Test
    void shouldDrainNoMoreThanFits() {
        for (int i = 1; i <= 4; i++) {
            lane.put(i);
        }
        assertEquals(3, lane.drain(out));
        assertEquals(3, out[2]);
        assertEquals(4, lane.poll());
    }

    @Test
    void shouldHandOverEachValueOnceWhenTheProducerIsFaster() throws InterruptedException {
        final int n = 100_000;
        final Thread producer = new Thread(() -> {
            for (int i = 0; i < n; i++) {
                // A burst that exceeds the lane, so that what is staged must be published to make room.
                lane.stage(i);
                if (i % 7 == 0) {
                    lane.publish();
                }
            }
            lane.publish();
        });
        producer.start();
        for (int i = 0; i < n; ) {
            final long value = lane.poll();
            if (value != LongLane.NONE) {
                assertEquals(i++, value);
            } else {
                Thread.yield();
            }
        }
        producer.join();
        assertEquals(0, lane.size());
    }
}
