// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import static io.github.nbl4j.ndis.HostileWorld.CONTEXT;
import static io.github.nbl4j.ndis.HostileWorld.PROTOCOL;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.AllocateMdlHandler;
import io.github.nbl4j.nbl.FreeMdlHandler;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NblFlags;
import io.github.nbl4j.nbl.NetBufferEnvironmentParameters;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.agrona.collections.MutableInteger;
import org.agrona.collections.MutableLong;
import org.agrona.concurrent.UnsafeBuffer;

/** What each method of {@link Ndis} says about its arguments, and good ones. */
final class NdisContracts {
    private NdisContracts() {}

    static Map<String, Contract> all() {
        final Map<String, Contract> all = new TreeMap<>();
        life(all);
        allocation(all);
        derivation(all);
        dataSpace(all);
        accessors(all);
        return all;
    }

    private static Object[] of(final Object... arguments) {
        return arguments;
    }

    private static void life(final Map<String, Contract> all) {
        final Consumer<NetBufferEnvironmentParameters> small = HostileValues::environment;
        all.put("create", new Contract("o", w -> of(small)));
        all.put("environment", new Contract("", w -> of()));
        all.put("close", new Contract("", w -> of()));
        all.put("allocateNetBufferListPool", new Contract("o", w -> of(HostileValues.listPool())));
        all.put("allocateNetBufferPool", new Contract("o", w -> of(HostileValues.netBufferPool())));
        all.put(
                "freeNetBufferListPool",
                new Contract(
                        "r",
                        w -> of(w.keep(NetBufferListPool.create(w.environment, HostileValues.listPool()))),
                        "foreign",
                        "default"));
        all.put(
                "freeNetBufferPool",
                new Contract(
                        "r",
                        w -> of(w.keep(NetBufferPool.create(w.environment, HostileValues.netBufferPool()))),
                        "foreign",
                        "default"));
    }

    private static void allocation(final Map<String, Contract> all) {
        all.put("allocateNetBufferList", new Contract("e++", w -> of(w.plain, 16, 32)));
        all.put(
                "allocateNetBufferAndNetBufferList",
                new Contract("e++N++", w -> of(w.plain, 16, 32, w.mdls(), 9, 12L)));
        final String[] derived = {"clone", "clone of original Mdls", "fragment", "reassembled"};
        all.put("freeNetBufferList", new Contract("e", w -> of(w.list()), derived));
        all.put("allocateNetBuffer", new Contract("oN++", w -> of(w.netBuffers, w.mdls(), 9, 12L)));
        all.put(
                "allocateNetBufferMdlAndData",
                new Contract(
                        "o",
                        w -> of(w.keep(NetBufferPool.create(
                                w.environment,
                                HostileValues.netBufferPool().capacity(4).dataSize(64))))));
        all.put("freeNetBuffer", new Contract("o", w -> of(w.netBuffer()), "of a list", "embedded", "of a clone"));
        all.put("allocateMdl", new Contract("o++", w -> of(new UnsafeBuffer(new byte[64]), 8, 48)));
        all.put("freeMdl", new Contract("o", w -> of(w.mdl(5)), "embedded", "of a clone", "consumed"));
        all.put("adjustMdlLength", new Contract("o+", w -> of(w.mdl(9), 5), "borrowed", "embedded", "of a clone"));
        all.put("queryMdl", new Contract("rrr?", w -> of(w.mdl(9), new UnsafeBuffer(0, 0), new MutableInteger(), 0)));
        all.put("getNextMdl", new Contract("r", w -> of(w.mdls())));
    }

    private static void derivation(final Map<String, Contract> all) {
        all.put(
                "allocateCloneNetBufferList",
                new Contract(
                        "eNN?",
                        w -> of(w.list(), w.plain, w.netBuffers, 0),
                        "1",
                        "-1",
                        "" + Integer.MIN_VALUE,
                        "" + Integer.MAX_VALUE,
                        "with data"));
        all.put(
                "freeCloneNetBufferList",
                new Contract(
                        "e2",
                        w -> of(w.clone(CloneFlags.NONE), CloneFlags.NONE),
                        "clone of original Mdls",
                        "fragment",
                        "reassembled",
                        "parent"));
        all.put(
                "allocateFragmentNetBufferList",
                new Contract("eNN+1++0", w -> of(w.list(), w.plain, w.netBuffers, 1, 5, 8, 8, 0), "with data"));
        all.put(
                "freeFragmentNetBufferList",
                new Contract(
                        "e+0",
                        w -> of(w.fragment(), 8, 0),
                        "clone of original Mdls",
                        "clone",
                        "reassembled",
                        "parent",
                        "1"));
        all.put(
                "allocateReassembledNetBufferList",
                new Contract("eN+++0", w -> of(w.list(), w.plain, 1, 8, 8, 0), "with data", "bare"));
        all.put(
                "freeReassembledNetBufferList",
                new Contract(
                        "e+0",
                        w -> of(w.reassembled(), 8, 0),
                        "clone of original Mdls",
                        "clone",
                        "fragment",
                        "parent",
                        "1"));
    }

    /** Gives one segment after the other, enough for two lists. */
    private static AllocateMdlHandler handler(final HostileWorld w) {
        final ArrayDeque<Mdl> segments = new ArrayDeque<>();
        for (int i = 0; i < 6; i++) {
            segments.add(w.segment());
        }
        return bytes -> segments.poll();
    }

    private static void dataSpace(final Map<String, Contract> all) {
        final FreeMdlHandler keep = mdl -> {};
        all.put("retreatNetBufferDataStart", Contract.status("o++n", w -> of(w.netBuffer(), 20, 4, handler(w))));
        all.put("retreatNetBufferListDataStart", Contract.status("o++nn", w -> of(w.list(), 20, 4, handler(w), keep)));
        all.put("advanceNetBufferDataStart", new Contract("o+?n", w -> of(w.netBuffer(), 5, true, keep)));
        all.put("advanceNetBufferListDataStart", new Contract("o+?n", w -> of(w.list(), 5, true, keep)));
        all.put(
                "getDataBuffer",
                new Contract(
                        "o+n1+r",
                        w -> of(w.netBuffer(), 12, new UnsafeBuffer(new byte[16]), 1, 0, new UnsafeBuffer(0, 0))));
        all.put(
                "copyFromNetBufferToNetBuffer",
                Contract.status("o++o+r", w -> of(w.netBuffer(), 1L, 9L, w.netBuffer(), 2L, new MutableLong())));
        all.put("adjustNetBufferCurrentMdl", new Contract("o", w -> of(w.netBuffer())));
        all.put("queryNetBufferPhysicalCount", new Contract("o", w -> of(w.netBuffer())));
    }

    private static void accessors(final Map<String, Contract> all) {
        all.put("allocateNetBufferListContext", Contract.status("o++?", w -> of(w.list(), 32, 16, 0)));
        all.put("freeNetBufferListContext", new Contract("o+", w -> of(w.list(), CONTEXT)));
        all.put("copySendNetBufferListInfo", new Contract("oo", w -> of(w.list(), w.list())));
        all.put("copyReceiveNetBufferListInfo", new Contract("oo", w -> of(w.list(), w.list())));
        all.put("getPoolFromNetBufferList", new Contract("r", w -> of(w.list())));
        all.put("getPoolFromNetBuffer", new Contract("r", w -> of(w.netBuffer())));
        all.put("getNetBufferListProtocolId", new Contract("r", w -> of(w.list())));
        all.put("setNetBufferListProtocolId", new Contract("o?", w -> of(w.list(), PROTOCOL)));
        all.put("setNblFlag", new Contract("o?", w -> of(w.list(), NblFlags.IS_IPV4)));
        all.put("clearNblFlag", new Contract("o?", w -> of(w.list(), NblFlags.IS_IPV4)));
        all.put("testNblFlag", new Contract("r?", w -> of(flagged(w), NblFlags.IS_IPV4)));
        all.put("testNblFlags", new Contract("r?", w -> of(flagged(w), NblFlags.IS_IPV4)));
    }

    private static NetBufferList flagged(final HostileWorld w) {
        final NetBufferList list = w.list();
        list.setNblFlag(NblFlags.IS_IPV4);
        return list;
    }
}
