// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

/** What an embedder reads who forgot Agrona's option. */
class PreflightTest {
    private static final String OPTION = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";

    /** Any application that builds a pool, twice: the second try must not read otherwise. */
    static final class Application {
        public static void main(final String[] args) {
            for (int i = 1; i <= 2; i++) {
                try (Slabs slabs = new Slabs("frames", 3, 64)) {
                    System.out.println(i + " works " + slabs.view(2, 64).capacity());
                } catch (final Throwable ex) {
                    System.out.println(i + " " + ex);
                }
            }
        }
    }

    @Test
    void shouldNameTheMissingOptionWhenItIsMissing() throws Exception {
        final String output = ChildJvm.run(false, Application.class);

        for (int i = 1; i <= 2; i++) {
            assertTrue(
                    output.contains(
                            i + " java.lang.IllegalStateException: add this option to the JVM: " + OPTION + " "),
                    output);
        }
        assertFalse(output.contains("IllegalAccessError"), output);
    }

    /** Our classes alone: the option would not help. */
    @Test
    void shouldNameAgronaWhenThatIsMissing() throws Exception {
        final URL classes =
                Preflight.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader alone = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            final Method check = alone.loadClass(Preflight.class.getName()).getMethod("check");
            final Throwable thrown = assertThrows(InvocationTargetException.class, () -> check.invoke(null))
                    .getCause();
            assertEquals(
                    "put Agrona on the class path: it has no org/agrona/concurrent/UnsafeBuffer", thrown.getMessage());
        }
    }

    /** The twin: the option that it names is the one that helps. */
    @Test
    void shouldWorkWhenTheNamedOptionIsGiven() throws Exception {
        assertEquals(OPTION, Preflight.REQUIRED_OPTION);

        final String output = ChildJvm.run(false, Application.class, Preflight.REQUIRED_OPTION);

        assertTrue(output.contains("1 works 64"), output);
        assertTrue(output.contains("2 works 64"), output);
    }
}
