// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListChain;
import io.github.nbl4j.nbl.NetBufferListCountedQueue;
import io.github.nbl4j.nbl.NetBufferListQueue;
import java.util.function.Consumer;

/** Queues and chains. */
final class Queues extends Room {
    private final NetBufferListQueue queue = new NetBufferListQueue(environment);
    private final NetBufferListQueue other = new NetBufferListQueue(environment);
    private final NetBufferListCountedQueue counted = new NetBufferListCountedQueue(environment);
    private final NetBufferListCountedQueue otherCounted = new NetBufferListCountedQueue(environment);
    private final Consumer<NetBufferList> free = cloner::free;

    void queue() {
        queue.appendSingle(cloner.allocate());
        queue.appendChain(cloner.allocate());
        final NetBufferList last = cloner.allocate();
        other.appendChainFast(last, last);
        queue.appendQueue(other);
        use(queue.peek());
        cloner.free(queue.popFirst());
        cloner.freeChain(queue.popAll());
        check(queue.isEmpty() && other.isEmpty());
    }

    void counted() {
        counted.appendSingle(cloner.allocate());
        counted.appendChain(cloner.allocate());
        final NetBufferList last = cloner.allocate();
        otherCounted.appendChainFast(last, last, 1);
        counted.appendQueue(otherCounted);
        check(counted.count() == 3);
        use(counted.peek());
        cloner.free(counted.popFirst());
        cloner.freeChain(counted.popAll());
        check(counted.isEmpty());
    }

    void chain() {
        NetBufferListChain.setStatus(original, next());
        check(NetBufferListChain.numNetBufferLists(original) == 1);
        check(NetBufferListChain.numNetBuffers(original) == PARTS);
        check(NetBufferListChain.numNetBuffers(original.firstNetBuffer().next()) == PARTS - 1);
        check(NetBufferListChain.numDataBytes(original) == PARTS * BYTES);
        check(NetBufferListChain.last(original) == original);
        use(NetBufferListChain.lastNetBuffer(original));
        NetBufferListChain.forEach(cloner.allocate(), free);
    }
}
