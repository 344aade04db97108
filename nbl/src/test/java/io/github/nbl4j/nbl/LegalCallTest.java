// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Section 1.3: every allocate on every kind of pool. What is a compile error in Java has no cell. */
@DisplayName("legal calls (1.3)")
final class LegalCallTest {
    private final NblFixture f = new NblFixture();

    @AfterEach
    void close() {
        f.close();
    }

    static Stream<Arguments> cells() {
        return Stream.of(
                cell("NBL F/0 AllocNBL", null, f -> freed(f, f.bare.allocate())),
                cell("NBL F/0 AllocNBAndNBL", "NetBuffers and no data", f -> freed(f, f.bare.allocate(null, 0, 0))),
                cell("NBL T/0 AllocNBL", null, f -> freed(f, f.plain.allocate())),
                cell("NBL T/0 AllocNBAndNBL", null, f -> freed(f, f.plain.allocate(null, 0, 0))),
                cell("NBL T/D AllocNBL", null, f -> freed(f, f.data.allocate())),
                cell("NBL T/D AllocNBAndNBL", "NetBuffers and no data", f -> freed(f, f.data.allocate(null, 0, 0))),
                cell("NB 0 AllocNB", null, f -> freed(f.netBuffers, f.netBuffers.allocate(null, 0, 0))),
                cell("NB 0 AllocNBMdlAndData", "must have data", f -> f.netBuffers.allocateMdlAndData()),
                cell("NB D AllocNB", "must have no data", f -> f.dataNetBuffers.allocate(null, 0, 0)),
                cell(
                        "NB D AllocNBMdlAndData",
                        null,
                        f -> freed(f.dataNetBuffers, f.dataNetBuffers.allocateMdlAndData())),
                cell(
                        "Mdl 0 segment",
                        "must have a data size",
                        f -> f.environment.mdlPool().allocate()),
                cell("Mdl 0 external", null, f -> freed(f.chain(5))),
                cell("Mdl D segment", null, f -> freed(f.segments.allocate())),
                cell(
                        "Mdl D external",
                        "must hold descriptors",
                        f -> f.segments.allocate(new org.agrona.concurrent.UnsafeBuffer(new byte[4]), 0, 4, null)));
    }

    private static Arguments cell(final String name, final String error, final Function<NblFixture, Object> call) {
        return Arguments.of(name, error, call);
    }

    private static Object freed(final NblFixture f, final NetBufferList list) {
        list.pool().free(list);
        return list;
    }

    private static Object freed(final NetBufferPool pool, final NetBuffer nb) {
        pool.free(nb);
        return nb;
    }

    private static Object freed(final Mdl mdl) {
        NblFixture.release(mdl);
        return mdl;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cells")
    void shouldAllocateOrRefuseWhenPoolIsOfThatKind(
            final String name, final String error, final Function<NblFixture, Object> call) {
        if (error == null) {
            assertNotNull(call.apply(f), name);
        } else {
            f.refused(IllegalStateException.class, error, () -> call.apply(f));
        }
    }

    @Test
    @DisplayName("NBL F/D: the pool is not built, its ordinal is not used up")
    void shouldRefuseThePoolWhenDataComesWithoutNetBuffer() {
        final int before = f.environment.pools().size();
        f.refused(
                IllegalArgumentException.class,
                "dataSize=16",
                () -> NetBufferListPool.create(
                        f.environment, p -> p.allocateNetBuffer(false).dataSize(16)));
        assertEquals(before, f.environment.pools().size());
    }

    @Test
    @DisplayName("2.4: a NetBuffer or Mdl that is part of something cannot be freed by itself, nor to another pool")
    void shouldRefuseTheFreeWhenItIsPartOfAList() {
        final NetBufferList list = f.data.allocate();
        final NetBuffer own = list.firstNetBuffer();
        f.refused(IllegalArgumentException.class, "must be of this pool", () -> f.netBuffers.free(own));
        f.refused(IllegalArgumentException.class, "must be of this pool", () -> f.segments.free(own.mdlChain()));
        final NetBuffer further = f.dataNetBuffers.allocateMdlAndData();
        f.refused(IllegalArgumentException.class, "must be of this pool", () -> f.netBuffers.free(further));
        list.append(further);
        final long misuse = f.dataNetBuffers.counters().misuse();
        f.refused(IllegalStateException.class, "have no list", () -> f.dataNetBuffers.free(further));
        assertEquals(misuse + 1, f.dataNetBuffers.counters().misuse());
        final Mdl segment = f.segments.allocate();
        own.append(segment);
        f.refused(IllegalStateException.class, "must not be part of a NetBuffer", () -> f.segments.free(segment));
        f.data.free(list);
        f.refused(IllegalStateException.class, "freed twice", () -> f.data.free(list));
        f.refused(IllegalStateException.class, "", () -> f.dataNetBuffers.free(further));
        f.refused(IllegalStateException.class, "freed twice", () -> f.segments.free(segment));
    }

    @Test
    @DisplayName("1.5: an object names its pool; null when the pool is exhausted, and the counter says so")
    void shouldReturnNullWhenPoolIsExhausted() {
        try (NetBufferEnvironment small = NetBufferEnvironment.create(
                        p -> p.clones(1).netBuffers(1).mdls(1).segments(1).maxCaches(0));
                NetBufferListPool lists = NetBufferListPool.create(
                        small, p -> p.capacity(2).maxCaches(0).poolTag(77))) {
            final NetBufferList a = lists.allocate();
            final NetBufferList b = lists.allocate(null, 0, 0);
            assertEquals(lists, a.pool());
            assertEquals(77, a.pool().poolTag());
            assertEquals(null, lists.allocate());
            assertEquals(null, lists.allocate(null, 0, 0));
            assertEquals(2, lists.counters().exhausted());
            lists.free(a);
            final NetBufferList again = lists.allocate();
            assertNotNull(again, "the twin: a free slot is found");
            assertEquals(null, again.firstNetBuffer().pool(), "it goes where its list goes");
            lists.free(again);
            lists.free(b);
            final NetBuffer nb = small.netBufferPool().allocate(null, 0, 0);
            assertEquals(small.netBufferPool(), nb.pool());
            assertEquals(null, small.netBufferPool().allocate(null, 0, 0));
            small.netBufferPool().free(nb);
            final Mdl mdl = small.segments()[0].allocate();
            assertEquals(small.segments()[0], mdl.pool());
            assertEquals(null, nb.embedded.pool());
            assertEquals(null, small.segments()[0].allocate());
            small.segments()[0].free(mdl);
            small.pools().forEach(pool -> pool.audit().requireAllFree());
        }
    }
}
