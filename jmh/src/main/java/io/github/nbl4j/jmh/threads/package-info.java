// SPDX-License-Identifier: Apache-2.0
/**
 * Work of two threads at once. JMH has no figure for it on two cores: as soon as a third thread runs, one of the two
 * waits for a core, and the mean is that of the scheduler. Here time is cut into windows of 6 ms, and only those count
 * in which each thread had a core to itself.
 */
package io.github.nbl4j.jmh.threads;
