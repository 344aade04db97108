// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListChain;
import io.github.nbl4j.nbl.NetBufferListClassifier;
import io.github.nbl4j.nbl.NetBufferListCompletion;
import io.github.nbl4j.nbl.NetBufferListCountedQueue;
import io.github.nbl4j.nbl.NetBufferListQueue;
import io.github.nbl4j.nbl.NetBufferListScope;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Queues, chains, classification, scopes and transfer of real clones: not one byte. */
class QueuesZeroAllocationTest {
    private static final int OPERATIONS = 20_000;
    private static final int BULK = 16;

    private final Fixture fixture = new Fixture(64, 4);
    private final NetBufferListCloner cloner = new NetBufferListCloner(fixture.lists);
    private final NetBufferListClassifier classifier = new NetBufferListClassifier(fixture.environment);
    private final NetBufferListQueue queue = new NetBufferListQueue(fixture.environment);
    private final NetBufferListQueue other = new NetBufferListQueue(fixture.environment);
    private final NetBufferListCountedQueue counted = new NetBufferListCountedQueue(fixture.environment);
    private final NetBufferListQueue[] both = {queue, other};
    private final NetBufferListScope scope = new NetBufferListScope(cloner, BULK);
    // Made beforehand, as a caller should.
    private final NetBufferListClassifier.Flush flush = (run, value) -> cloner.freeChain(run.popAll());
    private final Consumer<NetBufferList> free = cloner::free;
    private final NetBufferListCompletion completion = list -> cloner.free(list);

    @AfterEach
    void auditBooks() {
        cloner.close();
        fixture.close();
    }

    private static void assertNone(final Allocations.Work work) {
        assertEquals(0, Allocations.ofQuietestRound(OPERATIONS, work), "bytes of " + OPERATIONS + " operations");
    }

    private NetBufferList chain(final int i) {
        for (int k = 0; k < BULK; k++) {
            final NetBufferList list = cloner.allocate();
            list.sourceHandle((i + k * k) % 6);
            counted.appendSingle(list);
        }
        return counted.popAll();
    }

    @Test
    void shouldAllocateNothingWhenQueuedAndWalked() {
        assertNone(i -> {
            queue.appendChain(chain(i));
            other.appendSingle(queue.popFirst());
            queue.appendQueue(other);
            final NetBufferList head = queue.popAll();
            NetBufferListChain.setStatus(head, i);
            assertTrue(NetBufferListChain.numNetBuffers(head) == BULK);
            assertTrue(NetBufferListChain.numDataBytes(head) == 0);
            NetBufferListChain.forEach(head, free);
        });
    }

    @Test
    void shouldAllocateNothingWhenClassified() {
        assertNone(i -> {
            classifier.byValue(chain(i), NetBufferListClassifier.SOURCE_HANDLE, flush);
            classifier.byValueLookahead(chain(i), NetBufferListClassifier.SOURCE_HANDLE, flush);
            classifier.bySame(chain(i), NetBufferListClassifier.SOURCE_HANDLE, 3, queue, other);
            classifier.byPredicate(queue.popAll(), list -> list.sourceHandle() > 3, queue, other);
            classifier.byIndex(queue.popAll(), list -> (int) list.sourceHandle() & 1, both);
            queue.appendQueue(other);
            NetBufferList rest = queue.popAll();
            while (rest != null) {
                rest = classifier.partialByValue(rest, NetBufferListClassifier.SOURCE_HANDLE, queue);
                cloner.freeChain(queue.popAll());
            }
        });
    }

    @Test
    void shouldAllocateNothingWhenAScopeFreesAndAParentIsGivenUp() {
        assertNone(i -> {
            try (scope) {
                final NetBufferList parent = scope.add(fixture.allocate(cloner, i));
                final NetBufferList clone = scope.add(cloner.allocateClone(parent, CloneFlags.NONE));
                final NetBufferList cloneOfClone = scope.add(cloner.allocateClone(clone, CloneFlags.NONE));
                cloner.complete(scope.handOn(parent), completion);
                cloner.complete(scope.handOn(clone), completion);
                Fixture.verify(cloneOfClone, i);
            }
        });
    }
}
