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
        SPARE_DESCRIPTOR(false),
        POOL_DESCRIPTOR(false),
        /** Descriptors of the rest of an own or lent part, whose front was replaced. */
        EMBEDDED_FRONT(true),
        POOL_FRONT(true),
        /** The memory of a handler. */
        SUPPLIED(true),
        /** Segments that a copy continues in. */
        EXTRA_SMALL(true),
        EXTRA_LARGE(true),
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
            return isRetreat() || this == SEGMENT || this == EXTRA_SMALL || this == EXTRA_LARGE;
        }
    }

    /** How a list came to be, which decides how NDIS would free it. */
    enum Made {
        ALLOCATED,
        CLONE,
        FRAGMENT,
        REASSEMBLED
    }

    /** What a completion does with the list that it is told. */
    enum Ending {
        KEEP,
        FREE,
        THROW
    }

    /** Where the slot of a NetBuffer comes from. */
    enum Supply {
        EMBEDDED,
        /** Another one of the list's slot. */
        SPARE,
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
        /** Mdls that its slot has. */
        final int mdls;

        List<Part> parts = new ArrayList<>();
        /** What left the chain while a descriptor in it still describes its memory. */
        final List<Part> kept = new ArrayList<>();

        int offset;
        long length;

        Nb(final Supply supply) {
            this(supply, 1);
        }

        Nb(final Supply supply, final int mdls) {
            this.supply = supply;
            this.mdls = mdls;
        }

        private Kind nextDescriptor() {
            return parts.isEmpty()
                    ? Kind.EMBEDDED_DESCRIPTOR
                    : parts.size() < mdls ? Kind.SPARE_DESCRIPTOR : Kind.POOL_DESCRIPTOR;
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
    final String pool;
    final ModelList parent;
    final int flags;
    final Made made;
    /** Of fragments and reassembled lists. */
    final int delta;

    final List<Nb> nbs = new ArrayList<>();
    final ModelWords words;
    final ModelContext context;
    /** Of the life it is in. */
    long handle;

    ModelList next;
    boolean owned = true;
    boolean queued;
    boolean shared;
    boolean confined;
    /** What it waits for, given up to a completion, or null. */
    Ending ending;
    /** The external chain that this list borrows, or null. */
    ModelExternal external;

    ModelList(final NetBufferList real, final String pool, final ModelList parent, final int flags) {
        this(real, pool, parent, parent == null ? Made.ALLOCATED : Made.CLONE, flags, 0);
    }

    ModelList(
            final NetBufferList real,
            final String pool,
            final ModelList parent,
            final Made made,
            final int flags,
            final int delta) {
        this.real = real;
        this.handle = real.handle();
        this.pool = pool;
        this.parent = parent;
        this.made = made;
        this.flags = flags;
        this.delta = delta;
        final boolean plain = "plain".equals(pool);
        words = new ModelWords(plain ? ModelWorld.PROTOCOL_ID : 0);
        context = new ModelContext(plain && parent == null ? ModelWorld.CONTEXT : 0);
    }

    boolean isDerived() {
        return parent != null;
    }

    /** Makes a new NetBuffer the view of another that a clone has; the bytes are copied. */
    static Nb view(final Nb source, final Nb nb, final int flags) {
        nb.length = source.length;
        if (flags == CloneFlags.USE_ORIGINAL_MDLS) {
            nb.offset = source.offset;
            for (final Part part : source.parts) {
                nb.parts.add(new Part(Kind.SHARED, part.bytes()));
            }
            return nb;
        }
        describe(nb, source, 0, (int) source.length);
        return nb;
    }

    /** Appends descriptors of a range of another NetBuffer's data; the bytes are copied. */
    static void describe(final Nb nb, final Nb source, final int first, final int end) {
        int start = 0;
        for (final Part part : source.parts) {
            final int from = Math.max(start, source.offset + first);
            final int to = Math.min(start + part.length(), source.offset + end);
            if (from < to) {
                final byte[] bytes = Arrays.copyOfRange(part.bytes(), from - start, to - start);
                nb.parts.add(new Part(nb.nextDescriptor(), bytes));
            }
            start += part.length();
        }
    }
}
