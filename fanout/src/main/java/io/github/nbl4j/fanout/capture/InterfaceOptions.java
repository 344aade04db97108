// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import static io.github.nbl4j.fanout.capture.InterfaceTable.BINARY_RESOLUTION_FLAG;
import static io.github.nbl4j.fanout.capture.InterfaceTable.MAXIMUM_BINARY_RESOLUTION;
import static io.github.nbl4j.fanout.capture.InterfaceTable.MAXIMUM_DECIMAL_RESOLUTION;
import static io.github.nbl4j.fanout.capture.InterfaceTable.MAXIMUM_SECONDS;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.OPTION_CODE_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.OPTION_END;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.OPTION_HEADER_LENGTH;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.OPTION_LENGTH_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.OPTION_TIMESTAMP_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.OPTION_TIMESTAMP_RESOLUTION;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.TIMESTAMP_OFFSET_LENGTH;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.TIMESTAMP_RESOLUTION_LENGTH;

/** Reads the two options of an interface that change what its packets mean, and steps over the others. */
final class InterfaceOptions {
    private final Capture capture;
    private int resolution;
    private long offsetSeconds;

    InterfaceOptions(final Capture capture) {
        this.capture = capture;
    }

    /** As in the file: an exponent, with {@link InterfaceTable#BINARY_RESOLUTION_FLAG}. */
    int resolution() {
        return resolution;
    }

    long offsetSeconds() {
        return offsetSeconds;
    }

    /** Reads the options from {@code start} to {@code end}, both within the file. */
    void read(final long start, final long end) throws CaptureException {
        resolution = InterfaceTable.DEFAULT_RESOLUTION;
        offsetSeconds = 0;
        long option = start;
        while (option < end) {
            // Both bounds are multiples of 4 apart, so that a header always fits.
            final int code = capture.bytes.unsignedShortAt(option + OPTION_CODE_FIELD_OFFSET);
            final int length = capture.bytes.unsignedShortAt(option + OPTION_LENGTH_FIELD_OFFSET);
            if (code == OPTION_END) {
                return;
            }
            final long value = option + OPTION_HEADER_LENGTH;
            if (length > end - value) {
                throw capture.defect(
                        option, "option length must be at most the " + (end - value) + " bytes left", "length", length);
            }
            if (code == OPTION_TIMESTAMP_RESOLUTION) {
                checkLength(option, length, TIMESTAMP_RESOLUTION_LENGTH);
                resolution = checkedResolution(value);
            } else if (code == OPTION_TIMESTAMP_OFFSET) {
                checkLength(option, length, TIMESTAMP_OFFSET_LENGTH);
                offsetSeconds = checkedOffset(value);
            }
            option = value + (length + 3 & ~3);
        }
    }

    private void checkLength(final long option, final int length, final int expected) throws CaptureException {
        if (length != expected) {
            throw capture.defect(option, "length of this timestamp option must be " + expected, "length", length);
        }
    }

    private int checkedResolution(final long position) throws CaptureException {
        final int value = capture.bytes.unsignedByteAt(position);
        final boolean isBinary = (value & BINARY_RESOLUTION_FLAG) != 0;
        final int maximum = isBinary ? MAXIMUM_BINARY_RESOLUTION : MAXIMUM_DECIMAL_RESOLUTION;
        final int exponent = value & ~BINARY_RESOLUTION_FLAG;
        if (exponent > maximum) {
            throw capture.defect(
                    position,
                    "if_tsresol must be at most " + maximum + " digits to base " + (isBinary ? 2 : 10),
                    "digits",
                    exponent);
        }
        return value;
    }

    private long checkedOffset(final long position) throws CaptureException {
        final long value = capture.bytes.longAt(position);
        if (value < -MAXIMUM_SECONDS || value > MAXIMUM_SECONDS) {
            throw capture.defect(
                    position,
                    "if_tsoffset must be within " + MAXIMUM_SECONDS + " seconds of 1970",
                    "if_tsoffset",
                    value);
        }
        return value;
    }
}
