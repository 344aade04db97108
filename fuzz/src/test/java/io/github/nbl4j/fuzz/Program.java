// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fuzz;

/** An input read as a program: its numbers are small mostly, and else those that break careless arithmetic. */
final class Program {
    private static final int[] HOSTILE = {
        -1,
        -2,
        Integer.MIN_VALUE,
        Integer.MIN_VALUE + 1,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE - 1,
        255,
        256,
        257,
        2047,
        2048,
        2049,
        1 << 16,
        1 << 24,
        1 << 30,
        -64
    };

    private final byte[] code;
    private int at;

    Program(final byte[] code) {
        this.code = code;
    }

    boolean hasNext() {
        return at < code.length;
    }

    /** From 0 to 255; 0 behind the end. */
    int next() {
        return at < code.length ? code[at++] & 0xFF : 0;
    }

    /** From 0 to n - 1. */
    int below(final int n) {
        return next() % n;
    }

    boolean flag() {
        return (next() & 1) != 0;
    }

    /** Half of the codes say 0 to 127, a quarter something hostile, a quarter any four bytes. */
    int number() {
        final int code = next();
        return code < 128 ? code : code < 192 ? HOSTILE[code & 15] : bytes(4);
    }

    long longNumber() {
        final int low = number();
        return switch (next() & 7) {
            case 1 -> low & 0xFFFF_FFFFL;
            case 2 -> (long) low << 32;
            case 3 -> Long.MAX_VALUE - (low & 0xFF);
            case 4 -> Long.MIN_VALUE + (low & 0xFF);
            default -> low;
        };
    }

    /** Any eight bytes. */
    long word() {
        return (long) bytes(4) << 32 | bytes(4) & 0xFFFF_FFFFL;
    }

    private int bytes(final int n) {
        int value = 0;
        for (int i = 0; i < n; i++) {
            value = value << 8 | next();
        }
        return value;
    }
}
