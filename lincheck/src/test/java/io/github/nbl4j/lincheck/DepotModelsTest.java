// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import io.github.nbl4j.pool.EmptyMagazinesModel;
import io.github.nbl4j.pool.FullMagazinesModel;
import io.github.nbl4j.pool.QuarantineModel;
import io.github.nbl4j.pool.TaggedStackModel;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DepotModelsTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                EmptyMagazinesModel.class,
                FullMagazinesModel.class,
                QuarantineModel.class,
                TaggedStackModel.class
            })
    void shouldHandOutEachSlotOnceWhateverTheInterleaving(final Class<?> model) throws IOException {
        Check.holds(model, 2, 3);
    }
}
