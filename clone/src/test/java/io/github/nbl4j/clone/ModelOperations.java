// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.clone.ModelList.Kind;
import io.github.nbl4j.clone.ModelList.Nb;
import io.github.nbl4j.clone.ModelList.Part;
import io.github.nbl4j.clone.ModelList.Supply;
import io.github.nbl4j.nbl.CopyInfo;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One operation for each word: done to the library, predicted by the model. What it is done to depends on what there
 * is, so that a sequence with any of its words left out is still a sequence.
 */
final class ModelOperations {
    private static final int[] SIZES = {0, 1, 3, 9, 20};

    private final ModelWorld world;
    private final List<String> log;
    private final ModelMoves moves;
    private final ModelListMoves listMoves;
    private final ModelDerivations derivations;
    private final ModelAttributes attributes;
    private final ModelHandOvers handOvers;
    private SplittableRandom random;

    ModelOperations(final ModelWorld world, final List<String> log) {
        this.world = world;
        this.log = log;
        this.moves = new ModelMoves(world, this::say);
        this.listMoves = new ModelListMoves(world, this::say);
        this.derivations = new ModelDerivations(world, this::say);
        this.attributes = new ModelAttributes(world, this::say);
        this.handOvers = new ModelHandOvers(world, this::say);
    }

    private void say(final String what) {
        if (log != null) {
            log.add(what);
        }
    }

    void step(final long word) {
        random = new SplittableRandom(word);
        final List<ModelList> owned = world.owned();
        final int kind = random.nextInt(66);
        if (owned.isEmpty() || kind < 2 && !world.isNearlyExhausted()) {
            allocate();
            return;
        }
        final ModelList list = owned.get(random.nextInt(owned.size()));
        if (world.isNearlyExhausted() || kind >= 60) {
            free(owned);
        } else if (kind < 15) {
            make(kind, list);
        } else if (kind < 31) {
            moves.step(kind - 15, list, random);
        } else if (kind < 33) {
            listMoves.retreat(list, random);
        } else if (kind < 35) {
            listMoves.advance(list, random);
        } else if (kind < 44) {
            derivations.step(kind - 35, list, random);
        } else if (kind < 53) {
            attributes.step(kind - 44, list, owned.get(random.nextInt(owned.size())), random);
        } else {
            handOvers.step(kind - 53, loose(owned), random);
        }
    }

    /** Those that nobody waits for in a queue. */
    private static List<ModelList> loose(final List<ModelList> owned) {
        final List<ModelList> loose = new ArrayList<>(owned);
        loose.removeIf(list -> list.queued);
        return loose;
    }

    private void make(final int kind, final ModelList list) {
        switch (kind) {
            case 2 -> allocateSeveral();
            case 3 -> external();
            case 4, 5 -> lend();
            case 6 -> endExternal();
            case 7 -> clones(list);
            case 8 -> share(list);
            case 9, 10 -> cloneShared(list);
            default -> clone(list);
        }
    }

    private void allocate() {
        final boolean uncached = random.nextBoolean();
        final boolean possible = world.free("data") > 0;
        final NetBufferList real = uncached ? world.data.allocate() : world.cloner.allocate();
        ModelWorld.expect(possible, real != null, "allocate");
        if (real != null) {
            final ModelList list = new ModelList(real, "data", null, 0);
            final Nb nb = new Nb(Supply.EMBEDDED);
            nb.parts.add(ModelMoves.adopt(Kind.DATA, real.firstNetBuffer().mdlChain()));
            nb.offset = ModelWorld.DATA;
            list.nbs.add(nb);
            place(nb, real.firstNetBuffer());
            world.retained.add(list);
            say("allocate " + real);
        }
    }

    private void allocateSeveral() {
        final boolean possible = world.free("bare") > 0;
        final NetBufferList real = world.bare.allocate();
        ModelWorld.expect(possible, real != null, "allocate bare");
        if (real == null) {
            return;
        }
        final ModelList list = new ModelList(real, "bare", null, 0);
        world.retained.add(list);
        for (int n = random.nextInt(4); n > 0; n--) {
            final boolean more = world.free("withData") > 0;
            final NetBuffer nb = world.withData.allocateMdlAndData();
            ModelWorld.expect(more, nb != null, "allocateMdlAndData");
            if (nb != null) {
                real.append(nb);
                final Nb model = new Nb(Supply.WITH_DATA);
                model.parts.add(ModelMoves.adopt(Kind.DATA, nb.mdlChain()));
                model.offset = ModelWorld.SEGMENT;
                list.nbs.add(model);
                place(model, nb);
            }
        }
        say("allocate " + real + " with NetBuffers: " + list.nbs.size());
    }

    /** Most packets have data, of whatever content. */
    private void place(final Nb nb, final NetBuffer real) {
        if (random.nextInt(4) > 0) {
            nb.offset = random.nextInt(nb.total() + 1);
            nb.length = random.nextInt(nb.total() - nb.offset + 1);
            real.adjustData(nb.offset, nb.length);
        }
    }

    private void external() {
        final ModelExternal external = new ModelExternal();
        for (int n = 1 + random.nextInt(3); n > 0 && world.free("mdls") > external.mdls.size(); n--) {
            final byte[] bytes = new byte[SIZES[random.nextInt(SIZES.length)]];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) random.nextInt();
            }
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[bytes.length + 5]);
            buffer.putBytes(2, bytes);
            final Mdl mdl =
                    world.environment.mdlPool().allocate(buffer, 2, bytes.length, told -> external.completions++);
            if (!external.mdls.isEmpty()) {
                external.mdls.get(external.mdls.size() - 1).next(mdl);
            }
            external.mdls.add(mdl);
            external.bytes.add(bytes);
        }
        if (!external.mdls.isEmpty()) {
            world.externals.add(external);
            say("external of Mdls: " + external.mdls.size());
        }
    }

    private ModelExternal pickExternal() {
        final List<ModelExternal> held = new ArrayList<>();
        for (final ModelExternal external : world.externals) {
            if (external.held) {
                held.add(external);
            }
        }
        return held.isEmpty() ? null : held.get(random.nextInt(held.size()));
    }

    private void lend() {
        final ModelExternal external = pickExternal();
        if (external == null || external.lent) {
            return;
        }
        final Nb nb = new Nb(Supply.EMBEDDED);
        external.bytes.forEach(bytes -> nb.parts.add(new Part(Kind.EXTERNAL, bytes)));
        nb.offset = random.nextInt(nb.total() + 1);
        nb.length = random.nextInt(nb.total() - nb.offset + 1);
        final boolean possible = world.free("plain") > 0;
        final NetBufferList real = world.plain.allocate(external.mdls.get(0), nb.offset, nb.length);
        ModelWorld.expect(possible, real != null, "allocate over a chain");
        if (real != null) {
            external.lent = true;
            final ModelList list = new ModelList(real, "plain", null, 0);
            list.external = external;
            list.nbs.add(nb);
            world.retained.add(list);
            say("lend to " + real + " window " + nb.offset + "+" + nb.length);
        }
    }

    private void endExternal() {
        final ModelExternal external = pickExternal();
        if (external != null) {
            say("end external");
            external.held = false;
            external.mdls.forEach(world.environment.mdlPool()::free);
        }
    }

    private void clone(final ModelList list) {
        final int flags = random.nextInt(2) * CloneFlags.USE_ORIGINAL_MDLS;
        final String pool = new String[] {"clones", "bare", "plain"}[random.nextInt(3)];
        final NetBufferListPool listPool = "bare".equals(pool) ? world.bare : "plain".equals(pool) ? world.plain : null;
        final boolean given = random.nextBoolean();
        final boolean uncached = random.nextInt(4) == 0;
        final boolean possible = isPossible(list, pool, given, flags, 1);
        if (world.isUncertain(possible)) {
            return;
        }
        final CopyInfo info = CopyInfo.values()[random.nextInt(3)];
        final boolean copies = listPool == null && !given && random.nextBoolean();
        final boolean confined = !copies && !uncached && listPool == null && !given && random.nextBoolean();
        final NetBufferList real;
        if (copies) {
            real = uncached
                    ? world.anyThread.allocateClone(list.real, flags, info)
                    : world.cloner.allocateClone(list.real, flags, info);
        } else {
            final NetBufferPool netBuffers = given ? world.given : null;
            real = uncached
                    ? world.anyThread.allocateClone(list.real, listPool, netBuffers, flags)
                    : listPool == null && !given
                            ? allocateClone(list.real, flags, confined)
                            : world.cloner.allocateClone(list.real, listPool, netBuffers, flags);
        }
        say("clone " + list.real + " flags " + flags + " pool " + pool + " given " + given + " -> " + real);
        ModelWorld.expect(possible, real != null, "clone");
        if (real != null) {
            add(real, list, pool, given, flags);
            world.retained.get(world.retained.size() - 1).confined = confined;
            if (copies) {
                world.retained.get(world.retained.size() - 1).words.copy(list.words, info);
            }
        }
    }

    private NetBufferList allocateClone(final NetBufferList original, final int flags, final boolean confined) {
        return confined
                ? world.cloner.allocateCloneConfined(original, flags)
                : world.cloner.allocateClone(original, flags);
    }

    private boolean isPossible(
            final ModelList list, final String pool, final boolean given, final int flags, final int n) {
        int netBuffers = 0;
        int mdls = 0;
        for (final Nb nb : views(list, pool, given, flags)) {
            netBuffers += nb.supply == Supply.EMBEDDED || nb.supply == Supply.SPARE ? 0 : 1;
            mdls += nb.count(ModelList.Kind.POOL_DESCRIPTOR);
        }
        return world.free(pool) >= n
                && world.free(given ? "given" : "netBuffers") >= n * netBuffers
                && world.free("mdls") >= n * mdls;
    }

    private List<Nb> views(final ModelList list, final String pool, final boolean given, final int flags) {
        final List<Nb> views = new ArrayList<>();
        for (final Nb source : list.nbs) {
            views.add(ModelList.view(source, world.netBuffer(pool, given, views.size()), flags));
        }
        return views;
    }

    private void add(
            final NetBufferList real, final ModelList parent, final String pool, final boolean given, final int flags) {
        final ModelList list = new ModelList(real, pool, parent, flags);
        list.nbs.addAll(views(parent, pool, given, flags));
        world.retained.add(list);
    }

    private void clones(final ModelList list) {
        final int flags = random.nextInt(2) * CloneFlags.USE_ORIGINAL_MDLS;
        final NetBufferList[] out = new NetBufferList[4];
        final int n = random.nextInt(5);
        final boolean possible = isPossible(list, "clones", false, flags, n);
        if (world.isUncertain(possible)) {
            return;
        }
        final int kind = random.nextInt(3);
        say("clones " + list.real + " n " + n + " flags " + flags + " kind " + kind);
        ModelWorld.expect(possible, allocateClones(list.real, flags, out, n, kind), "allocateClones");
        for (int i = 0; possible && i < n; i++) {
            add(out[i], list, "clones", false, flags);
        }
    }

    /** As an array, as handles, or as a chain, which then is taken apart. */
    private boolean allocateClones(
            final NetBufferList original, final int flags, final NetBufferList[] out, final int n, final int kind) {
        if (kind == 0 || n == 0) {
            return world.cloner.allocateClones(original, flags, out, n);
        }
        if (kind == 1) {
            final long[] handles = new long[out.length];
            final boolean made = world.cloner.allocateClones(original, flags, handles, n);
            for (int i = 0; made && i < n; i++) {
                out[i] = world.environment.resolve(handles[i]);
            }
            return made;
        }
        NetBufferList rest = world.cloner.allocateCloneChain(original, flags, n);
        final boolean made = rest != null;
        for (int i = 0; made && i < n; i++) {
            out[i] = rest;
            rest = rest.next();
            out[i].next(null);
        }
        return made;
    }

    private void share(final ModelList list) {
        say("share " + list.real);
        ModelWorld.expect(list.handle, world.cloner.share(list.real), "handle of share");
        list.shared = true;
    }

    private void cloneShared(final ModelList list) {
        final int flags = random.nextInt(2) * CloneFlags.USE_ORIGINAL_MDLS;
        final boolean old = !world.stale.isEmpty() && random.nextInt(3) == 0;
        final long handle = old ? world.stale.get(random.nextInt(world.stale.size())) : list.handle;
        final boolean possible = !old && list.shared && isPossible(list, "clones", false, flags, 1);
        if (!old && list.shared && world.isUncertain(possible)) {
            return;
        }
        final NetBufferList real = world.cloner.allocateCloneShared(handle, flags);
        say("cloneShared " + (old ? "stale" : list.real) + " flags " + flags + " -> " + real);
        ModelWorld.expect(possible, real != null, "allocateCloneShared");
        if (real != null) {
            add(real, list, "clones", false, flags);
        }
    }

    private void free(final List<ModelList> owned) {
        final List<ModelList> loose = loose(owned);
        if (loose.isEmpty()) {
            handOvers.step(4, loose, random);
            return;
        }
        final List<ModelList> some = new ArrayList<>();
        final int kind = random.nextInt(7);
        final int n = kind < 4 ? 1 : 1 + random.nextInt(Math.min(6, loose.size()));
        while (some.size() < n) {
            some.add(loose.remove(random.nextInt(loose.size())));
        }
        final ModelList first = some.get(0);
        say("free " + some.stream().map(list -> list.real.toString()).toList() + " kind " + kind);
        switch (kind) {
            case 0 -> world.end(() -> world.cloner.free(first.real), some);
            case 1 -> world.end(() -> world.data.free(first.real), some);
            case 2 -> derivations.freeAsMade(first, random);
            case 3 -> world.end(() -> world.cloner.free(first.handle), some);
            case 4 -> {
                final NetBufferList[] lists =
                        some.stream().map(list -> list.real).toArray(NetBufferList[]::new);
                world.end(() -> world.cloner.free(lists, n), some);
            }
            case 5 -> {
                final long[] handles =
                        some.stream().mapToLong(list -> list.handle).toArray();
                world.end(() -> world.cloner.free(handles, n), some);
            }
            default -> {
                ModelQueues.chain(some);
                world.end(() -> world.cloner.freeChain(first.real), some);
            }
        }
    }

    /** Frees all there is, in random order. */
    void drain(final SplittableRandom order) {
        random = order;
        for (List<ModelList> owned = world.owned(); !owned.isEmpty(); owned = world.owned()) {
            free(owned);
        }
        while (pickExternal() != null) {
            endExternal();
        }
    }
}
