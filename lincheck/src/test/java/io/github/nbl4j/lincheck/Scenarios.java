// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import java.util.HashSet;
import java.util.Set;
import org.jetbrains.kotlinx.lincheck.CTestStructure;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.kotlinx.lincheck.execution.RandomExecutionGenerator;
import org.jetbrains.lincheck.datastructures.CTestConfiguration;
import org.jetbrains.lincheck.datastructures.RandomProvider;

/**
 * Random scenarios, none of them twice, until enough interleavings were judged: one that has few makes room for others,
 * and no interleaving is counted again.
 */
public final class Scenarios extends RandomExecutionGenerator {
    static final int ENOUGH = Integer.getInteger("nbl4j.lincheck.interleavings", 100);

    /** When so many in a row are known, all are. */
    private static final int DRAWS = 1000;

    private final Set<String> known = new HashSet<>();
    private final int ofEach;
    private long judged;
    private int cutOff;

    public Scenarios(
            final CTestConfiguration configuration, final CTestStructure structure, final RandomProvider random) {
        super(configuration, structure, random);
        ofEach = configuration.getInvocationsPerIteration();
    }

    @Override
    public ExecutionScenario nextExecution() {
        final long before = judged;
        judged = CountingVerifier.judged();
        // One that has just so many is taken for one that has more: never the other way round.
        if (judged - before >= ofEach) {
            cutOff++;
        }
        final boolean enough = judged >= ENOUGH;
        for (int i = 0; i < DRAWS && !enough; i++) {
            final ExecutionScenario scenario = super.nextExecution();
            if (known.add(scenario.getParallelExecution().toString())) {
                return scenario;
            }
        }
        throw new Over(judged, known.size(), cutOff, !enough);
    }

    /** How the generator ends a check, which knows only a number of scenarios. */
    static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** How many interleavings. */
        final long judged;

        final int scenarios;

        /** Of how many scenarios not all interleavings were looked at. */
        final int cutOff;

        /** There are no other scenarios. */
        final boolean all;

        Over(final long judged, final int scenarios, final int cutOff, final boolean all) {
            this.judged = judged;
            this.scenarios = scenarios;
            this.cutOff = cutOff;
            this.all = all;
        }

        /** There are more interleavings, but no scenario to come that has them. */
        boolean tooFew() {
            return all && cutOff > 0;
        }

        /** How many more interleavings of each that was cut off make up, and a quarter more: some have fewer. */
        int more() {
            return (int) (5 * (ENOUGH - judged) / (4L * cutOff) + 1);
        }
    }
}
