// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import org.agrona.concurrent.UnsafeBuffer;

/** Turns Agrona's {@code IllegalAccessError} into the one sentence that helps. */
@Irql(Irql.Level.PASSIVE_LEVEL)
public final class Preflight {
    /** The option that Agrona needs in every JVM that loads it. */
    public static final String REQUIRED_OPTION = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";

    private Preflight() {}

    /**
     * Proves that Agrona's buffers work in this JVM. PASSIVE_LEVEL; every pool calls it first.
     *
     * @throws IllegalStateException naming the missing JVM option, or Agrona when that is missing.
     */
    public static void check() {
        try {
            new UnsafeBuffer(new byte[Long.BYTES]).putLong(0, 1);
        } catch (final NoClassDefFoundError ex) {
            // The same error, of a class that is there, follows where its first use failed: then for want of the
            // option.
            final boolean missing = ex.getCause() instanceof ClassNotFoundException;
            throw missing
                    ? new IllegalStateException("put Agrona on the class path: it has no " + ex.getMessage(), ex)
                    : optionMissing(ex);
        } catch (final IllegalAccessError | ExceptionInInitializerError ex) {
            throw optionMissing(ex);
        }
    }

    private static IllegalStateException optionMissing(final Error cause) {
        return new IllegalStateException(
                "add this option to the JVM: " + REQUIRED_OPTION
                        + " (Agrona reads and writes off-heap memory through it)",
                cause);
    }
}
