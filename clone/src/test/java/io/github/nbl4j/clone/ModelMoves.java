// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.clone.ModelList.Kind;
import io.github.nbl4j.clone.ModelList.Nb;
import io.github.nbl4j.clone.ModelList.Part;
import io.github.nbl4j.clone.ModelList.Supply;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/** The operations of the random test that stay inside one list: writing, and moving the data. */
final class ModelMoves {
    private final ModelWorld world;
    private final Consumer<String> say;
    private SplittableRandom random;

    ModelMoves(final ModelWorld world, final Consumer<String> say) {
        this.world = world;
        this.say = say;
    }

    void step(final int kind, final ModelList list, final SplittableRandom source) {
        random = source;
        if (list.nbs.isEmpty()) {
            return;
        }
        final int index = random.nextInt(list.nbs.size());
        NetBuffer real = list.real.firstNetBuffer();
        for (int i = 0; i < index; i++) {
            real = real.next();
        }
        final Nb nb = list.nbs.get(index);
        switch (kind) {
            case 0, 1 -> write(list, nb, real);
            case 2 -> adjust(list, nb, real);
            case 10, 11 -> retreatContiguous(list, nb, real);
            case 12, 13 -> privatize(list, nb, real);
            case 14 -> linearize(list, nb, real);
            case 15 -> moveTail(list, nb, real);
            case 3, 4 -> retreat(list, nb, real);
            case 5, 6 -> retreatPrivate(list, nb, real);
            case 7, 8 -> advance(list, nb, real);
            default -> append(list, nb, real);
        }
    }

    private void write(final ModelList list, final Nb nb, final NetBuffer real) {
        final int from = random.nextInt((int) nb.length + 1);
        final int way = random.nextInt(6);
        final int left = (int) nb.length - from;
        final int n = way > 2 && left >= 1 << way - 2 ? 1 << way - 2 : random.nextInt(left + 1);
        final ByteBuffer bytes = ByteBuffer.allocate(n).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < n; i++) {
            bytes.put(i, (byte) random.nextInt());
        }
        say.accept("write " + real + " " + from + "+" + n + " way " + way);
        final boolean allowed = n == 0 || world.mayWrite(list) && nb.isWritable(nb.offset + from, nb.offset + from + n);
        ModelWorld.expect(allowed, real.isWritable(from, n), "isWritable");
        if (!allowed) {
            expectRefused(() -> put(real, from, bytes, way), "write");
            return;
        }
        put(real, from, bytes, way);
        for (int i = 0; i < n; i++) {
            nb.put(from + i, bytes.get(i));
        }
    }

    private static void put(final NetBuffer real, final int from, final ByteBuffer bytes, final int way) {
        final int n = bytes.limit();
        if (way == 3 && n == 2) {
            real.putShort(from, bytes.getShort(0), ByteOrder.LITTLE_ENDIAN);
        } else if (way == 4 && n == 4) {
            real.putInt(from, Integer.reverseBytes(bytes.getInt(0)), ByteOrder.BIG_ENDIAN);
        } else if (way == 5 && n == 8) {
            real.putLong(from, bytes.getLong(0), ByteOrder.LITTLE_ENDIAN);
        } else if (way == 0) {
            real.putBytes(from, new UnsafeBuffer(bytes), 0, n);
        } else if (way == 1) {
            real.putBytes(from, bytes.array(), 0, n);
        } else {
            real.putBytes(from, bytes, n);
        }
    }

    private void adjust(final ModelList list, final Nb nb, final NetBuffer real) {
        final int offset = random.nextInt(nb.total() + 1);
        final int length = random.nextInt(nb.total() - offset + 1);
        say.accept("adjust " + real + " " + offset + "+" + length);
        if (list.shared) {
            expectRefused(() -> real.adjustData(offset, length), "adjust");
            return;
        }
        real.adjustData(offset, length);
        nb.offset = offset;
        nb.length = length;
    }

    private int distance() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> random.nextInt(400);
            case 2 -> random.nextInt(3000);
            default -> random.nextInt(40);
        };
    }

    private void retreat(final ModelList list, final Nb nb, final NetBuffer real) {
        final int d = distance();
        final int b = random.nextInt(3) == 0 ? distance() : 0;
        say.accept("retreat " + real + " " + d + " backFill " + b);
        if (list.shared) {
            expectRefused(() -> real.retreat(d, b), "retreat");
            return;
        }
        if (nb.length + d > 5000) {
            return;
        }
        final boolean supplied = random.nextInt(3) == 0;
        final boolean some = world.free("mdls") > 0;
        final Kind kind =
                d <= nb.offset ? null : supplied ? some ? Kind.SUPPLIED : null : linkable(nb, (long) d - nb.offset + b);
        final boolean possible = d <= nb.offset || kind != null;
        final int more = random.nextInt(20);
        ModelWorld.expect(possible, real.retreat(d, b, supplied ? size -> world.supply(size + more) : null), "retreat");
        if (possible) {
            moveFront(nb, real, d, kind);
        }
    }

    static void moveFront(final Nb nb, final NetBuffer real, final int d, final Kind linked) {
        if (linked != null) {
            final Part part = adopt(linked, real.mdlChain());
            if (linked != Kind.SUPPLIED) {
                ModelWorld.expect(sizeOf(linked), part.length(), "size of the private memory");
            }
            nb.parts.add(0, part);
            nb.offset += part.length();
        }
        nb.offset -= d;
        nb.length += d;
    }

    private Kind linkable(final Nb nb, final long needed) {
        return new ModelTally(world).retreat(nb, needed);
    }

    private static int sizeOf(final Kind kind) {
        return kind == Kind.ROOM ? ModelWorld.ROOM : kind == Kind.SMALL ? ModelWorld.SMALL : ModelWorld.LARGE;
    }

    /** A part with the bytes that happen to be in fresh memory: from now on they must stay. */
    static Part adopt(final Kind kind, final Mdl mdl) {
        final byte[] bytes = new byte[mdl.byteCount()];
        mdl.buffer().getBytes(mdl.byteOffset(), bytes);
        return new Part(kind, bytes);
    }

    private void retreatPrivate(final ModelList list, final Nb nb, final NetBuffer real) {
        final int d = distance();
        say.accept("retreatPrivate " + real + " " + d);
        if (list.shared) {
            expectRefused(() -> real.retreatPrivate(d), "retreatPrivate");
            return;
        }
        if (nb.length + d > 5000) {
            return;
        }
        final int reused = Math.min(d, nb.offset);
        final boolean lives = world.children(list) > 0;
        if (reused == 0 || world.mayWrite(list) && nb.isWritable(nb.offset - reused, nb.offset)) {
            final Kind kind = d <= nb.offset ? null : linkable(nb, d - nb.offset);
            final boolean possible = d <= nb.offset || kind != null;
            ModelWorld.expect(possible, real.retreatPrivate(d), "retreatPrivate");
            if (possible) {
                moveFront(nb, real, d, kind);
            }
        } else if (lives) {
            expectRefused(() -> real.retreatPrivate(d), "retreatPrivate of a parent");
        } else {
            replaceFront(list, nb, real, 0, d, () -> real.retreatPrivate(d));
        }
    }

    private void retreatContiguous(final ModelList list, final Nb nb, final NetBuffer real) {
        final int d = distance();
        say.accept("retreatContiguous " + real + " " + d);
        if (list.shared) {
            expectRefused(() -> real.retreatContiguous(d), "retreatContiguous");
            return;
        }
        if (nb.length + d > 5000) {
            return;
        }
        final int from = nb.offset - d;
        final boolean lives = world.children(list) > 0;
        if (d == 0
                || from >= 0
                        && world.mayWrite(list)
                        && nb.partOf(from) == nb.partOf(nb.offset - 1)
                        && nb.isWritable(from, nb.offset)) {
            ModelWorld.expect(true, real.retreatContiguous(d), "retreatContiguous");
            moveFront(nb, real, d, null);
        } else if (nb.offset == 0) {
            final Kind kind = linkable(nb, d);
            ModelWorld.expect(kind != null, real.retreatContiguous(d), "retreatContiguous without backfill");
            if (kind != null) {
                moveFront(nb, real, d, kind);
            }
        } else if (lives) {
            expectRefused(() -> real.retreatContiguous(d), "retreatContiguous of a parent");
        } else {
            replaceFront(list, nb, real, 0, d, () -> real.retreatContiguous(d));
        }
    }

    private void privatize(final ModelList list, final Nb nb, final NetBuffer real) {
        final int n = random.nextInt((int) nb.length + 1);
        say.accept("privatize " + real + " " + n);
        final boolean lives = world.children(list) > 0;
        if (list.shared || n > 0 && lives) {
            expectRefused(() -> real.privatize(n), "privatize");
        } else if (n == 0 || world.mayWrite(list) && nb.isWritable(nb.offset, nb.offset + n)) {
            ModelWorld.expect(true, real.privatize(n), "privatize what is private");
        } else {
            replaceFront(list, nb, real, n, 0, () -> real.privatize(n));
        }
    }

    private void linearize(final ModelList list, final Nb nb, final NetBuffer real) {
        say.accept("linearize " + real);
        final boolean done = nb.pieces() <= 1;
        ModelWorld.expect(nb.pieces(), real.segmentCount(), "segmentCount");
        if (list.shared || !done && world.children(list) > 0) {
            expectRefused(real::linearize, "linearize");
        } else if (done) {
            ModelWorld.expect(true, real.linearize(), "linearize what lies together");
        } else {
            replaceFront(list, nb, real, (int) nb.length, 0, real::linearize);
            real.adjustCurrentMdl();
        }
    }

    private void moveTail(final ModelList list, final Nb nb, final NetBuffer real) {
        final int n = random.nextInt(40);
        final boolean trims = random.nextBoolean();
        say.accept((trims ? "trimTail " : "extendTail ") + real + " " + n);
        if (list.shared) {
            expectRefused(() -> real.trimTail(n), "trimTail");
            expectRefused(() -> real.extendTail(n), "extendTail");
            return;
        }
        final boolean possible = trims ? n <= nb.length : nb.offset + nb.length + n <= nb.total();
        ModelWorld.expect(possible, trims ? real.trimTail(n) : real.extendTail(n), "moveTail");
        if (possible) {
            nb.length += trims ? -n : n;
        }
    }

    /**
     * The backfill and the first n bytes go: private memory takes their place, and a descriptor that of the rest of the
     * Mdl that they end in.
     */
    private void replaceFront(
            final ModelList list,
            final Nb nb,
            final NetBuffer real,
            final int n,
            final int d,
            final BooleanSupplier call) {
        final int cut = nb.partOf(nb.offset + n);
        final Part old = nb.parts.get(cut);
        final int skip = nb.offset + n - nb.startOf(cut);
        final boolean divides = skip > 0 && skip < old.length();
        final boolean embeddedFree = !("data".equals(list.pool) && nb.supply == Supply.EMBEDDED)
                && nb.supply != Supply.WITH_DATA
                && !nb.has(Kind.EMBEDDED_DESCRIPTOR)
                && !nb.has(Kind.EMBEDDED_FRONT);
        final Kind kind = linkable(nb, n + d);
        final boolean possible = kind != null && (!divides || embeddedFree || world.free("mdls") > 0);
        final byte[] before = nb.bytes();
        ModelWorld.expect(possible, call.getAsBoolean(), "replacing the front");
        if (!possible) {
            return;
        }
        final Part segment = adopt(kind, real.mdlChain());
        System.arraycopy(before, 0, segment.memory(), segment.length() - n, n);
        final List<Part> parts = new ArrayList<>();
        parts.add(segment);
        if (divides) {
            final Kind front = old.kind().writable
                    ? embeddedFree ? Kind.EMBEDDED_FRONT : Kind.POOL_FRONT
                    : embeddedFree ? Kind.EMBEDDED_DESCRIPTOR : Kind.POOL_DESCRIPTOR;
            parts.add(new Part(front, old.memory(), old.start() + skip));
            if (old.kind().isKept()) {
                nb.kept.add(old);
            }
        } else if (skip == 0) {
            parts.add(old);
        }
        parts.addAll(nb.parts.subList(cut + 1, nb.parts.size()));
        nb.parts = parts;
        nb.offset = segment.length() - n - d;
        nb.length += d;
    }

    private void advance(final ModelList list, final Nb nb, final NetBuffer real) {
        final int d = random.nextInt(6) == 0 ? (int) nb.length + 1 : random.nextInt((int) nb.length + 1);
        final boolean freeMdl = random.nextBoolean();
        say.accept("advance " + real + " " + d + " freeMdl " + freeMdl);
        if (list.shared || d <= nb.length && freeMdl && world.children(list) > 0 && passes(nb, d)) {
            expectRefused(() -> real.advance(d, freeMdl), "advance");
            return;
        }
        final int given = world.takenBack;
        final boolean wanted = random.nextBoolean();
        ModelWorld.expect(d <= nb.length, real.advance(d, freeMdl, wanted ? world::takeBack : null), "advance");
        final int passed = d <= nb.length ? moveBack(nb, d, freeMdl) : 0;
        ModelWorld.expect(given + (wanted ? passed : 0), world.takenBack, "Mdls that the handler got back");
    }

    /** Whether private memory would lie wholly before the data. */
    static boolean passes(final Nb nb, final int d) {
        return !nb.parts.isEmpty()
                && nb.parts.get(0).kind().isRetreat()
                && nb.offset + d >= nb.parts.get(0).length();
    }

    /** Returns how many Mdls of handlers went. */
    static int moveBack(final Nb nb, final int d, final boolean freeMdl) {
        int supplied = 0;
        nb.offset += d;
        nb.length -= d;
        while (freeMdl && passes(nb, 0)) {
            final Part passed = nb.parts.remove(0);
            nb.offset -= passed.length();
            supplied += passed.kind() == Kind.SUPPLIED ? 1 : 0;
        }
        return supplied;
    }

    private void append(final ModelList list, final Nb nb, final NetBuffer real) {
        final boolean possible = world.free("segments") > 0;
        final Mdl segment = world.segments.allocate();
        ModelWorld.expect(possible, segment != null, "segment");
        if (segment == null) {
            return;
        }
        say.accept("append to " + real);
        final boolean allowed = !list.isDerived()
                && world.children(list) == 0
                && !list.shared
                && (nb.parts.isEmpty() || nb.parts.get(nb.parts.size() - 1).kind() != Kind.EXTERNAL);
        if (allowed) {
            final Part part = adopt(Kind.SEGMENT, segment);
            real.append(segment);
            nb.parts.add(part);
        } else {
            expectRefused(() -> real.append(segment), "append");
            world.segments.free(segment);
        }
    }

    static void expectRefused(final Runnable call, final String what) {
        try {
            call.run();
        } catch (final IllegalStateException ex) {
            return;
        }
        throw new AssertionError(what + " must be refused");
    }
}
