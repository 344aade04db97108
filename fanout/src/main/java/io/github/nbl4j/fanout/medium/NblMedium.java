// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.medium;

import io.github.nbl4j.fanout.capture.Capture;
import io.github.nbl4j.fanout.ip.Ipv4Fragmenter;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.pool.PoolAudit;
import io.github.nbl4j.pool.Slabs;
import io.github.nbl4j.pool.Slot;
import io.github.nbl4j.pool.SlotPool;
import java.util.ArrayList;
import java.util.List;

/** Lists from a pool, cloned: nothing is copied, nothing is allocated. */
public final class NblMedium implements Medium<NetBufferList> {
    /** Bytes before a received frame: a clone that shows them must still get its own for a header. */
    public static final int HEADROOM = 64;

    /** Mdls in each clone's slot: most frames have no more; longer ones take the others from their pool. */
    private static final int MDLS = 4;

    /** Fragments that may wait at once, if one packet has no more; then the source waits. */
    private static final int MAX_FRAGMENTS = 1 << 16;

    final NetBufferListPool pool;
    final MdlPool segments;
    final int maxPlaces;
    final int cloneFlags;
    final int mtu;
    private final NetBufferEnvironment environment;
    private final List<String> notFree = new ArrayList<>();

    /**
     * A medium for lanes that get clones. PASSIVE_LEVEL.
     *
     * @param capacity lists, at least 1.
     * @param slotSize bytes of a list, and of each further segment of a longer frame.
     * @param lanes that clone.
     * @param longestFrame in bytes.
     * @param cloneFlags how to clone.
     * @throws IllegalArgumentException naming the size that is out of range.
     * @throws IllegalStateException when there is too little direct memory.
     */
    public NblMedium(
            final int capacity, final int slotSize, final int lanes, final int longestFrame, final int cloneFlags) {
        this(capacity, slotSize, lanes, longestFrame, cloneFlags, Ipv4Fragmenter.MAXIMUM_MTU, 1);
    }

    /**
     * A medium for lanes of which one gets fragments. PASSIVE_LEVEL.
     *
     * @param capacity as there.
     * @param slotSize as there.
     * @param lanes as there, that one included.
     * @param longestFrame as there.
     * @param cloneFlags as there.
     * @param mtu of that lane.
     * @param mostFragments of a packet, 1 when none is cut.
     * @throws IllegalArgumentException as there.
     * @throws IllegalStateException as there.
     */
    public NblMedium(
            final int capacity,
            final int slotSize,
            final int lanes,
            final int longestFrame,
            final int cloneFlags,
            final int mtu,
            final int mostFragments) {
        this.cloneFlags = cloneFlags;
        this.mtu = mtu;
        // Refuses bad sizes before anything is built.
        final int packets = SlotPool.populationOf("packets", capacity, lanes + 2);
        if (slotSize < HEADROOM) {
            throw new IllegalArgumentException(
                    "slot size must hold the headroom of " + HEADROOM + " bytes: slotSize=" + slotSize);
        }
        Slabs.requireMemory("packets", packets, slotSize);
        final int maxSegments = 2 + (longestFrame + HEADROOM) / slotSize;
        // Each fragment has a header and may divide a segment; a whole frame has one header, that of the tunnel.
        maxPlaces = maxSegments - 1 + 2 * mostFragments;
        final long furtherFragments = mostFragments - 1L;
        // The packet that is being joined has its own, whatever waits: so that lane always gets on.
        final int joined = mostFragments > 1 ? 1 : 0;
        final long frameSegments = Math.max(2L * capacity, 4L * maxSegments);
        final int clones = times(capacity, lanes, joined);
        environment = NetBufferEnvironment.create(p -> p.name("fanout")
                .clones(clones)
                .mdlsPerNetBuffer((long) clones * MDLS > Slot.MAX_SLOTS / 2 ? 1 : Math.min(MDLS, maxSegments))
                .mdls(times(capacity + frameSegments, lanes, joined * (maxSegments + furtherFragments)))
                .netBuffers(netBuffers(capacity, furtherFragments))
                .maxCaches(lanes + 2));
        NetBufferListPool packetPool = null;
        try {
            packetPool = NetBufferListPool.create(
                    environment,
                    p -> p.name("packets")
                            .capacity(capacity)
                            .dataSize(slotSize)
                            .headroom(HEADROOM)
                            .maxCaches(lanes + 2));
            segments = MdlPool.create(environment, "frame segments", times(frameSegments, 1, 0), lanes + 2, slotSize);
        } catch (final Throwable ex) {
            if (packetPool != null) {
                packetPool.close();
            }
            environment.close();
            throw ex;
        }
        pool = packetPool;
    }

    private static int netBuffers(final long capacity, final long furtherFragments) {
        final long waiting = Math.min(capacity * furtherFragments, MAX_FRAGMENTS);
        return (int) Math.max(1, Math.max(furtherFragments, waiting));
    }

    private static int times(final long count, final int factor, final long more) {
        final long product = count * factor + more;
        if (product > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("capacity times lanes is too large: " + count + " * " + factor);
        }
        return (int) product;
    }

    @Override
    public String name() {
        return "nbl4j";
    }

    @Override
    public Source<NetBufferList> openSource(final Capture capture) {
        return new NblSource(this, capture);
    }

    @Override
    public Receiver<NetBufferList> openReceiver() {
        return new NblReceiver(this);
    }

    @Override
    public long leaked() {
        notFree.clear();
        for (final SlotPool each : environment.pools()) {
            final PoolAudit audit = each.audit();
            notFree.addAll(audit.notFree());
            notFree.addAll(audit.defects());
        }
        return notFree.size();
    }

    /**
     * What {@link #leaked()} counted.
     *
     * @return a line for each slot.
     */
    public List<String> notFree() {
        return notFree;
    }

    /**
     * What the pools occupy, for the report.
     *
     * @return one sentence.
     */
    public String footprint() {
        return pool.population() + " lists x " + pool.dataSize() + " B, " + segments.population() + " segments x "
                + segments.dataSize() + " B, fixed";
    }

    @Override
    public void close() {
        pool.close();
        segments.close();
        environment.close();
    }
}
