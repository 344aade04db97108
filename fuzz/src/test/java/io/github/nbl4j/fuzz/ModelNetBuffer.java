// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fuzz;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import java.util.ArrayList;
import java.util.List;

/** A NetBuffer as the model sees it: pieces of byte arrays. Who shares memory has the same array. */
final class ModelNetBuffer {
    /** Whose the memory of a piece is, which says who may write it and what an advance gives back. */
    enum Kind {
        OWN,
        APPENDED,
        ROOM,
        SEGMENT,
        LENT,
        SHARED;

        boolean isRetreat() {
            return this == ROOM || this == SEGMENT;
        }
    }

    /** One Mdl. */
    record Part(Kind kind, byte[] memory, int start, int length) {
        /** What a real Mdl contains now: fresh memory is not cleared, but from now on it must stay. */
        static Part adopt(final Kind kind, final Mdl mdl) {
            final byte[] memory = new byte[mdl.byteCount()];
            mdl.buffer().getBytes(mdl.byteOffset(), memory);
            return new Part(kind, memory, 0, memory.length);
        }

        Part cut(final Kind as, final int from, final int to) {
            return new Part(as, memory, start + from, to - from);
        }
    }

    final NetBuffer real;
    List<Part> parts = new ArrayList<>();
    int offset;
    long length;

    ModelNetBuffer(final NetBuffer real) {
        this.real = real;
    }

    boolean has(final Kind kind) {
        for (final Part part : parts) {
            if (part.kind == kind) {
                return true;
            }
        }
        return false;
    }

    int total() {
        int total = 0;
        for (final Part part : parts) {
            total += part.length;
        }
        return total;
    }

    /** Whether n bytes from a place of the chain on lie in memory that a list without children may write. */
    boolean isWritable(final int from, final long n) {
        int start = 0;
        for (final Part part : parts) {
            final int end = start + part.length;
            if (Math.max(start, from) < Math.min(end, from + n) && part.kind == Kind.SHARED) {
                return false;
            }
            start = end;
        }
        return true;
    }

    byte get(final int at) {
        int left = at;
        for (final Part part : parts) {
            if (left < part.length) {
                return part.memory[part.start + left];
            }
            left -= part.length;
        }
        throw new AssertionError("no byte " + at + " in " + total());
    }

    void put(final int at, final byte value) {
        int left = at;
        for (final Part part : parts) {
            if (left < part.length) {
                part.memory[part.start + left] = value;
                return;
            }
            left -= part.length;
        }
        throw new AssertionError("no byte " + at + " in " + total());
    }

    byte[] bytes(final int from, final int n) {
        final byte[] bytes = new byte[n];
        for (int i = 0; i < n; i++) {
            bytes[i] = get(from + i);
        }
        return bytes;
    }

    void put(final int from, final byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            put(from + i, bytes[i]);
        }
    }

    /** After a retreat that succeeded: memory was linked if the backfill was too short. */
    void moveFront(final int delta, final Kind linked) {
        if (delta > offset) {
            final Part part = Part.adopt(linked, real.mdlChain());
            parts.add(0, part);
            offset += part.length;
        }
        offset -= delta;
        length += delta;
    }

    /** After a retreat that did without shared backfill: where that ends within an Mdl, a descriptor shows its rest. */
    void replaceFront(final int delta, final Kind linked) {
        int skip = offset;
        int current = 0;
        while (current < parts.size() - 1 && skip >= parts.get(current).length) {
            skip -= parts.get(current++).length;
        }
        final Part cut = parts.get(current);
        final Part front = Part.adopt(linked, real.mdlChain());
        final List<Part> rest = parts.subList(skip == 0 ? current : current + 1, parts.size());
        parts = new ArrayList<>(List.of(front));
        if (skip > 0 && skip < cut.length) {
            parts.add(cut.cut(Kind.SHARED, skip, cut.length));
        }
        parts.addAll(rest);
        offset = front.length - delta;
        length += delta;
    }

    void advance(final int delta, final boolean freeMdl) {
        offset += delta;
        length -= delta;
        while (freeMdl && !parts.isEmpty() && parts.get(0).kind.isRetreat() && offset >= parts.get(0).length) {
            offset -= parts.remove(0).length;
        }
    }

    /** What a clone of this one must look like. */
    ModelNetBuffer view(final NetBuffer clone, final boolean originalMdls) {
        final ModelNetBuffer view = new ModelNetBuffer(clone);
        view.length = length;
        view.offset = originalMdls ? offset : 0;
        int start = 0;
        for (final Part part : parts) {
            final int from = originalMdls ? 0 : Math.max(0, offset - start);
            final int to = originalMdls ? part.length : (int) Math.min(part.length, offset + length - start);
            if (originalMdls || from < to) {
                view.parts.add(part.cut(Kind.SHARED, from, to));
            }
            start += part.length;
        }
        return view;
    }
}
