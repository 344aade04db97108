// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone.concurrent;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One thread of the conservation test: it allocates, clones, hands on and frees as its seed says, and reads every byte
 * of what it holds. Each list carries the byte value that it must show in its scratch word.
 */
final class Lane {
    private static final UnsafeBuffer HEADER = new UnsafeBuffer(new byte[100]);

    private final Fixture fixture;
    private final SplittableRandom random;
    private final List<Queue<NetBufferList>> inboxes;
    private final Queue<NetBufferList> inbox;
    private final AtomicLong published;
    /** Null for a lane that works without a handle of its own. */
    private final NetBufferListCloner cloner;

    private final List<NetBufferList> mine = new ArrayList<>();
    private final NetBufferList[] burst = new NetBufferList[5];
    int received;
    int clones;

    Lane(
            final Fixture fixture,
            final int number,
            final boolean explicit,
            final long seed,
            final List<Queue<NetBufferList>> inboxes,
            final AtomicLong published) {
        this.fixture = fixture;
        this.random = new SplittableRandom(seed * 31 + number);
        this.inboxes = inboxes;
        this.inbox = inboxes.get(number);
        this.published = published;
        this.cloner = explicit ? new NetBufferListCloner(fixture.lists) : null;
    }

    void step() {
        switch (random.nextInt(9)) {
            case 0:
            case 1:
                allocate();
                break;
            case 2:
            case 3:
                cloneOne(randomFlags());
                break;
            case 4:
                cloneSeveral(randomFlags());
                break;
            case 5:
                handOn();
                break;
            case 6:
                shareOrCloneShared();
                break;
            case 7:
                deriveOtherwise();
                break;
            default:
                freeSome(random.nextInt(9));
        }
        receive();
        // Long lines of descent would fill the pools for good: now and then they end.
        if (mine.size() > 40 || random.nextInt(64) == 0) {
            freeSome(mine.size());
        }
    }

    void receive() {
        for (NetBufferList list = inbox.poll(); list != null; list = inbox.poll()) {
            Fixture.verify(list, (int) list.scratch());
            mine.add(list);
            received++;
        }
    }

    /** Frees all that this lane holds, in an order of its own, and its handle. */
    void end() {
        freeSome(mine.size());
        if (cloner != null) {
            cloner.close();
        }
    }

    private int randomFlags() {
        return random.nextBoolean() ? CloneFlags.NONE : CloneFlags.USE_ORIGINAL_MDLS;
    }

    private NetBufferList randomOwned() {
        return mine.isEmpty() ? null : mine.get(random.nextInt(mine.size()));
    }

    private void allocate() {
        final int value = random.nextInt(256);
        final NetBufferList list = cloner == null ? fixture.allocate(value) : fixture.allocate(cloner, value);
        if (list == null) {
            // The others hold everything: they must run before this lane can do more.
            Thread.yield();
        } else {
            list.scratch(value);
            mine.add(list);
        }
    }

    private void keep(final NetBufferList clone, final int value) {
        if (clone != null) {
            clone.scratch(value);
            Fixture.verify(clone, value);
            mine.add(clone);
            clones++;
        }
    }

    private void cloneOne(final int flags) {
        final NetBufferList parent = randomOwned();
        if (parent != null) {
            keep(
                    cloner != null
                            ? cloner.allocateClone(parent, flags)
                            : fixture.anyThread.allocateClone(parent, null, null, flags),
                    (int) parent.scratch());
        }
    }

    /** Fragments as long as the NetBuffers, a copy, or a copy instead of the list: each reads as the list does. */
    private void deriveOtherwise() {
        final NetBufferList list = randomOwned();
        if (list == null) {
            return;
        }
        final int value = (int) list.scratch();
        switch (random.nextInt(3)) {
            case 0:
                keep(fragment(list, 1 + random.nextInt(100)), value);
                break;
            case 1:
                keep(fixture.anyThread.deepCopy(list, fixture.lists, fixture.netBuffers), value);
                break;
            default:
                final NetBufferList copy = cloner != null
                        ? cloner.detach(list, null, fixture.netBuffers)
                        : fixture.anyThread.detach(list, fixture.lists, fixture.netBuffers);
                if (copy != null) {
                    mine.remove(list);
                }
                keep(copy, value);
        }
    }

    /** Its headers are written while others read the payload, and given back or kept as backfill. */
    private NetBufferList fragment(final NetBufferList list, final int header) {
        final int length = Fixture.NET_BUFFER_BYTES;
        final NetBufferList fragments = cloner != null
                ? cloner.allocateFragment(list, null, null, 0, length, header, 0)
                : fixture.anyThread.allocateFragment(list, null, null, 0, length, header, 0);
        if (fragments != null) {
            fragments.firstNetBuffer().putBytes(0, HEADER, 0, header);
            fragments.firstNetBuffer().next().putBytes(0, HEADER, 0, header);
            fragments.advance(header, random.nextBoolean());
        }
        return fragments;
    }

    private void cloneSeveral(final int flags) {
        final NetBufferList parent = randomOwned();
        final int n = random.nextInt(burst.length + 1);
        if (parent != null && cloner != null && cloner.allocateClones(parent, flags, burst, n)) {
            for (int i = 0; i < n; i++) {
                keep(burst[i], (int) parent.scratch());
            }
        }
    }

    /** Only a list without living children, and one that is not shared, may go to another thread. */
    private void handOn() {
        final NetBufferList list = randomOwned();
        if (list != null && list.childRefCount() == 0 && list.status() == 0) {
            Fixture.verify(list, (int) list.scratch());
            mine.remove(list);
            final NetBufferList clone = random.nextInt(3) == 0 ? moved(list) : list;
            if (!inboxes.get(random.nextInt(inboxes.size())).offer(clone)) {
                mine.add(clone);
            }
        }
    }

    /** Its data start moved into private memory and back: still the same list with the same bytes. */
    private NetBufferList moved(final NetBufferList list) {
        final int delta = 1 + random.nextInt(300);
        if (list.firstNetBuffer().retreat(delta)) {
            list.firstNetBuffer().advance(delta, random.nextBoolean());
        }
        return list;
    }

    /** The handle of a shared list is public; whoever reads it may be too late, and is told so by null. */
    private void shareOrCloneShared() {
        final NetBufferList list = randomOwned();
        if (cloner == null) {
            freeSome(1);
        } else if (list != null && random.nextBoolean()) {
            list.status(1);
            published.set(cloner.share(list));
        } else if (published.get() != 0) {
            final NetBufferList clone = cloner.allocateCloneShared(published.get(), randomFlags());
            if (clone != null) {
                keep(clone, clone.firstNetBuffer().getByte(0) & 0xFF);
            }
        }
    }

    private void freeSome(final int n) {
        shuffle();
        final int from = Math.max(0, mine.size() - n);
        final List<NetBufferList> some = mine.subList(from, mine.size());
        some.forEach(list -> Fixture.verify(list, (int) list.scratch()));
        if (cloner != null && random.nextBoolean()) {
            final NetBufferList[] array = some.toArray(new NetBufferList[0]);
            cloner.free(array, array.length);
        } else if (cloner != null) {
            some.forEach(cloner::free);
        } else {
            some.forEach(fixture.lists::free);
        }
        some.clear();
    }

    private void shuffle() {
        for (int i = mine.size() - 1; i > 0; i--) {
            Collections.swap(mine, i, random.nextInt(i + 1));
        }
    }
}
