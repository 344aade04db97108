// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.nbl4j.pool.Checked;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every public method of a freed object is refused in checked mode, and says which life that was and who ended it. In
 * production mode, which runs these tests too, the accessors answer whatever stands there: the twin.
 */
class UseAfterFreeTest {
    /** What is the slot's and not a life's, or is meant to be asked of a freed list. */
    private static final Set<String> OF_THE_SLOT =
            Set.of("id", "index", "generation", "isOwned", "isTransferable", "pool", "toString");

    private final NblFixture f = new NblFixture();

    @AfterEach
    void auditBooks() {
        f.close();
    }

    private static List<Method> methodsOf(final Object object) {
        return Arrays.stream(object.getClass().getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.isBridge())
                .filter(method -> !OF_THE_SLOT.contains(method.getName()))
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    /** What the method throws when it is called with zeros and nulls, or null. */
    private static Throwable thrownBy(final Method method, final Object target) {
        final Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(UseAfterFreeTest::zero)
                .toArray();
        try {
            method.setAccessible(true);
            method.invoke(target, arguments);
            return null;
        } catch (final InvocationTargetException ex) {
            return ex.getCause();
        } catch (final IllegalAccessException ex) {
            return fail(ex);
        }
    }

    private static Object zero(final Class<?> type) {
        return type == int.class
                ? (Object) 0
                : type == long.class
                        ? (Object) 0L
                        : type == short.class ? (Object) (short) 0 : type == boolean.class ? (Object) false : null;
    }

    /** Those that let a freed object pass. */
    private static List<String> passing(final Object freed, final String phase) {
        final List<String> passing = new ArrayList<>();
        for (final Method method : methodsOf(freed)) {
            final Throwable thrown = thrownBy(method, freed);
            final String text = String.valueOf(thrown);
            if (!(thrown instanceof IllegalStateException)
                    || !text.contains(phase)
                    || !text.contains("last freed by ")) {
                passing.add(method.getName() + Arrays.toString(method.getParameterTypes()) + " " + text);
            }
        }
        return passing;
    }

    private static void assertRefused(final Object freed, final String phase, final int atLeast) {
        assertTrue(
                methodsOf(freed).size() >= atLeast,
                "methods looked at: " + methodsOf(freed).size());
        final List<String> passing = passing(freed, phase);
        assertEquals(Checked.ENABLED ? List.of() : passing, passing);
        assertEquals(Checked.ENABLED, passing.isEmpty(), "production mode does not look");
    }

    @Test
    void shouldRefuseEveryMethodOfAFreedList() {
        final NetBufferList list = f.data.allocate();
        list.embedded.data();
        f.data.free(list);

        assertRefused(list, " is free", 50);
    }

    /** The twin in checked mode: what is refused is refused for the free, not for its zeros and nulls. */
    @Test
    void shouldSeeEveryMethodPassWhenTheListLives() {
        final NetBufferList list = f.data.allocate();

        assertEquals(methodsOf(list).size(), passing(list, " is free").size());
        f.data.free(list);
    }

    @Test
    void shouldRefuseEveryMethodOfAFreedListWhoseCloneLives() {
        final NetBufferList list = f.data.allocate();
        list.bear(1);
        final NetBuffer netBuffer = list.firstNetBuffer();
        final Mdl mdl = netBuffer.mdlChain();
        f.data.free(list);

        final List<String> passing = passing(list, " is released, its children still live");
        if (Checked.ENABLED) {
            assertEquals(1, passing.size(), passing + ": only childRefCount");
        }
        assertRefused(netBuffer, " is released, its children still live", 40);
        assertEquals(NblFixture.DATA, mdl.byteCount(), "the child still reads it");

        if (list.childrenGone(1)) {
            final NetBufferListCache cache = f.environment.enter();
            cache.reclaim(list);
            f.environment.exit(cache);
        }
        assertRefused(mdl, " is free", 9);
    }

    /** Others may still be cloning it by its handle. */
    @Test
    void shouldLetASharedListBeReadUntilItsLastCloneIsGone() {
        final NetBufferList list = f.data.allocate();
        list.share();
        list.tryBirthShared(list.generation());
        final NetBuffer netBuffer = list.firstNetBuffer();
        f.data.free(list);

        assertEquals(netBuffer, list.firstNetBuffer());
        assertEquals(0, netBuffer.dataLength());

        if (list.childrenGone(1)) {
            final NetBufferListCache cache = f.environment.enter();
            cache.reclaim(list);
            f.environment.exit(cache);
        }
        assertRefused(netBuffer, " is free", 40);
    }

    @Test
    void shouldRefuseEveryMethodOfANetBufferInAFreedList() {
        final NetBufferList list = f.data.allocate();
        final NetBuffer netBuffer = list.firstNetBuffer();
        f.data.free(list);

        assertRefused(netBuffer, " is free", 40);
    }

    @Test
    void shouldRefuseEveryMethodOfAFreedNetBufferOfAPool() {
        final NetBuffer alone = f.dataNetBuffers.allocateMdlAndData();
        f.dataNetBuffers.free(alone);
        assertRefused(alone, " is free", 40);
        assertRefused(alone.embedded, " is free", 9);

        final NetBuffer appended = f.dataNetBuffers.allocateMdlAndData();
        final NetBufferList list = f.plain.allocate();
        list.append(appended);
        assertEquals(0, appended.dataLength());
        f.plain.free(list);
        assertRefused(appended, " is free", 40);
    }

    @Test
    void shouldRefuseEveryMethodOfAFreedMdl() {
        final Mdl segment = f.segments.allocate();
        f.segments.free(segment);
        assertRefused(segment, " is free", 9);
    }

    @Test
    void shouldRefuseEveryMethodOfFreedMemoryBesideAList() {
        final NetBufferList list = f.plain.allocate();
        assertTrue(list.firstNetBuffer().retreat(NblFixture.ROOM));
        final Mdl room = list.firstNetBuffer().mdlChain();
        assertEquals(NblFixture.ROOM, room.byteCount());
        f.plain.free(list);

        assertRefused(room, " is free", 9);
    }

    @Test
    void shouldLetTheCompletionOfMemoryLookAtIt() {
        final List<Integer> seen = new ArrayList<>();
        final UnsafeBuffer memory = new UnsafeBuffer(new byte[12]);
        final Mdl mdl = f.environment
                .mdlPool()
                .allocate(
                        memory,
                        2,
                        10,
                        done -> seen.add(done.byteCount() + done.buffer().capacity()));
        f.environment.mdlPool().free(mdl);

        assertEquals(List.of(20), seen);
        assertRefused(mdl, " is free", 9);
    }

    @Test
    void shouldRefuseACursorThatOutlivesItsList() {
        final NetBufferList list = f.data.allocate();
        assertTrue(list.firstNetBuffer().retreat(NblFixture.DATA));
        final SegmentCursor cursor = new SegmentCursor().wrap(list.firstNetBuffer());
        final SegmentCursor within = new SegmentCursor().wrap(list.firstNetBuffer());
        assertTrue(within.next());
        f.data.free(list);

        assertSeen(cursor::next);
        assertSeen(within::buffer);
        assertSeen(within::address);
        assertSeen(() -> new SegmentCursor().wrap(list.embedded));
    }

    private static void assertSeen(final Runnable use) {
        boolean seen = false;
        try {
            use.run();
        } catch (final IllegalStateException ex) {
            seen = ex.getMessage()
                    .contains("last freed by " + Thread.currentThread().getName());
        }
        assertEquals(Checked.ENABLED, seen);
    }

    @Test
    void shouldRefuseContextOfAFreedList() {
        final NetBufferList list = f.plain.allocate(16, 0);
        final NetBufferListContext block = list.context();
        f.plain.free(list);

        assertRefused(block, " is free", 6);
    }

    /** Which life it was, who ended it, and what had happened to it. */
    @Test
    void shouldTellTheStoryOfTheLife() throws Exception {
        final NetBufferList list = f.data.allocate();
        assertTrue(list.retreat(8, 0));
        assertTrue(list.advance(8, true));
        assertTrue(list.firstNetBuffer().retreat(4));
        list.bear(1);
        list.childrenGone(1);
        list.share();
        final Thread worker = new Thread(() -> f.data.free(list), "worker-7");
        worker.start();
        worker.join();

        final Throwable thrown = thrownBy(NetBufferList.class.getMethod("firstNetBuffer"), list);
        if (Checked.ENABLED) {
            assertTrue(
                    thrown.getMessage().contains("#" + list.index() + " generation 1] is free"), thrown.getMessage());
            assertTrue(
                    thrown.getMessage()
                            .endsWith("; allocated by " + Thread.currentThread().getName()
                                    + ", last freed by worker-7, last events:"
                                    + " allocate retreat advance retreat clone share release"),
                    thrown.getMessage());
        } else {
            assertEquals(null, thrown);
        }
    }
}
