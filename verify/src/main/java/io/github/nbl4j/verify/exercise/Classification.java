// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import static io.github.nbl4j.nbl.NetBufferListClassifier.SOURCE_HANDLE;

import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListClassifier;
import io.github.nbl4j.nbl.NetBufferListQueue;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** A chain of lists of six values, sorted in every way. */
final class Classification extends Room {
    private static final RuntimeException PREPARED = new IllegalStateException("made once, and thrown often");

    private final NetBufferListClassifier classifier = new NetBufferListClassifier(environment);
    private final NetBufferListQueue queue = new NetBufferListQueue(environment);
    private final NetBufferListQueue other = new NetBufferListQueue(environment);
    private final NetBufferListQueue[] both = {queue, other};
    private final NetBufferListClassifier.Flush flush = (run, value) -> cloner.freeChain(run.popAll());
    private final ToIntFunction<NetBufferList> parity = list -> (int) list.sourceHandle() & 1;
    private final Predicate<NetBufferList> large = list -> list.sourceHandle() > 3;
    private final Predicate<NetBufferList> failing = list -> {
        throw PREPARED;
    };

    private NetBufferList chain() {
        for (int k = 0; k < 16; k++) {
            final NetBufferList list = cloner.allocate();
            list.sourceHandle(k * k % 6);
            queue.appendSingle(list);
        }
        return queue.popAll();
    }

    private void freeQueues() {
        queue.appendQueue(other);
        cloner.freeChain(queue.popAll());
    }

    void byValue() {
        classifier.byValue(chain(), SOURCE_HANDLE, flush);
        classifier.byValueLookahead(chain(), SOURCE_HANDLE, flush);
    }

    void intoQueues() {
        classifier.bySame(chain(), SOURCE_HANDLE, 3, queue, other);
        freeQueues();
        classifier.byPredicate(chain(), large, queue, other);
        freeQueues();
        classifier.byIndex(chain(), parity, both);
        freeQueues();
    }

    void runByRun() {
        NetBufferList rest = chain();
        while (rest != null) {
            rest = classifier.partialByValue(rest, SOURCE_HANDLE, queue);
            cloner.freeChain(queue.popAll());
        }
    }

    void afterAnException() {
        try {
            classifier.byPredicate(chain(), failing, queue, other);
        } catch (final IllegalStateException ex) {
            cloner.freeChain(classifier.popRest());
        }
    }
}
