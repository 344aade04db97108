// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

/**
 * What became of the slots of all pools.
 *
 * @param missing that an operation which did not end had in hand, and that were reclaimed.
 * @param lost that did not come home in the end.
 * @param doubled that were in two places at once.
 */
record Books(int missing, int lost, int doubled) {
    static Books parse(final String[] words) {
        return new Books(Integer.parseInt(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]));
    }

    String format() {
        return missing + " " + lost + " " + doubled;
    }
}
