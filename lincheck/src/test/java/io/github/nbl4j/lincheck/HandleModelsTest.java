// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HandleModelsTest {
    @ParameterizedTest
    @ValueSource(classes = {ExternalMemoryModel.class, HandleModel.class})
    void shouldEndEachLifeOnceWhateverTheInterleaving(final Class<?> model) throws IOException {
        Check.holds(model, 2, 3);
    }
}
