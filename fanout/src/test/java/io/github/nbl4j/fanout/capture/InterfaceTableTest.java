// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfaceTableTest {
    private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000L);
    private static final BigInteger TWO = BigInteger.valueOf(2);

    @ParameterizedTest
    @CsvSource({
        "6, 0, 1, 1000",
        "9, 0, 1, 1",
        "0, 0, 1, 1000000000",
        "18, 0, -1, 18446744073",
        "6, 0, 9223372035999999, 9223372035999999000",
        "6, 0, 9223372036000000, -1",
        "6, 0, -1, -1",
        "128, 0, -1, -1",
        "191, 0, -1, 1999999999",
        "191, 0, -9223372036854775808, 1000000000",
        "159, 0, 1073741824, 500000000",
        "0, 10, 0, 10000000000",
        "0, -10, 9, -1",
    })
    void shouldTurnTicksIntoNanoseconds(
            final int resolution, final long offset, final long ticks, final long expected) {
        assertEquals(expected, nanos(resolution, offset, ticks));
    }

    @Test
    void shouldAgreeWithExactArithmetic() {
        final long seed = Long.getLong("nbl4j.seed", 20_261_121L);
        System.out.println("timestamps: seed=" + seed);
        final Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            final boolean isBinary = random.nextBoolean();
            final int exponent = random.nextInt(isBinary ? 64 : 19);
            final int resolution = isBinary ? exponent | 0x80 : exponent;
            final long ticks = random.nextLong() >>> random.nextInt(64);
            final long offset = random.nextInt(4) == 0 ? random.nextLong() >> 31 : 0;

            assertEquals(
                    exactNanos(isBinary ? TWO.pow(exponent) : BigInteger.TEN.pow(exponent), offset, ticks),
                    nanos(resolution, offset, ticks),
                    () -> "seed=" + seed + " resolution=" + resolution + " offset=" + offset + " ticks=" + ticks);
        }
    }

    private static long exactNanos(final BigInteger unit, final long offset, final long ticks) {
        final BigInteger count = new BigInteger(Long.toUnsignedString(ticks));
        final BigInteger seconds = count.divide(unit).add(BigInteger.valueOf(offset));
        if (seconds.signum() < 0 || seconds.compareTo(BigInteger.valueOf(InterfaceTable.MAXIMUM_SECONDS)) > 0) {
            return InterfaceTable.NO_TIME;
        }
        final BigInteger fraction = count.mod(unit).multiply(NANOS_PER_SECOND).divide(unit);
        return seconds.multiply(NANOS_PER_SECOND).add(fraction).longValueExact();
    }

    private static long nanos(final int resolution, final long offset, final long ticks) {
        final InterfaceTable table = new InterfaceTable();
        table.add(1, 0, resolution, offset);
        return table.nanos(0, ticks);
    }
}
