// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

/**
 * Type of a parameter, always null, by which a rare path is called rather than inlined: HotSpot does not inline a
 * method whose signature names a class that was never loaded, and none of our code loads this one. Without it the
 * first hot take or give to be compiled takes the whole exchange with the depot in and is then itself too big to be
 * inlined; which one that is differs from run to run, and a call costs what a tenth of a clone does. Where the rule
 * does not hold, only that is lost. C2 loads this class when it is asked for a rare path by itself, on the thread that
 * asked: one load, while the JVM warms up.
 */
final class OutOfLine {
    private OutOfLine() {}
}
