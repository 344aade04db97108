// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import java.util.List;

/** All cases of {@link BadInputTest} in a JVM with other options; prints how many there were, and what was wrong. */
final class BadInputMain {
    private BadInputMain() {}

    public static void main(final String[] args) {
        final HostileCalls calls = new HostileCalls(world -> world.ndis, NdisContracts.all());
        final List<HostileCalls.Case> cases = calls.cases(Ndis.class);
        int defects = 0;
        for (final HostileCalls.Case of : cases) {
            final String defect = calls.defect(of);
            if (defect != null) {
                System.out.println(of + ": " + defect);
                defects++;
            }
        }
        System.out.println("cases=" + cases.size() + " defects=" + defects);
    }
}
