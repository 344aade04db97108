// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Moving bytes between the used data of a NetBuffer and a flat buffer. All ranges are proved by the caller. */
final class NetBufferBytes {
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

    static void getBytes(
            final NetBufferAccess nb,
            final long offset,
            final MutableDirectBuffer target,
            final int targetOffset,
            final int length) {
        long position = nb.currentMdlOffset() + offset;
        int left = length;
        for (Mdl mdl = nb.currentMdl(); left > 0; mdl = mdl.next()) {
            if (position < mdl.byteCount) {
                final int n = (int) Math.min(left, mdl.byteCount - position);
                mdl.buffer().getBytes(mdl.byteOffset + (int) position, target, targetOffset + length - left, n);
                left -= n;
                position = 0;
            } else {
                position -= mdl.byteCount;
            }
        }
    }

    static void putBytes(
            final NetBufferAccess nb,
            final long offset,
            final DirectBuffer source,
            final int sourceOffset,
            final int length) {
        requireWritable(nb, offset, length);
        long position = nb.currentMdlOffset() + offset;
        int left = length;
        for (Mdl mdl = nb.currentMdl(); left > 0; mdl = mdl.next()) {
            if (position < mdl.byteCount) {
                final int n = (int) Math.min(left, mdl.byteCount - position);
                mdl.unsafeBuffer().putBytes(mdl.byteOffset + (int) position, source, sourceOffset + length - left, n);
                left -= n;
                position = 0;
            } else {
                position -= mdl.byteCount;
            }
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

    static void requireRange(final String what, final DirectBuffer buffer, final int offset, final int length) {
        if (offset < 0 || length > buffer.capacity() - offset) {
            throw new IllegalArgumentException("range must lie in the " + what + ": offset=" + offset + " length="
                    + length + " capacity=" + buffer.capacity());
        }
    }
}
