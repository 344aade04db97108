// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import static io.github.nbl4j.fanout.capture.PcapngDescriptor.BLOCK_LENGTH_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.BLOCK_TYPE_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.BYTE_ORDER_MAGIC;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.BYTE_ORDER_MAGIC_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.ENHANCED_PACKET_BLOCK;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.INTERFACE_DESCRIPTION_BLOCK;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.INTERFACE_LINK_TYPE_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.INTERFACE_OPTIONS_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.INTERFACE_SNAP_LENGTH_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.MAJOR_VERSION;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.MAJOR_VERSION_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.MINIMUM_BLOCK_LENGTH;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.MINIMUM_INTERFACE_LENGTH;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.MINIMUM_PACKET_LENGTH;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.MINIMUM_SECTION_HEADER_LENGTH;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.MINIMUM_SIMPLE_PACKET_LENGTH;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.OBSOLETE_PACKET_BLOCK;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.PACKET_CAPTURED_LENGTH_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.PACKET_DATA_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.PACKET_INTERFACE_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.PACKET_ORIGINAL_LENGTH_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.PACKET_TIMESTAMP_HIGH_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.PACKET_TIMESTAMP_LOW_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.SECTION_HEADER_BLOCK;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.SIMPLE_DATA_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.SIMPLE_ORIGINAL_LENGTH_FIELD_OFFSET;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.SIMPLE_PACKET_BLOCK;
import static io.github.nbl4j.fanout.capture.PcapngDescriptor.TRAILER_LENGTH;

import java.nio.ByteOrder;

/** Reads pcapng; the layout is drawn in {@link PcapngDescriptor}. */
final class PcapngCapture extends Capture {
    private final InterfaceTable interfaces = new InterfaceTable();
    private final InterfaceOptions options = new InterfaceOptions(this);

    PcapngCapture(final String name, final CaptureBytes bytes, final int maximumFrameLength) {
        super(name, bytes, maximumFrameLength);
    }

    @Override
    long firstPosition() {
        return 0;
    }

    @Override
    boolean advance() throws CaptureException {
        while (position < bytes.length()) {
            final long block = position;
            final long length = checkedBlock(block);
            final boolean isPacket = block(block, length);
            position = block + length;
            if (isPacket) {
                return true;
            }
        }
        return false;
    }

    private boolean block(final long block, final long length) throws CaptureException {
        switch (bytes.intAt(block + BLOCK_TYPE_FIELD_OFFSET)) {
            case ENHANCED_PACKET_BLOCK:
                checkMinimum(block, length, MINIMUM_PACKET_LENGTH);
                packetBlock(block, length, bytes.unsignedIntAt(block + PACKET_INTERFACE_FIELD_OFFSET));
                return true;
            case OBSOLETE_PACKET_BLOCK:
                checkMinimum(block, length, MINIMUM_PACKET_LENGTH);
                packetBlock(block, length, bytes.unsignedShortAt(block + PACKET_INTERFACE_FIELD_OFFSET));
                return true;
            case SIMPLE_PACKET_BLOCK:
                checkMinimum(block, length, MINIMUM_SIMPLE_PACKET_LENGTH);
                simplePacketBlock(block, length);
                return true;
            case INTERFACE_DESCRIPTION_BLOCK:
                checkMinimum(block, length, MINIMUM_INTERFACE_LENGTH);
                interfaceBlock(block, length);
                return false;
            case SECTION_HEADER_BLOCK:
                sectionHeaderBlock(block);
                return false;
            default:
                return false;
        }
    }

    private void packetBlock(final long block, final long length, final long interfaceId) throws CaptureException {
        checkInterface(block, interfaceId);
        final int id = (int) interfaceId;
        final long ticks = bytes.unsignedIntAt(block + PACKET_TIMESTAMP_HIGH_FIELD_OFFSET) << Integer.SIZE
                | bytes.unsignedIntAt(block + PACKET_TIMESTAMP_LOW_FIELD_OFFSET);
        final long nanos = interfaces.nanos(id, ticks);
        if (nanos == InterfaceTable.NO_TIME) {
            throw new CaptureException(
                    name(),
                    block,
                    "timestamp must lie within the years 1970 to 2262: timestamp=" + Long.toUnsignedString(ticks));
        }
        packet(
                block,
                block + PACKET_DATA_OFFSET,
                bytes.unsignedIntAt(block + PACKET_CAPTURED_LENGTH_FIELD_OFFSET),
                bytes.unsignedIntAt(block + PACKET_ORIGINAL_LENGTH_FIELD_OFFSET),
                length - MINIMUM_PACKET_LENGTH);
        origin(nanos, interfaces.linkType(id), id);
    }

    private void simplePacketBlock(final long block, final long length) throws CaptureException {
        checkInterface(block, 0);
        final long original = bytes.unsignedIntAt(block + SIMPLE_ORIGINAL_LENGTH_FIELD_OFFSET);
        final long snapLength = interfaces.snapLength(0);
        final long captured = snapLength == 0 ? original : Math.min(original, snapLength);
        packet(block, block + SIMPLE_DATA_OFFSET, captured, original, length - MINIMUM_SIMPLE_PACKET_LENGTH);
        origin(0, interfaces.linkType(0), 0);
    }

    private void interfaceBlock(final long block, final long length) throws CaptureException {
        if (interfaces.size() == InterfaceTable.MAXIMUM_INTERFACES) {
            throw defect(
                    block,
                    "a section must have at most " + InterfaceTable.MAXIMUM_INTERFACES + " interfaces",
                    "interfaces",
                    interfaces.size() + 1L);
        }
        options.read(block + INTERFACE_OPTIONS_OFFSET, block + length - TRAILER_LENGTH);
        interfaces.add(
                bytes.unsignedShortAt(block + INTERFACE_LINK_TYPE_FIELD_OFFSET),
                bytes.unsignedIntAt(block + INTERFACE_SNAP_LENGTH_FIELD_OFFSET),
                options.resolution(),
                options.offsetSeconds());
    }

    // The section's own length is not used to skip it, and therefore not checked: a killed recorder leaves it wrong.
    private void sectionHeaderBlock(final long block) throws CaptureException {
        final int major = bytes.unsignedShortAt(block + MAJOR_VERSION_FIELD_OFFSET);
        if (major != MAJOR_VERSION) {
            throw defect(block, "major version must be " + MAJOR_VERSION, "majorVersion", major);
        }
        interfaces.clear();
    }

    private long checkedBlock(final long block) throws CaptureException {
        final long left = bytes.length() - block;
        if (left < MINIMUM_BLOCK_LENGTH) {
            throw defect(block, "block must be at least " + MINIMUM_BLOCK_LENGTH + " bytes", "bytesLeft", left);
        }
        long minimum = MINIMUM_BLOCK_LENGTH;
        if (bytes.intAt(block + BLOCK_TYPE_FIELD_OFFSET) == SECTION_HEADER_BLOCK) {
            byteOrderAt(block);
            minimum = MINIMUM_SECTION_HEADER_LENGTH;
        }
        final long length = bytes.unsignedIntAt(block + BLOCK_LENGTH_FIELD_OFFSET);
        checkMinimum(block, length, minimum);
        if ((length & 3) != 0) {
            throw defect(block, "block length must be a multiple of 4", "blockLength", length);
        }
        if (length > left) {
            throw defect(block, "block must end within the " + left + " bytes left", "blockLength", length);
        }
        final long trailer = bytes.unsignedIntAt(block + length - TRAILER_LENGTH);
        if (trailer != length) {
            throw defect(block, "block length must be repeated at its end as " + length, "trailingLength", trailer);
        }
        return length;
    }

    private void byteOrderAt(final long block) throws CaptureException {
        bytes.byteOrder(ByteOrder.LITTLE_ENDIAN);
        final int magic = bytes.intAt(block + BYTE_ORDER_MAGIC_FIELD_OFFSET);
        if (magic == Integer.reverseBytes(BYTE_ORDER_MAGIC)) {
            bytes.byteOrder(ByteOrder.BIG_ENDIAN);
        } else if (magic != BYTE_ORDER_MAGIC) {
            throw new CaptureException(
                    name(),
                    block + BYTE_ORDER_MAGIC_FIELD_OFFSET,
                    "byte order magic must be 0x1a2b3c4d in either byte order: magic=0x" + Integer.toHexString(magic));
        }
    }

    private void checkMinimum(final long block, final long length, final long minimum) throws CaptureException {
        if (length < minimum) {
            throw defect(block, "length of this block must be at least " + minimum, "blockLength", length);
        }
    }

    private void checkInterface(final long block, final long id) throws CaptureException {
        if (id >= interfaces.size()) {
            throw defect(
                    block, "interface must be one of the " + interfaces.size() + " of its section", "interface", id);
        }
    }
}
