// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a soak calls flat: the twins of the program itself are too short for what is judged by the hour. */
class FootprintTest {
    private static final int HALF_AN_HOUR = 1800;

    private static final int AN_HOUR = 3600;

    private final Footprint footprint = new Footprint();

    private void run(final int seconds, final double kibPerSecond) {
        final Random noise = new Random(seconds);
        for (int second = 0; second < seconds; second++) {
            // Pages come and go, some of them at once.
            footprint.sample(200_000 + Math.round(second * kibPerSecond) + noise.nextInt(512));
        }
    }

    @ParameterizedTest
    @CsvSource({"-9, true", "0, true", "4, true", "7, true", "9, false", "30, false"})
    void shouldCallALongRunFlatByWhatAnHourWouldAdd(final double mibPerHour, final boolean flat) {
        run(HALF_AN_HOUR, mibPerHour * 1024 / 3600);

        assertEquals(flat, footprint.isFlat(HALF_AN_HOUR), footprint.growthKiBPerHour() + " KiB per hour");
    }

    @ParameterizedTest
    @CsvSource({"-9, true", "0, true", "0.8, true", "1.2, false", "9, false"})
    void shouldForgiveARunOfAnHourOneMebibyteAnHour(final double mibPerHour, final boolean flat) {
        run(AN_HOUR, mibPerHour * 1024 / 3600);

        assertEquals(flat, footprint.isFlat(AN_HOUR), footprint.growthKiBPerHour() + " KiB per hour");
    }

    @Test
    void shouldForgiveAShortRunWhatItWouldNotForgiveALongOne() {
        run(HALF_AN_HOUR, 3);

        assertTrue(footprint.isFlat(HALF_AN_HOUR - 1), footprint.growthKiB() + " KiB");
        assertFalse(footprint.isFlat(HALF_AN_HOUR), footprint.growthKiBPerHour() + " KiB per hour");
    }

    @Test
    void shouldNotForgiveAShortRunEverything() {
        run(60, 2000);

        assertFalse(footprint.isFlat(60), footprint.growthKiB() + " KiB");
    }

    /** The JVM compiles itself and fills its caches: what grows at first and then stays is no leak. */
    @Test
    void shouldJudgeTheSecondHalf() {
        run(HALF_AN_HOUR / 2, 50);
        for (int second = 0; second < HALF_AN_HOUR / 2; second++) {
            footprint.sample(245_000);
        }

        assertTrue(footprint.isFlat(HALF_AN_HOUR), footprint.growthKiBPerHour() + " KiB per hour");
    }
}
