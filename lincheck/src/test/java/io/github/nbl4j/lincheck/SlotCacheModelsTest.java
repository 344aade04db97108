// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import io.github.nbl4j.pool.PoolCloseModel;
import io.github.nbl4j.pool.SlotCacheModel;
import io.github.nbl4j.pool.StripeModel;
import io.github.nbl4j.pool.TakeOverModel;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SlotCacheModelsTest {
    @ParameterizedTest
    @ValueSource(classes = {PoolCloseModel.class, SlotCacheModel.class, StripeModel.class})
    void shouldHandOutEachSlotOnceWhateverTheInterleaving(final Class<?> model) throws IOException {
        Check.holds(model, 2, 3);
    }

    /** One call each: of two there are more interleavings than anybody looks at. */
    @Test
    void shouldBringSlotsOfTheDeadHomeOnceWhateverTheInterleaving() throws IOException {
        Check.holds(TakeOverModel.class, 2, 1);
    }
}
