// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.pool.SlotPool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** Few short blocks, a pool of lists with a block beside each, one without, and books that must balance on close. */
final class ContextFixture implements AutoCloseable {
    static final int BLOCKS = 5;
    static final int LENGTH = 64;
    static final int BESIDE = 32;

    final NetBufferEnvironment environment = NetBufferEnvironment.create(p -> p.clones(4)
            .netBuffers(1)
            .mdls(8)
            .segments(1)
            .contexts(BLOCKS)
            .contextLength(LENGTH)
            .maxCaches(0));
    final NetBufferListPool with = NetBufferListPool.create(
            environment, p -> p.name("with").capacity(3).contextSize(BESIDE).maxCaches(0));
    final NetBufferListPool without = NetBufferListPool.create(
            environment, p -> p.name("without").capacity(3).maxCaches(0));
    final NetBufferListPool bare = NetBufferListPool.create(
            environment,
            p -> p.name("bare")
                    .capacity(3)
                    .contextSize(BESIDE)
                    .allocateNetBuffer(false)
                    .maxCaches(0));

    NetBufferListPool pool(final String name) {
        return switch (name) {
            case "with" -> with;
            case "bare" -> bare;
            default -> without;
        };
    }

    int blocks() {
        return environment.contextPool().counters().inUse();
    }

    List<Integer> inUse() {
        final List<Integer> all = new ArrayList<>();
        for (final SlotPool pool : environment.pools()) {
            assertEquals(List.of(), pool.audit().defects(), pool.name());
            all.add(pool.audit().held());
        }
        return all;
    }

    /** The call throws, the message holds the text, and neither books nor context moved. */
    void refused(
            final Class<? extends Throwable> type, final String text, final NetBufferList list, final Executable call) {
        final List<Integer> before = inUse();
        final List<Block> context = list.isOwned() ? Block.all(list) : null;
        final Throwable thrown = assertThrows(type, call);
        assertTrue(String.valueOf(thrown.getMessage()).contains(text), thrown + " must say: " + text);
        assertEquals(before, inUse(), "slots in use after a refused call");
        assertEquals(context, list.isOwned() ? Block.all(list) : null, "context after a refused call");
    }

    @Override
    public void close() {
        for (final SlotPool pool : environment.pools()) {
            pool.audit().requireAllFree();
        }
        with.close();
        without.close();
        bare.close();
        environment.close();
        for (final SlotPool pool : environment.pools()) {
            assertTrue(pool.isReleased(), pool.name());
        }
    }

    /** What a user can see of a block. */
    record Block(int size, int offset) {
        static List<Block> all(final NetBufferList list) {
            final List<Block> all = new ArrayList<>();
            for (NetBufferListContext c = list.context(); c != null; c = c.next()) {
                assertEquals(c.size() - c.offset(), c.usedSize());
                assertEquals(c.offset(), c.dataStart());
                assertTrue(c.buffer().capacity() >= c.size());
                assertSame(c.buffer(), c.buffer());
                all.add(new Block(c.size(), c.offset()));
            }
            return all;
        }
    }
}
