// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import io.github.nbl4j.pool.ClaimWithoutCasCanary;
import io.github.nbl4j.pool.UntaggedStackCanary;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken on purpose: whatever Lincheck does not find here it could not find in the library either. */
final class CanariesTest {
    private static final String WRONG_RESULT = "Invalid execution results";
    private static final String WRONG_BOOKS = "Validation function books has failed";
    private static final String WAITING = "active lock";

    @ParameterizedTest
    @ValueSource(
            classes = {
                AccessCanaries.PlainField.class,
                AccessCanaries.PlainElement.class,
                AccessCanaries.VolatileField.class,
                AccessCanaries.AcquireRelease.class,
                AccessCanaries.Opaque.class,
                AccessCanaries.GetAndAdd.class,
                AccessCanaries.CompareAndSet.class,
                AccessCanaries.NarrowField.class,
                AccessCanaries.NarrowVolatile.class,
                AccessCanaries.NarrowOpaque.class,
                AccessCanaries.NarrowGetAndAdd.class,
                AccessCanaries.NarrowCompareAndSet.class,
                AccessCanaries.ReferenceField.class,
                AccessCanaries.ReferenceCompareAndSet.class,
                AccessCanaries.ArrayElement.class,
                AccessCanaries.ArrayCompareAndSet.class,
                AccessCanaries.Reference.class,
                AccessCanaries.Ordinals.class,
                AccessCanaries.RelaxedQueue.class
            })
    void shouldBeCaughtWhenAnAccessIsMadeInTwoSteps(final Class<?> canary) throws IOException {
        Check.isCaught(canary, null, WRONG_RESULT);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                AccessCanaries.PlainFieldRead.class,
                AccessCanaries.PlainElementRead.class,
                AccessCanaries.VolatileRead.class,
                AccessCanaries.AcquireRead.class,
                AccessCanaries.OpaqueRead.class,
                AccessCanaries.NarrowRead.class,
                AccessCanaries.NarrowOpaqueRead.class,
                AccessCanaries.ReferenceRead.class,
                AccessCanaries.ArrayOpaqueRead.class,
                AccessCanaries.ArrayVolatileRead.class,
                AccessCanaries.ObserverRead.class
            })
    void shouldBeCaughtWhenTwoWordsAreReadInTwoSteps(final Class<?> canary) throws IOException {
        Check.isCaught(canary, null, WRONG_RESULT);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                ClaimWithoutCasCanary.class,
                LineageCanaries.PlainDeaths.class,
                LineageCanaries.PhaseAfterCount.class
            })
    void shouldBeCaughtWhenAnAlgorithmHasOneMistake(final Class<?> canary) throws IOException {
        Check.isCaught(canary, null, WRONG_RESULT);
    }

    @Test
    void shouldBeCaughtWhenAStackHasNoTag() throws IOException {
        Check.isCaught(UntaggedStackCanary.class, null, WRONG_BOOKS);
    }

    @Test
    void shouldBeCaughtWhenASharedListHasNoGeneration() throws IOException {
        Check.isCaught(LineageCanaries.SharedWithoutGeneration.class, LineageCanaries.Shared.class, WRONG_RESULT);
    }

    @ParameterizedTest
    @ValueSource(classes = {AccessCanaries.WaitingQueue.class, AccessCanaries.SpinLock.class})
    void shouldBeCaughtWhenAThreadWaitsForAnother(final Class<?> canary) throws IOException {
        Check.isCaught(canary, null, WAITING);
    }

    @Test
    void shouldBeComplainedOfWhenAClassCannotBeTransformed() throws IOException {
        Check.isComplainedOf(AccessCanaries.UnsafeAddress.class, "Failed to retransform class org.agrona.UnsafeApi");
    }
}
