// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import java.util.Arrays;

/**
 * The interfaces of the current pcapng section, as parallel arrays that grow with the most interfaces any section has
 * and are then used again. Timestamps are turned into nanoseconds here because each interface counts in its own unit.
 */
final class InterfaceTable {
    /** Bounds what a file of nothing but interfaces can make us remember: an obsolete packet can name no more. */
    static final int MAXIMUM_INTERFACES = 65_536;

    /** Microseconds, when the interface does not say. */
    static final int DEFAULT_RESOLUTION = 6;

    /** Set in a resolution that is a negative power of 2, clear in one of 10. */
    static final int BINARY_RESOLUTION_FLAG = 0x80;

    /** 10<sup>18</sup> is the greatest power of ten in a {@code long}. */
    static final int MAXIMUM_DECIMAL_RESOLUTION = 18;

    static final int MAXIMUM_BINARY_RESOLUTION = 63;

    /** Result of {@link #nanos}: before 1970, or later than a {@code long} of nanoseconds can tell. */
    static final long NO_TIME = -1;

    /** Whole seconds whose nanoseconds, and those of a fraction, fit in a {@code long}: until the year 2262. */
    static final long MAXIMUM_SECONDS = Long.MAX_VALUE / Capture.NANOS_PER_SECOND - 1;

    private static final int NANO_DIGITS = 9;
    private static final int INITIAL_CAPACITY = 8;
    private static final long[] POWERS_OF_TEN = new long[MAXIMUM_DECIMAL_RESOLUTION + 1];

    static {
        long power = 1;
        for (int i = 0; i <= MAXIMUM_DECIMAL_RESOLUTION; i++, power *= 10) {
            POWERS_OF_TEN[i] = power;
        }
    }

    private int[] linkTypes = new int[INITIAL_CAPACITY];
    private long[] snapLengths = new long[INITIAL_CAPACITY];
    private int[] resolutions = new int[INITIAL_CAPACITY];
    private long[] offsetSeconds = new long[INITIAL_CAPACITY];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    void add(final int linkType, final long snapLength, final int resolution, final long offset) {
        if (size == linkTypes.length) {
            final int capacity = size * 2;
            linkTypes = Arrays.copyOf(linkTypes, capacity);
            snapLengths = Arrays.copyOf(snapLengths, capacity);
            resolutions = Arrays.copyOf(resolutions, capacity);
            offsetSeconds = Arrays.copyOf(offsetSeconds, capacity);
        }
        linkTypes[size] = linkType;
        snapLengths[size] = snapLength;
        resolutions[size] = resolution;
        offsetSeconds[size] = offset;
        size++;
    }

    int linkType(final int id) {
        return linkTypes[id];
    }

    /** In bytes; 0 is no limit. */
    long snapLength(final int id) {
        return snapLengths[id];
    }

    /** Nanoseconds since 1970 of an unsigned 64-bit count of the interface's units, or {@link #NO_TIME}. */
    long nanos(final int id, final long ticks) {
        final int resolution = resolutions[id];
        final int exponent = resolution & ~BINARY_RESOLUTION_FLAG;
        final boolean isBinary = (resolution & BINARY_RESOLUTION_FLAG) != 0;
        final long unit = isBinary ? 1L << exponent : POWERS_OF_TEN[exponent];
        // The unit 2^63 is negative as a long, and right all the same because both operations are unsigned.
        final long seconds = Long.divideUnsigned(ticks, unit);
        final long fraction = Long.remainderUnsigned(ticks, unit);
        if (seconds < 0 || seconds > 2 * MAXIMUM_SECONDS) {
            return NO_TIME;
        }
        final long total = seconds + offsetSeconds[id];
        if (total < 0 || total > MAXIMUM_SECONDS) {
            return NO_TIME;
        }
        return total * Capture.NANOS_PER_SECOND
                + (isBinary ? binaryNanos(fraction, exponent) : decimalNanos(fraction, exponent));
    }

    private static long decimalNanos(final long fraction, final int exponent) {
        return exponent <= NANO_DIGITS
                ? fraction * POWERS_OF_TEN[NANO_DIGITS - exponent]
                : fraction / POWERS_OF_TEN[exponent - NANO_DIGITS];
    }

    // fraction * 10^9 / 2^exponent, where the product may need 93 bits.
    private static long binaryNanos(final long fraction, final int exponent) {
        final long low = fraction * Capture.NANOS_PER_SECOND;
        final long high = Math.multiplyHigh(fraction, Capture.NANOS_PER_SECOND);
        return exponent == 0 ? 0 : high << (Long.SIZE - exponent) | low >>> exponent;
    }
}
