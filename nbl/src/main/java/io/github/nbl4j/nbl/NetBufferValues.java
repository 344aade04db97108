// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;
import io.github.nbl4j.pool.SlotPool;
import java.nio.ByteOrder;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Numbers in and out of a NetBuffer: in one access where one Mdl holds all of it, else byte by byte. */
@Irql(Irql.Level.DISPATCH_LEVEL)
abstract class NetBufferValues extends NetBufferAccess {
    NetBufferValues(
            final NetBufferEnvironment environment,
            final SlotPool pool,
            final int id,
            final Mdl embedded,
            final Mdl room) {
        super(environment, pool, id, embedded, room);
    }

    /**
     * Reads 2 bytes.
     *
     * @param offset from the start of the data.
     * @param order of the bytes, not null.
     * @return the value.
     * @throws IllegalArgumentException when a byte lies outside the data.
     */
    public final short getShort(final long offset, final ByteOrder order) {
        return (short) value(offset, Short.BYTES, order);
    }

    /**
     * Writes 2 bytes, under the rules of {@link #putBytes(long, DirectBuffer, int, int)}.
     *
     * @param offset from the start of the data.
     * @param value to write.
     * @param order of the bytes, not null.
     * @throws IllegalArgumentException when a byte lies outside the data.
     * @throws IllegalStateException when a byte is shared; nothing was written.
     */
    public final void putShort(final long offset, final short value, final ByteOrder order) {
        value(offset, Short.BYTES, order, value);
    }

    /**
     * Reads 4 bytes.
     *
     * @param offset from the start of the data.
     * @param order of the bytes, not null.
     * @return the value.
     * @throws IllegalArgumentException when a byte lies outside the data.
     */
    public final int getInt(final long offset, final ByteOrder order) {
        return (int) value(offset, Integer.BYTES, order);
    }

    /**
     * Writes 4 bytes, under the rules of {@link #putBytes(long, DirectBuffer, int, int)}.
     *
     * @param offset from the start of the data.
     * @param value to write.
     * @param order of the bytes, not null.
     * @throws IllegalArgumentException when a byte lies outside the data.
     * @throws IllegalStateException when a byte is shared; nothing was written.
     */
    public final void putInt(final long offset, final int value, final ByteOrder order) {
        value(offset, Integer.BYTES, order, value);
    }

    /**
     * Reads 8 bytes.
     *
     * @param offset from the start of the data.
     * @param order of the bytes, not null.
     * @return the value.
     * @throws IllegalArgumentException when a byte lies outside the data.
     */
    public final long getLong(final long offset, final ByteOrder order) {
        return value(offset, Long.BYTES, order);
    }

    /**
     * Writes 8 bytes, under the rules of {@link #putBytes(long, DirectBuffer, int, int)}.
     *
     * @param offset from the start of the data.
     * @param value to write.
     * @param order of the bytes, not null.
     * @throws IllegalArgumentException when a byte lies outside the data.
     * @throws IllegalStateException when a byte is shared; nothing was written.
     */
    public final void putLong(final long offset, final long value, final ByteOrder order) {
        value(offset, Long.BYTES, order, value);
    }

    private long value(final long offset, final int size, final ByteOrder order) {
        requireData(offset, size);
        Objects.requireNonNull(order, "order");
        Mdl mdl = currentMdl();
        long at = currentMdlOffset() + offset;
        while (at >= mdl.byteCount) {
            at -= mdl.byteCount;
            mdl = mdl.next();
        }
        if (size > mdl.byteCount - at) {
            return divided(offset, size, order);
        }
        final DirectBuffer buffer = mdl.buffer();
        final int index = mdl.byteOffset + (int) at;
        return switch (size) {
            case Short.BYTES -> buffer.getShort(index, order);
            case Integer.BYTES -> buffer.getInt(index, order);
            default -> buffer.getLong(index, order);
        };
    }

    private long divided(final long offset, final int size, final ByteOrder order) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (getByte(offset + i) & 0xFFL) << shift(i, size, order);
        }
        return value;
    }

    private void value(final long offset, final int size, final ByteOrder order, final long value) {
        requireHeld();
        requireData(offset, size);
        Objects.requireNonNull(order, "order");
        NetBufferBytes.requireWritable(this, offset, size);
        Mdl mdl = currentMdl();
        long at = currentMdlOffset() + offset;
        while (at >= mdl.byteCount) {
            at -= mdl.byteCount;
            mdl = mdl.next();
        }
        if (size > mdl.byteCount - at) {
            divide(mdl, (int) at, size, order, value);
            return;
        }
        final MutableDirectBuffer buffer = mdl.unsafeBuffer();
        final int index = mdl.byteOffset + (int) at;
        switch (size) {
            case Short.BYTES -> buffer.putShort(index, (short) value, order);
            case Integer.BYTES -> buffer.putInt(index, (int) value, order);
            default -> buffer.putLong(index, value, order);
        }
    }

    private static void divide(
            final Mdl first, final int start, final int size, final ByteOrder order, final long value) {
        Mdl mdl = first;
        int at = start;
        for (int i = 0; i < size; i++) {
            while (at >= mdl.byteCount) {
                at -= mdl.byteCount;
                mdl = mdl.next();
            }
            mdl.unsafeBuffer().putByte(mdl.byteOffset + at++, (byte) (value >> shift(i, size, order)));
        }
    }

    /** How far the byte at i of the memory stands from the value's lowest bits. */
    private static int shift(final int i, final int size, final ByteOrder order) {
        return Byte.SIZE * (order == ByteOrder.LITTLE_ENDIAN ? i : size - 1 - i);
    }
}
