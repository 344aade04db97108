// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.pool.Confined;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes that no pool can have, and ranges of the caller's memory that do not exist. */
final class PoolParametersTest {
    private final NblFixture f = new NblFixture();

    @AfterEach
    void close() {
        f.close();
    }

    static Stream<Arguments> badLists() {
        return Stream.of(
                bad("capacity=0", p -> p.capacity(0)),
                bad("capacity=-1", p -> p.capacity(-1)),
                bad("capacity=-2147483648", p -> p.capacity(Integer.MIN_VALUE)),
                bad("capacity=2147483647", p -> p.capacity(Integer.MAX_VALUE)),
                bad("capacity=16777216", p -> p.capacity(1 << 24).maxCaches(0)),
                bad("maxCaches=-1", p -> p.maxCaches(-1)),
                bad("maxCaches=2147483647", p -> p.maxCaches(Integer.MAX_VALUE)),
                bad("dataSize=-1", p -> p.dataSize(-1)),
                bad("dataSize=2147483647", p -> p.capacity(1).maxCaches(0).dataSize(Integer.MAX_VALUE)),
                bad("headroom=-1", p -> p.dataSize(8).headroom(-1)),
                bad("headroom=9", p -> p.dataSize(8).headroom(9)),
                bad("headroom=1", p -> p.headroom(1)),
                bad("contextSize=-16", p -> p.contextSize(-16)),
                bad("contextSize=8", p -> p.contextSize(8)),
                bad("contextSize=65536", p -> p.contextSize(65_536)),
                bad("privateLength=-1", p -> p.privateLength(-1)),
                bad("privateLength=2147483647", p -> p.capacity(1).maxCaches(0).privateLength(Integer.MAX_VALUE)));
    }

    private static Arguments bad(final String text, final Consumer<NetBufferListPoolParameters> configure) {
        return Arguments.of(text, configure);
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> "direct".equals(pool.getName()))
                .findFirst()
                .orElseThrow()
                .getMemoryUsed();
    }

    @Test
    void shouldGiveTheMemoryBackWhenClosed() {
        final int large = 1 << 20;
        final long before = directMemory();
        final NetBufferListPool pool = NetBufferListPool.create(
                f.environment, p -> p.capacity(1).maxCaches(0).dataSize(large).privateLength(large));
        assertTrue(directMemory() >= before + 2 * large, "the twin: it is counted here");
        pool.close();
        assertTrue(directMemory() < before + large, "data and rooms");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badLists")
    void shouldRefuseTheListPoolWhenAParameterIsOutOfRange(
            final String text, final Consumer<NetBufferListPoolParameters> configure) {
        final int before = f.environment.pools().size();
        f.refused(
                IllegalArgumentException.class, text, () -> NetBufferListPool.create(f.environment, configure::accept));
        f.refused(IllegalArgumentException.class, text, () -> NetBufferListPool.create(configure));
        assertEquals(before, f.environment.pools().size());
    }

    @Test
    void shouldRefuseTheOtherPoolsWhenAParameterIsOutOfRange() {
        final int before = f.environment.pools().size();
        for (final int bad : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            final String text = "capacity=" + bad;
            f.refused(
                    IllegalArgumentException.class,
                    text,
                    () -> NetBufferPool.create(f.environment, p -> p.capacity(bad)));
            f.refused(IllegalArgumentException.class, text, () -> MdlPool.create(f.environment, "bad", bad, 1, 16));
        }
        f.refused(
                IllegalArgumentException.class,
                "dataSize=-1",
                () -> NetBufferPool.create(f.environment, p -> p.dataSize(-1)));
        f.refused(
                IllegalArgumentException.class,
                "privateLength=-1",
                () -> NetBufferPool.create(f.environment, p -> p.privateLength(-1)));
        f.refused(IllegalArgumentException.class, "dataSize=-1", () -> MdlPool.create(f.environment, "bad", 1, 1, -1));
        f.refused(IllegalArgumentException.class, "maxCaches=-1", () -> MdlPool.create(f.environment, "bad", 1, -1, 1));
        assertEquals(before, f.environment.pools().size());
    }

    @Test
    void shouldRefuseTheEnvironmentWhenAParameterIsOutOfRange() {
        for (final int bad : new int[] {0, -1, Integer.MAX_VALUE}) {
            assertThrows(
                    IllegalArgumentException.class, () -> NetBufferEnvironment.create(p -> p.clones(bad)), "clones");
            assertThrows(
                    IllegalArgumentException.class,
                    () -> NetBufferEnvironment.create(p -> p.clones(1).netBuffers(bad)),
                    "netBuffers");
            assertThrows(
                    IllegalArgumentException.class,
                    () -> NetBufferEnvironment.create(
                            p -> p.clones(1).netBuffers(1).mdls(bad)),
                    "mdls");
            assertThrows(
                    IllegalArgumentException.class,
                    () -> NetBufferEnvironment.create(
                            p -> p.clones(1).netBuffers(1).mdls(1).segments(bad)),
                    "segments");
            assertThrows(
                    IllegalArgumentException.class,
                    () -> NetBufferEnvironment.create(p -> p.clones(1).contexts(bad)),
                    "contexts");
        }
        for (final int bad : new int[] {0, -16, 8, 24 + 1, 65_536, Integer.MAX_VALUE}) {
            final IllegalArgumentException thrown = assertThrows(
                    IllegalArgumentException.class,
                    () -> NetBufferEnvironment.create(p -> p.clones(1).contextLength(bad)));
            assertTrue(thrown.getMessage().contains("contextLength=" + bad), thrown.getMessage());
        }
        NetBufferEnvironment.create(
                        p -> p.clones(1).contexts(1).contextLength(65_520).maxCaches(0))
                .close();
        assertThrows(
                IllegalArgumentException.class,
                () -> NetBufferEnvironment.create(p -> p.clones(1).privateLength(-1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> NetBufferEnvironment.create(p -> p.clones(1).maxCaches(-1)));
    }

    @ParameterizedTest
    @CsvSource({"-1,1", "0,-1", "0,17", "17,0", "16,1", "2147483647,2147483647", "-2147483648,0", "1,2147483647"})
    void shouldRefuseExternalMemoryWhenRangeLeavesTheBuffer(final int offset, final int length) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[16]);
        f.refused(
                IllegalArgumentException.class,
                "range must lie in the buffer: offset=" + offset + " length=" + length,
                () -> f.environment.mdlPool().allocate(buffer, offset, length, null));
        f.refused(NullPointerException.class, "", () -> f.environment.mdlPool().allocate(null, 0, 0, null));
        final Mdl empty = f.environment.mdlPool().allocate(buffer, 16, 0, null);
        assertEquals(0, empty.byteCount());
        f.environment.mdlPool().free(empty);
    }

    @Test
    @DisplayName("a refused pool costs the environment nothing: no ordinal is used up")
    void shouldStillBuildPoolsWhenManyWereRefused() {
        for (int i = 0; i < 2 * Confined.MAX_POOLS; i++) {
            assertThrows(
                    IllegalArgumentException.class, () -> NetBufferListPool.create(f.environment, p -> p.capacity(0)));
            assertThrows(IllegalArgumentException.class, () -> NetBufferPool.create(f.environment, p -> p.capacity(0)));
            assertThrows(IllegalArgumentException.class, () -> MdlPool.create(f.environment, "bad", 0, 1, 16));
        }
        MdlPool.create(f.environment, "good", 1, 0, 16).close();
    }

    @Test
    @DisplayName("nor by one that fails while it is built")
    void shouldStillBuildPoolsWhenManyCouldNotBeBuilt() {
        for (int i = 0; i < 2 * Confined.MAX_POOLS; i++) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> NetBufferListPool.create(f.environment, p -> p.privateLength(-1)));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> NetBufferPool.create(f.environment, p -> p.dataSize(Integer.MAX_VALUE)));
            assertThrows(IllegalArgumentException.class, () -> MdlPool.create(f.environment, "bad", 1, 0, -1));
        }
        final int built = f.environment.pools().size();
        MdlPool.create(f.environment, "good", 1, 0, 16).close();
        assertEquals(built + 1, f.environment.pools().size());
    }

    @Test
    void shouldRefuseTheHundredAndTwentyNinthPool() {
        int built = f.environment.pools().size();
        while (built < Confined.MAX_POOLS) {
            MdlPool.create(f.environment, "pool " + built++, 1, 0, 0).close();
        }
        for (int i = 0; i < 3; i++) {
            f.refused(
                    IllegalStateException.class,
                    "at most 128",
                    () -> MdlPool.create(f.environment, "one more", 1, 0, 0));
        }
        assertTrue(f.environment.pools().size() <= Confined.MAX_POOLS);
    }

    @Test
    @DisplayName("(b) 27: close with lists out takes no memory away, and the audit names them")
    void shouldKeepTheMemoryWhenClosedWithListsOut() {
        final NetBufferListPool pool = NetBufferListPool.create(
                p -> p.name("own").capacity(2).dataSize(32).maxCaches(1));
        final NetBufferList a = pool.allocate();
        final NetBufferList b = pool.allocate();
        a.firstNetBuffer().adjustData(0, 4);
        pool.close();
        assertTrue(pool.isClosed());
        assertEquals(false, pool.isReleased());
        assertEquals(2, pool.audit().held());
        assertTrue(pool.audit().notFree().get(0).startsWith("NetBufferList[own#"));
        assertThrows(IllegalStateException.class, () -> pool.audit().requireAllFree());
        assertThrows(IllegalStateException.class, pool::allocate);
        a.firstNetBuffer().putBytes(0, new UnsafeBuffer(NblFixture.range(1, 4)), 0, 4);
        assertEquals(4, a.firstNetBuffer().getByte(3));
        pool.free(a);
        assertEquals(false, pool.isReleased());
        pool.free(b);
        assertEquals(true, pool.isReleased());
    }
}
