// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Builds captures in memory, right ones and wrong ones, without any of the code under test. */
final class CaptureBuilder {
    static final String NAME = "synthetic";
    static final int MICROSECONDS = 0xa1b2c3d4;
    static final int NANOSECONDS = 0xa1b23c4d;
    static final int MODIFIED = 0xa1b2cd34;

    private final ByteBuffer content = ByteBuffer.allocate(1 << 19);

    CaptureBuilder(final ByteOrder order) {
        content.order(order);
    }

    static byte[] payload(final int length, final int seed) {
        final byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (i * 31 + seed);
        }
        return payload;
    }

    CaptureBuilder pcap(final int magic, final int minorVersion, final int linkType) {
        content.putInt(magic).putShort((short) 2).putShort((short) minorVersion);
        content.putInt(0).putInt(0).putInt(65_535).putInt(linkType);
        return this;
    }

    CaptureBuilder record(final long seconds, final long fraction, final int original, final byte[] payload) {
        return ints((int) seconds, (int) fraction, payload.length, original).raw(payload);
    }

    CaptureBuilder section(final ByteOrder order) {
        content.order(order);
        return ints(0x0a0d0d0a, 28, 0x1a2b3c4d, order == ByteOrder.LITTLE_ENDIAN ? 1 : 1 << 16, -1, -1, 28);
    }

    CaptureBuilder networkInterface(final int linkType, final int snapLength, final byte... options) {
        final ByteBuffer body = ByteBuffer.allocate(8 + options.length).order(content.order());
        return block(
                1,
                body.putShort((short) linkType)
                        .putShort((short) 0)
                        .putInt(snapLength)
                        .put(options));
    }

    byte[] option(final int code, final byte... value) {
        final ByteBuffer option =
                ByteBuffer.allocate(4 + (value.length + 3 & ~3)).order(content.order());
        return option.putShort((short) code)
                .putShort((short) value.length)
                .put(value)
                .array();
    }

    byte[] timestampOffset(final long seconds) {
        return option(
                14,
                ByteBuffer.allocate(8).order(content.order()).putLong(seconds).array());
    }

    CaptureBuilder enhanced(final int id, final long ticks, final int original, final byte[] payload) {
        return enhanced(id, ticks, payload.length, original, payload);
    }

    CaptureBuilder enhanced(
            final int id, final long ticks, final int captured, final int original, final byte[] payload) {
        final ByteBuffer body = ByteBuffer.allocate(20 + payload.length).order(content.order());
        body.putInt(id)
                .putInt((int) (ticks >>> 32))
                .putInt((int) ticks)
                .putInt(captured)
                .putInt(original);
        return block(6, body.put(payload));
    }

    CaptureBuilder obsolete(final int id, final long ticks, final int original, final byte[] payload) {
        final ByteBuffer body = ByteBuffer.allocate(20 + payload.length).order(content.order());
        body.putShort((short) id)
                .putShort((short) 7)
                .putInt((int) (ticks >>> 32))
                .putInt((int) ticks);
        return block(2, body.putInt(payload.length).putInt(original).put(payload));
    }

    CaptureBuilder simple(final int original, final byte[] payload) {
        return block(
                3,
                ByteBuffer.allocate(4 + payload.length)
                        .order(content.order())
                        .putInt(original)
                        .put(payload));
    }

    CaptureBuilder block(final int type, final ByteBuffer body) {
        final int padded = body.position() + 3 & ~3;
        ints(type, padded + 12).raw(Arrays.copyOf(body.array(), padded));
        return ints(padded + 12);
    }

    CaptureBuilder ints(final int... values) {
        for (final int value : values) {
            content.putInt(value);
        }
        return this;
    }

    CaptureBuilder raw(final byte... bytes) {
        content.put(bytes);
        return this;
    }

    int length() {
        return content.position();
    }

    ByteBuffer content() {
        return content.duplicate().flip();
    }

    Capture capture() throws CaptureException {
        return Capture.wrap(NAME, content(), Capture.DEFAULT_MAXIMUM_FRAME_LENGTH);
    }
}
