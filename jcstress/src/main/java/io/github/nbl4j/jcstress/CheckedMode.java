// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import io.github.nbl4j.pool.Checked;

/** Checked mode for the tests of what only that promises; all others run in production mode. */
final class CheckedMode {
    private CheckedMode() {}

    /** Without quarantine: a freed slot lives again at once, and a late free could end that life. */
    static void on() {
        on(0);
    }

    /** First thing of all in a test's class, which has a JVM of its own: the library reads the properties once. */
    static void on(final int quarantine) {
        System.setProperty(Checked.PROPERTY_NAME, "true");
        System.setProperty(Checked.QUARANTINE_PROPERTY_NAME, Integer.toString(quarantine));
        if (!Checked.ENABLED) {
            throw new IllegalStateException("checked mode must be on before the library is used");
        }
    }
}
