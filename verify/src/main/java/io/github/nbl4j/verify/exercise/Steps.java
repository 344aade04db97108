// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import io.github.nbl4j.nbl.Derivation;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCache;

/** The steps of a derivation, which module {@code clone} takes for its callers. */
final class Steps extends Room {
    private final NetBufferList sole = cloner.allocate(lists, 0);
    private final NetBuffer source = original.firstNetBuffer();
    private final NetBufferList[] out = new NetBufferList[PARTS];
    private final long[] handles = new long[PARTS];

    Steps() {
        sole.firstNetBuffer().adjustData(0, SEGMENT);
    }

    void describe() {
        Derivation.require(environment, original);
        final NetBufferList list = Derivation.begin(cloner, null, original, false);
        final NetBuffer first = Derivation.embedded(list);
        Derivation.startChain(first, 2 * SEGMENT);
        final Mdl head = Derivation.describe(cloner, first, null, source.mdlChain(), 0, SEGMENT);
        use(Derivation.describe(cloner, first, head, source.mdlChain().next(), 0, SEGMENT));
        Derivation.bear(original, 1);
        Derivation.requireClone(list, false);
        cloner.free(list);
    }

    void share() {
        final NetBufferList list = Derivation.begin(cloner, null, original, true);
        Derivation.removeEmbedded(list);
        final NetBuffer first = Derivation.append(cloner, environment.netBufferPool(), list, null);
        Derivation.share(first, source);
        Derivation.abandon(cloner, list);
    }

    void shareSole() {
        final NetBufferList list = Derivation.begin(cloner, null, sole, true);
        check(Derivation.shareSole(list, sole));
        final NetBufferList following = Derivation.begin(cloner, null, sole, true);
        check(Derivation.shareSole(following, sole));
        Derivation.chain(list, following);
        Derivation.bear(sole, 2);
        check(Derivation.unchain(list) == following);
        cloner.free(list);
        cloner.free(following);
    }

    /** None is made where the cache has not so many at hand. */
    void shareSeveral() {
        if (Derivation.shareSole(cloner, sole, out, PARTS)) {
            cloner.free(out, PARTS);
        }
        if (Derivation.shareSole(cloner, sole, handles, PARTS)) {
            cloner.free(handles, PARTS);
        }
        cloner.freeChain(Derivation.shareSole(cloner, sole, PARTS));
    }

    void describeSole() {
        final NetBufferList list = Derivation.begin(cloner, null, sole, false);
        check(Derivation.describeSole(list, sole));
        Derivation.confine(list);
        Derivation.bear(sole, 1);
        cloner.free(list);
    }

    void fragment() {
        final NetBufferList list = Derivation.beginFragment(cloner, null, original, 8);
        finish(list);
        Derivation.requireFragment(list, 8);
        cloner.free(list);
    }

    void reassembled() {
        final NetBufferList list = Derivation.beginReassembled(cloner, null, original, 8);
        finish(list);
        Derivation.requireReassembled(list, 8);
        cloner.free(list);
    }

    private void finish(final NetBufferList list) {
        final NetBuffer first = Derivation.embedded(list);
        Derivation.startChain(first, SEGMENT);
        use(Derivation.describe(cloner, first, null, source.mdlChain(), 0, SEGMENT));
        check(Derivation.prepend(cloner, first, 8, 4));
        Derivation.bear(original, 1);
    }

    void extend() {
        final NetBufferList list = cloner.allocate();
        Derivation.requireUnderived(list);
        check(Derivation.extend(cloner, Derivation.embedded(list), 0, BYTES));
        cloner.free(list);
    }

    void shared() {
        final NetBufferList list = cloner.allocate();
        final long handle = Derivation.share(list);
        Derivation.requireUsable(cloner);
        check(Derivation.tryBearShared(Derivation.slotOf(environment, handle), handle));
        cloner.free(list);
        Derivation.unbearShared(cloner, list);
    }

    void entered() {
        final NetBufferListCache cache = Derivation.enter(environment);
        Derivation.exit(environment, cache);
    }

    @Override
    public void close() {
        cloner.free(sole);
        super.close();
    }
}
