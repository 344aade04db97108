// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import io.github.nbl4j.pool.SlotPool;

/** What pools and the environment say of themselves. */
final class PoolAnswers extends Room {
    void anyPool() {
        use(lists.name());
        use(lists.ordinal());
        use(lists.capacity());
        use(lists.population());
        use(lists.maxCaches());
        check(!lists.isClosed() && !lists.isReleased());
        use(SlotPool.populationOf("lists", 64, next() & 3));
    }

    void listPool() {
        use(lists.environment());
        check(lists.allocatesNetBuffer());
        use(lists.dataSize());
        use(lists.headroom());
        use(lists.contextSize());
        use(lists.protocolId());
        use(lists.poolTag());
    }

    void otherPools() {
        use(netBuffers.dataSize());
        use(netBuffers.environment());
        use(segments.dataSize());
        use(environment.contextPool().contextLength());
    }

    void environment() {
        use(environment.clonePool());
        use(environment.netBufferPool());
        use(environment.mdlPool());
        use(environment.contextPool());
    }
}
