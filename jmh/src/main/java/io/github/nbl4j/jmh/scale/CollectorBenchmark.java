// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.scale;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.jmh.Nbl4jSubject;
import io.github.nbl4j.jmh.derive.Nbl4jCloneBenchmark;
import io.github.nbl4j.nbl.NetBufferList;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** What the collector charges the user for a ring of references; who starts the JVM sees to it that it is that one. */
public class CollectorBenchmark extends Nbl4jCloneBenchmark {
    @Param({"G1GC", "ParallelGC", "ZGC", "EpsilonGC"})
    public String collector;

    private final NetBufferList[] lists = new NetBufferList[OUTSTANDING];
    private final long[] listHandles = new long[OUTSTANDING];
    private final NetBufferList[] clones = new NetBufferList[OUTSTANDING];
    private final long[] cloneHandles = new long[OUTSTANDING];

    @Override
    protected int flags() {
        return CloneFlags.USE_ORIGINAL_MDLS;
    }

    @Override
    protected Nbl4jSubject open() {
        final Nbl4jSubject subject = new Nbl4jSubject(POPULATION, POPULATION);
        subject.shuffle(subject.pool, subject.cloner::allocate);
        return subject;
    }

    @Setup
    public void fill() {
        final String used = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("Use" + collector)
                .getValue();
        require(Boolean.parseBoolean(used), "must run with -XX:+Use" + collector);
        prepare();
        for (int i = 0; i < OUTSTANDING; i++) {
            lists[i] = cloner.allocate();
            listHandles[i] = cloner.allocate().handle();
            clones[i] = allocateClone();
            cloneHandles[i] = allocateClone().handle();
        }
        promote();
    }

    @Benchmark
    @Sweep(section = Section.COLLECTOR, work = "allocate + free")
    public NetBufferList allocateReferences() {
        final int i = next();
        cloner.free(lists[i]);
        final NetBufferList list = cloner.allocate();
        lists[i] = list;
        return list;
    }

    @Benchmark
    @Sweep(section = Section.COLLECTOR, work = "allocate + free", subject = "nbl4j, handles")
    public NetBufferList allocateHandles() {
        final int i = next();
        cloner.free(listHandles[i]);
        final NetBufferList list = cloner.allocate();
        listHandles[i] = list.handle();
        return list;
    }

    @Benchmark
    @Sweep(section = Section.COLLECTOR, work = "clone + free")
    public NetBufferList cloneReferences() {
        final int i = next();
        cloner.free(clones[i]);
        final NetBufferList clone = allocateClone();
        clones[i] = clone;
        return clone;
    }

    @Benchmark
    @Sweep(section = Section.COLLECTOR, work = "clone + free", subject = "nbl4j, handles")
    public NetBufferList cloneHandles() {
        final int i = next();
        cloner.free(cloneHandles[i]);
        final NetBufferList clone = allocateClone();
        cloneHandles[i] = clone.handle();
        return clone;
    }

    @TearDown
    public void verify() {
        require(original.childRefCount() == 2 * OUTSTANDING, "children=" + original.childRefCount());
        for (int i = 0; i < OUTSTANDING; i++) {
            endClone(original, clones[i]);
            endClone(original, nbl4j.environment.resolve(cloneHandles[i]));
            final NetBufferList list = nbl4j.environment.resolve(listHandles[i]);
            require(lists[i].isOwned() && list.isOwned(), "what is out must be owned");
            cloner.free(lists[i]);
            cloner.free(list);
        }
        close();
    }
}
