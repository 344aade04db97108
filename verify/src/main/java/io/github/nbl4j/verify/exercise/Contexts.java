// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import io.github.nbl4j.nbl.NetBufferListContext;

/** Context beside a list, and in a block of the environment. */
final class Contexts extends Room {
    void beside() {
        pushAndPop(16, 0);
    }

    void inABlock() {
        pushAndPop(64, 8 * (next() % 3));
    }

    private void pushAndPop(final int size, final int backFill) {
        check(original.allocateContext(size, backFill));
        final NetBufferListContext context = original.context();
        context.buffer().putLong(context.dataStart(), size);
        use(context.offset());
        use(context.size());
        use(context.usedSize());
        use(context.next());
        original.freeContext(size);
    }
}
