// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.faults;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.verify.exercise.Exercise;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The library in a class loader of its own, as a redeployed application has it: once closed, nothing holds it. */
class UnloadTest {
    /** As long as a compiler works on a method, it holds its loader. */
    private static final int MOST_COLLECTIONS = 500;

    private static final int SOME_COLLECTIONS = 20;
    private static final ThreadLocal<Object> PIN = new ThreadLocal<>();

    @Test
    void shouldBeCollectedWhenEverythingIsClosed() throws Exception {
        assertTrue(isCollected(used(false), MOST_COLLECTIONS), "something of the JVM still refers to the library");
    }

    /** The twin: one ThreadLocal of a thread that lives on is enough. */
    @Test
    void shouldSeeALibraryThatSomethingHolds() throws Exception {
        try {
            assertFalse(isCollected(used(true), SOME_COLLECTIONS));
        } finally {
            PIN.remove();
        }
    }

    /** Every exercise once, on this thread, which lives on. */
    private static WeakReference<ClassLoader> used(final boolean pinned) throws Exception {
        final List<URL> urls = new ArrayList<>();
        for (final String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            final Class<?> type = loader.loadClass(Exercise.class.getName());
            assertNotSame(Exercise.class, type);
            for (final String name : Exercise.names()) {
                final Object exercise = type.getMethod("open", String.class).invoke(null, name);
                ((Runnable) exercise).run();
                ((AutoCloseable) exercise).close();
                PIN.set(pinned ? exercise : null);
            }
            return new WeakReference<>(loader);
        }
    }

    private static boolean isCollected(final WeakReference<ClassLoader> loader, final int collections) {
        for (int i = 0; i < collections && loader.get() != null; i++) {
            System.gc();
        }
        return loader.get() == null;
    }
}
