// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import io.github.nbl4j.pool.EmptyMagazinesModel;
import io.github.nbl4j.pool.FullMagazinesModel;
import io.github.nbl4j.pool.PoolCloseModel;
import io.github.nbl4j.pool.SlotCacheModel;
import io.github.nbl4j.pool.StripeModel;
import io.github.nbl4j.pool.TaggedStackModel;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SlotModelsTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                EmptyMagazinesModel.class,
                FullMagazinesModel.class,
                PoolCloseModel.class,
                SlotCacheModel.class,
                StripeModel.class,
                TaggedStackModel.class
            })
    void shouldHandOutEachSlotOnceWhateverTheInterleaving(final Class<?> model) throws IOException {
        Check.holds(model, 2, 3);
    }
}
