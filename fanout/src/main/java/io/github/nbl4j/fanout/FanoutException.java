// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

/** A run that could not be finished: a proof that fails. */
final class FanoutException extends Exception {
    private static final long serialVersionUID = 1L;

    FanoutException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
