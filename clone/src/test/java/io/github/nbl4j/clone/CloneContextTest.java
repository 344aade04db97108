// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFixture.Shape;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListContext;
import io.github.nbl4j.nbl.NetBufferListPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** 3.1, 3.5: the context column of a clone and of its original. */
@DisplayName("table a.2, clone: context")
final class CloneContextTest {
    private final CloneFixture f = new CloneFixture();
    private final NetBufferListPool with = NetBufferListPool.create(
            f.environment,
            p -> p.name("with").capacity(4).maxCaches(1).contextSize(64).dataSize(0));

    @AfterEach
    void close() {
        with.close();
        f.close();
    }

    static Stream<Arguments> cases() {
        return CloneFixture.shapes()
                .flatMap(shape -> Stream.of(CloneFlags.NONE, CloneFlags.USE_ORIGINAL_MDLS)
                        .flatMap(flags -> Stream.of(false, true).map(first -> Arguments.of(shape, flags, first))));
    }

    @ParameterizedTest(name = "{0}, flags {1}, original freed first {2}")
    @MethodSource("cases")
    void shouldHaveNoContextWhenClonedFromAPoolWithContextSize(
            final Shape shape, final int flags, final boolean originalFirst) {
        final NetBufferList original = f.original(shape);
        assertTrue(original.allocateContext(24, 8));
        final NetBufferListContext context = original.context();
        context.buffer().putLong(context.dataStart(), 4711);
        for (int life = 0; life < 2; life++) {
            final NetBufferList clone = f.cloner.allocateClone(original, with, null, flags);
            assertNull(clone.context());
            assertThrows(IllegalStateException.class, () -> clone.freeContext(8));
            assertTrue(clone.allocateContext(8, 16));
            assertEquals(24, clone.context().size());
            assertEquals(16, clone.context().offset());
            assertNull(clone.context().next());
            clone.freeContext(8);
            assertNull(clone.context());
            assertTrue(life == 0 || clone.allocateContext(8, 0));
            f.cloner.free(clone);
        }
        final NetBufferList clone = f.cloner.allocateClone(original, with, null, flags);
        assertTrue(clone.allocateContext(32, 0));
        assertEquals(context, original.context());
        assertEquals(4711, context.buffer().getLong(context.dataStart()));
        assertEquals(2, f.environment.contextPool().counters().inUse());
        f.cloner.free(originalFirst ? original : clone);
        assertEquals(
                originalFirst ? 2 : 1, f.environment.contextPool().counters().inUse(), "a parent keeps what it holds");
        f.cloner.free(originalFirst ? clone : original);
        assertEquals(0, f.environment.contextPool().counters().inUse());
        final NetBufferList plain = with.allocate();
        assertEquals(64, plain.context().offset(), "the block beside the list was left alone");
        with.free(plain);
    }
}
