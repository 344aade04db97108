// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.soak;

import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Breaks one thing on purpose while all lanes stand still, so that the soak must fail. */
final class Twin {
    private static final int SECONDS_BEFORE = 2;
    private static final int DRIP_BYTES = 16 << 20;
    private static final int PAGE_BYTES = 4096;

    private final String name;
    private final World world;
    private final List<Lane> lanes;
    private final List<ByteBuffer> kept = new ArrayList<>();

    /** An empty name breaks nothing. */
    Twin(final String name, final World world, final List<Lane> lanes) {
        this.name = name;
        this.world = world;
        this.lanes = lanes;
    }

    void disturb(final int second) {
        if (second == SECONDS_BEFORE) {
            once();
        }
        if (name.equals("drip")) {
            kept.add(mapped());
        }
    }

    private void once() {
        switch (name) {
            // Nobody holds one any more.
            case "leak" -> hand().remove(0);
            // Somebody holds one twice.
            case "twice" -> hand().add(hand().get(0));
            // Somebody holds one that is free.
            case "dead" -> world.lists.free(hand().get(0));
            case "misuse" -> freeTwice();
            // What somebody holds, somebody else writes.
            case "scribble" -> hand().forEach(Twin::scribble);
            case "untold" -> giveUpUntold(hand().remove(0));
            // Nobody lends it, so nobody will give it back.
            case "unreturned" -> world.lent.incrementAndGet();
            case "hoard" -> kept.add(ByteBuffer.allocateDirect(1));
            case "hang" -> world.inboxes.set(0, abyss(world.inboxes.get(0)));
            case "", "drip" -> {}
            default -> throw new IllegalArgumentException("no twin has that name: " + name);
        }
    }

    private List<NetBufferList> hand() {
        return lanes.stream()
                .map(Lane::mine)
                .filter(mine -> !mine.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private void freeTwice() {
        final NetBufferList list = hand().remove(0);
        world.lists.free(list);
        try {
            world.lists.free(list);
        } catch (final IllegalStateException ex) {
            // It is counted too.
        }
    }

    private static void scribble(final NetBufferList list) {
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            if (nb.dataLength() > 0) {
                nb.currentMdl().unsafeBuffer().putByte(nb.currentMdlOffset(), (byte) ~list.scratch());
            }
        }
    }

    private void giveUpUntold(final NetBufferList list) {
        world.givenUp.incrementAndGet();
        world.lists.complete(list, world.lists::free);
    }

    /** Whoever looks into it does not come back. */
    @SuppressWarnings("serial")
    private static ConcurrentLinkedQueue<NetBufferList> abyss(final Iterable<NetBufferList> lists) {
        final ConcurrentLinkedQueue<NetBufferList> abyss = new ConcurrentLinkedQueue<>() {
            @Override
            public NetBufferList poll() {
                while (true) {
                    LockSupport.park();
                }
            }
        };
        lists.forEach(abyss::add);
        return abyss;
    }

    /** Native memory that no pool and no counter of direct memory knows, all of it touched. */
    private static ByteBuffer mapped() {
        try {
            final Path file = Files.createTempFile("soak", null);
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
                // Private: its pages never go to the file.
                final ByteBuffer memory = channel.map(FileChannel.MapMode.PRIVATE, 0, DRIP_BYTES);
                for (int at = 0; at < DRIP_BYTES; at += PAGE_BYTES) {
                    memory.put(at, (byte) 1);
                }
                return memory;
            }
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
