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

/** Chains, or arrays of handles, of eight clones, made by one call and freed by another; eight are out. */
public class CloneList8Nbl4jBenchmark extends Nbl4jCloneBenchmark {
    private static final int LENGTH = 8;

    private final NetBufferList[] heads = new NetBufferList[OUTSTANDING / LENGTH];
    private final long[][] handles = new long[OUTSTANDING / LENGTH][LENGTH];

    @Override
    protected int flags() {
        return CloneFlags.USE_ORIGINAL_MDLS;
    }

    @Setup
    public void fill() {
        prepare();
        for (int i = 0; i < heads.length; i++) {
            heads[i] = allocateChain();
            allocateHandles(handles[i]);
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

    private long[] allocateHandles(final long[] out) {
        require(cloner.allocateClones(original, flags(), out, LENGTH), "the clone pool must have a list");
        return out;
    }

    @Benchmark
    @OperationsPerInvocation(LENGTH)
    @Row(work = Work.CLONE_LIST_8, subject = "nbl4j, handles")
    public long[] handles() {
        final long[] list = handles[next() & heads.length - 1];
        cloner.free(list, LENGTH);
        return allocateHandles(list);
    }

    @TearDown
    public void verify() {
        require(original.childRefCount() == 2 * OUTSTANDING, "children=" + original.childRefCount());
        for (final NetBufferList head : heads) {
            NetBufferList clone = head;
            for (int length = 1; length <= LENGTH; length++) {
                final NetBufferList following = clone.next();
                require((following == null) == (length == LENGTH), "a chain must have 8 clones: length=" + length);
                endClone(original, clone);
                clone = following;
            }
        }
        for (final long[] list : handles) {
            for (final long handle : list) {
                endClone(original, nbl4j.environment.resolve(handle));
            }
        }
        close();
    }
}
