// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.broken;

import io.github.nbl4j.nbl.NetBufferEnvironment;

/** Exercises that call what they must not, and not what they seem to. */
final class Stray {
    private NetBufferEnvironment environment;
    private Runnable later;

    void callsPassive() {
        close();
    }

    private void close() {
        environment.close();
    }

    void callsInALambdaOnly() {
        later = environment::close;
    }
}
