// SPDX-License-Identifier: Apache-2.0
/** The ways to hand one packet to several lanes that the program compares: ours and the baselines, one file each. */
package io.github.nbl4j.fanout.medium;
