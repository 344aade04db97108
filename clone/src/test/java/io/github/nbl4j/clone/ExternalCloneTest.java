// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.GatherVector;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlCompletion;
import io.github.nbl4j.nbl.NetBufferList;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The caller's memory under clones: told exactly once, by the last of holder, lists and clones. */
final class ExternalCloneTest {
    private final CloneFixture f = new CloneFixture();
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void close() {
        f.close();
    }

    private Mdl external(final byte[] bytes, final MdlCompletion completion) {
        return f.environment.mdlPool().allocate(new UnsafeBuffer(bytes), 0, bytes.length, completion);
    }

    private static String here() {
        return Thread.currentThread().getName();
    }

    static Stream<List<Integer>> orders() {
        return FreeOrderTest.permutations(5).stream();
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldTellOnceAtTheLastWhenFreedInThatOrder(final List<Integer> order) {
        final Mdl mdl = external(new byte[] {1, 2, 3, 4, 5}, m -> told.add(here()));
        final NetBufferList list = f.plain.allocate(mdl, 1, 4);
        final NetBufferList clone = f.cloner.allocateClone(list, CloneFlags.NONE);
        final NetBufferList grandchild = f.cloner.allocateClone(clone, CloneFlags.USE_ORIGINAL_MDLS);
        final NetBufferList other = f.plain.allocate(mdl, 0, 5);
        final Runnable[] ends = {
            () -> f.environment.mdlPool().free(mdl),
            () -> f.cloner.free(list),
            () -> f.cloner.free(clone),
            () -> f.cloner.free(grandchild),
            () -> f.cloner.free(other)
        };
        assertToldOnceAtTheLast(order.stream().map(i -> ends[i]).toList());
    }

    private void assertToldOnceAtTheLast(final List<Runnable> ends) {
        for (final Runnable end : ends) {
            assertEquals(List.of(), told, "not before the last");
            end.run();
        }
        assertEquals(List.of(here()), told);
    }

    /** The twin: memory that a clone still reads is told of never; for a copy, which does not read it, too early. */
    @Test
    void shouldSeeWhatIsToldNeverOrTooEarly() {
        final Mdl mdl = external(new byte[] {1, 2, 3, 4, 5}, m -> told.add(here()));
        final NetBufferList list = f.plain.allocate(mdl, 1, 4);
        final NetBufferList clone = f.cloner.allocateClone(list, CloneFlags.NONE);
        final NetBufferList copy = f.cloner.deepCopy(clone);
        final Runnable freeList = () -> f.cloner.free(list);
        final Runnable freeMdl = () -> f.environment.mdlPool().free(mdl);
        final Runnable freeClone = () -> f.cloner.free(clone);
        final Runnable freeCopy = () -> f.cloner.free(copy);
        assertThrows(AssertionError.class, () -> assertToldOnceAtTheLast(List.of(freeList)));
        assertThrows(AssertionError.class, () -> assertToldOnceAtTheLast(List.of(freeMdl, freeClone, freeCopy)));
        freeCopy.run();
    }

    @Test
    void shouldTellOnTheThreadOfTheLastCloneToGo() throws InterruptedException {
        final Mdl mdl = external(new byte[] {1, 2, 3}, m -> told.add(here()));
        final NetBufferList list = f.plain.allocate(mdl, 0, 3);
        final NetBufferList clone = f.cloner.allocateClone(list, CloneFlags.NONE);
        f.environment.mdlPool().free(mdl);
        f.cloner.free(list);
        final Thread lane = new Thread(() -> f.plain.free(clone), "lane");
        lane.start();
        lane.join();
        assertEquals(List.of("lane"), told);
    }

    @Test
    void shouldDoAllItsWorkAndThenThrowWhenACompletionThrows() {
        for (int way = 0; way < 4; way++) {
            final Mdl bad = external(new byte[] {1, 2}, m -> {
                told.add("bad");
                throw new IllegalStateException("told");
            });
            final Mdl good = external(new byte[] {3, 4}, m -> told.add("good"));
            bad.next(good);
            final NetBufferList list = f.plain.allocate(bad, 0, 4);
            f.environment.mdlPool().free(good);
            f.environment.mdlPool().free(bad);
            final NetBufferList[] clones = new NetBufferList[3];
            assertTrue(f.cloner.allocateClones(list, CloneFlags.NONE, clones, 3));
            final NetBufferList behind = f.packet(0, 4);
            f.cloner.free(list);
            final int how = way;
            final NetBufferList[] batch = {clones[0], clones[1], clones[2], behind};
            for (int i = 1; i < 4; i++) {
                batch[i - 1].next(batch[i]);
            }
            final Throwable thrown = assertThrows(IllegalStateException.class, () -> end(how, batch));
            assertEquals("told", thrown.getMessage());
            assertEquals(List.of("bad", "good"), told);
            f.requireAllFree();
            told.clear();
        }
    }

    private void end(final int how, final NetBufferList[] batch) {
        switch (how) {
            case 0 -> f.cloner.free(batch, 4);
            case 1 -> f.cloner.freeChain(batch[0]);
            case 2 -> {
                f.cloner.free(batch[3]);
                f.cloner.free(batch, 2);
                f.cloner.freeClone(batch[2], CloneFlags.NONE);
            }
            default -> {
                f.plain.free(batch[3]);
                f.plain.free(batch[2]);
                f.plain.free(batch[1]);
                f.plain.free(batch[0]);
            }
        }
    }

    @Test
    void shouldGatherTheSameBytesWhenClonesLieOverEveryMemory() {
        final byte[] bytes = {1, 2, 3, 4, 5, 6};
        final Mdl heap = external(bytes, null);
        final ByteBuffer direct = ByteBuffer.allocateDirect(8).put(2, bytes);
        final Mdl inDirect = f.environment.mdlPool().allocate(new UnsafeBuffer(direct, 1, 7), 1, 6, null);
        heap.next(inDirect);
        final NetBufferList list = f.plain.allocate(heap, 1, 10);
        f.environment.mdlPool().free(inDirect);
        f.environment.mdlPool().free(heap);
        final NetBufferList clone = f.cloner.allocateClone(list, CloneFlags.NONE);
        assertTrue(clone.firstNetBuffer().retreatPrivate(3));
        clone.firstNetBuffer().putBytes(0, new UnsafeBuffer(new byte[] {9, 8, 7}), 0, 3);
        final GatherVector vector = new GatherVector(3);
        assertTrue(vector.add(clone.firstNetBuffer()));
        final ByteBuffer all = ByteBuffer.allocate(13);
        for (int i = 0; i < vector.count(); i++) {
            all.put(vector.buffers()[i]);
        }
        assertArrayEquals(new byte[] {9, 8, 7, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5}, all.array());
        f.cloner.free(list);
        f.cloner.free(clone);
    }

    /** A clone's own Mdls show a part of what another list has whole: its end is not the chain's. */
    @Test
    void shouldCopyFromACloneAsThroughAThirdPlaceWhenBothUseTheSameMemory() {
        final byte[] pattern = new byte[60];
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = (byte) i;
        }
        for (int at = 0; at < 30; at++) {
            for (int end = at + 1; end <= 60; end += 3) {
                final byte[] expected = pattern.clone();
                System.arraycopy(pattern, at, expected, 15, Math.min(end - at, 45));
                final byte[] bytes = pattern.clone();
                final Mdl first = f.environment.mdlPool().allocate(new UnsafeBuffer(bytes), 0, 25, null);
                final Mdl second = f.environment.mdlPool().allocate(new UnsafeBuffer(bytes), 25, 35, null);
                first.next(second);
                final NetBufferList original = f.plain.allocate(first, at, end - at);
                final NetBufferList target = f.plain.allocate(first, 15, 45);
                f.environment.mdlPool().free(first);
                f.environment.mdlPool().free(second);
                final NetBufferList clone = f.cloner.allocateClone(original, CloneFlags.NONE);

                target.firstNetBuffer().copyFrom(0, 60, clone.firstNetBuffer(), 0);

                assertArrayEquals(expected, bytes, "from " + at + " to " + end);
                f.cloner.free(clone);
                f.cloner.free(original);
                f.cloner.free(target);
            }
        }
    }
}
