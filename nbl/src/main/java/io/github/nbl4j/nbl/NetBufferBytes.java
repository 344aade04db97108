// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Moving bytes between the used data of a NetBuffer and a flat buffer. All ranges are proved by the caller. */
final class NetBufferBytes {
    /** The largest that NDIS knows. */
    private static final int MAX_ALIGNMENT = 8192;

    private NetBufferBytes() {}

    static byte getByte(final NetBufferAccess nb, final long offset) {
        Mdl mdl = nb.currentMdl();
        long position = nb.currentMdlOffset() + offset;
        while (position >= mdl.byteCount) {
            position -= mdl.byteCount;
            mdl = mdl.next();
        }
        return mdl.buffer().getByte(mdl.byteOffset + (int) position);
    }

    /** @param target a MutableDirectBuffer, ByteBuffer or array. */
    static void getBytes(
            final NetBufferAccess nb,
            final long offset,
            final Object target,
            final int targetOffset,
            final int length) {
        long position = nb.currentMdlOffset() + offset;
        int left = length;
        for (Mdl mdl = nb.currentMdl(); left > 0; mdl = mdl.next()) {
            if (position < mdl.byteCount) {
                final int n = (int) Math.min(left, mdl.byteCount - position);
                get(mdl.buffer(), mdl.byteOffset + (int) position, target, targetOffset + length - left, n);
                left -= n;
                position = 0;
            } else {
                position -= mdl.byteCount;
            }
        }
    }

    /** @param source a DirectBuffer, ByteBuffer or array. */
    static void putBytes(
            final NetBufferAccess nb,
            final long offset,
            final Object source,
            final int sourceOffset,
            final int length) {
        requireWritable(nb, offset, length);
        long position = nb.currentMdlOffset() + offset;
        int left = length;
        for (Mdl mdl = nb.currentMdl(); left > 0; mdl = mdl.next()) {
            if (position < mdl.byteCount) {
                final int n = (int) Math.min(left, mdl.byteCount - position);
                put(mdl.unsafeBuffer(), mdl.byteOffset + (int) position, source, sourceOffset + length - left, n);
                left -= n;
                position = 0;
            } else {
                position -= mdl.byteCount;
            }
        }
    }

    private static void get(final DirectBuffer from, final int at, final Object target, final int to, final int n) {
        if (target instanceof byte[] array) {
            from.getBytes(at, array, to, n);
        } else if (target instanceof ByteBuffer buffer) {
            from.getBytes(at, buffer, to, n);
        } else {
            from.getBytes(at, (MutableDirectBuffer) target, to, n);
        }
    }

    private static void put(
            final MutableDirectBuffer target, final int at, final Object source, final int from, final int n) {
        if (source instanceof byte[] array) {
            target.putBytes(at, array, from, n);
        } else if (source instanceof ByteBuffer buffer) {
            target.putBytes(at, buffer, from, n);
        } else {
            target.putBytes(at, (DirectBuffer) source, from, n);
        }
    }

    static boolean isWritable(final NetBufferAccess nb, final long offset, final int length) {
        return firstShared(nb, offset, length) == null;
    }

    static void requireWritable(final NetBufferAccess nb, final long offset, final long length) {
        final Mdl shared = firstShared(nb, offset, length);
        if (shared != null) {
            throw sharedError(nb, shared);
        }
    }

    private static Mdl firstShared(final NetBufferAccess nb, final long offset, final long length) {
        long position = nb.currentMdlOffset() + offset;
        long left = length;
        for (Mdl mdl = nb.currentMdl(); left > 0; mdl = mdl.next()) {
            if (position < mdl.byteCount) {
                if (!nb.mayWrite(mdl)) {
                    return mdl;
                }
                left -= mdl.byteCount - position;
                position = 0;
            } else {
                position -= mdl.byteCount;
            }
        }
        return null;
    }

    static IllegalStateException sharedError(final NetBufferAccess nb, final Mdl mdl) {
        final NetBufferList list = nb.environment.list(nb.list);
        if (list != null && list.isReadOnly()) {
            return new IllegalStateException("list must not be read-only: " + nb + " cannot write " + mdl
                    + " nblFlags=0x" + Integer.toHexString(list.nblFlags()) + " (clone it and write the clone's own)");
        }
        return new IllegalStateException("bytes must not be shared: " + nb + " cannot write " + mdl
                + " (retreat into private memory, write before cloning, or say unsafeBuffer())");
    }

    static void requireRange(final String what, final int capacity, final int offset, final int length) {
        if (offset < 0 || length < 0 || length > capacity - offset) {
            throw new IllegalArgumentException("range must lie in the " + what + ": offset=" + offset + " length="
                    + length + " capacity=" + capacity);
        }
    }

    static void requireAlignment(final int multiple, final int offset) {
        if (multiple <= 0 || multiple > MAX_ALIGNMENT || (multiple & multiple - 1) != 0) {
            throw new IllegalArgumentException(
                    "alignMultiple must be 1, 2, 4, ... " + MAX_ALIGNMENT + ": alignMultiple=" + multiple);
        }
        if (offset < 0 || offset >= multiple) {
            throw new IllegalArgumentException("alignOffset must be from 0 to alignMultiple - 1: alignOffset=" + offset
                    + " alignMultiple=" + multiple);
        }
    }
}
