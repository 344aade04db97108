// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static io.github.nbl4j.nbl.NblFixture.ROOM;
import static io.github.nbl4j.nbl.NblFixture.THREE_BY_THREE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections 5.1 and 5.2 for whole lists: every NetBuffer moves, or none. */
@DisplayName("5.1, 5.2: retreat and advance of lists")
final class ListDataSpaceTest {
    private static final int DELTA = ROOM + 2;

    private final NblFixture f = new NblFixture();
    private final List<Mdl> chains = new ArrayList<>();
    private final List<Mdl> taken = new ArrayList<>();

    @AfterEach
    void close() {
        chains.forEach(NblFixture::release);
        f.close();
    }

    /** Three NetBuffers over three Mdls each; the one at {@code odd} has no backfill, the others have some. */
    private NetBufferList list(final int odd, final int backfill) {
        final NetBufferList list = f.bare.allocate();
        for (int i = 0; i < 3; i++) {
            final int[] sizes = THREE_BY_THREE[i].clone();
            sizes[2] += DELTA;
            final Mdl chain = f.chain(sizes);
            chains.add(chain);
            final int k = i == odd ? 0 : backfill;
            list.append(f.netBuffers.allocate(chain, k, NblFixture.sum(sizes) - k));
        }
        return list;
    }

    private void takeAllSegments() {
        for (final MdlPool pool : f.environment.segments()) {
            for (Mdl segment = pool.allocate(); segment != null; segment = pool.allocate()) {
                taken.add(segment);
            }
        }
    }

    private void giveAllSegments() {
        taken.forEach(segment -> ((MdlPool) segment.home()).free(segment));
        taken.clear();
    }

    private static List<NblFixture.Fields> fields(final NetBufferList list) {
        final List<NblFixture.Fields> all = new ArrayList<>();
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            all.add(NblFixture.Fields.of(nb));
        }
        return all;
    }

    private static NetBuffer nth(final NetBufferList list, final int n) {
        NetBuffer nb = list.firstNetBuffer();
        for (int i = 0; i < n; i++) {
            nb = nb.next();
        }
        return nb;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, ROOM, ROOM + 1, 300})
    void shouldMoveEveryNetBufferWhenAllCan(final int delta) {
        final NetBufferList list = list(1, 6);
        final List<NblFixture.Fields> before = fields(list);
        assertTrue(list.retreat(delta, 3));
        for (int i = 0; i < 3; i++) {
            assertEquals(before.get(i).dataLength() + delta, nth(list, i).dataLength());
        }
        assertTrue(list.advance(delta, true));
        assertEquals(before, fields(list), "what was linked is given back");
        f.bare.free(list);
    }

    /** The others have all the backfill they need; link their room; or link their room behind a kept one. */
    @ParameterizedTest(name = "odd={0} backfill={1} kept={2}")
    @CsvSource({
        "0,40,false",
        "1,40,false",
        "2,40,false",
        "0,2,false",
        "1,2,false",
        "2,2,false",
        "0,2,true",
        "1,2,true",
        "2,2,true"
    })
    void shouldMoveNoneWhenOneCannot(final int odd, final int backfill, final boolean kept) {
        final NetBufferList list = list(odd, backfill);
        for (int i = 0; i < 3; i++) {
            if (kept && i != odd) {
                assertTrue(nth(list, i).retreat(backfill + 1));
                assertTrue(nth(list, i).advance(backfill + 1, false));
            }
        }
        takeAllSegments();
        final List<NblFixture.Fields> before = fields(list);
        final List<Integer> books = f.inUse();
        assertFalse(list.retreat(DELTA, 0));
        assertEquals(before, fields(list));
        assertEquals(books, f.inUse());
        for (int i = 0; i < 3; i++) {
            assertEquals(i != odd, nth(list, i).retreat(DELTA, 0), "the twin: by itself each but the odd one can");
        }
        giveAllSegments();
        assertTrue(nth(list, odd).retreat(DELTA, 0), "the twin: with segments it can");
        f.bare.free(list);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldAdvanceNoneWhenOneHasLessData(final boolean freeMdl) {
        final NetBufferList list = list(1, 2);
        assertTrue(list.retreat(DELTA, 0));
        final List<NblFixture.Fields> before = fields(list);
        long least = Long.MAX_VALUE;
        for (final NblFixture.Fields each : before) {
            least = Math.min(least, each.dataLength());
        }
        assertFalse(list.advance((int) least + 1, freeMdl));
        assertEquals(before, fields(list));
        assertTrue(list.advance((int) least, freeMdl), "the twin: what all have can go");
        f.bare.free(list);
    }

    @Test
    void shouldRefuseWithoutAnyChange() {
        final NetBufferList list = list(0, 2);
        final List<NblFixture.Fields> before = fields(list);
        f.refused(IllegalArgumentException.class, "delta=-1", () -> list.retreat(-1, 0));
        f.refused(IllegalArgumentException.class, "backFill=-1", () -> list.retreat(1, -1));
        f.refused(IllegalArgumentException.class, "delta=-1", () -> list.advance(-1, false));
        assertEquals(before, fields(list));
        f.bare.free(list);
        f.refused(IllegalStateException.class, "must be owned", () -> list.retreat(1, 0));
        f.refused(IllegalStateException.class, "must be owned", () -> list.advance(1, true));
    }

    @Test
    void shouldSucceedOnAListWithoutNetBuffers() {
        final NetBufferList list = f.bare.allocate();
        assertTrue(list.retreat(5, 5));
        assertTrue(list.advance(5, true));
        assertNull(list.firstNetBuffer());
        f.bare.free(list);
    }
}
