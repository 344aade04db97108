// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any program of data-space operations, with any arguments, against a model of byte arrays. */
final class GeometryFuzzTest {
    private static GeometryWorld world = new GeometryWorld();

    @FuzzTest(maxDuration = "1h")
    void shouldAgreeWithTheModelWhenOperationsAreArbitrary(final byte[] input) {
        final GeometryWorld present = world;
        // Stays this way when the run fails: then the next input gets another world.
        world = null;
        final GeometryWorld used = present == null ? new GeometryWorld() : present;
        new GeometryOperations(used, new Program(input)).run();
        world = used;
    }
}
