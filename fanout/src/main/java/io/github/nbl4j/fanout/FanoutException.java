// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

/** A run that could not be finished, because one of its threads could not go on. */
final class FanoutException extends Exception {
    private static final long serialVersionUID = 1L;

    FanoutException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
