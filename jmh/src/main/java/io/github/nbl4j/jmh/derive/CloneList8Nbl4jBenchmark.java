// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.derive;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;
import io.github.nbl4j.nbl.NetBufferList;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Chains of eight clones, made by one call and freed by another; eight chains are out. */
public class CloneList8Nbl4jBenchmark extends Nbl4jCloneBenchmark {
    private static final int LENGTH = 8;

    private final NetBufferList[] heads = new NetBufferList[OUTSTANDING / LENGTH];

    @Override
    protected int flags() {
        return CloneFlags.USE_ORIGINAL_MDLS;
    }

    @Setup
    public void fill() {
        prepare();
        for (int i = 0; i < heads.length; i++) {
            heads[i] = allocateChain();
        }
        promote();
    }

    private NetBufferList allocateChain() {
        final NetBufferList head = cloner.allocateCloneChain(original, flags(), LENGTH);
        require(head != null, "the clone pool must have a chain");
        return head;
    }

    @Benchmark
    @OperationsPerInvocation(LENGTH)
    @Row(work = Work.CLONE_LIST_8, subject = "nbl4j")
    public NetBufferList references() {
        final int i = next() & heads.length - 1;
        cloner.freeChain(heads[i]);
        final NetBufferList head = allocateChain();
        heads[i] = head;
        return head;
    }

    @TearDown
    public void verify() {
        require(original.childRefCount() == OUTSTANDING, "children=" + original.childRefCount());
        for (final NetBufferList head : heads) {
            NetBufferList clone = head;
            for (int length = 1; length <= LENGTH; length++) {
                final NetBufferList following = clone.next();
                require((following == null) == (length == LENGTH), "a chain must have 8 clones: length=" + length);
                endClone(original, clone);
                clone = following;
            }
        }
        close();
    }
}
