// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.nbl4j.junit.FailEachAllocation;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.pool.Checked;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Whatever is taken on the way to a clone and through its life: refused once, and nothing is lost, nothing moved. */
@EnabledIfSystemProperty(named = Checked.PROPERTY_NAME, matches = "true")
final class EachAllocationFailsTest {
    private final CloneFixture f = new CloneFixture();
    private NetBufferList original;
    private List<Object> fields;

    @BeforeEach
    void open() {
        original = f.original(CloneFixture.THREE_BY_THREE);
        fields = CloneFixture.fields(original);
    }

    @AfterEach
    void close() {
        assertEquals(0, original.childRefCount());
        assertEquals(fields, CloneFixture.fields(original));
        f.cloner.free(original);
        f.close();
    }

    private void freeIfMade(final NetBufferList list) {
        if (list != null) {
            f.cloner.free(list);
        }
    }

    @FailEachAllocation
    void shouldCloneOrNot() {
        freeIfMade(f.cloner.allocateClone(original, CloneFlags.NONE));
    }

    @FailEachAllocation
    void shouldCloneWithTheOriginalMdlsOrNot() {
        freeIfMade(f.cloner.allocateClone(original, CloneFlags.USE_ORIGINAL_MDLS));
    }

    @FailEachAllocation
    void shouldCloneFromGivenPoolsOrNot() {
        freeIfMade(f.cloner.allocateClone(original, f.bare, f.netBuffers, CloneFlags.NONE));
        freeIfMade(new AnyThreadCloner(f.environment).allocateClone(original, f.plain, null, CloneFlags.NONE));
    }

    @FailEachAllocation
    void shouldCloneAllOrNone() {
        final NetBufferList[] out = new NetBufferList[3];
        if (f.cloner.allocateClones(original, CloneFlags.NONE, out, 3)) {
            f.cloner.free(out, 3);
        }
    }

    @FailEachAllocation
    void shouldCloneAClonesClonesOrNot() {
        final NetBufferList second = f.cloner.allocateClone(original, CloneFlags.NONE);
        if (second == null) {
            return;
        }
        final NetBufferList third = f.cloner.allocateClone(second, CloneFlags.USE_ORIGINAL_MDLS);
        f.cloner.free(second);
        freeIfMade(third);
    }

    @FailEachAllocation
    void shouldRetreatEveryNetBufferOfACloneOrNone() {
        final NetBufferList clone = f.cloner.allocateClone(original, CloneFlags.NONE);
        if (clone == null) {
            return;
        }
        final List<Object> before = CloneFixture.fields(clone);
        // Fits only the larger of the two sizes of segments, so that a refusal has nothing to fall back on.
        final int delta = 257;
        if (clone.retreat(delta, 0)) {
            clone.advance(delta, true);
        }
        assertEquals(before, CloneFixture.fields(clone));
        f.cloner.free(clone);
    }
}
