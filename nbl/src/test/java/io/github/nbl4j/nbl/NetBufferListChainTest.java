// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counting, finding, marking and walking the lists of a chain, of lists with 0, 1 and 3 NetBuffers of 3 Mdls. */
final class NetBufferListChainTest {
    private final NblFixture f = new NblFixture();
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

    /** A list without an embedded NetBuffer, with one NetBuffer over each of the chains. */
    private NetBufferList list(final int[]... chains) {
        final NetBufferList list = f.bare.allocate();
        for (final int[] sizes : chains) {
            final Mdl head = f.chain(sizes);
            list.append(f.netBuffers.allocate(head, 2, NblFixture.sum(sizes) - 3));
            NblFixture.release(head);
        }
        return list;
    }

    @Test
    void shouldCountNothingWhenThereIsNoChain() {
        assertEquals(0, NetBufferListChain.numNetBufferLists(null));
        assertEquals(0, NetBufferListChain.numNetBuffers((NetBufferList) null));
        assertEquals(0, NetBufferListChain.numNetBuffers((NetBuffer) null));
        assertEquals(0, NetBufferListChain.numDataBytes(null));
        NetBufferListChain.setStatus(null, 7);
        NetBufferListChain.forEach(null, list -> {
            throw new AssertionError(list);
        });
        assertEquals(
                "a chain must have a list to have a last one: head=null",
                assertThrows(IllegalArgumentException.class, () -> NetBufferListChain.last(null))
                        .getMessage());
    }

    @Test
    void shouldCountListsNetBuffersAndBytes() {
        final NetBufferList full = list(NblFixture.THREE_BY_THREE);
        final NetBufferList none = list();
        final NetBufferList one = list(new int[] {9, 4, 2});
        full.next(none);
        none.next(one);
        final long three = 23 + 20 + 17 - 3 * 3;
        assertEquals(3, NetBufferListChain.numNetBufferLists(full));
        assertEquals(4, NetBufferListChain.numNetBuffers(full));
        assertEquals(3, NetBufferListChain.numNetBuffers(full.firstNetBuffer()), "of one list, not of the chain");
        assertEquals(three + 12, NetBufferListChain.numDataBytes(full));
        assertEquals(1, NetBufferListChain.numNetBufferLists(one));
        assertEquals(12, NetBufferListChain.numDataBytes(none));
        assertSame(one, NetBufferListChain.last(full));
        assertSame(one, NetBufferListChain.last(one));
        assertSame(full.firstNetBuffer().next().next(), NetBufferListChain.lastNetBuffer(full));
        assertSame(one.firstNetBuffer(), NetBufferListChain.lastNetBuffer(one));
        f.refused(
                IllegalArgumentException.class,
                "a list must have a NetBuffer to have a last one: " + none,
                () -> NetBufferListChain.lastNetBuffer(none));
        cache.freeChain(full);
    }

    @Test
    void shouldWriteTheStatusOfEveryListAndOfNoOther() {
        final NetBufferList head = Chains.of(cache, "A1 B1 C1 D1");
        final NetBufferList second = head.next();
        NetBufferListChain.setStatus(second, -17);
        assertEquals(
                List.of(0, -17, -17, -17),
                Chains.lists(head).stream().map(NetBufferList::status).toList());
        final List<NblFixture.ListFields> before =
                Chains.lists(head).stream().map(NblFixture.ListFields::of).toList();
        NetBufferListChain.setStatus(head, 0);
        NetBufferListChain.setStatus(second, -17);
        assertEquals(
                before,
                Chains.lists(head).stream().map(NblFixture.ListFields::of).toList(),
                "nothing else");
        cache.freeChain(head);
    }

    @Test
    void shouldWalkOnWhenTheCallbackFreesOrQueuesTheList() {
        final NetBufferListQueue kept = new NetBufferListQueue(f.environment);
        final StringBuilder seen = new StringBuilder();
        NetBufferListChain.forEach(Chains.of(cache, "A1 B2 C1 D2 E1"), list -> {
            seen.append(Chains.label(list));
            if (list.netBufferListInfo(Chains.CANCEL_ID) == 1) {
                cache.free(list);
            } else {
                kept.appendSingle(list);
            }
        });
        assertEquals("ABCDE", seen.toString());
        assertEquals("BD", Chains.labels(kept.peek()));
        cache.freeChain(kept.popAll());
    }

    @Test
    void shouldHandEachListOverWithItsNextAndEndWhenTheCallbackThrows() {
        final NetBufferList head = Chains.of(cache, "A1 B1 C1");
        final List<NetBufferList> nexts = new ArrayList<>();
        NetBufferListChain.forEach(head, list -> nexts.add(list.next()));
        assertSame(head.next(), nexts.get(0));
        assertNull(nexts.get(2));
        final StringBuilder seen = new StringBuilder();
        assertThrows(
                ArithmeticException.class,
                () -> NetBufferListChain.forEach(head, list -> {
                    seen.append(Chains.label(list));
                    if (seen.length() == 2) {
                        throw new ArithmeticException();
                    }
                }));
        assertEquals("AB", seen.toString());
        cache.freeChain(head);
    }
}
