// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static io.github.nbl4j.nbl.NetBufferListClassifier.CANCEL_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.ToLongFunction;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of ndis-driver-library's documentation, its order of evictions, and what an exception leaves behind. */
final class NetBufferListClassifierTest {
    private static final String EXAMPLE = "A1 B1 C2 D2 E1";

    private final NblFixture f = new NblFixture();
    private final NetBufferListClassifier classifier = new NetBufferListClassifier(f.environment);
    private final NetBufferListQueue zero = new NetBufferListQueue(f.environment);
    private final NetBufferListQueue one = new NetBufferListQueue(f.environment);
    private final StringBuilder flushed = new StringBuilder();
    private NetBufferListCache cache;

    @BeforeEach
    void open() {
        cache = new NetBufferListCache(f.data);
    }

    @AfterEach
    void close() {
        assertNull(classifier.popRest(), "nothing stays in the classifier");
        cache.freeChain(zero.popAll());
        cache.freeChain(one.popAll());
        cache.close();
        f.close();
    }

    private void free(final NetBufferListQueue run, final long value) {
        flushed.append(Chains.labels(run.peek())).append(value).append(' ');
        cache.freeChain(run.popAll());
    }

    @Test
    void shouldDoNothingWhenThereIsNoChain() {
        final ToLongFunction<NetBufferList> never = list -> {
            throw new AssertionError(list);
        };
        classifier.byPredicate(null, list -> true, zero, one);
        classifier.bySame(null, never, 1, zero, one);
        classifier.byIndex(null, list -> -1, new NetBufferListQueue[0]);
        classifier.byValue(null, never, this::free);
        classifier.byValueLookahead(null, never, this::free);
        assertNull(classifier.partialByValue(null, never, zero));
        assertTrue(zero.isEmpty() && one.isEmpty() && flushed.isEmpty());
    }

    @Test
    void shouldFlushARunAtATimeAsTheExampleSays() {
        classifier.byValue(Chains.of(cache, EXAMPLE), CANCEL_ID, this::free);
        assertEquals("AB1 CD2 E1 ", flushed.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "A1 B1 C2 D2 E1, ABE1 CD2",
        "A1, A1",
        // Four values have a place each; the fifth takes the one after the last used.
        "A1 B2 C3 D4 E5, A1 E5 B2 C3 D4",
        "A1 B2 C3 D4 E2 F5, C3 A1 BE2 F5 D4",
        "A1 B2 C3 D4 E1 F5 G6 H1, B2 C3 AEH1 F5 G6 D4",
        "A1 B2 C3 D4 E4 F5 G1, A1 B2 F5 G1 C3 DE4",
    })
    void shouldCollectFourValuesAtATime(final String chain, final String expected) {
        classifier.byValueLookahead(Chains.of(cache, chain), CANCEL_ID, this::free);
        assertEquals(expected, flushed.toString().trim());
    }

    @Test
    void shouldCancelAsTheExampleSays() {
        classifier.bySame(Chains.of(cache, "A4 B3 C2 D3"), CANCEL_ID, 3, zero, one);
        assertEquals("AC", Chains.labels(zero.peek()), "kept");
        assertEquals("BD", Chains.labels(one.peek()), "cancelled");
        classifier.byPredicate(
                Chains.of(cache, "E3 F4"), list -> list.netBufferListInfo(Chains.CANCEL_ID) == 3, zero, one);
        assertEquals("ACF", Chains.labels(zero.peek()));
        assertEquals("BDE", Chains.labels(one.peek()));
    }

    @Test
    void shouldFindMineAndTheirsByPoolSourceAndOwner() {
        final NetBufferList[] lists = {f.data.allocate(), f.plain.allocate(), f.data.allocate(), f.bare.allocate()};
        for (int i = 0; i < lists.length; i++) {
            lists[i].sourceHandle(i / 2);
            lists[i].ownerId(1 + i % 3);
            lists[i].next(i + 1 < lists.length ? lists[i + 1] : null);
        }
        classifier.bySame(lists[0], NetBufferListClassifier.POOL, f.data.ordinal(), zero, one);
        assertEquals(List.of(lists[0], lists[2]), Chains.lists(one.peek()));
        assertEquals(List.of(lists[1], lists[3]), Chains.lists(zero.peek()));
        one.appendQueue(zero);
        classifier.bySame(one.popAll(), NetBufferListClassifier.SOURCE_HANDLE, 1, zero, one);
        assertEquals(List.of(lists[2], lists[3]), Chains.lists(one.peek()));
        zero.appendQueue(one);
        classifier.bySame(zero.popAll(), NetBufferListClassifier.OWNER_ID, 1, zero, one);
        assertEquals(List.of(lists[0], lists[3]), Chains.lists(one.peek()));
    }

    @Test
    void shouldSortIntoAsManyQueuesAsThereAreAndRefuseOthers() {
        final NetBufferListQueue two = new NetBufferListQueue(f.environment);
        final NetBufferListQueue[] queues = {zero, one, two};
        classifier.byIndex(Chains.of(cache, "A2 B0 C0 D1 E2 F2"), NetBufferListClassifierTest::cancelId, queues);
        assertEquals("BC", Chains.labels(zero.peek()));
        assertEquals("D", Chains.labels(one.peek()));
        assertEquals("AEF", Chains.labels(two.peek()));
        for (final int wrong : new int[] {-1, 3, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            final NetBufferList chain = Chains.of(cache, "G0 H" + wrong + " I1");
            final IllegalArgumentException thrown = assertThrows(
                    IllegalArgumentException.class,
                    () -> classifier.byIndex(chain, NetBufferListClassifierTest::cancelId, queues));
            assertTrue(thrown.getMessage().startsWith("index must name a queue: index=" + wrong + " queues=3"));
            final NetBufferList rest = classifier.popRest();
            assertEquals("HI", Chains.labels(rest));
            cache.freeChain(rest);
        }
        cache.freeChain(two.popAll());
    }

    private static int cancelId(final NetBufferList list) {
        return (int) list.netBufferListInfo(Chains.CANCEL_ID);
    }

    @Test
    void shouldPeelOffOneRunAndLeaveTheRest() {
        NetBufferList rest = Chains.of(cache, EXAMPLE);
        for (final String run : new String[] {"AB", "CD", "E"}) {
            rest = classifier.partialByValue(rest, CANCEL_ID, zero);
            assertEquals(run, Chains.labels(zero.peek()));
            cache.freeChain(zero.popAll());
        }
        assertNull(rest);
        final NetBufferList chain = Chains.of(cache, EXAMPLE);
        assertThrows(ArithmeticException.class, () -> classifier.partialByValue(chain, throwing('C'), zero));
        assertEquals("ABCDE", Chains.labels(chain), "the chain is as it was");
        cache.freeChain(chain);
    }

    /** The CancelId, until the list of that label. */
    private static ToLongFunction<NetBufferList> throwing(final char label) {
        return list -> {
            if (Chains.label(list) == label) {
                throw new ArithmeticException();
            }
            return CANCEL_ID.applyAsLong(list);
        };
    }

    @ParameterizedTest
    @CsvSource({"A, '', '', ABCDE", "B, '', '', ABCDE", "C, '', '', ABCDE", "D, '', AB, CDE", "E, '', AB, CDE"})
    void shouldKeepTheRestWhenAFunctionThrows(final char at, final String zeros, final String ones, final String rest) {
        final String chain = "A1 B1 C2 D2 E1";
        final ToLongFunction<NetBufferList> function = throwing(at);
        for (int kind = 0; kind < 3; kind++) {
            final NetBufferList head = Chains.of(cache, chain);
            final int kindOf = kind;
            assertThrows(ArithmeticException.class, () -> {
                switch (kindOf) {
                    case 0 -> classifier.bySame(head, function, 1, zero, one);
                    case 1 -> classifier.byPredicate(head, list -> function.applyAsLong(list) == 1, zero, one);
                    default ->
                        classifier.byIndex(
                                head, list -> (int) function.applyAsLong(list) % 2, new NetBufferListQueue[] {zero, one
                                });
                }
            });
            assertEquals(zeros, Chains.labels(zero.peek()));
            assertEquals(ones, Chains.labels(one.peek()));
            requireBusy();
            final NetBufferList left = classifier.popRest();
            assertEquals(rest, Chains.labels(left));
            cache.freeChain(left);
            cache.freeChain(one.popAll());
        }
    }

    private void requireBusy() {
        final NetBufferList list = cache.allocate();
        f.refused(IllegalStateException.class, "must be idle", () -> classifier.byValue(list, CANCEL_ID, this::free));
        f.refused(IllegalStateException.class, "must be idle", () -> classifier.partialByValue(list, CANCEL_ID, zero));
        cache.free(list);
    }

    @Test
    void shouldKeepWhatAReceiverDidNotTakeWhenItThrows() {
        for (int taken = 0; taken <= 2; taken++) {
            final int take = taken;
            assertThrows(
                    ArithmeticException.class,
                    () -> classifier.byValue(Chains.of(cache, EXAMPLE), CANCEL_ID, (run, value) -> {
                        if (value == 2) {
                            for (int i = 0; i < take; i++) {
                                cache.free(run.popFirst());
                            }
                            throw new ArithmeticException();
                        }
                        free(run, value);
                    }));
            requireBusy();
            final NetBufferList rest = classifier.popRest();
            assertEquals("CDE".substring(taken), Chains.labels(rest));
            cache.freeChain(rest);
        }
        assertEquals("AB1 AB1 AB1 ", flushed.toString());
    }

    @Test
    void shouldNotTakeAListForOneWhoseSlotAReceiverFreed() {
        assertThrows(
                ArithmeticException.class,
                () -> classifier.byValue(Chains.of(cache, "A1 B2"), CANCEL_ID, (run, value) -> {
                    cache.freeChain(run.peek());
                    throw new ArithmeticException();
                }));
        final NetBufferList other = cache.allocate();
        final NetBufferList rest = classifier.popRest();
        assertEquals("B", Chains.labels(rest));
        cache.freeChain(rest);
        cache.free(other);
    }

    @Test
    void shouldKeepOpenBucketsWhenLookaheadThrows() {
        // Value 1 is evicted by F and its receiver throws; 2, 3 and 4 are open, F and what follows not yet looked at.
        assertThrows(
                ArithmeticException.class,
                () -> classifier.byValueLookahead(
                        Chains.of(cache, "A1 B2 C3 D4 E1 X3 Y4 F5 G5 H2"), CANCEL_ID, (run, value) -> {
                            cache.free(run.popFirst());
                            throw new ArithmeticException();
                        }));
        final NetBufferList rest = classifier.popRest();
        assertEquals("EBCXDYFGH", Chains.labels(rest), "A was taken; order inside each value is kept");
        assertThrows(ArithmeticException.class, () -> classifier.byValueLookahead(rest, throwing('Y'), this::free));
        final NetBufferList again = classifier.popRest();
        assertEquals("EBCXDYFGH", Chains.labels(again));
        assertThrows(
                ArithmeticException.class,
                () -> classifier.byValueLookahead(again, CANCEL_ID, (run, value) -> {
                    if (value == 2) {
                        throw new ArithmeticException();
                    }
                    free(run, value);
                }));
        assertEquals("E1 FG5 ", flushed.toString(), "E was evicted by F, whose place is the first in the end");
        final NetBufferList last = classifier.popRest();
        assertEquals("BHCXDY", Chains.labels(last));
        cache.freeChain(last);
    }

    @Test
    void shouldForgetWhatTheReceiverLeavesLinkedAfterANormalReturn() {
        classifier.byValue(Chains.of(cache, EXAMPLE), CANCEL_ID, (run, value) -> cache.freeChain(run.peek()));
        classifier.byValueLookahead(Chains.of(cache, EXAMPLE), CANCEL_ID, (run, value) -> cache.freeChain(run.peek()));
        classifier.byValue(Chains.of(cache, EXAMPLE), CANCEL_ID, (run, value) -> zero.appendQueue(run));
        assertEquals("ABCDE", Chains.labels(zero.peek()));
    }

    @Test
    void shouldRefuseToBeCalledByItsOwnReceiver() {
        final NetBufferList other = cache.allocate();
        classifier.byValue(Chains.of(cache, "A1 B2"), CANCEL_ID, (run, value) -> {
            if (value == 1) {
                f.refused(
                        IllegalStateException.class,
                        "from its own callback",
                        () -> classifier.byPredicate(other, list -> true, zero, one));
            }
            free(run, value);
        });
        cache.free(other);
        assertEquals("A1 B2 ", flushed.toString());
    }

    @Test
    void shouldRefuseForeignQueuesAndListsBeforeAnythingChanges() {
        final NetBufferList chain = Chains.of(cache, EXAMPLE);
        try (NblFixture other = new NblFixture()) {
            final NetBufferListQueue theirs = new NetBufferListQueue(other.environment);
            final NetBufferList foreign = other.data.allocate();
            final Class<IllegalArgumentException> refused = IllegalArgumentException.class;
            final String why = "must be of the same environment";
            f.refused(refused, why, () -> classifier.byPredicate(chain, list -> true, theirs, one));
            f.refused(refused, why, () -> classifier.byPredicate(chain, list -> true, zero, theirs));
            f.refused(refused, why, () -> classifier.bySame(chain, CANCEL_ID, 1, zero, theirs));
            f.refused(refused, why, () -> classifier.bySame(chain, CANCEL_ID, 1, theirs, one));
            f.refused(refused, why, () -> classifier.byIndex(chain, l -> 0, new NetBufferListQueue[] {zero, theirs}));
            f.refused(refused, why, () -> classifier.partialByValue(chain, CANCEL_ID, theirs));
            f.refused(refused, why, () -> classifier.byValue(foreign, CANCEL_ID, this::free));
            other.data.free(foreign);
        }
        assertEquals("ABCDE", Chains.labels(chain));
        cache.freeChain(chain);
        f.refused(IllegalStateException.class, "must be owned", () -> classifier.byValue(chain, CANCEL_ID, this::free));
        assertNull(classifier.popRest());
    }

    @Test
    void shouldKeepTheRestWhenAQueueHoldsAFreedList() {
        final NetBufferList freed = cache.allocate();
        final NetBufferList chain = Chains.of(cache, EXAMPLE);
        one.appendSingle(freed);
        cache.free(freed);
        f.refused(
                IllegalStateException.class, freed.toString(), () -> classifier.bySame(chain, CANCEL_ID, 2, zero, one));
        assertEquals("AB", Chains.labels(zero.peek()));
        final NetBufferList rest = classifier.popRest();
        assertEquals("CDE", Chains.labels(rest));
        cache.freeChain(rest);
        assertSame(freed, one.popAll());
    }

    /** The receiver frees what it got, and that ends in an exception that is none of its own. */
    @Test
    void shouldGiveTheRestWhenTheReceiverHadFreedItsListsAndThrew() {
        final Mdl mdl = f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[1]), 0, 1, told -> {
            throw new ArithmeticException();
        });
        final NetBufferList freed = f.plain.allocate(mdl, 0, 1);
        f.environment.mdlPool().free(mdl);
        freed.netBufferListInfo(NetBufferListInfo.CANCEL_ID, 1);
        final NetBufferList left = cache.allocate();
        left.netBufferListInfo(NetBufferListInfo.CANCEL_ID, 2);
        freed.next(left);

        assertThrows(
                ArithmeticException.class,
                () -> classifier.byValue(freed, CANCEL_ID, (run, value) -> cache.freeChain(run.peek())));

        assertSame(left, classifier.popRest());
        assertNull(left.next());
        assertNull(classifier.popRest());
        cache.free(left);
    }

    /** A freed list in the chain, which the call refuses, does not keep those before it. */
    @Test
    void shouldGiveTheRestWithoutAListThatWasFreed() {
        final NetBufferList first = cache.allocate();
        final NetBufferList second = cache.allocate();
        final NetBufferList freed = cache.allocate();
        first.next(second);
        second.next(freed);
        cache.free(freed);

        f.refused(
                IllegalStateException.class,
                freed.toString(),
                () -> classifier.byPredicate(first, list -> list == freed, zero, one));

        assertSame(first, zero.popAll());
        assertNull(classifier.popRest());
        cache.freeChain(first);
    }
}
