// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ThreeThreadsTest {
    @ParameterizedTest
    @ValueSource(classes = {ChainModel.class, SiblingsModel.class, TransferModel.class})
    void shouldReclaimEachListOnceWhenThreeThreadsFree(final Class<?> model) throws IOException {
        Check.holds(model, 3, 2);
    }
}
