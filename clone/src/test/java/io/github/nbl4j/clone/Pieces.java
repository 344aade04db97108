// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.clone.CloneFixture.Shape;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The byte model of fragments and reassembled lists: a byte is its place in memory, and a piece a list of places. */
final class Pieces {
    private Pieces() {}

    /** One byte of memory: which buffer, and where in it. */
    record Place(int buffer, int offset) {}

    /** 1 to 5 NetBuffers of 0 to 6 Mdls of 0 to 5 bytes; windows that touch the ends, are empty, lie anywhere. */
    static Shape random(final SplittableRandom random) {
        final int[][] mdls = new int[1 + random.nextInt(5)][];
        final int[] offsets = new int[mdls.length];
        final int[] lengths = new int[mdls.length];
        for (int nb = 0; nb < mdls.length; nb++) {
            mdls[nb] = random.ints(random.nextInt(7), -2, 6)
                    .map(n -> Math.max(n, 0))
                    .toArray();
            final int total = IntStream.of(mdls[nb]).sum();
            offsets[nb] = random.nextInt(3) == 0 ? 0 : random.nextInt(total + 1);
            lengths[nb] = random.nextInt(3) == 0 ? total - offsets[nb] : random.nextInt(total - offsets[nb] + 1);
        }
        final String name =
                Arrays.deepToString(mdls) + " from " + Arrays.toString(offsets) + " for " + Arrays.toString(lengths);
        return new Shape(name, false, mdls, offsets, lengths);
    }

    /** Every byte of a NetBuffer's used data, in order. */
    static List<Place> places(final NetBuffer nb) {
        final List<Place> all = new ArrayList<>();
        for (Mdl mdl = nb.mdlChain(); mdl != null; mdl = mdl.next()) {
            final int buffer = System.identityHashCode(mdl.buffer());
            for (int i = 0; i < mdl.byteCount(); i++) {
                all.add(new Place(buffer, mdl.byteOffset() + i));
            }
        }
        return all.subList(nb.dataOffset(), nb.dataOffset() + (int) nb.dataLength());
    }

    /** The used data of each NetBuffer behind startOffset; nothing of those that have no more. */
    static List<List<Place>> behind(final List<NetBuffer> netBuffers, final int startOffset) {
        final List<List<Place>> all = new ArrayList<>();
        for (final NetBuffer nb : netBuffers) {
            final List<Place> used = places(nb);
            if (used.size() > startOffset) {
                all.add(used.subList(startOffset, used.size()));
            }
        }
        return all;
    }

    /** The pieces that fragments of these NetBuffers must hold, one a fragment. */
    static List<List<Place>> of(final List<NetBuffer> netBuffers, final int startOffset, final int maximumLength) {
        final List<List<Place>> all = new ArrayList<>();
        for (final List<Place> data : behind(netBuffers, startOffset)) {
            for (long at = 0; at < data.size(); at += maximumLength) {
                all.add(data.subList((int) at, (int) Math.min(data.size(), at + maximumLength)));
            }
        }
        return all;
    }

    static byte[] pattern(final int seed, final int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (seed * 37 + i * 11 + 128);
        }
        return bytes;
    }
}
