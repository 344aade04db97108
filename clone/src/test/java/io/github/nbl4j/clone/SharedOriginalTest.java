// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static io.github.nbl4j.clone.CloneFlags.NONE;
import static io.github.nbl4j.clone.CloneFlags.USE_ORIGINAL_MDLS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A list that other threads may clone: what its owner may still do, and when its handle ends. */
final class SharedOriginalTest {
    private final CloneFixture f = new CloneFixture();

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void shouldCloneByHandleUntilTheOwnersFree() {
        final NetBufferList original = f.packet(4, 20);
        final long handle = f.cloner.share(original);
        assertEquals(original.handle(), handle);
        assertEquals(handle, f.cloner.share(original), "sharing twice is sharing once");
        final NetBufferList a = f.cloner.allocateCloneShared(handle, NONE);
        final NetBufferList b = f.cloner.allocateCloneShared(handle, USE_ORIGINAL_MDLS);
        assertEquals(2, original.childRefCount());
        assertSame(original, a.parentNetBufferList());
        assertEquals(4, b.firstNetBuffer().dataOffset());
        assertArrayEquals(CloneFixture.bytes(a.firstNetBuffer()), CloneFixture.bytes(b.firstNetBuffer()));
        final NetBufferList plain = f.cloner.allocateClone(original, NONE);
        assertEquals(3, original.childRefCount(), "the owner still clones without a locked instruction");
        f.cloner.free(original);
        assertNull(f.cloner.allocateCloneShared(handle, NONE), "released");
        f.cloner.free(new NetBufferList[] {a, b, plain}, 3);
        assertNull(f.cloner.allocateCloneShared(handle, NONE), "free");
    }

    @Test
    void shouldReturnNullWhenTheHandleIsStaleOrWasNeverOne() {
        final NetBufferList first = f.packet(0, 8);
        final long stale = f.cloner.share(first);
        f.cloner.free(first);
        final NetBufferList again = f.packet(0, 8);
        assertSame(first, again, "the hot slot comes back");
        assertNull(f.cloner.allocateCloneShared(stale, NONE), "reborn");
        assertNull(f.cloner.allocateCloneShared(again.handle(), NONE), "not shared in this life");
        final long handle = f.cloner.share(again);
        assertNotEquals(stale, handle);
        assertNull(f.cloner.allocateCloneShared(stale, NONE), "reborn and shared");
        for (final long bad : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, handle + 1, handle | 0x7FL << 24}) {
            final List<Integer> before = f.inUse();
            assertNull(f.cloner.allocateCloneShared(bad, NONE));
            assertEquals(before, f.inUse());
        }
        assertEquals(0, again.childRefCount());
        f.cloner.free(again);
    }

    @Test
    void shouldStandStillWhileShared() {
        final NetBufferList original = f.packet(8, 20);
        final NetBuffer nb = original.firstNetBuffer();
        f.cloner.share(original);
        final List<Object> before = CloneFixture.fields(original);
        final String text = "must not be shared";
        f.refused(IllegalStateException.class, text, () -> nb.adjustData(0, 1));
        f.refused(IllegalStateException.class, text, () -> nb.retreat(1));
        f.refused(IllegalStateException.class, text, () -> nb.retreat(100, 1));
        f.refused(IllegalStateException.class, text, () -> nb.retreatPrivate(1));
        f.refused(IllegalStateException.class, text, () -> nb.advance(1));
        f.refused(IllegalStateException.class, text, () -> nb.advance(1, true));
        f.refused(IllegalStateException.class, text, () -> nb.putBytes(0, new UnsafeBuffer(new byte[1]), 0, 1));
        f.refused(IllegalStateException.class, text, () -> nb.writableBuffer(nb.currentMdl()));
        f.refused(IllegalStateException.class, text, () -> nb.receive(null));
        f.refused(IllegalStateException.class, "must not", () -> nb.rebind(null, 0, 0));
        final var segment = f.segments.allocate();
        f.refused(IllegalStateException.class, "must not", () -> nb.append(segment));
        f.segments.free(segment);
        assertEquals(before, CloneFixture.fields(original));
        assertEquals(false, nb.isWritable(0, 1));
        f.cloner.free(original);
        final NetBufferList again = f.packet(8, 20);
        assertSame(original, again);
        assertTrue(again.firstNetBuffer().retreat(1), "the twin: the next life is not shared");
        f.cloner.free(again);
    }
}
