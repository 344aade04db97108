// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.scale;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.jmh.FifoBenchmark;
import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.pool.SlotPool;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A ring of 64 comes by few slots, one of the whole pool by each of them: then caches and TLB decide. Lists of 64
 * bytes, so that a million of them fit.
 */
@Fork(jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
public abstract class PoolSizeBenchmark extends FifoBenchmark {
    static final int DATA_SIZE = 64;
    private static final String FEW = OUTSTANDING + " out";
    private static final String ALL = "all out";

    @Param({"1024", "4096", "16384", "65536", "262144", "1048576"})
    public int lists;

    @Param({FEW, ALL})
    public String out;

    Nbl4jSubject nbl4j;
    NetBufferListCloner cloner;
    private NetBufferListPool pool;
    private NetBufferList[] ring;
    private long at;

    abstract Nbl4jSubject open();

    /** The pool whose slots go round. */
    abstract NetBufferListPool pool();

    abstract NetBufferList allocate();

    abstract void verify(NetBufferList list);

    /** What was needed to allocate. */
    void end() {}

    @Setup
    public void fill() {
        nbl4j = open();
        cloner = nbl4j.cloner;
        pool = pool();
        nbl4j.shuffle(pool, this::allocate);
        ring = new NetBufferList[out.equals(ALL) ? lists : OUTSTANDING];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = allocate();
        }
        // Once round beforehand, because not every machine comes round in the time that it is given.
        for (int i = 0; i < ring.length; i++) {
            renew();
        }
        promote();
    }

    final NetBufferList renew() {
        final int i = (int) at++ & ring.length - 1;
        cloner.free(ring[i]);
        final NetBufferList list = allocate();
        ring[i] = list;
        return list;
    }

    @TearDown
    public void verify() {
        final int rest = lists + SlotPool.SLOTS_PER_CACHE - ring.length;
        require(pool.population() - pool.counters().inUse() == rest, "must rest: " + rest + " of " + pool.counters());
        require(at > ring.length, "must have gone round: " + at + " of " + ring.length);
        for (final NetBufferList list : ring) {
            verify(list);
            cloner.free(list);
        }
        end();
        nbl4j.close();
    }
}
