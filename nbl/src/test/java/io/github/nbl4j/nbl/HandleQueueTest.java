// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.pool.SlotPool;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Lists that travel as numbers, through buffers of bytes and tables of longs: each handle means one life and no other.
 */
@Timeout(120)
final class HandleQueueTest {
    private static final int ROUNDS = 20_000;

    private final NetBufferEnvironment environment = NetBufferEnvironment.create(
            p -> p.clones(64).maxCaches(4).mdls(8).netBuffers(8).segments(1));
    private final NetBufferListPool pool = NetBufferListPool.create(
            environment, p -> p.name("lists").capacity(32).maxCaches(4).dataSize(64));
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    @AfterEach
    void close() {
        for (final SlotPool each : environment.pools()) {
            assertEquals(List.of(), each.audit().defects(), each.name());
            each.audit().requireAllFree();
        }
        pool.close();
        environment.close();
    }

    private static UnsafeBuffer memory() {
        return new UnsafeBuffer(ByteBuffer.allocateDirect(256 + RingBufferDescriptor.TRAILER_LENGTH));
    }

    /** What one thread does with its cache. */
    private interface Body {
        void run(NetBufferListCache cache) throws Exception;
    }

    private Thread start(final Body body) {
        final Thread thread = new Thread(() -> {
            try (NetBufferListCache cache = new NetBufferListCache(pool)) {
                body.run(cache);
            } catch (final Throwable ex) {
                failure.compareAndSet(null, ex);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void join(final Thread... threads) throws InterruptedException {
        for (final Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
    }

    private void idle() {
        if (failure.get() != null) {
            throw new AssertionError("another thread failed");
        }
        Thread.yield();
    }

    private void send(final RingBuffer ring, final UnsafeBuffer message, final int from, final long... words) {
        for (int i = 0; i < words.length; i++) {
            message.putLong(i * Long.BYTES, words[i]);
        }
        while (!ring.write(1 + from, message, 0, words.length * Long.BYTES)) {
            idle();
        }
    }

    /** A list whose bytes say a number, and two children of it. */
    private long[] family(final NetBufferListCache cache, final long number) {
        NetBufferList parent = cache.allocate();
        while (parent == null) {
            idle();
            parent = cache.allocate();
        }
        final NetBuffer nb = parent.firstNetBuffer();
        assertTrue(nb.retreat(Long.BYTES));
        nb.mdlChain().unsafeBuffer().putLong(nb.dataOffset(), number);
        return new long[] {parent.handle(), child(cache, parent), child(cache, parent)};
    }

    private long child(final NetBufferListCache cache, final NetBufferList parent) {
        Derivation.require(environment, parent);
        NetBufferList child = Derivation.begin(cache, null, parent, true);
        while (child == null) {
            idle();
            child = Derivation.begin(cache, null, parent, true);
        }
        assertTrue(Derivation.shareSole(child, parent));
        Derivation.bear(parent, 1);
        return child.handle();
    }

    /** What the other side does: the number must be readable through the handle, which then ends. */
    private void consume(final NetBufferListCache cache, final long handle, final long number) {
        final NetBufferList list = environment.resolve(handle);
        assertNotNull(list, "not freed yet, so its handle is good");
        assertEquals(handle, list.handle());
        final NetBuffer nb = list.firstNetBuffer();
        assertEquals(number, nb.currentMdl().buffer().getLong(nb.currentMdlOffset()));
        cache.free(handle);
        assertNull(environment.resolve(handle));
        assertThrows(IllegalStateException.class, () -> cache.free(handle));
    }

    @Test
    void shouldTravelThroughOneToOneRingBuffers() throws Exception {
        final OneToOneRingBuffer there = new OneToOneRingBuffer(memory());
        final OneToOneRingBuffer back = new OneToOneRingBuffer(memory());
        final Thread producer = start(cache -> produce(cache, there, back, 0));
        final Thread consumer = start(cache -> echo(cache, there, new RingBuffer[] {back}));
        join(producer, consumer);
    }

    @Test
    void shouldTravelThroughAManyToOneRingBuffer() throws Exception {
        final ManyToOneRingBuffer there = new ManyToOneRingBuffer(memory());
        final RingBuffer[] back = {new OneToOneRingBuffer(memory()), new OneToOneRingBuffer(memory())};
        final Thread[] threads = new Thread[3];
        for (int i = 0; i < 2; i++) {
            final int from = i;
            threads[i] = start(cache -> produce(cache, there, back[from], from));
        }
        threads[2] = start(cache -> echo(cache, there, back));
        join(threads);
    }

    /** Sends one child, frees the parent at a time that varies, frees the other child, and checks what came back. */
    private void produce(
            final NetBufferListCache cache, final RingBuffer there, final RingBuffer back, final int from) {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[2 * Long.BYTES]);
        final Long2LongHashMap numberOf = new Long2LongHashMap(-1);
        final List<Long> ended = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            final long number = (long) from << 32 | round;
            final long[] family = family(cache, number);
            numberOf.put(family[1], number);
            if (round % 3 == 0) {
                cache.free(family[0]);
            }
            send(there, message, from, family[1], number);
            consume(cache, family[2], number);
            if (round % 3 == 1) {
                cache.free(family[0]);
            }
            final long[] acknowledged = {-1};
            while (back.read((type, buffer, offset, length) -> acknowledged[0] = buffer.getLong(offset), 1) == 0) {
                idle();
            }
            assertEquals(family[1], acknowledged[0]);
            assertEquals(number, numberOf.remove(acknowledged[0]));
            if (round % 3 == 2) {
                assertEquals(0, environment.resolve(family[0]).childRefCount());
                cache.free(family[0]);
            }
            for (final long handle : family) {
                assertNull(environment.resolve(handle), "its free happened before the answer");
                ended.add(handle);
            }
            // The latest ones, whose slots are most likely in use again.
            for (int i = Math.max(0, ended.size() - 30); i < ended.size(); i++) {
                assertNull(environment.resolve(ended.get(i)));
            }
        }
        send(there, message, from, -1, from);
        assertTrue(numberOf.isEmpty());
    }

    private void echo(final NetBufferListCache cache, final RingBuffer there, final RingBuffer[] back) {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[Long.BYTES]);
        final int[] open = {back.length};
        while (open[0] > 0) {
            final int read = there.read(
                    (type, buffer, offset, length) -> {
                        final long handle = buffer.getLong(offset);
                        if (handle == -1) {
                            open[0]--;
                        } else {
                            consume(cache, handle, buffer.getLong(offset + Long.BYTES));
                            send(back[type - 1], message, type - 1, handle);
                        }
                    },
                    8);
            if (read == 0) {
                idle();
            }
        }
    }

    /**
     * A parent, two children and a child of the first: after each free, exactly the handles of what is owned resolve.
     */
    @Test
    void shouldEndExactlyTheHandleThatWasFreedInEveryOrder() {
        final Long2LongHashMap past = new Long2LongHashMap(-1);
        try (NetBufferListCache cache = new NetBufferListCache(pool)) {
            for (int order = 0; order < 24; order++) {
                for (final boolean complete : new boolean[] {false, true}) {
                    final long[] family = Arrays.copyOf(family(cache, order), 4);
                    family[3] = child(cache, environment.resolve(family[1]));
                    endInOrder(cache, family, order, complete);
                    for (final long handle : family) {
                        assertEquals(-1, past.put(handle, order), "no handle means two lives");
                    }
                    for (final Long2LongHashMap.EntryIterator each =
                                    past.entrySet().iterator();
                            each.hasNext(); ) {
                        each.next();
                        assertNull(environment.resolve(each.getLongKey()));
                    }
                }
            }
        }
    }

    private void endInOrder(
            final NetBufferListCache cache, final long[] family, final int order, final boolean complete) {
        final NetBufferList[] lists = new NetBufferList[4];
        Arrays.setAll(lists, i -> environment.resolve(family[i]));
        final List<Integer> left = new ArrayList<>(List.of(0, 1, 2, 3));
        int digits = order;
        for (int n = 4; n > 0; n--) {
            final int who = left.remove(digits % n);
            digits /= n;
            if (complete) {
                cache.complete(lists[who], list -> {
                    assertSame(lists[who], list);
                    assertNull(environment.resolve(family[who]), "another life");
                    assertSame(list, environment.resolve(list.handle()));
                    cache.free(list.handle());
                });
            } else {
                cache.free(family[who]);
            }
            for (int i = 0; i < 4; i++) {
                assertSame(left.contains(i) ? lists[i] : null, environment.resolve(family[i]));
            }
        }
    }
}
