// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.clone.ModelList.Kind;
import io.github.nbl4j.clone.ModelList.Made;
import io.github.nbl4j.clone.ModelList.Nb;
import io.github.nbl4j.clone.ModelList.Part;
import io.github.nbl4j.clone.ModelList.Supply;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** The operations of the random test that make a list of another one, but for whole clones. */
final class ModelDerivations {
    private static final int MOST_PIECES = 6;

    private final ModelWorld world;
    private final Consumer<String> say;
    private SplittableRandom random;

    ModelDerivations(final ModelWorld world, final Consumer<String> say) {
        this.world = world;
        this.say = say;
    }

    void step(final int kind, final ModelList list, final SplittableRandom source) {
        random = source;
        switch (kind) {
            case 0, 1, 2 -> fragment(list);
            case 3, 4 -> reassemble(list);
            case 5 -> cloneOne(list);
            case 6 -> split(list);
            default -> deepCopy(list, kind == 7 && !list.queued);
        }
    }

    private int distance() {
        final int kind = random.nextInt(10);
        return kind < 3 ? 0 : kind == 3 ? random.nextInt(400) : kind == 4 ? random.nextInt(3000) : random.nextInt(20);
    }

    private void fragment(final ModelList list) {
        final int start = random.nextInt(3) == 0 ? random.nextInt(30) : 0;
        final int most = 1 + random.nextInt(random.nextInt(3) == 0 ? 2000 : 30);
        final int delta = distance();
        final int backFill = distance();
        final String pool = new String[] {"clones", "bare", "plain"}[random.nextInt(3)];
        final boolean given = random.nextBoolean();
        final ModelTally tally = new ModelTally(world);
        tally.take(pool, 1);
        final List<Nb> pieces = new ArrayList<>();
        for (final Nb source : list.nbs) {
            for (int from = start; from < source.length; from += most) {
                if (pieces.size() == MOST_PIECES) {
                    return;
                }
                final Nb piece = world.netBuffer(pool, given, pieces.size());
                final boolean ofSlot = piece.supply == Supply.EMBEDDED || piece.supply == Supply.SPARE;
                tally.take(ModelWorld.poolOf(piece.supply), ofSlot ? 0 : 1);
                ModelList.describe(piece, source, from, (int) Math.min(source.length, (long) from + most));
                tally.take("mdls", piece.count(Kind.POOL_DESCRIPTOR));
                piece.length = piece.total();
                prepend(piece, delta, backFill, tally);
                pieces.add(piece);
            }
        }
        if (tally.isUncertain()) {
            return;
        }
        final NetBufferListPool lists = "bare".equals(pool) ? world.bare : "plain".equals(pool) ? world.plain : null;
        final NetBufferPool netBuffers = given ? world.given : null;
        final NetBufferList real = random.nextInt(4) == 0
                ? world.anyThread.allocateFragment(list.real, lists, netBuffers, start, most, delta, backFill)
                : world.cloner.allocateFragment(list.real, lists, netBuffers, start, most, delta, backFill);
        say.accept("fragment " + list.real + " from " + start + " by " + most + " delta " + delta + " backFill "
                + backFill + " pool " + pool + " given " + given + " -> " + real);
        ModelWorld.expect(tally.isPossible() && !pieces.isEmpty(), real != null, "allocateFragment");
        if (real != null) {
            add(new ModelList(real, pool, list, Made.FRAGMENT, 0, delta), pieces);
        }
    }

    private static void prepend(final Nb nb, final int delta, final int backFill, final ModelTally tally) {
        if (delta > 0) {
            final Kind kind = tally.retreat(nb, (long) delta + backFill);
            nb.parts.add(0, new Part(kind, new byte[delta + backFill]));
            nb.offset = backFill;
            nb.length += delta;
        }
    }

    /** Own memory has the bytes that it happens to have: from now on they must stay. */
    private void add(final ModelList list, final List<Nb> nbs) {
        list.nbs.addAll(nbs);
        NetBuffer real = list.real.firstNetBuffer();
        for (final Nb nb : nbs) {
            Mdl mdl = real.mdlChain();
            for (int i = 0; i < nb.parts.size(); i++) {
                final Part part = nb.parts.get(i);
                ModelWorld.expect(true, mdl != null, "as many Mdls");
                if (part.kind().writable) {
                    nb.parts.set(i, ModelMoves.adopt(part.kind(), mdl));
                    ModelWorld.expect(part.length(), nb.parts.get(i).length(), "size of Mdl " + i);
                }
                mdl = mdl.next();
            }
            real = real.next();
        }
        world.retained.add(list);
    }

    private void reassemble(final ModelList list) {
        final int start = random.nextInt(3) == 0 ? random.nextInt(30) : 0;
        final int delta = distance();
        final int backFill = distance();
        final boolean plain = random.nextBoolean();
        final ModelTally tally = new ModelTally(world);
        tally.take(plain ? "plain" : "clones", 1);
        final Nb whole = world.netBuffer(plain ? "plain" : "clones", false, 0);
        for (final Nb source : list.nbs) {
            ModelList.describe(whole, source, start, (int) source.length);
        }
        tally.take("mdls", whole.count(Kind.POOL_DESCRIPTOR));
        whole.length = whole.total();
        prepend(whole, delta, backFill, tally);
        if (tally.isUncertain() || whole.length > 5000) {
            return;
        }
        ModelMoves.expectRefused(
                () -> world.cloner.allocateReassembled(list.real, world.bare, start, delta, backFill),
                "a pool without NetBuffers");
        final NetBufferListPool lists = plain ? world.plain : null;
        final NetBufferList real = random.nextInt(4) == 0
                ? world.anyThread.allocateReassembled(list.real, lists, start, delta, backFill)
                : world.cloner.allocateReassembled(list.real, lists, start, delta, backFill);
        say.accept("reassemble " + list.real + " from " + start + " delta " + delta + " backFill " + backFill
                + " plain " + plain + " -> " + real);
        ModelWorld.expect(tally.isPossible(), real != null, "allocateReassembled");
        if (real != null) {
            add(new ModelList(real, plain ? "plain" : "clones", list, Made.REASSEMBLED, 0, delta), List.of(whole));
        }
    }

    private void cloneOne(final ModelList list) {
        if (list.nbs.isEmpty()) {
            return;
        }
        final int index = random.nextInt(list.nbs.size());
        final int flags = random.nextInt(2) * CloneFlags.USE_ORIGINAL_MDLS;
        final ModelTally tally = new ModelTally(world);
        final Nb nb = one(list.nbs.get(index), flags, tally);
        if (tally.isUncertain()) {
            return;
        }
        final NetBufferList real = random.nextInt(4) == 0
                ? world.anyThread.allocateCloneOne(list.real, index, flags)
                : world.cloner.allocateCloneOne(list.real, index, flags);
        say.accept("cloneOne " + list.real + " " + index + " flags " + flags + " -> " + real);
        ModelWorld.expect(tally.isPossible(), real != null, "allocateCloneOne");
        if (real != null) {
            add(new ModelList(real, "clones", list, flags), List.of(nb));
        }
    }

    private Nb one(final Nb source, final int flags, final ModelTally tally) {
        final Nb nb = ModelList.view(source, world.netBuffer("clones", false, 0), flags);
        tally.take("clones", 1);
        tally.take("mdls", nb.count(Kind.POOL_DESCRIPTOR));
        return nb;
    }

    private void split(final ModelList list) {
        final int flags = random.nextInt(2) * CloneFlags.USE_ORIGINAL_MDLS;
        final ModelTally tally = new ModelTally(world);
        final List<Nb> nbs = new ArrayList<>();
        list.nbs.forEach(nb -> nbs.add(one(nb, flags, tally)));
        if (tally.isUncertain()) {
            return;
        }
        final NetBufferList[] out = new NetBufferList[nbs.size() + random.nextInt(2)];
        final int n = random.nextInt(4) == 0
                ? world.anyThread.split(list.real, flags, out)
                : world.cloner.split(list.real, flags, out);
        say.accept("split " + list.real + " flags " + flags + " -> " + (n < 0 ? "null" : n));
        ModelWorld.expect(tally.isPossible() ? nbs.size() : -1, n, "split");
        for (int i = 0; i < n; i++) {
            add(new ModelList(out[i], "clones", list, flags), List.of(nbs.get(i)));
        }
    }

    private void deepCopy(final ModelList list, final boolean detaches) {
        final boolean withData = random.nextBoolean();
        final ModelTally tally = new ModelTally(world);
        tally.take("data", 1);
        final List<Nb> nbs = new ArrayList<>();
        for (final Nb source : list.nbs) {
            nbs.add(copy(source, nbs.isEmpty(), withData, tally));
        }
        if (tally.isUncertain()) {
            return;
        }
        final NetBufferPool pool = withData ? world.withData : null;
        final List<byte[]> bytes = list.nbs.stream().map(Nb::bytes).toList();
        final NetBufferList[] real = new NetBufferList[1];
        final boolean possible = tally.isPossible();
        boolean thrown = false;
        if (detaches) {
            thrown = world.end(
                    () -> real[0] = world.cloner.detach(list.real, world.data, pool),
                    possible ? List.of(list) : List.of());
        } else {
            real[0] = world.cloner.deepCopy(list.real, null, pool);
        }
        say.accept((detaches ? "detach " : "deepCopy ") + list.real + " withData " + withData + " -> " + real[0]);
        ModelWorld.expect(possible && !thrown, real[0] != null, "copy");
        if (real[0] == null) {
            return;
        }
        add(new ModelList(real[0], "data", null, 0), nbs);
        for (int i = 0; i < nbs.size(); i++) {
            ModelWorld.expect(true, Arrays.equals(bytes.get(i), nbs.get(i).bytes()), "bytes of the copy");
        }
    }

    private static Nb copy(final Nb source, final boolean first, final boolean withData, final ModelTally tally) {
        final Nb nb = new Nb(first ? Supply.EMBEDDED : withData ? Supply.WITH_DATA : Supply.DEFAULT);
        tally.take(ModelWorld.poolOf(nb.supply), first ? 0 : 1);
        nb.offset = first && ModelWorld.HEADROOM + source.length <= ModelWorld.DATA ? ModelWorld.HEADROOM : 0;
        nb.length = source.length;
        if (first || withData) {
            nb.parts.add(new Part(Kind.DATA, new byte[first ? ModelWorld.DATA : ModelWorld.SEGMENT]));
        }
        while (nb.offset + nb.length > nb.total()) {
            final Kind kind = tally.extra(nb.offset + nb.length - nb.total());
            if (kind == null) {
                break;
            }
            nb.parts.add(new Part(kind, new byte[kind == Kind.EXTRA_SMALL ? ModelWorld.SMALL : ModelWorld.LARGE]));
        }
        return nb;
    }

    /** Frees as NDIS wants it, and shows that any other way is refused. */
    void freeAsMade(final ModelList list, final SplittableRandom source) {
        random = source;
        final Made wrong = Made.values()[random.nextInt(4)];
        final int flags = random.nextInt(2) * CloneFlags.USE_ORIGINAL_MDLS;
        final int delta = list.delta + random.nextInt(2);
        final boolean right = wrong == list.made
                && (wrong == Made.ALLOCATED || (wrong == Made.CLONE ? flags == list.flags : delta == list.delta));
        if (!right) {
            ModelMoves.expectRefused(() -> free(list.real, wrong, flags, delta), "free as " + wrong);
        }
        world.end(() -> free(list.real, list.made, list.flags, list.delta), List.of(list));
    }

    private void free(final NetBufferList list, final Made made, final int flags, final int delta) {
        final boolean uncached = random.nextBoolean();
        switch (made) {
            case ALLOCATED -> world.anyThread.freeAllocated(list);
            case CLONE -> {
                if (uncached) {
                    world.anyThread.freeClone(list, flags);
                } else {
                    world.cloner.freeClone(list, flags);
                }
            }
            case FRAGMENT -> {
                if (uncached) {
                    world.anyThread.freeFragment(list, delta);
                } else {
                    world.cloner.freeFragment(list, delta);
                }
            }
            default -> {
                if (uncached) {
                    world.anyThread.freeReassembled(list, delta);
                } else {
                    world.cloner.freeReassembled(list, delta);
                }
            }
        }
    }
}
