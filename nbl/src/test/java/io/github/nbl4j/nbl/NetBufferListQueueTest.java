// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.pool.Checked;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Queues of lists, plain and counted, against what they say and against a model; every refused call changes nothing.
 */
final class NetBufferListQueueTest {
    private final NblFixture f = new NblFixture();
    private final NetBufferListQueue queue = new NetBufferListQueue(f.environment);
    private final NetBufferListCountedQueue counted = new NetBufferListCountedQueue(f.environment);
    private NetBufferListCache cache;

    @BeforeEach
    void open() {
        cache = new NetBufferListCache(f.data);
    }

    @AfterEach
    void close() {
        cache.close();
        f.close();
    }

    @Test
    void shouldBeEmptyWhenNew() {
        assertTrue(queue.isEmpty());
        assertNull(queue.peek());
        assertNull(queue.popFirst());
        assertNull(queue.popAll());
        queue.appendChain(null);
        queue.appendQueue(new NetBufferListQueue(f.environment));
        assertTrue(queue.isEmpty());
        assertTrue(counted.isEmpty());
        assertEquals(0, counted.count());
        assertNull(counted.peek());
        assertNull(counted.popFirst());
        assertNull(counted.popAll());
        counted.appendChain(null);
        counted.appendQueue(new NetBufferListCountedQueue(f.environment));
        assertEquals(0, counted.count());
    }

    @Test
    void shouldForgetWhatFollowsWhenOneListIsAppended() {
        final NetBufferList head = Chains.of(cache, "A1 B1 C1");
        final NetBufferList second = head.next();
        queue.appendSingle(head);
        assertNull(head.next(), "Next is set to null first");
        assertEquals("A", Chains.labels(queue.peek()));
        assertEquals("BC", Chains.labels(second), "the rest of the chain stays the caller's");
        queue.appendSingle(second.next());
        second.next(null);
        queue.appendSingle(second);
        assertEquals("ACB", Chains.labels(queue.peek()));
        final NetBufferList popped = queue.popFirst();
        assertSame(head, popped);
        assertNull(popped.next());
        assertEquals("CB", Chains.labels(queue.peek()));
        cache.free(popped);
        cache.freeChain(queue.popAll());
        assertTrue(queue.isEmpty());
    }

    @Test
    void shouldAppendWholeChainsAndQueuesInOrder() {
        final NetBufferListQueue other = new NetBufferListQueue(f.environment);
        final NetBufferList fast = Chains.of(cache, "A1 B1 C1");
        queue.appendChainFast(fast, NetBufferListChain.last(fast));
        queue.appendChain(Chains.of(cache, "D1 E1"));
        other.appendChain(Chains.of(cache, "F1 G1 H1"));
        queue.appendQueue(other);
        assertTrue(other.isEmpty());
        assertEquals("ABCDEFGH", Chains.labels(queue.peek()));
        queue.appendQueue(other);
        other.appendQueue(queue);
        assertTrue(queue.isEmpty());
        final NetBufferList single = Chains.of(cache, "I1");
        other.appendChainFast(single, single);
        assertEquals("ABCDEFGHI", Chains.labels(other.peek()));
        cache.freeChain(other.popAll());
    }

    @Test
    void shouldKeepTheCountExact() {
        final NetBufferListCountedQueue other = new NetBufferListCountedQueue(f.environment);
        final NetBufferList chain = Chains.of(cache, "A1 B1 C1");
        counted.appendChainFast(chain, NetBufferListChain.last(chain), 3);
        assertEquals(3, counted.count());
        counted.appendSingle(Chains.of(cache, "D1"));
        counted.appendChain(Chains.of(cache, "E1 F1"));
        assertEquals(6, counted.count());
        other.appendSingle(Chains.of(cache, "G1"));
        counted.appendQueue(other);
        assertEquals(7, counted.count());
        assertEquals(0, other.count());
        assertFalse(counted.isEmpty());
        cache.free(counted.popFirst());
        assertEquals(6, counted.count());
        assertEquals("BCDEFG", Chains.labels(counted.peek()));
        cache.freeChain(counted.popAll());
        assertEquals(0, counted.count());
    }

    @Test
    @EnabledIfSystemProperty(named = Checked.PROPERTY_NAME, matches = "true")
    void shouldRefuseAndChangeNothingWhenACountIsWrong() {
        final NetBufferList chain = Chains.of(cache, "A1 B1 C1");
        final NetBufferList last = NetBufferListChain.last(chain);
        for (final int n : new int[] {Integer.MIN_VALUE, -1, 0, 1, 2, 4}) {
            f.refused(
                    IllegalArgumentException.class,
                    "n must be the number of lists from first to last: n=" + n,
                    () -> counted.appendChainFast(chain, last, n));
        }
        f.refused(IllegalArgumentException.class, "n=2", () -> counted.appendChainFast(last, last, 2));
        f.refused(
                IllegalArgumentException.class,
                "last must end its chain",
                () -> counted.appendChainFast(chain, chain.next(), 2));
        f.refused(IllegalArgumentException.class, "last must end its chain", () -> queue.appendChainFast(chain, chain));
        counted.appendSingle(Chains.of(cache, "D1"));
        f.refused(IllegalArgumentException.class, "itself", () -> counted.appendQueue(counted));
        f.refused(IllegalArgumentException.class, "itself", () -> queue.appendQueue(queue));
        assertEquals(1, counted.count());
        counted.appendChainFast(chain, last, 3);
        assertEquals("DABC", Chains.labels(counted.peek()));
        cache.freeChain(counted.popAll());
    }

    @Test
    void shouldRefuseListsThatAreNotTheCallers() {
        queue.appendSingle(Chains.of(cache, "A1"));
        final NetBufferList freed = cache.allocate();
        final NetBufferList chain = Chains.of(cache, "B1 C1");
        chain.next().next(freed);
        cache.free(freed);
        f.refused(IllegalStateException.class, "freed twice, or used after free", () -> queue.appendSingle(freed));
        f.refused(IllegalStateException.class, "must be owned", () -> queue.appendChain(chain));
        f.refused(IllegalStateException.class, "must be owned", () -> queue.appendChainFast(chain, freed));
        f.refused(IllegalStateException.class, "must be owned", () -> queue.appendChainFast(freed, chain));
        f.refused(IllegalStateException.class, "in the queue already", () -> queue.appendSingle(queue.peek()));
        try (NblFixture other = new NblFixture()) {
            final NetBufferList foreign = other.data.allocate();
            f.refused(IllegalArgumentException.class, "same environment", () -> queue.appendSingle(foreign));
            f.refused(IllegalArgumentException.class, "same environment", () -> queue.appendChain(foreign));
            f.refused(
                    IllegalArgumentException.class, "same environment", () -> queue.appendChainFast(foreign, foreign));
            final NetBufferListQueue theirs = new NetBufferListQueue(other.environment);
            theirs.appendSingle(foreign);
            f.refused(IllegalArgumentException.class, "same environment", () -> queue.appendQueue(theirs));
            other.data.free(theirs.popFirst());
        }
        assertEquals("A", Chains.labels(queue.peek()), "the twin: nothing was appended");
        chain.next().next(null);
        queue.appendChain(chain);
        assertEquals("ABC", Chains.labels(queue.peek()));
        cache.freeChain(queue.popAll());
    }

    @Test
    void shouldSayWhoWasFreedWhileItWaited() {
        final NetBufferList first = Chains.of(cache, "A1");
        final NetBufferList second = Chains.of(cache, "B1 C1");
        final NetBufferList following = second.next();
        queue.appendSingle(first);
        cache.free(first);
        f.refused(IllegalStateException.class, first.toString(), () -> queue.popFirst());
        f.refused(IllegalStateException.class, first.toString(), () -> queue.appendSingle(second));
        f.refused(IllegalStateException.class, first.toString(), () -> queue.appendChain(second));
        assertSame(following, second.next(), "a refused append leaves Next alone");
        cache.freeChain(second);
        assertSame(first, queue.popAll(), "the owner of the mistake empties the queue");
    }

    @Test
    void shouldDoAsTheModelDoes() {
        final long seed = Long.getLong("nbl4j.queue.seed", System.nanoTime());
        System.out.println("queues: -Dnbl4j.queue.seed=" + seed);
        final Random random = new Random(seed);
        final NetBufferListQueue[] queues = {queue, new NetBufferListQueue(f.environment)};
        final NetBufferListCountedQueue[] counts = {counted, new NetBufferListCountedQueue(f.environment)};
        final List<Deque<NetBufferList>> models = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            models.add(new ArrayDeque<>());
        }
        for (int step = 0; step < 20_000; step++) {
            final int i = random.nextInt(2);
            final boolean plain = random.nextBoolean();
            final Deque<NetBufferList> model = models.get(plain ? i : 2 + i);
            final Deque<NetBufferList> other = models.get(plain ? 1 - i : 3 - i);
            switch (random.nextInt(6)) {
                case 0 -> append(random, queues[i], counts[i], plain, model);
                case 1 -> {
                    final NetBufferList list = plain ? queues[i].popFirst() : counts[i].popFirst();
                    assertSame(model.pollFirst(), list);
                    if (list != null) {
                        assertNull(list.next());
                        cache.free(list);
                    }
                }
                case 2 -> {
                    if (random.nextInt(8) == 0) {
                        final NetBufferList all = plain ? queues[i].popAll() : counts[i].popAll();
                        assertEquals(List.copyOf(model), Chains.lists(all));
                        model.clear();
                        cache.freeChain(all);
                    }
                }
                case 3 -> {
                    if (plain) {
                        queues[i].appendQueue(queues[1 - i]);
                    } else {
                        counts[i].appendQueue(counts[1 - i]);
                    }
                    model.addAll(other);
                    other.clear();
                }
                default -> append(random, queues[i], counts[i], plain, model);
            }
            for (int q = 0; q < 2; q++) {
                assertEquals(List.copyOf(models.get(q)), Chains.lists(queues[q].peek()));
                assertEquals(models.get(q).isEmpty(), queues[q].isEmpty());
                assertEquals(List.copyOf(models.get(2 + q)), Chains.lists(counts[q].peek()));
                assertEquals(models.get(2 + q).size(), counts[q].count());
            }
        }
        for (int q = 0; q < 2; q++) {
            cache.freeChain(queues[q].popAll());
            cache.freeChain(counts[q].popAll());
        }
    }

    /** One to three lists, or none when the pool has none, by one of the three ways. */
    private void append(
            final Random random,
            final NetBufferListQueue plain,
            final NetBufferListCountedQueue count,
            final boolean toPlain,
            final Deque<NetBufferList> model) {
        final NetBufferList[] lists = new NetBufferList[1 + random.nextInt(3)];
        if (!cache.allocate(f.data, lists, lists.length)) {
            return;
        }
        for (int i = 1; i < lists.length; i++) {
            lists[i - 1].next(lists[i]);
        }
        final NetBufferList last = lists[lists.length - 1];
        model.addAll(List.of(lists));
        switch (random.nextInt(lists.length == 1 ? 3 : 2)) {
            case 0 -> {
                if (toPlain) {
                    plain.appendChain(lists[0]);
                } else {
                    count.appendChain(lists[0]);
                }
            }
            case 1 -> {
                if (toPlain) {
                    plain.appendChainFast(lists[0], last);
                } else {
                    count.appendChainFast(lists[0], last, lists.length);
                }
            }
            default -> {
                if (toPlain) {
                    plain.appendSingle(last);
                } else {
                    count.appendSingle(last);
                }
            }
        }
    }
}
