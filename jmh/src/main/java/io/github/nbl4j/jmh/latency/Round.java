// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

/** A schedule: packets at a fixed rate from a moment on; and how many long samples of each kind there is room for. */
record Round(long start, long packets, long perSecond, int longSamples) {}
