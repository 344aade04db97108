// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify;

import java.util.List;

/**
 * A rule broken.
 *
 * @param what the type made or the method called, or empty.
 * @param path from the operation to the method with the offence.
 */
record Finding(Rule rule, String what, List<Method> path) {
    Method where() {
        return path.get(path.size() - 1);
    }

    /** What a line of {@code allowed.txt} must say to let this through. */
    String key() {
        return rule + " " + where() + (what.isEmpty() ? "" : " > " + what);
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(key());
        for (final Method method : path) {
            text.append("\n    ").append(method).append(method.node().desc);
        }
        return text.toString();
    }
}
