// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import java.nio.file.Path;
import java.util.List;

/**
 * What the reassembler did in the measured loops.
 *
 * @param fragments that arrived.
 * @param reassembled packets that were joined.
 * @param identical of them whose every byte, that of the headers too, is the input's.
 * @param copiedBytes payload bytes of the joined packets that are not the fragments' own.
 * @param recorded what arrived, as it arrived.
 */
record Fragmentation(long fragments, long reassembled, long identical, long copiedBytes, List<Path> recorded) {}
