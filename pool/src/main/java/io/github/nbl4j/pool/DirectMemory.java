// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

/** What the JVM grants of it. */
@Irql(Irql.Level.PASSIVE_LEVEL)
final class DirectMemory {
    /** Bytes in all, from {@code -XX:MaxDirectMemorySize} or the largest heap; unlimited where nobody can say. */
    static final long LIMIT = limit();

    private DirectMemory() {}

    /** From the package that {@link Preflight} asks to be open; the bean that tells it is of another module. */
    private static long limit() {
        try {
            return (long) Class.forName("jdk.internal.misc.VM")
                    .getMethod("maxDirectMemory")
                    .invoke(null);
        } catch (final ReflectiveOperationException ex) {
            return Long.MAX_VALUE;
        }
    }
}
