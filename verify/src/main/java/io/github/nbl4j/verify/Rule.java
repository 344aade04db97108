// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify;

/** What must not happen at DISPATCH_LEVEL. */
enum Rule {
    /** Enters a monitor. */
    MONITOR,
    /** Parks, sleeps, yields, spins by hint, or takes a lock. */
    WAIT,
    /** Makes an object. */
    NEW,
    /** Makes an array; also what a call with variable arguments does. */
    NEW_ARRAY,
    /** Makes an object of a number. */
    BOXING,
    /** Makes a function object, if only the first time. */
    LAMBDA,
    /** Builds a string. */
    CONCAT,
    /** Any other call site that the JVM links when it first comes by. */
    DYNAMIC,
    /** Goes round a loop that asks a word which others write. */
    LOOP,
    /** Calls itself, by whatever way. */
    RECURSION,
    /** Calls an operation of PASSIVE_LEVEL. */
    PASSIVE,
    /** Calls what the scan cannot see into, and nobody has argued. */
    UNKNOWN
}
