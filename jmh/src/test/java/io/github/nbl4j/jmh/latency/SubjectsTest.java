// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.nbl4j.nbl.NetBufferList;
import org.junit.jupiter.api.Test;

class SubjectsTest {
    @Test
    void shouldCarryNumberAndTimeToEveryLaneAndEndWithNothingOut() {
        for (final String name : Latency.SUBJECTS) {
            carry(Subject.open(name));
        }
    }

    private static <C> void carry(final Subject<C> subject) {
        final Subject.Source<C> source = subject.openSource();
        final Subject.Sink<C> sink = subject.openSink();
        final C[] clones = source.lanes();
        for (int packet = 0; packet < 3 * Subject.OUTSTANDING; packet++) {
            source.packet(packet, -packet, clones);
            source.cloneAndFree();
            for (int lane = 0; lane < Subject.LANES; lane++) {
                assertEquals(packet, sink.number(clones[lane]));
                assertEquals(-packet, sink.intended(clones[lane]));
                sink.free(lane, clones[lane]);
            }
        }
        source.close();
        sink.close();
        subject.close();
    }

    /** The twin: one clone is not freed. */
    @Test
    void shouldNotBalanceWhenAnItemIsOut() {
        final Nbl4jSubject subject = new Nbl4jSubject(true);
        final Subject.Source<NetBufferList> source = subject.openSource();
        final Subject.Sink<NetBufferList> sink = subject.openSink();
        final NetBufferList[] clones = source.lanes();
        source.packet(1, 1, clones);
        for (int lane = 1; lane < Subject.LANES; lane++) {
            sink.free(lane, clones[lane]);
        }
        source.close();
        sink.close();

        assertThrows(IllegalStateException.class, subject::close);

        try (var cloner = new io.github.nbl4j.clone.NetBufferListCloner(
                clones[0].pool().environment().clonePool())) {
            cloner.free(clones[0]);
        }
        subject.close();
    }

    @Test
    void shouldNameWhatIsNoSubject() {
        assertThrows(IllegalArgumentException.class, () -> Subject.open("heap"));
    }
}
