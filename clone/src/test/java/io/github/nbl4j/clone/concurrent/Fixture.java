// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.AnyThreadCloner;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCache;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.SlotPool;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An environment whose lists have three NetBuffers of three Mdls each, every byte of them the same. Closing it audits
 * the books of all its pools: every slot free, nothing in use, and all memory released.
 */
final class Fixture implements AutoCloseable {
    static final int PARTS = 3;
    static final int MDL_BYTES = 24;
    static final int NET_BUFFER_BYTES = PARTS * MDL_BYTES;

    private static final UnsafeBuffer[] FILLS = new UnsafeBuffer[256];

    static {
        for (int i = 0; i < FILLS.length; i++) {
            FILLS[i] = new UnsafeBuffer(new byte[NET_BUFFER_BYTES]);
            FILLS[i].setMemory(0, NET_BUFFER_BYTES, (byte) i);
        }
    }

    final NetBufferEnvironment environment;
    final AnyThreadCloner anyThread;
    final NetBufferListPool lists;
    final NetBufferPool netBuffers;
    final MdlPool segments;

    Fixture(final int capacity, final int maxCaches) {
        environment = NetBufferEnvironment.create(p -> p.name("test")
                .clones(4 * capacity)
                .netBuffers(8 * capacity)
                .mdls(24 * capacity)
                .segments(2 * capacity)
                .privateLength(64)
                .maxCaches(maxCaches));
        anyThread = new AnyThreadCloner(environment);
        lists = NetBufferListPool.create(
                environment,
                p -> p.name("lists")
                        .capacity(capacity)
                        .dataSize(MDL_BYTES)
                        .privateLength(64)
                        .maxCaches(maxCaches));
        netBuffers = NetBufferPool.create(
                environment,
                p -> p.name("net buffers")
                        .capacity(2 * capacity)
                        .dataSize(MDL_BYTES)
                        .maxCaches(maxCaches));
        segments = MdlPool.create(environment, "segments", 6 * capacity, maxCaches, MDL_BYTES);
    }

    /** A list of 3 x 3, filled with one byte value; null, with everything given back, when a pool is exhausted. */
    NetBufferList allocate(final NetBufferListCache cache, final int value) {
        final NetBufferList list = cache.allocate(lists);
        boolean whole = false;
        try {
            whole = list != null && build(list, value);
            return whole ? list : null;
        } finally {
            if (list != null && !whole) {
                cache.free(list);
            }
        }
    }

    /** The same without a handle. */
    NetBufferList allocate(final int value) {
        final NetBufferList list = lists.allocate();
        boolean whole = false;
        try {
            whole = list != null && build(list, value);
            return whole ? list : null;
        } finally {
            if (list != null && !whole) {
                lists.free(list);
            }
        }
    }

    private boolean build(final NetBufferList list, final int value) {
        boolean whole = grow(list.firstNetBuffer());
        for (int i = 1; i < PARTS && whole; i++) {
            final NetBuffer netBuffer = netBuffers.allocateMdlAndData();
            whole = netBuffer != null;
            if (whole) {
                list.append(netBuffer);
                whole = grow(netBuffer);
            }
        }
        for (NetBuffer nb = list.firstNetBuffer(); nb != null && whole; nb = nb.next()) {
            nb.adjustData(0, NET_BUFFER_BYTES);
            nb.putBytes(0, FILLS[value & 0xFF], 0, NET_BUFFER_BYTES);
        }
        return whole;
    }

    private boolean grow(final NetBuffer netBuffer) {
        for (int i = 1; i < PARTS; i++) {
            final Mdl segment = segments.allocate();
            if (segment == null) {
                return false;
            }
            netBuffer.append(segment);
        }
        return true;
    }

    /** Throws unless the list still has its 3 NetBuffers, each of its bytes the given one. */
    static void verify(final NetBufferList list, final int value) {
        int count = 0;
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            count++;
            assertEquals(NET_BUFFER_BYTES, nb.dataLength());
            for (int i = 0; i < NET_BUFFER_BYTES; i += 5) {
                if (nb.getByte(i) != (byte) value) {
                    throw new AssertionError(list + " byte " + i + " of NetBuffer " + count + " is " + nb.getByte(i)
                            + ", must be " + (byte) value);
                }
            }
        }
        assertEquals(PARTS, count);
    }

    /** At rest: every slot of every pool is free, and nobody broke a rule. */
    void auditBooks() {
        for (final SlotPool pool : environment.pools()) {
            pool.audit().requireAllFree();
            assertEquals(0, pool.counters().inUse(), pool.name());
            assertEquals(0, pool.counters().misuse(), pool.name());
        }
    }

    void closeAll() {
        lists.close();
        netBuffers.close();
        segments.close();
        environment.close();
    }

    @Override
    public void close() {
        auditBooks();
        closeAll();
        for (final SlotPool pool : environment.pools()) {
            assertTrue(pool.isReleased(), pool.name() + " is not released: " + pool.counters());
        }
    }
}
