// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the scan lets through. A line is {@code key | argument}; its key is one of {@code leaf METHOD}, a method of the
 * JDK that is known to do nothing forbidden, {@code type INTERFACE IMPLEMENTATION}, what stands behind an interface of
 * other libraries, or the key of a {@link Finding}. It keeps count, so that a line nobody needs any more is found.
 */
final class Allowed {
    private final Map<String, String> arguments = new TreeMap<>();
    private final Set<String> unused = new TreeSet<>();

    Allowed(final List<String> lines) {
        for (final String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                final String[] parts = line.split("\\|", 2);
                if (parts.length < 2
                        || parts[1].isBlank()
                        || arguments.put(parts[0].strip(), parts[1].strip()) != null) {
                    throw new IllegalArgumentException("a line must be argued, and once: line=" + line);
                }
            }
        }
        unused.addAll(arguments.keySet());
    }

    static Allowed read() {
        try (Reader text = new InputStreamReader(
                        Allowed.class.getResourceAsStream("allowed.txt"), StandardCharsets.UTF_8);
                BufferedReader lines = new BufferedReader(text)) {
            return new Allowed(lines.lines().toList());
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    boolean has(final String key) {
        unused.remove(key);
        return arguments.containsKey(key);
    }

    /** By its name, or by all of its class. */
    boolean isLeaf(final String owner, final String name) {
        return has("leaf " + Method.name(owner, name)) || has("leaf " + Method.name(owner, "*"));
    }

    /** What stands behind a type, or the type itself. */
    String implementation(final String type) {
        final String prefix = "type " + type.replace('/', '.') + " ";
        for (final String key : arguments.keySet()) {
            if (key.startsWith(prefix)) {
                unused.remove(key);
                return key.substring(prefix.length()).replace('.', '/');
            }
        }
        return type;
    }

    Set<String> unused() {
        return unused;
    }
}
