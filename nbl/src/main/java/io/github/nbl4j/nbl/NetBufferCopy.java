// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

/** Copies between two NetBuffers, Mdl by Mdl; neither has to know how the other is divided. */
final class NetBufferCopy {
    private NetBufferCopy() {}

    static long copy(
            final NetBufferAccess target,
            final long targetOffset,
            final long length,
            final NetBufferAccess source,
            final long sourceOffset) {
        if (targetOffset < 0 || length < 0 || sourceOffset < 0) {
            throw new IllegalArgumentException("offsets and length must not be negative: offset=" + targetOffset
                    + " length=" + length + " sourceOffset=" + sourceOffset);
        }
        final long room = NetBufferFields.lengthOf(target.currentMdl()) - target.currentMdlOffset() - targetOffset;
        final long bytes = Math.min(length, Math.min(room, source.dataLength() - sourceOffset));
        if (bytes <= 0) {
            return 0;
        }
        NetBufferBytes.requireWritable(target, targetOffset, bytes);
        if (liesBehind(target, targetOffset, source, sourceOffset)) {
            copyBackwards(target, targetOffset, bytes, source, sourceOffset);
        } else {
            copyForwards(target, targetOffset, bytes, source, sourceOffset);
        }
        return bytes;
    }

    /**
     * Whether the target lies behind the source in one chain. Two NetBuffers may use the same, or parts of it, by Mdls
     * of their own: the memory says so, not the Mdl. Where the source's last byte lies in the target's chain, what is
     * left of both up to there says which comes first; where it does not lie in it, the target is behind it all, or
     * elsewhere.
     */
    private static boolean liesBehind(
            final NetBufferAccess target, final long to, final NetBufferAccess source, final long from) {
        if (target == source) {
            return to > from;
        }
        long behind = -source.currentMdlOffset() - from;
        Mdl last = null;
        for (Mdl mdl = source.currentMdl(); mdl != null; mdl = mdl.next()) {
            behind += mdl.byteCount;
            last = mdl;
        }
        final Mdl memory = last.memory();
        final long end = (long) last.byteOffset + last.byteCount;
        long left = -target.currentMdlOffset() - to;
        for (Mdl mdl = target.currentMdl(); mdl != null; mdl = mdl.next()) {
            if (mdl.memory() == memory) {
                return left + end - mdl.byteOffset < behind;
            }
            left += mdl.byteCount;
        }
        return false;
    }

    private static void copyForwards(
            final NetBufferAccess target,
            final long to,
            final long bytes,
            final NetBufferAccess source,
            final long from) {
        long t = target.currentMdlOffset() + to;
        long s = source.currentMdlOffset() + from;
        Mdl tm = target.currentMdl();
        Mdl sm = source.currentMdl();
        long left = bytes;
        while (left > 0) {
            while (t >= tm.byteCount) {
                t -= tm.byteCount;
                tm = tm.next();
            }
            while (s >= sm.byteCount) {
                s -= sm.byteCount;
                sm = sm.next();
            }
            final int n = (int) Math.min(left, Math.min(tm.byteCount - t, sm.byteCount - s));
            move(tm, (int) t, sm, (int) s, n);
            t += n;
            s += n;
            left -= n;
        }
    }

    /** Within one chain, the last bytes first: it has no way back, so each piece is found from the front. */
    private static void copyBackwards(
            final NetBufferAccess target,
            final long to,
            final long bytes,
            final NetBufferAccess source,
            final long from) {
        long left = bytes;
        while (left > 0) {
            long t = target.currentMdlOffset() + to + left - 1;
            long s = source.currentMdlOffset() + from + left - 1;
            Mdl tm = target.currentMdl();
            Mdl sm = source.currentMdl();
            while (t >= tm.byteCount) {
                t -= tm.byteCount;
                tm = tm.next();
            }
            while (s >= sm.byteCount) {
                s -= sm.byteCount;
                sm = sm.next();
            }
            final int n = (int) Math.min(left, Math.min(t, s) + 1);
            move(tm, (int) t - n + 1, sm, (int) s - n + 1, n);
            left -= n;
        }
    }

    /** Pieces of one Mdl may overlap: the copy below is that of memmove. */
    private static void move(final Mdl target, final int to, final Mdl source, final int from, final int n) {
        target.unsafeBuffer().putBytes(target.byteOffset + to, source.buffer(), source.byteOffset + from, n);
    }
}
