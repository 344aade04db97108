// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.nbl4j.fanout.medium.SharedBytes;
import io.github.nbl4j.nbl.NetBufferList;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Cutting, joining, comparing and freeing make no garbage. */
final class Ipv4AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 20;
    private static final int PACKETS = 2_000;

    private final Ipv4Fragmenter fragmenter = new Ipv4Fragmenter(1500);
    private final Ipv4Reassembler reassembler = new Ipv4Reassembler();
    private final SharedBytes shared = new SharedBytes();

    @Test
    void shouldCutAndJoinWithoutAllocation() {
        try (PacketFixture fixture = new PacketFixture()) {
            final NetBufferList packet = fixture.receive(Frames.frame(26_176));
            long least = Long.MAX_VALUE;
            for (int i = 0; i < ROUNDS && least != 0; i++) {
                final long before = THREADS.getCurrentThreadAllocatedBytes();
                assertEquals(0, round(fixture, packet));
                least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(0, least);
            fixture.cloner.free(packet);
        }
    }

    private long round(final PacketFixture fixture, final NetBufferList packet) {
        long copied = 0;
        for (int i = 0; i < PACKETS; i++) {
            assertTrue(fragmenter.cuts(packet.firstNetBuffer()));
            final NetBufferList fragments = fragmenter.fragment(fixture.cloner, packet);
            final NetBufferList whole = reassembler.reassemble(fixture.cloner, fragments);
            copied += shared.copied(packet, fragments) + shared.copied(whole, fragments);
            fixture.cloner.free(fragments);
            fixture.cloner.free(whole);
        }
        return copied;
    }
}
