// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.soak;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListChain;
import org.agrona.concurrent.UnsafeBuffer;

/** Every way in which a lane comes to a list. */
final class Births {
    private static final int MOST = 6;

    private final Lane lane;
    private final World world;
    private final NetBufferList[] some = new NetBufferList[MOST];
    private final long[] handles = new long[MOST];

    Births(final Lane lane) {
        this.lane = lane;
        this.world = lane.world;
    }

    void any() {
        final NetBufferList parent = lane.any();
        final int flags = lane.random.nextBoolean() ? CloneFlags.NONE : CloneFlags.USE_ORIGINAL_MDLS;
        if (parent == null || lane.random.nextInt(3) == 0) {
            allocate(lane.random.nextInt(256));
        } else if (lane.cloner == null) {
            deriveAnyThread(parent, flags, parent.scratch());
        } else {
            derive(parent, flags, parent.scratch());
        }
    }

    private void allocate(final long value) {
        final NetBufferList list = switch (lane.random.nextInt(5)) {
            case 0 -> world.lists.allocate();
            case 1 -> world.lists.allocate(16, 0);
            case 2 -> borrowed(value);
            case 3 -> several(value);
            default -> lane.cloner == null ? world.lists.allocate() : lane.cloner.allocate();
        };
        if (list == null) {
            // The others hold everything: they must run before this lane can do more.
            Thread.yield();
        } else {
            keepFilled(list, value);
        }
    }

    private void keepFilled(final NetBufferList list, final long value) {
        if (list.pool() == world.lists) {
            grow(list);
            Content.fill(list, value);
        }
        lane.keep(list, value);
    }

    /** One to three NetBuffers of one to three Mdls, some data in front of them free. */
    private void grow(final NetBufferList list) {
        for (int i = lane.random.nextInt(3); i > 0; i--) {
            final NetBuffer more = world.netBuffers.allocateMdlAndData();
            if (more != null) {
                list.append(more);
            }
        }
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            int bytes = World.BYTES;
            for (int i = lane.random.nextInt(3); i > 0; i--) {
                final Mdl segment = world.segments.allocate();
                if (segment != null) {
                    nb.append(segment);
                    bytes += World.BYTES;
                }
            }
            final int offset = lane.random.nextInt(World.BYTES);
            nb.adjustData(offset, lane.random.nextInt(bytes - offset + 1));
        }
    }

    /** Bulk; the first is returned. */
    private NetBufferList several(final long value) {
        final int n = 1 + lane.random.nextInt(MOST);
        if (lane.cloner == null || !lane.cloner.allocate(world.lists, some, n)) {
            return null;
        }
        for (int i = 1; i < n; i++) {
            keepFilled(some[i], value);
        }
        return some[0];
    }

    /** Over memory of the lane, which must come back. */
    private NetBufferList borrowed(final long value) {
        final UnsafeBuffer memory = new UnsafeBuffer(new byte[World.BYTES]);
        memory.setMemory(0, World.BYTES, (byte) value);
        final Mdl mdl =
                world.environment.mdlPool().allocate(memory, 0, World.BYTES, whole -> world.returned.incrementAndGet());
        if (mdl == null) {
            return null;
        }
        world.lent.incrementAndGet();
        final NetBufferList list = world.plain.allocate(mdl, 3, World.BYTES - 3);
        world.environment.mdlPool().free(mdl);
        return list;
    }

    private void derive(final NetBufferList parent, final int flags, final long value) {
        final int n = 1 + lane.random.nextInt(MOST);
        switch (lane.random.nextInt(9)) {
            case 0 -> keepArray(lane.cloner.allocateClones(parent, flags, some, n) ? n : 0, value);
            case 1 -> keepHandles(lane.cloner.allocateClones(parent, flags, handles, n) ? n : 0, value);
            case 2 -> keepChain(lane.cloner.allocateCloneChain(parent, flags, n), value);
            case 3 -> confined(parent, flags, n);
            case 4 -> shared(parent, flags);
            case 5 ->
                keepFragment(
                        lane.cloner.allocateFragment(parent, null, null, 0, 1 + lane.random.nextInt(World.BYTES), n, 0),
                        n,
                        value);
            case 6 -> keepFragment(lane.cloner.allocateReassembled(parent, null, 0, n, 0), n, value);
            case 7 -> lane.keep(lane.cloner.deepCopy(parent, null, world.netBuffers), value);
            default -> lane.keep(lane.cloner.allocateClone(parent, flags), value);
        }
    }

    private void deriveAnyThread(final NetBufferList parent, final int flags, final long value) {
        final int n = 1 + lane.random.nextInt(MOST);
        switch (lane.random.nextInt(NetBufferListChain.numNetBuffers(parent) > MOST ? 4 : 5)) {
            case 0 ->
                keepFragment(world.anyThread.allocateFragment(parent, null, null, 0, World.BYTES, n, 0), n, value);
            case 1 -> keepFragment(world.anyThread.allocateReassembled(parent, null, 0, n, 0), n, value);
            case 2 -> lane.keep(world.anyThread.deepCopy(parent, world.lists, world.netBuffers), value);
            case 3 -> lane.keep(world.anyThread.allocateClone(parent, null, null, flags), value);
            default -> keepArray(world.anyThread.split(parent, flags, some), value);
        }
    }

    private void keepArray(final int n, final long value) {
        for (int i = 0; i < n; i++) {
            lane.keep(some[i], value);
        }
    }

    private void keepHandles(final int n, final long value) {
        for (int i = 0; i < n; i++) {
            lane.keep(world.environment.resolve(handles[i]), value);
        }
    }

    private void keepChain(final NetBufferList head, final long value) {
        NetBufferList list = head;
        while (list != null) {
            final NetBufferList next = list.next();
            list.next(null);
            lane.keep(list, value);
            list = next;
        }
    }

    /** They end here, on the thread that made them. */
    private void confined(final NetBufferList parent, final int flags, final int n) {
        int made = 0;
        while (made < n && (some[made] = lane.cloner.allocateCloneConfined(parent, flags)) != null) {
            made++;
        }
        lane.cloner.free(some, made);
    }

    /** The handle of a shared list is public; whoever reads it may be too late, and is told so by null. */
    private void shared(final NetBufferList parent, final int flags) {
        if (lane.random.nextInt(4) == 0) {
            world.published.set(lane.cloner.share(parent));
        }
        final NetBufferList clone = lane.cloner.allocateCloneShared(world.published.get(), flags);
        if (clone != null) {
            lane.keep(clone, clone.parentNetBufferList().scratch());
        }
    }

    /** Its headers are written while others read the payload, and given back or kept as backfill. */
    private void keepFragment(final NetBufferList list, final int header, final long value) {
        if (list != null) {
            for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
                nb.putBytes(0, Content.of(~value), 0, header);
            }
            if (!list.advance(header, lane.random.nextBoolean())) {
                throw new IllegalStateException("a header must be part of its data: " + list + " header=" + header);
            }
            lane.keep(list, value);
        }
    }
}
