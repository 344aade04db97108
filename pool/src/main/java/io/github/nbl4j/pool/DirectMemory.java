// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

/** What the JVM grants of it. */
@Irql(Irql.Level.PASSIVE_LEVEL)
final class DirectMemory {
    private DirectMemory() {}

    /**
     * Bytes in all, from {@code -XX:MaxDirectMemorySize} or the largest heap; unlimited where nobody can say. From the
     * package that {@link Preflight} asks to be open; the bean that tells it is of another module. Asked each time: a
     * static initializer that finds no heap fails for good.
     */
    static long limit() {
        try {
            return (long) Class.forName("jdk.internal.misc.VM")
                    .getMethod("maxDirectMemory")
                    .invoke(null);
        } catch (final ReflectiveOperationException ex) {
            return Long.MAX_VALUE;
        }
    }
}
