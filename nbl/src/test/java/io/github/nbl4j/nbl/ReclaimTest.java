// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.pool.Slot;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What broken calls left behind comes home, and what callers hold stays theirs; by links, whatever counts say. */
final class ReclaimTest {
    private final NblFixture f = new NblFixture();
    private final List<Slot> held = new ArrayList<>();
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

    private int reclaim() {
        final int found = f.environment.reclaim(held::contains);
        f.environment
                .pools()
                .forEach(pool -> assertEquals(List.of(), pool.audit().defects(), pool.name()));
        return found;
    }

    private NetBufferList hold(final NetBufferList list) {
        assertNotNull(list);
        held.add(list);
        return list;
    }

    private void freeHeld() {
        held.forEach(slot -> cache.free((NetBufferList) slot));
    }

    private int inUse() {
        return f.inUse().stream().mapToInt(Integer::intValue).sum();
    }

    private NetBufferList child(final NetBufferList parent) {
        final NetBufferList child = begunChild(parent);
        Derivation.bear(parent, 1);
        return child;
    }

    private NetBufferList begunChild(final NetBufferList parent) {
        Derivation.require(f.environment, parent);
        final NetBufferList child = Derivation.begin(cache, null, parent, true);
        assertNotNull(child);
        return child;
    }

    /** Three NetBuffers of three Mdls, each with an own segment in front. */
    private NetBufferList large() {
        final NetBufferList list = f.data.allocate();
        list.append(f.dataNetBuffers.allocateMdlAndData());
        list.append(f.dataNetBuffers.allocateMdlAndData());
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            nb.append(f.segments.allocate());
            nb.append(f.segments.allocate());
            nb.adjustData(0, nb.chainLength());
        }
        assertTrue(list.retreat(100, 0));
        assertTrue(list.allocateContext(64, 0));
        return list;
    }

    @Test
    void shouldKeepAllThatAHeldListConsistsOf() {
        final NetBufferList list = hold(large());
        final NblFixture.ListFields before = NblFixture.ListFields.of(list);
        final List<Integer> inUse = f.inUse();

        assertEquals(0, reclaim());

        assertEquals(before, NblFixture.ListFields.of(list));
        assertEquals(inUse, f.inUse());
        freeHeld();
    }

    @Test
    void shouldBringHomeAllThatAListConsistsOfWhichNobodyHolds() {
        large().netBufferListInfo(3, -1);
        final int lost = inUse();

        assertEquals(lost, reclaim());

        assertEquals(0, inUse());
        final NetBufferList next = hold(large());
        assertEquals(0, next.netBufferListInfo(3), "nothing is left of the life that was ended");
        assertNull(next.firstNetBuffer().next().next().next());
        freeHeld();
    }

    /** Taken, and not linked to anything yet. */
    @Test
    void shouldBringHomePartsThatAreLinkedToNothing() {
        final NetBufferList list = hold(f.data.allocate());
        assertNotNull(cache.take(f.plain));
        cache.take(f.plain).begin();
        assertNotNull(cache.takeNetBuffer(f.netBuffers));
        cache.takeNetBuffer(f.netBuffers).list = list.id();
        assertNotNull(cache.takeMdl(f.environment.mdlPool()));
        cache.takeMdl(f.segments).belongTo(list.firstNetBuffer().id());
        PrivateMemory.take(list.firstNetBuffer(), NblFixture.ROOM, cache);
        PrivateMemory.take(list.firstNetBuffer(), NblFixture.ROOM, cache);
        cache.takeContext(f.environment.contextPool()).own(16, null);

        assertEquals(8, reclaim());

        assertEquals(1, inUse());
        assertTrue(list.retreat(NblFixture.DATA + NblFixture.ROOM, 0));
        assertEquals(1, inUse(), "the room is there again, and no segment is needed");
        freeHeld();
    }

    /** Its free broke off between the end of its life and whatever comes next. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBringHomeAListThatEndedHalfWay(final boolean isParent) {
        final NetBufferList list = large();
        if (isParent) {
            cache.free(child(list));
            child(list).release();
            assertEquals(2, list.release(), "births");
        } else {
            assertTrue(list.endOwnership());
        }
        reclaim();

        assertEquals(0, inUse());
    }

    /** A child whose parent was not told of its death, or which was counted and never handed out. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldCountTheLivingByTheirLinks(final boolean isShared) {
        final NetBufferList parent = hold(cache.allocate());
        if (isShared) {
            Derivation.share(parent);
        }
        final NetBufferList living = hold(child(parent));
        child(parent).endOwnership();
        child(parent);
        begunChild(parent);
        assertEquals(3, parent.childRefCount());

        assertEquals(3, reclaim());

        assertEquals(1, parent.childRefCount());
        assertEquals(isShared, Derivation.tryBearShared(parent, parent.handle()), "shared as before");
        if (isShared) {
            Derivation.unbearShared(cache, parent);
        }
        cache.free(parent);
        assertEquals(2, inUse(), "the parent waits for its child");
        cache.free(living);
        assertEquals(0, inUse());
    }

    @Test
    void shouldKeepAncestorsOfWhatIsHeld() {
        final NetBufferList root = cache.allocate();
        final NetBufferList middle = child(root);
        final NetBufferList leaf = hold(child(middle));
        child(middle).endOwnership();
        cache.free(middle);

        assertEquals(1, reclaim());

        assertEquals(3, inUse(), "nobody holds the root, and yet it lives");
        assertSame(middle, leaf.parentNetBufferList());
        assertSame(root, f.environment.list(middle.parent), "by its field: it waits, and nobody may look at it");
        assertThrows(IllegalStateException.class, () -> cache.free(root), "nor does anybody any more");
        cache.free(leaf);
        assertEquals(0, inUse());
    }

    /** The RMW of its owner never came: its count says millions. */
    @Test
    void shouldReclaimAParentWhoseOwnerDidNotCountHimselfOut() {
        final NetBufferList parent = cache.allocate();
        final NetBufferList last = hold(child(parent));
        assertEquals(1, parent.release());

        assertEquals(0, reclaim());

        cache.free(last);
        assertEquals(0, inUse());
    }

    @Test
    void shouldBeginCleanlyAfterADeathInTheMiddle() {
        final NetBufferList parent = cache.allocate();
        child(parent);
        parent.presetBirths(17);

        assertEquals(2, reclaim());

        for (int i = 0; i < f.data.population(); i++) {
            assertEquals(0, hold(cache.allocate()).childRefCount());
        }
        freeHeld();
    }

    @Test
    void shouldTellOfMemoryThatNobodyUsesAnyMore() {
        final List<Mdl> told = new ArrayList<>();
        final UnsafeBuffer memory = new UnsafeBuffer(new byte[64]);
        final Mdl lent = f.environment.mdlPool().allocate(memory, 0, 64, told::add);
        final Mdl kept = f.environment.mdlPool().allocate(memory, 0, 64, told::add);
        held.add(kept);
        hold(f.plain.allocate(kept, 0, 64));
        f.plain.allocate(kept, 0, 64);
        f.plain.allocate(lent, 0, 64);
        f.environment.mdlPool().free(lent);

        assertEquals(3, reclaim());

        assertEquals(List.of(lent), told);
        held.remove(kept);
        freeHeld();
        assertEquals(List.of(lent), told, "its holder is left");
        f.environment.mdlPool().free(kept);
        assertEquals(List.of(lent, kept), told);
    }

    @Test
    void shouldKeepWhatIsLooseWhenNobodyKnows() {
        final NetBuffer loose = f.dataNetBuffers.allocateMdlAndData();
        final Mdl segment = f.segments.allocate();
        final NetBufferList list = cache.allocate();
        assertNotNull(cache.take(f.plain));

        assertEquals(1, f.environment.reclaim(slot -> true));

        assertEquals(3, inUse());
        f.dataNetBuffers.free(loose);
        f.segments.free(segment);
        cache.free(list);
    }

    /** A slot shows what its last life described until it is filled, and that may be gone. */
    @Test
    void shouldReclaimWhatWasBegunWhereMemoryThatIsGoneWasDescribed() {
        final NetBufferList past = cache.allocate();
        final NetBufferList clone = Derivation.begin(cache, null, past, true);
        assertTrue(Derivation.shareSole(clone, past));
        Derivation.bear(past, 1);
        cache.free(clone);
        cache.free(past);
        cache.close();
        f.data.close();
        assertTrue(f.data.isReleased());
        cache = new NetBufferListCache(f.plain);
        final NetBufferList parent = hold(cache.allocate());
        int begun = 1;
        while (Derivation.begin(cache, null, parent, true) != clone) {
            begun++;
        }

        assertEquals(0, f.environment.reclaim(slot -> true), "nobody knows better: all are kept");
        assertEquals(begun, reclaim());

        freeHeld();
        assertEquals(0, inUse());
    }

    /** The list is held, and whoever lent it the memory is not there any more. */
    @Test
    void shouldEndTheHoldOfLentMemoryThatNobodyHolds() {
        final List<Mdl> told = new ArrayList<>();
        final Mdl mdl = f.environment.mdlPool().allocate(new UnsafeBuffer(new byte[8]), 0, 8, told::add);
        hold(f.plain.allocate(mdl, 0, 8));

        assertEquals(0, reclaim());
        assertEquals(List.of(), told, "a list uses it still");
        assertThrows(IllegalStateException.class, () -> f.environment.mdlPool().free(mdl));

        freeHeld();
        assertEquals(List.of(mdl), told);
        assertEquals(0, inUse());
    }

    @Test
    void shouldReleaseClosedPoolsWithTheLastSlot() {
        assertNotNull(cache.take(f.plain));
        cache.close();
        f.plain.close();
        assertFalse(f.plain.isReleased());

        assertEquals(1, reclaim());

        assertTrue(f.plain.isReleased());
    }
}
