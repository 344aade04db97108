// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.broken;

/** Not public, but users see its method through {@link Broken}: it needs a level, by itself or on the type. */
abstract class BrokenBase {
    public final int withoutLevel() {
        return 1;
    }

    abstract void step();
}
