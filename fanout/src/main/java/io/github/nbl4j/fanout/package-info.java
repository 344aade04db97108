// SPDX-License-Identifier: Apache-2.0
/** The program: one capture in, clones out to several lanes, and the proof of what that cost. */
package io.github.nbl4j.fanout;
