// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.pool.Checked;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;

/** Watches the pools while a test runs. */
final class NoLeaksExtension implements BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(NoLeaks.class);

    @Override
    public void beforeEach(final ExtensionContext context) {
        if (!Checked.ENABLED) {
            throw new AssertionFailedError(
                    "@NoLeaks must run in checked mode, or it would see no leak: start the JVM of"
                            + " the tests with -D" + Checked.PROPERTY_NAME + "=true");
        }
        rehearse();
        final Ledger ledger = new Ledger(context.getRequiredTestClass());
        Checked.install(ledger);
        context.getStore(NAMESPACE).put(Ledger.class, ledger);
    }

    @Override
    public void afterEach(final ExtensionContext context) {
        final Ledger ledger = context.getStore(NAMESPACE).remove(Ledger.class, Ledger.class);
        if (ledger == null) {
            return; // It was not installed, and the test failed for that.
        }
        Checked.remove(ledger);
        final String report = ledger.report();
        if (report != null) {
            throw new AssertionFailedError(report);
        }
    }

    /** What watches the test of a context now; null outside of one. */
    static Ledger ledger(final ExtensionContext context) {
        return context.getStore(NAMESPACE).get(Ledger.class, Ledger.class);
    }

    /** The first environment of a JVM rehearses in pools of its own. No test is to see that, nor to fail it. */
    private static void rehearse() {
        NetBufferEnvironment.create(
                        p -> p.clones(1).netBuffers(1).mdls(1).segments(1).maxCaches(0))
                .close();
    }
}
