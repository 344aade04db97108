// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.broken;

import io.github.nbl4j.pool.Irql;

/** What looks like an offence and is none: misuse may cost what it likes, and a callback inherits the level. */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class Sound {
    private final Callback callback;

    @Irql(Irql.Level.PASSIVE_LEVEL)
    public Sound(final Callback callback) {
        this.callback = callback;
    }

    public int throwsOnMisuse(final int n) {
        if (n < 0) {
            throw new IllegalArgumentException("n must not be negative: n=" + n);
        }
        if (n > 100) {
            throw tooLarge(n);
        }
        return n;
    }

    public int boundedLoop(final int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += i;
        }
        return sum;
    }

    public void tellsTheUser() {
        callback.completed();
    }

    public static IllegalStateException tooLarge(final int n) {
        return new IllegalStateException("n must be at most 100: n=" + n);
    }

    /** Users implement it. */
    @Irql(Irql.Level.DISPATCH_LEVEL)
    public interface Callback {
        void completed();
    }
}
