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

    public Scenarios(
            final CTestConfiguration configuration, final CTestStructure structure, final RandomProvider random) {
        super(configuration, structure, random);
    }

    @Override
    public ExecutionScenario nextExecution() {
        final boolean enough = CountingVerifier.judged() >= ENOUGH;
        for (int i = 0; i < DRAWS && !enough; i++) {
            final ExecutionScenario scenario = super.nextExecution();
            if (known.add(scenario.getParallelExecution().toString())) {
                return scenario;
            }
        }
        throw new Over(known.size(), !enough);
    }

    /** How the generator ends a check, which knows only a number of scenarios. */
    static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1;

        final int scenarios;

        /** There are no others. */
        final boolean all;

        Over(final int scenarios, final boolean all) {
            this.scenarios = scenarios;
            this.all = all;
        }
    }
}
