// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.soak;

import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;

/** What else a lane does with a list: move its data, hand it on, give it up, and every way to end it. */
final class Deaths {
    private static final int MOST = 12;

    private final Lane lane;
    private final World world;

    Deaths(final Lane lane) {
        this.lane = lane;
        this.world = lane.world;
    }

    void any() {
        final NetBufferList list = lane.any();
        if (list == null) {
            return;
        }
        switch (lane.random.nextInt(8)) {
            case 0, 1 -> handOn(list);
            case 2 -> move(list);
            case 3 -> context(list);
            case 4 -> giveUp(list);
            case 5 -> detach(list);
            default -> freeSome(1 + lane.random.nextInt(MOST));
        }
    }

    private void handOn(final NetBufferList list) {
        if (list.isTransferable()) {
            lane.forget(list);
            world.handOver(list, lane.random.nextInt(world.inboxes.size()));
        }
    }

    /** The front moves into private memory and back, or becomes private. */
    private void move(final NetBufferList list) {
        final NetBuffer nb = list.firstNetBuffer();
        if (nb == null || !list.isTransferable()) {
            return;
        }
        final int delta = 1 + lane.random.nextInt(Content.MOST - 1);
        if (lane.random.nextBoolean()) {
            if (nb.retreatPrivate(delta)) {
                nb.putBytes(0, Content.of(~list.scratch()), 0, delta);
                nb.advance(delta, lane.random.nextBoolean());
            }
        } else if (nb.privatize((int) Math.min(delta, nb.dataLength()))) {
            nb.putBytes(0, Content.of(list.scratch()), 0, (int) Math.min(delta, nb.dataLength()));
        }
        Content.verify(list);
    }

    private void context(final NetBufferList list) {
        final int size = 8 * (1 + lane.random.nextInt(4));
        if (list.allocateContext(size, 0)) {
            list.context().buffer().setMemory(list.context().dataStart(), size, (byte) list.scratch());
            if (lane.random.nextBoolean()) {
                list.freeContext(size);
            }
        }
    }

    /** Whoever frees the last list that lives off it hands it on. */
    private void giveUp(final NetBufferList list) {
        if (lane.cloner == null) {
            world.lists.complete(list, world::completed);
        } else {
            lane.cloner.complete(list, world::completed);
        }
        world.givenUp.incrementAndGet();
        lane.forget(list);
    }

    private void detach(final NetBufferList list) {
        final long value = list.scratch();
        final NetBufferList copy = lane.cloner == null
                ? world.anyThread.detach(list, world.lists, world.netBuffers)
                : lane.cloner.detach(list, null, world.netBuffers);
        if (copy != null) {
            lane.forget(list);
            lane.keep(copy, value);
        }
    }

    /** All of them look as they should before the first one goes. */
    void freeSome(final int n) {
        final NetBufferList[] some = lane.take(n);
        for (final NetBufferList list : some) {
            Content.verify(list);
        }
        if (lane.cloner == null) {
            for (final NetBufferList list : some) {
                world.lists.free(list);
            }
        } else {
            free(some);
        }
    }

    private void free(final NetBufferList[] some) {
        switch (lane.random.nextInt(4)) {
            case 0 -> lane.cloner.free(some, some.length);
            case 1 -> lane.cloner.free(handles(some), some.length);
            case 2 -> lane.cloner.freeChain(chain(some));
            default -> {
                for (final NetBufferList list : some) {
                    lane.cloner.free(list);
                }
            }
        }
    }

    private static long[] handles(final NetBufferList[] some) {
        final long[] handles = new long[some.length];
        for (int i = 0; i < some.length; i++) {
            handles[i] = some[i].handle();
        }
        return handles;
    }

    private static NetBufferList chain(final NetBufferList[] some) {
        for (int i = 1; i < some.length; i++) {
            some[i - 1].next(some[i]);
        }
        return some.length == 0 ? null : some[0];
    }
}
