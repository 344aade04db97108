// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Classification of random chains against models that know collections and no links. */
final class NetBufferListClassifierModelTest {
    private static final int ROUNDS = 2_000;

    private final NblFixture f = new NblFixture();
    private final NetBufferListClassifier classifier = new NetBufferListClassifier(f.environment);
    private final NetBufferListQueue[] queues = new NetBufferListQueue[8];
    private final List<String> flushed = new ArrayList<>();
    private final long seed = Long.getLong("nbl4j.classifier.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private NetBufferListCache cache;

    /** A list as the models know it. */
    private record Item(char label, int value) {}

    @BeforeEach
    void open() {
        System.out.println("classifier: -Dnbl4j.classifier.seed=" + seed);
        cache = new NetBufferListCache(f.data);
        Arrays.setAll(queues, i -> new NetBufferListQueue(f.environment));
    }

    @AfterEach
    void close() {
        cache.close();
        f.close();
    }

    private List<Item> items() {
        final int values = 1 + random.nextInt(queues.length);
        final List<Item> items = new ArrayList<>();
        for (int i = 1 + random.nextInt(40); i > 0; i--) {
            items.add(new Item((char) ('A' + items.size()), random.nextInt(values)));
        }
        return items;
    }

    private NetBufferList chain(final List<Item> items) {
        final StringBuilder text = new StringBuilder();
        items.forEach(item -> text.append(' ').append(item.label).append(item.value));
        return Chains.of(cache, text.substring(1));
    }

    /** The labels of one value, in order. */
    private static String of(final List<Item> items, final int value) {
        final StringBuilder labels = new StringBuilder();
        items.stream().filter(item -> item.value == value).forEach(item -> labels.append(item.label));
        return labels.toString();
    }

    private static long value(final NetBufferList list) {
        return NetBufferListClassifier.CANCEL_ID.applyAsLong(list);
    }

    private void flush(final NetBufferListQueue run, final long value) {
        flushed.add(Chains.labels(run.peek()) + value);
        cache.freeChain(run.popAll());
    }

    @Test
    void shouldSortIntoQueuesAsTheModelDoes() {
        final StringBuilder asked = new StringBuilder();
        for (int round = 0; round < ROUNDS; round++) {
            final List<Item> items = items();
            asked.setLength(0);
            classifier.byIndex(
                    chain(items),
                    list -> {
                        asked.append(Chains.label(list));
                        return (int) value(list);
                    },
                    queues);
            final StringBuilder order = new StringBuilder();
            items.forEach(item -> order.append(item.label));
            assertEquals(order.toString(), asked.toString(), "asked once for each, in order");
            for (int i = 0; i < queues.length; i++) {
                assertEquals(of(items, i), Chains.labels(queues[i].peek()));
                cache.freeChain(queues[i].popAll());
            }
            classifier.bySame(chain(items), NetBufferListClassifier.CANCEL_ID, 0, queues[0], queues[1]);
            final int all = NetBufferListChain.numNetBufferLists(queues[0].peek());
            assertEquals(items.size() - of(items, 0).length(), all);
            assertEquals(of(items, 0), Chains.labels(queues[1].peek()));
            classifier.byPredicate(queues[0].popAll(), list -> value(list) == 1, queues[2], queues[3]);
            assertEquals(of(items, 1), Chains.labels(queues[3].peek()));
            for (final NetBufferListQueue queue : queues) {
                cache.freeChain(queue.popAll());
            }
        }
        assertNull(classifier.popRest());
    }

    @Test
    void shouldFlushRunsAsTheModelDoes() {
        for (int round = 0; round < ROUNDS; round++) {
            final List<Item> items = items();
            final List<String> runs = new ArrayList<>();
            String run = "";
            for (int i = 0; i < items.size(); i++) {
                run += items.get(i).label;
                if (i + 1 == items.size() || items.get(i + 1).value != items.get(i).value) {
                    runs.add(run + items.get(i).value);
                    run = "";
                }
            }
            flushed.clear();
            classifier.byValue(chain(items), NetBufferListClassifierModelTest::value, this::flush);
            assertEquals(runs, flushed);
            flushed.clear();
            NetBufferList rest = chain(items);
            while (rest != null) {
                final long value = value(rest);
                rest = classifier.partialByValue(rest, NetBufferListClassifierModelTest::value, queues[0]);
                flush(queues[0], value);
            }
            assertEquals(runs, flushed);
        }
    }

    /** Four places as the library of NDIS drivers has them, list by list. */
    private static List<String> lookahead(final List<Item> items) {
        final List<String> all = new ArrayList<>();
        final String[] labels = new String[4];
        final int[] values = new int[4];
        int previous = 0;
        for (final Item item : items) {
            int place = -1;
            for (int i = 0; i < 4 && place < 0; i++) {
                if (labels[i] == null || values[i] == item.value) {
                    place = i;
                }
            }
            if (place < 0) {
                place = (previous + 1) % 4;
                all.add(labels[place] + values[place]);
                labels[place] = null;
            }
            labels[place] = (labels[place] == null ? "" : labels[place]) + item.label;
            values[place] = item.value;
            previous = place;
        }
        for (int i = 0; i < 4 && labels[i] != null; i++) {
            all.add(labels[i] + values[i]);
        }
        return all;
    }

    @Test
    void shouldCollectFourValuesAsTheModelDoes() {
        for (int round = 0; round < ROUNDS; round++) {
            final List<Item> items = items();
            flushed.clear();
            classifier.byValueLookahead(chain(items), NetBufferListClassifierModelTest::value, this::flush);
            assertEquals(lookahead(items), flushed);
        }
    }

    /** Whatever throws wherever: each list is in one place, and order inside each value is kept. */
    @Test
    void shouldLoseNothingWhereverACallbackThrows() {
        for (int round = 0; round < ROUNDS; round++) {
            final List<Item> items = items();
            final int calls = random.nextInt(2 * items.size());
            final boolean lookahead = random.nextBoolean();
            final List<Item> arrived = new ArrayList<>();
            if (!classify(items, calls, lookahead, arrived)) {
                takeTheRest(arrived);
            }
            assertNoneLost(items, arrived, lookahead);
        }
    }

    /** The twin: what nobody takes out of the rest is missed. */
    @Test
    void shouldMissWhatStaysInTheRest() {
        for (final boolean lookahead : new boolean[] {false, true}) {
            final List<Item> items = List.of(new Item('A', 1), new Item('B', 2), new Item('C', 1));
            final List<Item> arrived = new ArrayList<>();
            assertFalse(classify(items, 2, lookahead, arrived));
            assertThrows(AssertionError.class, () -> assertNoneLost(items, arrived, lookahead));
            takeTheRest(arrived);
            assertNoneLost(items, arrived, lookahead);
        }
    }

    /** Whether it came to its end: the callback after so many throws. */
    private boolean classify(
            final List<Item> items, final int calls, final boolean lookahead, final List<Item> arrived) {
        final int[] left = {calls};
        final NetBufferListClassifier.Flush flush = (run, value) -> {
            for (NetBufferList list = run.peek(); list != null; list = run.peek()) {
                tick(left);
                arrived.add(new Item(Chains.label(list), (int) value));
                cache.free(run.popFirst());
            }
        };
        final NetBufferList head = chain(items);
        try {
            if (lookahead) {
                classifier.byValueLookahead(head, list -> tick(left, list), flush);
            } else {
                classifier.byValue(head, list -> tick(left, list), flush);
            }
            return true;
        } catch (final ArithmeticException ex) {
            return false;
        }
    }

    private void takeTheRest(final List<Item> arrived) {
        final NetBufferList rest = classifier.popRest();
        Chains.lists(rest).forEach(list -> arrived.add(new Item(Chains.label(list), (int) value(list))));
        cache.freeChain(rest);
    }

    private void assertNoneLost(final List<Item> items, final List<Item> arrived, final boolean lookahead) {
        for (int value = 0; value < queues.length; value++) {
            assertEquals(of(items, value), of(arrived, value));
        }
        assertEquals(items.size(), arrived.size());
        if (!lookahead) {
            assertEquals(items, arrived);
        }
        assertEquals(Collections.nCopies(f.environment.pools().size(), 0), f.inUse());
    }

    private static void tick(final int[] left) {
        if (left[0]-- == 0) {
            throw new ArithmeticException();
        }
    }

    private static long tick(final int[] left, final NetBufferList list) {
        tick(left);
        return value(list);
    }
}
