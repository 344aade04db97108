// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what JMH writes: objects as maps, arrays as lists, numbers as doubles; NaN stands there as a string. */
final class Json {
    private final String text;
    private int at;

    private Json(final String text) {
        this.text = text;
    }

    static Object parse(final String text) {
        return new Json(text).value();
    }

    private Object value() {
        switch (peek()) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string();
            default:
                return word();
        }
    }

    private Map<String, Object> object() {
        final Map<String, Object> members = new LinkedHashMap<>();
        at++;
        while (peek() != '}') {
            final String name = string();
            expect(':');
            members.put(name, value());
            skipComma();
        }
        at++;
        return members;
    }

    private List<Object> array() {
        final List<Object> elements = new ArrayList<>();
        at++;
        while (peek() != ']') {
            elements.add(value());
            skipComma();
        }
        at++;
        return elements;
    }

    private String string() {
        expect('"');
        final StringBuilder string = new StringBuilder();
        while (text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            string.append(text.charAt(at++));
        }
        at++;
        return string.toString();
    }

    /** A number, or true, false, null as their names. */
    private Object word() {
        final int from = at;
        while (",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        final String word = text.substring(from, at);
        return "-0123456789".indexOf(word.charAt(0)) < 0 ? word : (Object) Double.valueOf(word);
    }

    private void skipComma() {
        if (peek() == ',') {
            at++;
        }
    }

    private void expect(final char wanted) {
        if (peek() != wanted) {
            throw new IllegalArgumentException("must be " + wanted + " at " + at + ": " + text.charAt(at));
        }
        at++;
    }

    private char peek() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.charAt(at);
    }
}
