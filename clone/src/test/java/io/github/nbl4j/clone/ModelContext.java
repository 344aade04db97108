// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListContext;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/** The context of a list as the model sees it: a stack of blocks, each with bytes and pushes of its own. */
final class ModelContext {
    private static final class Block {
        final byte[] bytes;
        final boolean embedded;
        final Deque<Integer> pushes = new ArrayDeque<>();
        int offset;

        Block(final int size, final boolean embedded) {
            bytes = new byte[size];
            offset = size;
            this.embedded = embedded;
        }
    }

    private final Deque<Block> blocks = new ArrayDeque<>();

    /** What a fresh list has: one unused block, or none. */
    ModelContext(final int embedded) {
        if (embedded > 0) {
            blocks.push(new Block(embedded, true));
        }
    }

    /** Blocks that are out of the environment's pool. */
    int pooled() {
        return (int) blocks.stream().filter(block -> !block.embedded).count();
    }

    boolean fits(final int size) {
        return !blocks.isEmpty() && blocks.peek().offset >= size;
    }

    /** Takes bytes with this content, in a new block if the head has no room. */
    void take(final byte[] content, final int backFill, final boolean poppable) {
        if (!fits(content.length)) {
            blocks.push(new Block(content.length + backFill, false));
        }
        final Block head = blocks.peek();
        head.offset -= content.length;
        System.arraycopy(content, 0, head.bytes, head.offset, content.length);
        if (poppable) {
            head.pushes.push(content.length);
        }
    }

    /** Bytes of the last push that can be popped, 0 when there is none. */
    int lastPush() {
        return blocks.isEmpty() || blocks.peek().pushes.isEmpty()
                ? 0
                : blocks.peek().pushes.peek();
    }

    void pop() {
        final Block head = blocks.peek();
        head.offset += head.pushes.pop();
        if (head.offset == head.bytes.length && !head.embedded) {
            blocks.pop();
        }
    }

    void compare(final NetBufferList list) {
        NetBufferListContext real = list.context();
        for (final Iterator<Block> it = blocks.iterator(); it.hasNext(); real = real.next()) {
            final Block block = it.next();
            ModelWorld.expect(true, real != null, "as many context blocks", list);
            ModelWorld.expect(block.bytes.length, real.size(), "context size", list);
            ModelWorld.expect(block.offset, real.offset(), "context offset", list);
            final byte[] bytes = new byte[real.usedSize()];
            real.buffer().getBytes(real.dataStart(), bytes);
            final boolean same = Arrays.equals(block.bytes, block.offset, block.bytes.length, bytes, 0, bytes.length);
            ModelWorld.expect(true, same, "context bytes", list);
        }
        ModelWorld.expect(null, real, "no context block more", list);
    }
}
