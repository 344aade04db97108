// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListModelsTest {
    @ParameterizedTest
    @ValueSource(classes = {ConfinedCloneModel.class, FoldModel.class, LineageModel.class, SharedCloneModel.class})
    void shouldReclaimEachListOnceWhateverTheInterleaving(final Class<?> model) throws IOException {
        Check.holds(model, 2, 3);
    }
}
