// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import static io.github.nbl4j.fanout.capture.PcapDescriptor.CAPTURED_LENGTH_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.FILE_HEADER_LENGTH;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.FRACTION_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.LENGTHS_MAY_BE_SWAPPED_MINOR_VERSION;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.LINK_TYPE_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.LINK_TYPE_MASK;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.MAGIC_MODIFIED;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.MAGIC_NANOSECONDS;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.MAJOR_VERSION;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.MAJOR_VERSION_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.MAXIMUM_LINK_TYPE;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.MINOR_VERSION;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.MINOR_VERSION_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.MODIFIED_RECORD_HEADER_LENGTH;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.OLDEST_MINOR_VERSION;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.ORIGINAL_LENGTH_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.RECORD_HEADER_LENGTH;
import static io.github.nbl4j.fanout.capture.PcapDescriptor.SECONDS_FIELD_OFFSET;

/** Reads classic pcap; the layout is drawn in {@link PcapDescriptor}. */
final class PcapCapture extends Capture {
    private static final int MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private final int recordHeaderLength;
    private final int fractionsPerSecond;
    private final int nanosPerFraction;
    private final int minorVersion;
    private final int linkType;

    PcapCapture(final String name, final CaptureBytes bytes, final int maximumFrameLength, final int magic)
            throws CaptureException {
        super(name, bytes, maximumFrameLength);
        recordHeaderLength = magic == MAGIC_MODIFIED ? MODIFIED_RECORD_HEADER_LENGTH : RECORD_HEADER_LENGTH;
        fractionsPerSecond = magic == MAGIC_NANOSECONDS ? (int) NANOS_PER_SECOND : MICROS_PER_SECOND;
        nanosPerFraction = magic == MAGIC_NANOSECONDS ? 1 : NANOS_PER_MICRO;
        if (bytes.length() < FILE_HEADER_LENGTH) {
            throw defect(0, "file must hold a header of " + FILE_HEADER_LENGTH + " bytes", "length", bytes.length());
        }
        minorVersion = checkedMinorVersion();
        linkType = checkedLinkType();
        position = FILE_HEADER_LENGTH;
    }

    @Override
    long firstPosition() {
        return FILE_HEADER_LENGTH;
    }

    @Override
    boolean advance() throws CaptureException {
        final long record = position;
        final long left = bytes.length() - record;
        if (left == 0) {
            return false;
        }
        if (left < recordHeaderLength) {
            throw defect(record, "record header must be " + recordHeaderLength + " bytes", "bytesLeft", left);
        }
        long captured = bytes.unsignedIntAt(record + CAPTURED_LENGTH_FIELD_OFFSET);
        long original = bytes.unsignedIntAt(record + ORIGINAL_LENGTH_FIELD_OFFSET);
        if (areSwapped(captured, original)) {
            final long first = captured;
            captured = original;
            original = first;
        }
        final long nanos = nanosAt(record);
        packet(record, record + recordHeaderLength, captured, original, left - recordHeaderLength);
        origin(nanos, linkType, 0);
        position = record + recordHeaderLength + captured;
        return true;
    }

    private long nanosAt(final long record) throws CaptureException {
        final long seconds = bytes.unsignedIntAt(record + SECONDS_FIELD_OFFSET);
        final long fraction = bytes.unsignedIntAt(record + FRACTION_FIELD_OFFSET);
        if (fraction >= fractionsPerSecond) {
            throw defect(record, "fraction of a second must be below " + fractionsPerSecond, "fraction", fraction);
        }
        return seconds * NANOS_PER_SECOND + fraction * nanosPerFraction;
    }

    // As libpcap does: always before version 2.3, in 2.3 where the lengths make no sense otherwise.
    private boolean areSwapped(final long captured, final long original) {
        return minorVersion < LENGTHS_MAY_BE_SWAPPED_MINOR_VERSION
                || minorVersion == LENGTHS_MAY_BE_SWAPPED_MINOR_VERSION && captured > original;
    }

    private int checkedMinorVersion() throws CaptureException {
        final int major = bytes.unsignedShortAt(MAJOR_VERSION_FIELD_OFFSET);
        final int minor = bytes.unsignedShortAt(MINOR_VERSION_FIELD_OFFSET);
        if (major != MAJOR_VERSION) {
            throw defect(MAJOR_VERSION_FIELD_OFFSET, "major version must be " + MAJOR_VERSION, "majorVersion", major);
        }
        if (minor < OLDEST_MINOR_VERSION || minor > MINOR_VERSION) {
            throw defect(
                    MINOR_VERSION_FIELD_OFFSET,
                    "minor version must be " + OLDEST_MINOR_VERSION + " to " + MINOR_VERSION,
                    "minorVersion",
                    minor);
        }
        return minor;
    }

    private int checkedLinkType() throws CaptureException {
        final int type = bytes.intAt(LINK_TYPE_FIELD_OFFSET) & LINK_TYPE_MASK;
        if (type > MAXIMUM_LINK_TYPE) {
            throw defect(LINK_TYPE_FIELD_OFFSET, "linkType must be at most " + MAXIMUM_LINK_TYPE, "linkType", type);
        }
        return type;
    }
}
