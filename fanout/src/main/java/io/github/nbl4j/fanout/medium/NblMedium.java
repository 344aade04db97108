// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.medium;

import io.github.nbl4j.fanout.capture.Capture;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.pool.PoolAudit;
import io.github.nbl4j.pool.SlotPool;
import java.util.ArrayList;
import java.util.List;

/** Lists from a pool, cloned: nothing is copied, nothing is allocated. */
public final class NblMedium implements Medium<NetBufferList> {
    /** Bytes before a received frame: a clone that shows them must still get its own for a header. */
    public static final int HEADROOM = 64;

    final NetBufferListPool pool;
    final MdlPool segments;
    final int maxSegments;
    final int cloneFlags;
    private final NetBufferEnvironment environment;
    private final List<String> notFree = new ArrayList<>();

    /**
     * Builds the pools. PASSIVE_LEVEL.
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
        this.cloneFlags = cloneFlags;
        // Refuses bad sizes before anything is built.
        SlotPool.populationOf("packets", capacity, lanes + 2);
        if (slotSize < HEADROOM) {
            throw new IllegalArgumentException(
                    "slot size must hold the headroom of " + HEADROOM + " bytes: slotSize=" + slotSize);
        }
        maxSegments = 2 + (longestFrame + HEADROOM) / slotSize;
        final long frameSegments = Math.max(2L * capacity, 4L * maxSegments);
        environment = NetBufferEnvironment.create(p -> p.name("fanout")
                .clones(times(capacity, lanes))
                .mdls(times(capacity + frameSegments, lanes))
                .netBuffers(1)
                .maxCaches(lanes + 2));
        try {
            pool = NetBufferListPool.create(
                    environment,
                    p -> p.name("packets")
                            .capacity(capacity)
                            .dataSize(slotSize)
                            .headroom(HEADROOM)
                            .maxCaches(lanes + 2));
            segments = MdlPool.create(environment, "frame segments", times(frameSegments, 1), lanes + 2, slotSize);
        } catch (final Throwable ex) {
            environment.close();
            throw ex;
        }
    }

    private static int times(final long count, final int factor) {
        final long product = count * factor;
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
