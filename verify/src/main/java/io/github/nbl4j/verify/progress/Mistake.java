// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import io.github.nbl4j.pool.GivenTwice;
import java.util.function.Function;

/** Operations of the library, each with one mistake: what is looked at in the others must show it in these. */
enum Mistake implements Task {
    /** A list that will never come back. */
    DROP(1, s -> {
        s.cloner.allocate();
        return s;
    }),
    /** A slot that is in two places at once, of a pool that the others leave alone. */
    TWICE(1, s -> {
        GivenTwice.slotOf(s.cloner, s.environment.contextPool());
        return s;
    }),
    /** For a while too little is left to the others: one of the NetBuffers of which they need two. */
    GREED(1, s -> {
        s.netBuffers.free(s.netBuffers.allocateMdlAndData());
        return s;
    }),
    /** One more in hand than it says. */
    HOARD(0, s -> s.cloner.allocate()),
    /** It does not go to the depot, as it says. */
    DETOUR(1, s -> s.cloner.allocate()),
    /** Nobody hears of an error. */
    SWALLOW(1, s -> {
        try {
            s.cloner.free(s.cloner.allocate());
        } catch (final Throwable ex) {
            s.swallowed = ex;
        }
        return s;
    });

    private final int hand;
    private final Function<LibrarySubject, Object> work;

    Mistake(final int hand, final Function<LibrarySubject, Object> work) {
        this.hand = hand;
        this.work = work;
    }

    @Override
    public int hand() {
        return hand;
    }

    @Override
    public String landmark() {
        return this == DETOUR ? Operation.ALLOCATE.landmark() : "";
    }

    @Override
    public void prepare(final LibrarySubject s) {
        // A magazine is there, so that none is changed on the way, and two NetBuffers of four are in use.
        s.keep(s.threeByThree());
    }

    @Override
    public Object run(final LibrarySubject s) {
        return work.apply(s);
    }
}
