// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes maps, lists, strings, numbers and booleans as JSON: a report needs no more. */
final class Json {
    private Json() {}

    static String of(final Object value) {
        final StringBuilder out = new StringBuilder();
        append(out, value, "\n");
        return out.append('\n').toString();
    }

    private static void append(final StringBuilder out, final Object value, final String newLine) {
        final String inner = newLine + "  ";
        if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (final Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator).append(inner);
                quote(out, entry.getKey().toString());
                out.append(": ");
                append(out, entry.getValue(), inner);
                separator = ",";
            }
            out.append(map.isEmpty() ? "{}" : newLine + "}");
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (final Object each : list) {
                out.append(separator).append(inner);
                append(out, each, inner);
                separator = ",";
            }
            out.append(list.isEmpty() ? "[]" : newLine + "]");
        } else if (value instanceof Double number) {
            out.append(String.format(Locale.ROOT, "%.1f", number));
        } else if (value instanceof String text) {
            quote(out, text);
        } else {
            out.append(value);
        }
    }

    private static void quote(final StringBuilder out, final String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
