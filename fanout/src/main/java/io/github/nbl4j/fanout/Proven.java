// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

/**
 * What was found of a turn's packets in the files that it wrote.
 *
 * @param recorded packets that equal the input.
 * @param tunnelled inner frames that do.
 * @param fragments null where nothing is cut.
 */
record Proven(long recorded, long tunnelled, FragmentReport fragments) {}
