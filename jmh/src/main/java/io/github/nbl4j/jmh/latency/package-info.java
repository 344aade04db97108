// SPDX-License-Identifier: Apache-2.0
/**
 * What a fan-out at a fixed rate costs in its worst moments, ours beside Netty and copying, told apart from what the
 * machine itself does: {@link io.github.nbl4j.jmh.latency.Latency} starts a JVM for each subject.
 */
package io.github.nbl4j.jmh.latency;
