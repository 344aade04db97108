// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who originated a list: said once in a life, not by the pool, not by the clone's parent. */
final class OwnerIdTest {
    private final NblFixture f = new NblFixture();

    @AfterEach
    void close() {
        f.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1, Long.MIN_VALUE, Long.MAX_VALUE})
    void shouldKeepTheIdForOneLife(final long id) {
        final NetBufferList list = f.data.allocate();
        assertEquals(0, list.ownerId());
        assertFalse(list.isOwnedBy(id));
        assertFalse(list.isOwnedBy(0), "nobody's is not owner 0's");
        list.ownerId(id);
        list.ownerId(id);
        assertEquals(id, list.ownerId());
        assertTrue(list.isOwnedBy(id));
        assertFalse(list.isOwnedBy(id - 1));
        assertFalse(list.isOwnedBy(0));
        f.refused(
                IllegalStateException.class,
                "ownerId must be set once in a life: " + list + " ownerId=" + id + " value=" + (id ^ 2),
                () -> list.ownerId(id ^ 2));
        f.refused(IllegalArgumentException.class, "ownerId must not be 0", () -> list.ownerId(0));
        assertEquals(id, list.ownerId());
        f.data.free(list);
        f.refused(IllegalStateException.class, "must be owned", () -> list.ownerId(id));
        final NetBufferList again = f.data.allocate();
        assertEquals(0, again.ownerId(), "a fresh list is nobody's");
        again.ownerId(id ^ 2);
        f.data.free(again);
    }

    @Test
    void shouldTellListsOfOnePoolApartAndNotReachChildren() {
        final NetBufferList mine = f.data.allocate();
        final NetBufferList theirs = f.data.allocate();
        mine.ownerId(1);
        theirs.ownerId(2);
        assertEquals(mine.pool(), theirs.pool());
        assertFalse(theirs.isOwnedBy(1));
        final NetBufferListCache cache = f.environment.enter();
        final NetBufferList child = Derivation.begin(cache, f.bare, mine, true);
        Derivation.bear(mine, 1);
        f.environment.exit(cache);
        assertEquals(0, child.ownerId(), "a clone has its own originator");
        child.ownerId(2);
        f.data.free(mine);
        f.data.free(child);
        f.data.free(theirs);
    }
}
