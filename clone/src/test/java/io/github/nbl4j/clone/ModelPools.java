// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

/** The pools of a model's world. */
enum ModelPools {
    TINY(true, 1, 1),
    CACHED(false, 1, 1),
    /** Slots of clones have two NetBuffers, of two Mdls each. */
    TINY_WITH_SPARES(true, 2, 2),
    CACHED_WITH_SPARES(false, 3, 2);

    /** Whether they are without caches, so that the model can say exactly when they are exhausted. */
    final boolean exact;

    final int netBuffersPerClone;
    final int mdlsPerNetBuffer;

    ModelPools(final boolean exact, final int netBuffersPerClone, final int mdlsPerNetBuffer) {
        this.exact = exact;
        this.netBuffersPerClone = netBuffersPerClone;
        this.mdlsPerNetBuffer = mdlsPerNetBuffer;
    }
}
