// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotPool;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who lives, at rest: what callers hold, what that consists of, and whom it lives off. It goes by links alone, never by
 * counts, because an error in between leaves a count too high; then it sets the counts of the living to what it found.
 * By fields, because checked mode lets nobody else look at a list that waits for its children.
 */
final class Census {
    private final NetBufferEnvironment environment;
    private final Set<Slot> alive = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<NetBufferList, Integer> children = new IdentityHashMap<>();
    private final Map<Mdl, Integer> borrowers = new IdentityHashMap<>();

    Census(final NetBufferEnvironment environment, final Predicate<? super Slot> isHeld) {
        this.environment = environment;
        for (final SlotPool pool : environment.pools()) {
            if (pool instanceof NetBufferListPool of) {
                addLists(of.lists(), isHeld);
            } else if (pool instanceof NetBufferPool of) {
                addLoose(of.netBuffers(), isHeld);
            } else if (pool instanceof MdlPool of) {
                addLoose(of.mdls(), isHeld);
            }
        }
        children.forEach((list, n) -> list.recount(n, list.isOwned() && isHeld.test(list)));
        borrowers.forEach((mdl, n) -> mdl.recount(n, mdl.isOwned() && isHeld.test(mdl)));
    }

    boolean isAlive(final Slot slot) {
        return alive.contains(slot);
    }

    /** Of those Mdls that live no more. Returns the first thing that was thrown. */
    Throwable tellCompletions(final SlotPool pool) {
        Throwable failure = null;
        if (pool instanceof MdlPool of) {
            for (final Mdl mdl : of.mdls()) {
                failure = NetBufferListCache.first(failure, isAlive(mdl) ? null : mdl.tell());
            }
        }
        return failure;
    }

    private void addLists(final NetBufferList[] lists, final Predicate<? super Slot> isHeld) {
        for (final NetBufferList list : lists) {
            if (list.isOwned() && isHeld.test(list)) {
                addWithAncestors(list);
            }
        }
    }

    private void addWithAncestors(final NetBufferList held) {
        NetBufferList list = held;
        while (list != null && alive.add(list)) {
            children.putIfAbsent(list, 0);
            for (NetBuffer nb = list.head(); nb != null && alive.add(nb); nb = environment.netBuffer(nb.next)) {
                addMdls(nb);
            }
            for (Slot block = list.pushedContext(); block != null && alive.add(block); ) {
                block = ((NetBufferListContext) block).below();
            }
            list = list.hasParent() ? environment.list(list.parent) : null;
            if (list != null) {
                children.merge(list, 1, Integer::sum);
            }
        }
    }

    private void addLoose(final NetBuffer[] netBuffers, final Predicate<? super Slot> isHeld) {
        for (final NetBuffer nb : netBuffers) {
            if (nb.isOwned() && nb.list == NetBufferEnvironment.NONE && isHeld.test(nb) && alive.add(nb)) {
                addMdls(nb);
            }
        }
    }

    private void addLoose(final Mdl[] mdls, final Predicate<? super Slot> isHeld) {
        for (final Mdl mdl : mdls) {
            if (mdl.isHeldByCaller() && isHeld.test(mdl) && alive.add(mdl)) {
                borrowers.putIfAbsent(mdl, 0);
            }
        }
    }

    private void addMdls(final NetBuffer nb) {
        nb.reserved = NetBufferEnvironment.NONE;
        if (environment.isGone(nb.data().chain())) {
            // Begun and never filled: what the slot described in its last life has given its memory back.
            nb.data().empty(0, 0);
        }
        boolean roomy = false;
        Mdl own = environment.mdl(nb.data().chain());
        while (own != null && own.owner == nb.id() && alive.add(own)) {
            roomy |= own == nb.room;
            own = environment.mdl(own.next);
        }
        for (Mdl mdl = environment.mdl(nb.kept); mdl != null && alive.add(mdl); mdl = environment.mdl(mdl.next)) {
            roomy |= mdl == nb.room;
        }
        for (Mdl mdl = environment.mdl(nb.borrowed); mdl != null; mdl = environment.mdl(mdl.next)) {
            alive.add(mdl);
            borrowers.merge(mdl, 1, Integer::sum);
        }
        // So that its free looks at all that was found here, wherever the call broke off that was to say so.
        nb.hold(NetBuffer.POOL_MDLS);
        if (!roomy) {
            nb.held &= ~NetBuffer.PRIVATE_ROOM;
            nb.room.asBuilt();
        }
    }
}
