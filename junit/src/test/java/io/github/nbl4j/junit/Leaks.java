// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Test classes that {@link NoLeaksTest} runs: each leaves out what its name says. */
final class Leaks {
    private Leaks() {}

    @NoLeaks
    static class Nothing {
        private NetBufferList fromBefore;

        @BeforeEach
        void take() {
            fromBefore = World.list();
        }

        @AfterEach
        void give() {
            World.free(fromBefore);
        }

        @Test
        void shouldPass() throws InterruptedException {
            final NetBufferList list = World.list();
            final NetBufferList clone = World.clone(list);
            final Mdl mdl = World.mdl();
            final NetBuffer netBuffer = World.netBuffer();
            World.free(list);
            World.environment.mdlPool().free(mdl);
            World.environment.netBufferPool().free(netBuffer);
            final Thread other = new Thread(() -> World.free(clone));
            other.start();
            other.join();
        }

        @Test
        void shouldPassWhenItThrowsInBetween() {
            final NetBufferList list = World.list();
            World.free(list);
            assertThrows(IllegalStateException.class, () -> World.free(list));
        }
    }

    static class AList {
        @Test
        @NoLeaks
        void shouldFree() {
            userCode();
        }

        private static void userCode() {
            World.leave(World.pool.allocate());
        }
    }

    @NoLeaks
    static class AClone {
        @Test
        void shouldFree() {
            final NetBufferList list = World.list();
            World.leave(World.clone(list));
            World.free(list);
        }
    }

    @NoLeaks
    static class AListWithAHistory {
        @Test
        void shouldFree() {
            final NetBufferList list = World.list();
            for (int i = 0; i < 20; i++) {
                World.free(World.clone(list));
            }
            World.leave(list);
        }
    }

    @NoLeaks
    static class AnMdl {
        @Test
        void shouldFree() {
            final Mdl mdl = World.mdl();
            World.LEFT.push(() -> World.environment.mdlPool().free(mdl));
        }
    }

    @NoLeaks
    static class ANetBuffer {
        @Test
        void shouldFree() {
            final NetBuffer netBuffer = World.netBuffer();
            World.LEFT.push(() -> World.environment.netBufferPool().free(netBuffer));
        }
    }

    @NoLeaks
    static class AnMdlAndAListThatUsesIt {
        @Test
        void shouldFree() {
            final Mdl mdl = World.mdl();
            World.leave(World.environment.clonePool().allocate(mdl, 0, 4));
            World.environment.mdlPool().free(mdl);
        }
    }

    @NoLeaks
    static class ThirteenLists {
        @Test
        void shouldFree() {
            for (int i = 0; i < 13; i++) {
                World.leave(World.list());
            }
        }
    }

    @NoLeaks
    static class AListOfAnotherThread {
        @Test
        void shouldFree() throws InterruptedException {
            final Thread other = new Thread(() -> World.leave(World.list()), "courier");
            other.start();
            other.join();
        }
    }

    @NoLeaks
    static class AListAndThrows {
        @Test
        void shouldFree() {
            World.leave(World.list());
            throw new UnsupportedOperationException("the test's own failure");
        }
    }

    /** Its caller holds a list already. */
    @NoLeaks
    static class NothingOfItsOwn {
        static NetBufferList held;

        @Test
        void shouldPass() {
            World.free(World.list());
        }

        @Test
        void shouldPassWhenItFreesTheListOfBefore() {
            World.free(held);
            held = World.list();
            World.free(held);
        }
    }

    static class Inherits extends AClone {}
}
