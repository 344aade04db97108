// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static io.github.nbl4j.clone.CloneFlags.NONE;
import static io.github.nbl4j.clone.CloneFlags.USE_ORIGINAL_MDLS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a private retreat over shared backfill takes, gives back, and leaves when it fails. */
final class RetreatPrivateTest {
    private static final int MDLS = 3;

    private final NetBufferEnvironment environment = NetBufferEnvironment.create(p ->
            p.clones(8).netBuffers(1).mdls(MDLS).segments(1).privateLength(16).maxCaches(0));
    private final NetBufferListPool pool = NetBufferListPool.create(
            environment, p -> p.capacity(1).dataSize(64).maxCaches(0));
    private final NetBufferListCloner cloner = new NetBufferListCloner(pool);
    private NetBufferList original;

    @BeforeEach
    void open() {
        original = cloner.allocate();
        original.firstNetBuffer().adjustData(20, 30);
        for (int i = 0; i < 30; i++) {
            original.firstNetBuffer().putBytes(i, new UnsafeBuffer(new byte[] {(byte) i}), 0, 1);
        }
    }

    @AfterEach
    void close() {
        cloner.free(original);
        environment.pools().forEach(each -> each.audit().requireAllFree());
        cloner.close();
        pool.close();
        environment.close();
    }

    private int mdls() {
        return environment.mdlPool().counters().inUse();
    }

    @Test
    void shouldUseTheEmbeddedDescriptorAndAPoolsInTurn() {
        final NetBufferList clone = cloner.allocateClone(original, USE_ORIGINAL_MDLS);
        final NetBuffer nb = clone.firstNetBuffer();
        for (int round = 0; round < 6; round++) {
            assertTrue(nb.retreatPrivate(3));
            assertEquals(round % 2, mdls(), "the dropped descriptor is free again, round " + round);
            assertEquals(30 - round + 3, nb.dataLength());
            assertTrue(nb.advance(4));
        }
        final byte[] expected = new byte[24];
        for (int i = 0; i < 24; i++) {
            expected[i] = (byte) (i + 6);
        }
        assertArrayEquals(expected, CloneFixture.bytes(nb));
        cloner.free(clone);
        assertEquals(0, mdls());
    }

    @Test
    void shouldChangeNothingWhenNoDescriptorIsFree() {
        final NetBufferList clone = cloner.allocateClone(original, NONE);
        assertTrue(clone.firstNetBuffer().advance(5));
        final List<Mdl> held = new ArrayList<>();
        for (int i = 0; i < MDLS; i++) {
            held.add(environment.mdlPool().allocate(new UnsafeBuffer(new byte[1]), 0, 1, null));
        }
        assertFails(clone, 3);
        held.forEach(environment.mdlPool()::free);
        assertTrue(clone.firstNetBuffer().retreatPrivate(3), "the twin: with a descriptor it works");
        cloner.free(clone);
    }

    @Test
    void shouldChangeNothingWhenNoSegmentIsFree() {
        final NetBufferList[] holders = new NetBufferList[2];
        assertTrue(cloner.allocateClones(original, NONE, holders, 2));
        for (final NetBufferList holder : holders) {
            assertTrue(holder.firstNetBuffer().retreatPrivate(17));
        }
        for (final int flags : new int[] {NONE, USE_ORIGINAL_MDLS}) {
            final NetBufferList clone = cloner.allocateClone(original, flags);
            assertTrue(clone.firstNetBuffer().advance(5));
            assertFails(clone, 17);
            assertTrue(clone.firstNetBuffer().retreatPrivate(16), "the twin: the room is free");
            assertEquals(flags == NONE ? 1 : 0, mdls());
            cloner.free(clone);
        }
        cloner.free(holders, 2);
    }

    private void assertFails(final NetBufferList clone, final int delta) {
        final List<Integer> books = CloneFixture.inUse(environment);
        final List<Object> fields = CloneFixture.fields(clone);
        for (int i = 0; i < 3; i++) {
            assertFalse(clone.firstNetBuffer().retreatPrivate(delta));
            assertEquals(books, CloneFixture.inUse(environment));
            assertEquals(fields, CloneFixture.fields(clone));
        }
    }
}
