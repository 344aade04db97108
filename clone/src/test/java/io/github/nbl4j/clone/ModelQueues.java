// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListChain;
import io.github.nbl4j.nbl.NetBufferListCountedQueue;
import java.util.ArrayList;
import java.util.List;

/** Two queues of the library's, each beside a plain list. */
final class ModelQueues {
    private final NetBufferListCountedQueue[] real;
    private final List<List<ModelList>> model = List.of(new ArrayList<>(), new ArrayList<>());

    ModelQueues(final NetBufferEnvironment environment) {
        real = new NetBufferListCountedQueue[] {
            new NetBufferListCountedQueue(environment), new NetBufferListCountedQueue(environment)
        };
    }

    boolean isEmpty(final int queue) {
        return model.get(queue).isEmpty();
    }

    /** Whatever followed it is not appended. */
    void appendSingle(final int queue, final ModelList list) {
        real[queue].appendSingle(list.real);
        append(queue, List.of(list));
    }

    /** The lists are chained first. */
    void appendChain(final int queue, final List<ModelList> lists) {
        chain(lists);
        real[queue].appendChain(lists.get(0).real);
        append(queue, lists);
    }

    private void append(final int queue, final List<ModelList> lists) {
        final List<ModelList> all = model.get(queue);
        all.addAll(lists);
        for (int i = 0; i < all.size(); i++) {
            all.get(i).queued = true;
            all.get(i).next = i + 1 < all.size() ? all.get(i + 1) : null;
        }
    }

    /** Links lists in this order, and nothing behind them. */
    static void chain(final List<ModelList> lists) {
        for (int i = 0; i < lists.size(); i++) {
            lists.get(i).next = i + 1 < lists.size() ? lists.get(i + 1) : null;
            lists.get(i).real.next(i + 1 < lists.size() ? lists.get(i + 1).real : null);
        }
    }

    void popFirst(final int queue) {
        final List<ModelList> all = model.get(queue);
        final ModelList first = all.isEmpty() ? null : all.remove(0);
        ModelWorld.expect(first == null ? null : first.real, real[queue].popFirst(), "popFirst");
        if (first != null) {
            first.queued = false;
            first.next = null;
        }
    }

    void popAll(final int queue) {
        final List<ModelList> all = model.get(queue);
        ModelWorld.expect(all.isEmpty() ? null : all.get(0).real, real[queue].popAll(), "popAll");
        all.forEach(list -> list.queued = false);
        all.clear();
    }

    void appendQueue(final int queue) {
        real[queue].appendQueue(real[1 - queue]);
        append(queue, model.get(1 - queue));
        model.get(1 - queue).clear();
    }

    void compare() {
        for (int queue = 0; queue < real.length; queue++) {
            final List<ModelList> all = model.get(queue);
            final NetBufferList head = real[queue].peek();
            ModelWorld.expect(all.size(), real[queue].count(), "count of a queue");
            ModelWorld.expect(all.isEmpty(), real[queue].isEmpty(), "isEmpty");
            ModelWorld.expect(all.size(), NetBufferListChain.numNetBufferLists(head), "length of a queue");
            NetBufferList next = head;
            long bytes = 0;
            for (final ModelList list : all) {
                ModelWorld.expect(list.real, next, "order of a queue");
                bytes += list.nbs.stream().mapToLong(nb -> nb.length).sum();
                next = next.next();
            }
            ModelWorld.expect(bytes, NetBufferListChain.numDataBytes(head), "bytes of a queue");
        }
    }
}
