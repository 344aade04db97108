// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Which operations some exercises call: what their bytecode invokes, and that of the methods of their own package that
 * they go through. Bodies of lambdas do not count: a callback is called by others, if at all.
 */
final class Coverage {
    private final Classes classes;
    private final String prefix;
    private final Set<Method> called = new LinkedHashSet<>();
    private final Set<Method> own = new LinkedHashSet<>();
    private final Queue<Method> pending = new ArrayDeque<>();

    /**
     * Reads the exercises.
     *
     * @param classes the published ones, which load those of the exercises on demand.
     * @param packageName of the exercises.
     * @param exercises each CLASS.METHOD, without parameters and result.
     */
    Coverage(final Classes classes, final String packageName, final Collection<String> exercises) {
        this.classes = classes;
        prefix = packageName.replace('.', '/') + "/";
        for (final String exercise : exercises) {
            final String[] parts = exercise.split("\\.");
            reach(prefix + parts[0], parts[1], "()V");
        }
        for (Method method = pending.poll(); method != null; method = pending.poll()) {
            for (final AbstractInsnNode instruction : method.node().instructions) {
                if (instruction instanceof MethodInsnNode call) {
                    reach(call.owner, call.name, call.desc);
                }
            }
        }
    }

    private void reach(final String owner, final String name, final String desc) {
        final Method method = classes.resolve(owner, name, desc);
        if (method == null) {
            return;
        }
        if (!method.owner().name.startsWith(prefix)) {
            called.add(method);
        } else if (own.add(method)) {
            pending.add(method);
        }
    }

    /** Operations of DISPATCH_LEVEL that no exercise calls, by name and descriptor. */
    Set<String> missing() {
        return difference(classes.dispatchLevel(), called);
    }

    /** What exercises call of the published packages although it is none. */
    Set<String> surplus() {
        final Set<Method> published = new LinkedHashSet<>(called);
        published.removeIf(method -> Classes.level(method) == null);
        return difference(published, classes.dispatchLevel());
    }

    private static Set<String> difference(final Collection<Method> from, final Collection<Method> minus) {
        final Set<String> names = new LinkedHashSet<>();
        for (final Method method : from) {
            if (!minus.contains(method)) {
                names.add(method + method.node().desc);
            }
        }
        return names;
    }
}
