// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One thread of the close test: it makes lists of every kind until the pools are closed under it, hands derived ones on
 * to be freed elsewhere, and reads what it holds before it frees it, in one of all ways. Each list carries the byte
 * value that it must show in its scratch word, and in its context, if it has one.
 */
final class Holder {
    private static final int CONTEXT = 16;

    /** What the holders share. */
    static final class Round {
        private final Fixture fixture;
        private final List<Queue<NetBufferList>> inboxes;
        private final AtomicInteger givenUp = new AtomicInteger();
        private final AtomicInteger told = new AtomicInteger();

        Round(final Fixture fixture, final int holders) {
            this.fixture = fixture;
            inboxes = Stream.generate(() -> (Queue<NetBufferList>) new ConcurrentLinkedQueue<NetBufferList>())
                    .limit(holders)
                    .toList();
        }

        /** By a handle of its own, or without one. */
        void giveUp(final NetBufferList list, final NetBufferListCloner cloner) {
            givenUp.incrementAndGet();
            if (cloner == null) {
                fixture.lists.complete(list, this::tell);
            } else {
                cloner.complete(list, this::tell);
            }
        }

        private void tell(final NetBufferList list) {
            told.incrementAndGet();
            fixture.lists.free(list);
        }

        void requireAllTold() {
            assertEquals(givenUp.get(), told.get(), "each list that is given up must be told of once");
        }
    }

    private final Round round;
    private final Fixture fixture;
    private final int number;
    private final SplittableRandom random;
    /** Null for one that works without a handle of its own. */
    private final NetBufferListCloner cloner;

    private final List<NetBufferList> mine = new ArrayList<>();

    Holder(final Round round, final int number, final boolean explicit, final long seed) {
        this.round = round;
        this.fixture = round.fixture;
        this.number = number;
        this.random = new SplittableRandom(seed);
        this.cloner = explicit ? new NetBufferListCloner(fixture.lists) : null;
    }

    /** Until the pools are closed, and nothing is held; says when it freed the first list that another had made. */
    void work(final Runnable hasReceived) {
        boolean received = false;
        while (grow()) {
            if (receive(round.inboxes.get(number)) && !received) {
                received = true;
                hasReceived.run();
            }
            end(random.nextInt(mine.size() + 1), round.inboxes.get((number + 1) % round.inboxes.size()));
        }
        end(mine.size(), null);
        // Of those that have ended too: whoever hands on comes by here after that.
        round.inboxes.forEach(this::receive);
        if (cloner != null) {
            cloner.close();
        }
    }

    private boolean receive(final Queue<NetBufferList> inbox) {
        boolean received = false;
        for (NetBufferList list = inbox.poll(); list != null; list = inbox.poll()) {
            free(List.of(list));
            received = true;
        }
        return received;
    }

    /** Ends so many lists, a few at a time; of those that have no children some are handed on, if there is whom to. */
    private void end(final int n, final Queue<NetBufferList> other) {
        final List<NetBufferList> some = new ArrayList<>();
        for (int left = n; left > 0; left--) {
            final NetBufferList list = mine.remove(random.nextInt(mine.size()));
            if (other != null && list.isDerived() && random.nextInt(3) == 0) {
                other.add(list);
            } else {
                some.add(list);
            }
            if (left == 1 || random.nextBoolean()) {
                free(some);
                some.clear();
            }
        }
    }

    private void free(final List<NetBufferList> some) {
        some.forEach(Holder::verify);
        switch (random.nextInt(cloner == null ? 2 : 5)) {
            case 0 -> some.forEach(list -> round.giveUp(list, cloner));
            case 1 -> some.forEach(fixture.lists::free);
            case 2 -> some.forEach(cloner::free);
            case 3 -> some.forEach(list -> cloner.free(list.handle()));
            default -> cloner.free(some.toArray(new NetBufferList[0]), some.size());
        }
    }

    static void verify(final NetBufferList list) {
        Fixture.verify(list, (int) list.scratch());
        final NetBufferListContext context = list.context();
        if (context != null) {
            assertEquals(list.scratch(), context.buffer().getLong(context.dataStart()), "context");
        }
    }

    /** False when a pool is closed. */
    private boolean grow() {
        try {
            final int value = random.nextInt(256);
            final NetBufferList list = cloner == null ? fixture.allocate(value) : fixture.allocate(cloner, value);
            if (list != null) {
                list.scratch(value);
                mine.add(list);
                derive(list);
            }
            return true;
        } catch (final IllegalStateException closed) {
            assertTrue(closed.getMessage().startsWith("pool must be open"), closed.toString());
            return false;
        }
    }

    private void derive(final NetBufferList original) {
        for (int n = random.nextInt(4); n > 0; n--) {
            final int before = mine.size();
            final int flags = random.nextBoolean() ? CloneFlags.USE_ORIGINAL_MDLS : CloneFlags.NONE;
            try {
                if (cloner == null) {
                    add(fixture.anyThread.allocateClone(original, null, null, flags));
                } else if (random.nextBoolean()) {
                    deriveAndKeep(original, flags);
                } else {
                    deriveAndEnd(original, flags);
                }
            } finally {
                mine.subList(before, mine.size()).forEach(derived -> derived.scratch(original.scratch()));
            }
        }
    }

    private void add(final NetBufferList made) {
        if (made != null) {
            mine.add(made);
        }
    }

    /** Whatever may be under way when the pools close. */
    private void deriveAndKeep(final NetBufferList original, final int flags) {
        switch (random.nextInt(6)) {
            case 0 -> {
                final NetBufferList[] several = new NetBufferList[3];
                if (cloner.allocateClones(original, flags, several, several.length)) {
                    mine.addAll(List.of(several));
                }
            }
            case 1 -> add(cloner.allocateCloneShared(cloner.share(original), flags));
            case 2 -> add(cloner.deepCopy(original));
            case 3 -> detached(original);
            case 4 -> context(original);
            default -> {
                final NetBufferList clone = cloner.allocateClone(original, flags);
                add(clone);
                if (clone != null && clone.retreat(100, 8)) {
                    clone.advance(100, true);
                }
            }
        }
    }

    private void detached(final NetBufferList original) {
        final NetBufferList clone = cloner.allocateClone(original, CloneFlags.NONE);
        add(clone);
        final NetBufferList copy = clone == null ? null : cloner.detach(clone);
        if (copy != null) {
            mine.set(mine.size() - 1, copy);
        }
    }

    private void context(final NetBufferList list) {
        if (list.context() != null) {
            list.freeContext(CONTEXT);
        } else if (list.allocateContext(CONTEXT, 0)) {
            final NetBufferListContext context = list.context();
            context.buffer().putLong(context.dataStart(), list.scratch());
        }
    }

    /** The same of what has another shape, or is never seen one by one. */
    private void deriveAndEnd(final NetBufferList original, final int flags) {
        switch (random.nextInt(7)) {
            case 0 -> {
                final NetBufferList chain = cloner.allocateCloneChain(original, flags, 3);
                if (chain != null) {
                    cloner.freeChain(chain);
                }
            }
            case 1 -> {
                final long[] handles = new long[3];
                if (cloner.allocateClones(original, flags, handles, handles.length)) {
                    cloner.free(handles, handles.length);
                }
            }
            case 2 -> {
                final NetBufferList[] parts = new NetBufferList[Fixture.PARTS];
                cloner.free(parts, Math.max(0, cloner.split(original, flags, parts)));
            }
            case 3 -> {
                final NetBufferList[] lists = new NetBufferList[3];
                if (cloner.allocate(fixture.lists, lists, lists.length)) {
                    cloner.free(lists, lists.length);
                }
            }
            case 4 -> {
                final NetBufferList fragments = cloner.allocateFragment(original, null, null, 0, 50, 20, 4);
                if (fragments != null) {
                    cloner.freeFragment(fragments, 20);
                }
            }
            case 5 -> {
                final NetBufferList whole = cloner.allocateReassembled(original, null, 0, 20, 4);
                if (whole != null) {
                    cloner.freeReassembled(whole, 20);
                }
            }
            default -> external();
        }
    }

    /** Its completion must run once, here, whatever closes meanwhile. */
    private void external() {
        final MdlPool mdls = fixture.environment.mdlPool();
        final int[] told = {0};
        final Mdl memory = mdls.allocate(new UnsafeBuffer(new byte[8]), 0, 8, mdl -> told[0]++);
        if (memory == null) {
            return;
        }
        NetBufferList over = null;
        try {
            over = fixture.environment.clonePool().allocate(memory, 0, 8);
        } finally {
            mdls.free(memory);
            assertEquals(over == null ? 1 : 0, told[0]);
        }
        if (over != null) {
            cloner.free(over);
        }
        assertEquals(1, told[0]);
    }
}
