// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.clone.ModelList.Kind;
import io.github.nbl4j.clone.ModelList.Nb;
import io.github.nbl4j.nbl.AllocateMdlHandler;
import io.github.nbl4j.nbl.NetBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** The operations of the random test that move the data of all NetBuffers of a list, or of none. */
final class ModelListMoves {
    private final ModelWorld world;
    private final Consumer<String> say;

    ModelListMoves(final ModelWorld world, final Consumer<String> say) {
        this.world = world;
        this.say = say;
    }

    void retreat(final ModelList list, final SplittableRandom random) {
        final int d = random.nextInt(8) == 0 ? random.nextInt(3000) : random.nextInt(60);
        final int b = random.nextInt(3) == 0 ? random.nextInt(100) : 0;
        final boolean supplied = random.nextInt(3) == 0;
        final boolean wanted = random.nextBoolean();
        final int more = random.nextInt(20);
        final int most = random.nextInt(3) == 0 ? random.nextInt(3) : list.nbs.size();
        if (list.nbs.stream().anyMatch(nb -> nb.length + d > 5000)) {
            return;
        }
        say.accept("retreat all " + list.real + " " + d + " backFill " + b + " supplied " + supplied);
        if (list.shared && !list.nbs.isEmpty()) {
            ModelMoves.expectRefused(() -> list.real.retreat(d, b), "retreat all");
            return;
        }
        final ModelTally tally = new ModelTally(world);
        final List<Kind> kinds = new ArrayList<>();
        int before = 0;
        for (final Nb nb : list.nbs) {
            final boolean links = tally.isPossible() && d > nb.offset;
            if (links && supplied) {
                tally.takeIf(before < most, "mdls");
            }
            kinds.add(!links ? null : supplied ? Kind.SUPPLIED : tally.retreat(nb, (long) d - nb.offset + b));
            before += links && supplied && tally.isPossible() ? 1 : 0;
        }
        if (tally.isUncertain()) {
            return;
        }
        final int given = world.takenBack;
        final boolean done = !supplied
                ? list.real.retreat(d, b)
                : list.real.retreat(d, b, handler(most, more), wanted ? world::takeBack : null);
        ModelWorld.expect(tally.isPossible(), done, "retreat all");
        ModelWorld.expect(done || !wanted ? given : given + before, world.takenBack, "Mdls that were not needed");
        NetBuffer real = list.real.firstNetBuffer();
        for (int i = 0; done && i < kinds.size(); i++) {
            ModelMoves.moveFront(list.nbs.get(i), real, d, kinds.get(i));
            real = real.next();
        }
    }

    /** Supplies so many Mdls, and no more. */
    private AllocateMdlHandler handler(final int most, final int more) {
        final int[] left = {most};
        return size -> left[0]-- > 0 ? world.supply(size + more) : null;
    }

    void advance(final ModelList list, final SplittableRandom random) {
        final long least = list.nbs.stream().mapToLong(nb -> nb.length).min().orElse(0);
        final int d = random.nextInt(6) == 0 ? (int) least + 1 : random.nextInt((int) least + 1);
        final boolean freeMdl = random.nextBoolean();
        final boolean wanted = random.nextBoolean();
        say.accept("advance all " + list.real + " " + d + " freeMdl " + freeMdl);
        final boolean possible = d <= least || list.nbs.isEmpty();
        final boolean gives = freeMdl && list.nbs.stream().anyMatch(nb -> ModelMoves.passes(nb, d));
        if (possible && !list.nbs.isEmpty() && (list.shared || gives && world.children(list) > 0)) {
            ModelMoves.expectRefused(() -> list.real.advance(d, freeMdl), "advance all");
            return;
        }
        int expected = world.takenBack;
        final boolean done = list.real.advance(d, freeMdl, wanted ? world::takeBack : null);
        ModelWorld.expect(possible, done, "advance all");
        for (int i = 0; done && i < list.nbs.size(); i++) {
            final int passed = ModelMoves.moveBack(list.nbs.get(i), d, freeMdl);
            expected += wanted ? passed : 0;
        }
        ModelWorld.expect(expected, world.takenBack, "Mdls that the handler got back");
    }
}
