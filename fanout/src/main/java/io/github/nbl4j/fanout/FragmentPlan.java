// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import io.github.nbl4j.fanout.ip.Ipv4Fragmenter;
import org.agrona.concurrent.UnsafeBuffer;

/** What a link with an MTU must make of the capture, known before the run: by it pools are sized and proofs made. */
final class FragmentPlan {
    private final int mtu;
    private final int[] fragments;
    private long leftWhole;

    private FragmentPlan(final int mtu, final int packets) {
        this.mtu = mtu;
        fragments = new int[packets];
    }

    static FragmentPlan of(final PacketIndex index, final int mtu) {
        final FragmentPlan plan = new FragmentPlan(mtu, index.packets());
        final Ipv4Fragmenter fragmenter = new Ipv4Fragmenter(mtu);
        final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
        for (int i = 0; i < index.packets(); i++) {
            index.wrap(i, frame);
            final boolean isEthernet = index.linkType(i) == TunnelWork.ETHERNET;
            plan.fragments[i] = isEthernet ? fragmenter.fragments(frame, 0, frame.capacity()) : 1;
            // Where the packet of another link type begins is not known here: the frame counts.
            final boolean isLong = isEthernet ? fragmenter.isLong(frame, 0, frame.capacity()) : frame.capacity() > mtu;
            plan.leftWhole += isLong && plan.fragments[i] == 1 ? 1 : 0;
        }
        return plan;
    }

    int packets() {
        return fragments.length;
    }

    int mtu() {
        return mtu;
    }

    /** Fragments that a packet becomes; 1 when it stays whole. */
    int fragments(final int packet) {
        return fragments[packet];
    }

    /** Fragments of the packet that has most. */
    int mostFragments() {
        int most = 1;
        for (final int each : fragments) {
            most = Math.max(most, each);
        }
        return most;
    }

    /** Packets of one pass that are cut. */
    long cut() {
        long cut = 0;
        for (final int each : fragments) {
            cut += each > 1 ? 1 : 0;
        }
        return cut;
    }

    /** Packets of one pass that stay whole although they are longer than the MTU. */
    long leftWhole() {
        return leftWhole;
    }

    /** Fragments of one pass; packets that stay whole are none. */
    long allFragments() {
        long all = 0;
        for (final int each : fragments) {
            all += each > 1 ? each : 0;
        }
        return all;
    }
}
