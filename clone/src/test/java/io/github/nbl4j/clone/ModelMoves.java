// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.clone.ModelList.Kind;
import io.github.nbl4j.clone.ModelList.Nb;
import io.github.nbl4j.clone.ModelList.Part;
import io.github.nbl4j.clone.ModelList.Supply;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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
            case 3, 4 -> retreat(list, nb, real);
            case 5, 6 -> retreatPrivate(list, nb, real);
            case 7, 8 -> advance(list, nb, real);
            default -> append(list, nb, real);
        }
    }

    private void write(final ModelList list, final Nb nb, final NetBuffer real) {
        final int from = random.nextInt((int) nb.length + 1);
        final int n = random.nextInt((int) nb.length - from + 1);
        final byte[] bytes = new byte[n];
        for (int i = 0; i < n; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        say.accept("write " + real + " " + from + "+" + n);
        final boolean allowed = n == 0
                || world.children(list) == 0 && !list.shared && nb.isWritable(nb.offset + from, nb.offset + from + n);
        ModelWorld.expect(allowed, real.isWritable(from, n), "isWritable");
        if (!allowed) {
            expectRefused(() -> real.putBytes(from, new UnsafeBuffer(bytes), 0, n), "write");
            return;
        }
        real.putBytes(from, new UnsafeBuffer(bytes), 0, n);
        for (int i = 0; i < n; i++) {
            nb.put(from + i, bytes[i]);
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
        final Kind kind = d <= nb.offset ? null : linkable(nb, (long) d - nb.offset + b);
        final boolean possible = d <= nb.offset || kind != null;
        ModelWorld.expect(possible, real.retreat(d, b), "retreat");
        if (possible) {
            moveFront(nb, real, d, kind);
        }
    }

    private void moveFront(final Nb nb, final NetBuffer real, final int d, final Kind linked) {
        if (linked != null) {
            final Part part = adopt(linked, real.mdlChain());
            ModelWorld.expect(sizeOf(linked), part.length(), "size of the private memory");
            nb.parts.add(0, part);
            nb.offset += part.length();
        }
        nb.offset -= d;
        nb.length += d;
    }

    private Kind linkable(final Nb nb, final long needed) {
        if (needed <= ModelWorld.ROOM && !nb.has(Kind.ROOM)) {
            return Kind.ROOM;
        }
        if (needed <= ModelWorld.SMALL && world.free("segments256") > 0) {
            return Kind.SMALL;
        }
        return needed <= ModelWorld.LARGE && world.free("segments2048") > 0 ? Kind.LARGE : null;
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
        if (reused == 0 || !lives && nb.isWritable(nb.offset - reused, nb.offset)) {
            final Kind kind = d <= nb.offset ? null : linkable(nb, d - nb.offset);
            final boolean possible = d <= nb.offset || kind != null;
            ModelWorld.expect(possible, real.retreatPrivate(d), "retreatPrivate");
            if (possible) {
                moveFront(nb, real, d, kind);
            }
        } else if (lives) {
            expectRefused(() -> real.retreatPrivate(d), "retreatPrivate of a parent");
        } else {
            replaceFront(nb, real, d);
        }
    }

    /** The shared backfill goes, and a descriptor of the rest of the current Mdl takes its place. */
    private void replaceFront(final Nb nb, final NetBuffer real, final int d) {
        final boolean embeddedFree = !nb.has(Kind.EMBEDDED_DESCRIPTOR) && nb.supply != Supply.WITH_DATA;
        final Kind kind = linkable(nb, d);
        final boolean possible = kind != null && (embeddedFree || world.free("mdls") > 0);
        ModelWorld.expect(possible, real.retreatPrivate(d), "retreatPrivate over shared backfill");
        if (!possible) {
            return;
        }
        final int current = nb.partOf(nb.offset);
        final int skip = nb.offset - nb.startOf(current);
        final byte[] old = nb.parts.get(current).bytes();
        final byte[] rest = new byte[old.length - skip];
        System.arraycopy(old, skip, rest, 0, rest.length);
        final List<Part> parts = new ArrayList<>();
        parts.add(adopt(kind, real.mdlChain()));
        parts.add(new Part(embeddedFree ? Kind.EMBEDDED_DESCRIPTOR : Kind.POOL_DESCRIPTOR, rest));
        parts.addAll(nb.parts.subList(current + 1, nb.parts.size()));
        nb.parts = parts;
        nb.offset = sizeOf(kind) - d;
        nb.length += d;
    }

    private void advance(final ModelList list, final Nb nb, final NetBuffer real) {
        final int d = random.nextInt(6) == 0 ? (int) nb.length + 1 : random.nextInt((int) nb.length + 1);
        final boolean freeMdl = random.nextBoolean();
        say.accept("advance " + real + " " + d + " freeMdl " + freeMdl);
        if (list.shared || d <= nb.length && freeMdl && world.children(list) > 0) {
            expectRefused(() -> real.advance(d, freeMdl), "advance");
            return;
        }
        ModelWorld.expect(d <= nb.length, real.advance(d, freeMdl), "advance");
        if (d <= nb.length) {
            nb.offset += d;
            nb.length -= d;
            while (freeMdl
                    && !nb.parts.isEmpty()
                    && nb.parts.get(0).kind().isRetreat()
                    && nb.offset >= nb.parts.get(0).length()) {
                nb.offset -= nb.parts.remove(0).length();
            }
        }
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
