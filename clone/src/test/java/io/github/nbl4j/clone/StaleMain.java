// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

/** {@link StaleTest} in a JVM with other options: what is stale is used in every way, and the JVM must live on. */
final class StaleMain {
    /** So large that the process has no such addresses any more once it is given back. */
    private static final int DATA_SIZE = 34 << 20;

    private StaleMain() {}

    /** @param args nothing, or {@code kept}: the twin, a user's own view of the memory. */
    public static void main(final String[] args) {
        final Stale stale = new Stale(DATA_SIZE);
        stale.releaseOriginals();
        stale.passing();
        stale.useViews();
        stale.releaseAll();
        stale.useViews();
        System.out.println("passing=" + stale.passing());
        if (args.length > 0) {
            System.out.println(stale.kept.getLong(0));
        }
    }
}
