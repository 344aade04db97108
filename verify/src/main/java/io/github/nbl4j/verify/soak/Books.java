// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.soak;

import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.pool.PoolAudit;
import io.github.nbl4j.pool.PoolCounters;
import io.github.nbl4j.pool.SlotPool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares, at rest, what the pools say with what the lanes have in their hands. */
final class Books {
    private final World world;
    private final List<Lane> lanes;
    private final long direct = Footprint.direct();
    private final Map<String, PoolCounters> last = new HashMap<>();
    private int looks;

    Books(final World world, final List<Lane> lanes) {
        this.world = world;
        this.lanes = lanes;
    }

    int looks() {
        return looks;
    }

    /** Throws unless everything is in exactly one place and nothing counts backwards. */
    void check() {
        looks++;
        final List<String> complaints = new ArrayList<>();
        for (final SlotPool pool : world.environment.pools()) {
            check(pool.audit(), pool.counters(), complaints);
        }
        checkHands(complaints);
        final long used = Footprint.direct();
        if (used != direct) {
            complaints.add("direct memory is " + used + " bytes and was " + direct);
        }
        if (!complaints.isEmpty()) {
            throw new IllegalStateException("books must balance at rest: look=" + looks + " " + complaints);
        }
    }

    private void check(final PoolAudit audit, final PoolCounters now, final List<String> complaints) {
        if (!audit.isBalanced() || audit.held() != now.inUse()) {
            complaints.add(audit + " " + now);
        }
        final PoolCounters before = last.put(now.name(), now);
        if (now.misuse() != 0
                || now.highWater() > now.population()
                || before != null && (now.exhausted() < before.exhausted() || now.highWater() < before.highWater())) {
            complaints.add(now + " after " + before);
        }
    }

    /** Lists that somebody owns are exactly those that lanes hold or that are on their way to one. */
    private void checkHands(final List<String> complaints) {
        final List<NetBufferList> hands = new ArrayList<>();
        lanes.forEach(lane -> hands.addAll(lane.mine()));
        world.inboxes.forEach(hands::addAll);
        final Set<NetBufferList> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(hands);
        final long dead = distinct.stream().filter(list -> !list.isOwned()).count();
        final long owned = world.listPools().stream().mapToLong(Books::owned).sum();
        if (distinct.size() != hands.size() || dead != 0 || owned != distinct.size()) {
            complaints.add("lost=" + (owned - distinct.size() + dead) + " doubled=" + (hands.size() - distinct.size())
                    + " dead=" + dead + " of " + hands.size() + " in hands");
        }
    }

    private static long owned(final NetBufferListPool pool) {
        return pool.audit().notFree().stream()
                .filter(line -> !line.contains(" released, its children live"))
                .count();
    }
}
