// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What one medium did, turn by turn: a machine has seconds in which it is slower for everybody, so media alternate. */
final class Turns {
    private final List<RunResult> results = new ArrayList<>();

    void add(final RunResult result) {
        results.add(result);
    }

    /** One more turn of each medium, in their order. */
    static void add(final List<Turns> all, final List<RunResult> turn) {
        for (int i = 0; i < turn.size(); i++) {
            if (all.size() == i) {
                all.add(new Turns());
            }
            all.get(i).add(turn.get(i));
        }
    }

    /** The turn that stands for all: as many took longer for a packet as took less, or one more. */
    RunResult middle() {
        return byNanosPerPacket().get((results.size() - 1) / 2);
    }

    /** Of the turns, the least first. */
    List<Double> nanosPerPacket() {
        return byNanosPerPacket().stream().map(RunResult::nanosPerPacket).toList();
    }

    private List<RunResult> byNanosPerPacket() {
        return results.stream()
                .sorted(Comparator.comparingDouble(RunResult::nanosPerPacket))
                .toList();
    }
}
