// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.scale;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.jmh.derive.CloneFreeNbl4jBenchmark;
import org.openjdk.jmh.annotations.Param;

/** Clones in one of the two modes, the same for a whole fork. */
public abstract class CloneModeBenchmark extends CloneFreeNbl4jBenchmark {
    static final String ORIGINAL = "original Mdls";
    static final String NEW = "new Mdls";

    @Param({ORIGINAL, NEW})
    public String mode;

    private int flags;

    abstract Nbl4jSubject pools();

    @Override
    protected final Nbl4jSubject open() {
        flags = mode.equals(ORIGINAL) ? CloneFlags.USE_ORIGINAL_MDLS : CloneFlags.NONE;
        return pools();
    }

    @Override
    protected final int flags() {
        return flags;
    }
}
