// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fuzz;

import static io.github.nbl4j.fuzz.GeometryWorld.expect;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.fuzz.GeometryWorld.Chain;
import io.github.nbl4j.fuzz.ModelNetBuffer.Kind;
import io.github.nbl4j.fuzz.ModelNetBuffer.Part;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.ArrayList;

/** Making, cloning, structuring and ending lists; what stays inside one list is done by {@link GeometryMoves}. */
final class GeometryOperations {
    private static final int MOST_LISTS = 5;
    private static final int MOST_STEPS = 48;
    private static final int MOST_CHAINS = 3;

    private final GeometryWorld world;
    private final Program program;
    private final GeometryMoves moves;

    GeometryOperations(final GeometryWorld world, final Program program) {
        this.world = world;
        this.program = program;
        this.moves = new GeometryMoves(world, program);
    }

    void run() {
        for (int steps = 0; steps < MOST_STEPS && program.hasNext(); steps++) {
            final int operation = program.below(24);
            if (world.lists.isEmpty() || operation < 2) {
                allocate(operation);
            } else {
                final ModelList list = world.lists.get(program.below(world.lists.size()));
                step(operation, list);
                if (list.owned) {
                    world.compare(list);
                }
            }
        }
        world.drain();
    }

    private void step(final int operation, final ModelList list) {
        switch (operation) {
            case 2 -> chain();
            case 3, 4 -> clone(list);
            case 5 -> free(list);
            case 6 -> freeDead();
            case 7 -> share(list);
            default -> {
                if (!list.netBuffers.isEmpty()) {
                    step(operation, list, list.netBuffers.get(program.below(list.netBuffers.size())));
                }
            }
        }
    }

    private void step(final int operation, final ModelList list, final ModelNetBuffer nb) {
        switch (operation) {
            case 8 -> append(list, nb);
            case 9 -> rebind(list, nb);
            default -> moves.step(operation - 10, list, nb);
        }
    }

    private void allocate(final int operation) {
        if (world.lists.size() == MOST_LISTS) {
            return;
        }
        final NetBufferList real = operation == 1 ? world.bare.allocate() : world.cloner.allocate();
        if (real == null) {
            expect(0, world.free(operation == 1 ? "bare" : "data"), "free lists of an exhausted pool");
            return;
        }
        final ModelList list = new ModelList(real, null);
        world.lists.add(list);
        if (operation == 1) {
            for (int n = program.below(4); n > 0 && world.free("withData") > 0; n--) {
                real.append(world.withData.allocateMdlAndData());
            }
        }
        for (NetBuffer nb = real.firstNetBuffer(); nb != null; nb = nb.next()) {
            final ModelNetBuffer model = new ModelNetBuffer(nb);
            model.parts.add(Part.adopt(Kind.OWN, nb.mdlChain()));
            model.offset = model.total();
            list.netBuffers.add(model);
        }
        world.compare(list);
    }

    /** Up to five Mdls over memory of the caller's, some of them empty. */
    private void chain() {
        if (world.chains.size() == MOST_CHAINS) {
            return;
        }
        final Chain chain = new Chain(new ArrayList<>(), new ArrayList<>());
        for (int n = 1 + program.below(5); n > 0 && world.free("default.mdls") > 0; n--) {
            final int length = program.below(20);
            final Mdl mdl = world.environment.mdlPool().allocate(world.external, world.externalUsed, length, null);
            world.externalUsed += length + 1;
            if (!chain.mdls().isEmpty()) {
                chain.mdls().get(chain.mdls().size() - 1).next(mdl);
            }
            chain.mdls().add(mdl);
            chain.parts().add(Part.adopt(Kind.LENT, mdl));
        }
        if (!chain.mdls().isEmpty()) {
            world.chains.add(chain);
        }
    }

    /** The chain is freed at once: from now on it ends with the list. */
    private void rebind(final ModelList list, final ModelNetBuffer nb) {
        final Chain chain = world.chains.isEmpty() || program.flag() ? null : world.chains.get(0);
        final int offset = program.number();
        final long length = program.longNumber();
        long total = 0;
        for (int i = 0; chain != null && i < chain.parts().size(); i++) {
            total += chain.parts().get(i).length();
        }
        final boolean argument = offset < 0 || offset > total || length < 0 || length > total - offset;
        final boolean state = list.isFixed() || nb.parts.stream().anyMatch(GeometryOperations::isMore);
        final Mdl head = chain == null ? null : chain.mdls().get(0);
        if (GeometryMoves.done(argument, state, () -> nb.real.rebind(head, offset, length))) {
            nb.parts = chain == null ? new ArrayList<>() : new ArrayList<>(chain.parts());
            nb.offset = offset;
            nb.length = length;
            if (chain != null) {
                world.chains.remove(0);
                chain.mdls().forEach(world.environment.mdlPool()::free);
            }
        }
    }

    private static boolean isMore(final Part part) {
        return part.kind() != Kind.OWN;
    }

    private void append(final ModelList list, final ModelNetBuffer nb) {
        final Mdl segment = world.segments.allocate();
        if (segment == null) {
            expect(0, world.free("segments"), "free segments");
            return;
        }
        final boolean lent = nb.has(Kind.LENT);
        final Part part = Part.adopt(Kind.APPENDED, segment);
        if (GeometryMoves.done(false, list.isFixed() || lent, () -> nb.real.append(segment))) {
            nb.parts.add(part);
        } else {
            world.segments.free(segment);
        }
    }

    private void clone(final ModelList list) {
        final int flags = program.below(8) == 7 ? program.number() : program.below(2) * CloneFlags.USE_ORIGINAL_MDLS;
        final boolean shared = list.shared && program.flag();
        final boolean argument = flags != CloneFlags.NONE && flags != CloneFlags.USE_ORIGINAL_MDLS;
        if (world.lists.size() == MOST_LISTS && !argument) {
            return;
        }
        final NetBufferList[] made = new NetBufferList[1];
        final boolean called = GeometryMoves.done(
                argument,
                false,
                () -> made[0] = shared
                        ? world.cloner.allocateCloneShared(list.handle, flags)
                        : world.cloner.allocateClone(list.real, flags));
        if (!called) {
            return;
        }
        if (made[0] == null) {
            expect(true, isShort(list), "a clone of a few NetBuffers must be possible");
            return;
        }
        final ModelList clone = new ModelList(made[0], list);
        NetBuffer real = made[0].firstNetBuffer();
        for (final ModelNetBuffer nb : list.netBuffers) {
            clone.netBuffers.add(nb.view(real, flags == CloneFlags.USE_ORIGINAL_MDLS));
            real = real.next();
        }
        list.children++;
        world.lists.add(clone);
        world.compare(clone);
    }

    private boolean isShort(final ModelList list) {
        int mdls = 0;
        for (final ModelNetBuffer nb : list.netBuffers) {
            mdls += nb.parts.size();
        }
        return world.free("default.clones") == 0
                || world.free("default.netBuffers") < list.netBuffers.size()
                || world.free("default.mdls") < mdls;
    }

    private void share(final ModelList list) {
        expect(list.handle, world.cloner.share(list.real), "handle of share");
        list.shared = true;
    }

    private void free(final ModelList list) {
        switch (program.below(3)) {
            case 0 -> world.cloner.free(list.real);
            case 1 -> world.cloner.free(list.handle);
            default -> world.data.free(list.real);
        }
        world.lists.remove(list);
        world.dead.add(list.handle);
        list.release();
        world.lists.forEach(world::compare);
    }

    private void freeDead() {
        if (!world.dead.isEmpty()) {
            final long handle = world.dead.get(program.below(world.dead.size()));
            GeometryMoves.done(false, true, () -> world.cloner.free(handle));
            expect(null, world.cloner.allocateCloneShared(handle, CloneFlags.NONE), "clone of a dead list");
        }
    }
}
