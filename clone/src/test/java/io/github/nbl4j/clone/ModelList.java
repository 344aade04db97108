// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.nbl.NetBufferList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A list as the naive model sees it: plain objects, a byte[] of its own for every view, counts found by walking. */
final class ModelList {
    /** What a part of a chain is, which decides whose it is, who may write it, and what its end gives back. */
    enum Kind {
        DATA(true),
        SEGMENT(true),
        ROOM(true),
        SMALL(true),
        LARGE(true),
        EXTERNAL(true),
        EMBEDDED_DESCRIPTOR(false),
        POOL_DESCRIPTOR(false),
        /** Descriptors of the rest of an own or lent part, whose front was replaced. */
        EMBEDDED_FRONT(true),
        POOL_FRONT(true),
        /** The memory of a handler. */
        SUPPLIED(true),
        SHARED(false);

        final boolean writable;

        Kind(final boolean writable) {
            this.writable = writable;
        }

        boolean isRetreat() {
            return this == ROOM || this == SMALL || this == LARGE || this == SUPPLIED;
        }

        /** Whether it has memory that goes back to a pool, and so must stay while a descriptor describes it. */
        boolean isKept() {
            return isRetreat() || this == SEGMENT;
        }
    }

    /** Where the slot of a NetBuffer comes from. */
    enum Supply {
        EMBEDDED,
        DEFAULT,
        GIVEN,
        WITH_DATA
    }

    /** One Mdl: its bytes are the model's own copy, but for external memory, which outlives the list. */
    record Part(Kind kind, byte[] memory, int start) {
        Part(final Kind kind, final byte[] bytes) {
            this(kind, bytes, 0);
        }

        int length() {
            return memory.length - start;
        }

        byte[] bytes() {
            return Arrays.copyOfRange(memory, start, memory.length);
        }
    }

    /** One packet. */
    static final class Nb {
        final Supply supply;
        List<Part> parts = new ArrayList<>();
        /** What left the chain while a descriptor in it still describes its memory. */
        final List<Part> kept = new ArrayList<>();

        int offset;
        long length;

        Nb(final Supply supply) {
            this.supply = supply;
        }

        boolean has(final Kind kind) {
            return count(kind) > 0;
        }

        int count(final Kind kind) {
            return (int) Stream.concat(parts.stream(), kept.stream())
                    .filter(part -> part.kind() == kind)
                    .count();
        }

        int total() {
            int total = 0;
            for (final Part part : parts) {
                total += part.length();
            }
            return total;
        }

        /** Index of the part that holds a byte: a boundary belongs to what follows, the end to the last part. */
        int partOf(final int at) {
            int left = at;
            int i = 0;
            while (i < parts.size() - 1 && left >= parts.get(i).length()) {
                left -= parts.get(i++).length();
            }
            return i;
        }

        int startOf(final int part) {
            int start = 0;
            for (int i = 0; i < part; i++) {
                start += parts.get(i).length();
            }
            return start;
        }

        /** Parts that hold data. */
        int pieces() {
            int pieces = 0;
            int start = 0;
            for (final Part part : parts) {
                final int end = start + part.length();
                pieces += Math.max(start, offset) < Math.min(end, offset + length) ? 1 : 0;
                start = end;
            }
            return pieces;
        }

        byte[] bytes() {
            final byte[] all = new byte[(int) length];
            for (int i = 0; i < all.length; i++) {
                final int part = partOf(offset + i);
                all[i] = parts.get(part).memory()[parts.get(part).start() + offset + i - startOf(part)];
            }
            return all;
        }

        void put(final int at, final byte value) {
            final int part = partOf(offset + at);
            parts.get(part).memory()[parts.get(part).start() + offset + at - startOf(part)] = value;
        }

        /** Whether bytes from one place of the chain to another lie in parts that may be written. */
        boolean isWritable(final int from, final int to) {
            int start = 0;
            for (final Part part : parts) {
                final int end = start + part.length();
                if (Math.max(start, from) < Math.min(end, to) && !part.kind().writable) {
                    return false;
                }
                start = end;
            }
            return true;
        }
    }

    final NetBufferList real;
    final long handle;
    final String pool;
    final ModelList parent;
    final int flags;
    final List<Nb> nbs = new ArrayList<>();
    boolean owned = true;
    boolean shared;
    /** The external chain that this list borrows, or null. */
    ModelExternal external;

    ModelList(final NetBufferList real, final String pool, final ModelList parent, final int flags) {
        this.real = real;
        this.handle = real.handle();
        this.pool = pool;
        this.parent = parent;
        this.flags = flags;
    }

    boolean isDerived() {
        return parent != null;
    }

    /** A view of the same bytes as another NetBuffer, as a clone has it; the bytes are copied. */
    static Nb view(final Nb source, final Supply supply, final int flags) {
        final Nb nb = new Nb(supply);
        nb.length = source.length;
        if (flags == CloneFlags.USE_ORIGINAL_MDLS) {
            nb.offset = source.offset;
            for (final Part part : source.parts) {
                nb.parts.add(new Part(Kind.SHARED, part.bytes()));
            }
            return nb;
        }
        int start = 0;
        for (final Part part : source.parts) {
            final int from = Math.max(start, source.offset);
            final int to = (int) Math.min(start + part.length(), source.offset + source.length);
            if (from < to) {
                final byte[] bytes = new byte[to - from];
                System.arraycopy(part.bytes(), from - start, bytes, 0, bytes.length);
                nb.parts.add(new Part(nb.parts.isEmpty() ? Kind.EMBEDDED_DESCRIPTOR : Kind.POOL_DESCRIPTOR, bytes));
            }
            start += part.length();
        }
        return nb;
    }
}
