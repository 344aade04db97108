// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NblFlags;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.ndis.Ndis;
import io.github.nbl4j.ndis.NdisStatus;
import org.agrona.collections.MutableInteger;
import org.agrona.collections.MutableLong;
import org.agrona.concurrent.UnsafeBuffer;

/** The functions under their NDIS names. */
final class Facade extends Room {
    private final Ndis ndis;
    private final NetBuffer nb = original.firstNetBuffer();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final MutableInteger length = new MutableInteger();
    private final MutableLong copied = new MutableLong();

    Facade() {
        this(Ndis.create(Room::size));
    }

    private Facade(final Ndis ndis) {
        super(ndis.environment());
        this.ndis = ndis;
    }

    private static void succeeds(final int status) {
        check(status == NdisStatus.SUCCESS);
    }

    void lists() {
        ndis.freeNetBufferList(ndis.allocateNetBufferList(lists, 16, 0));
        ndis.freeNetBufferList(ndis.allocateNetBufferAndNetBufferList(plain, 0, 0, mdl, 8, 48));
        ndis.freeNetBuffer(ndis.allocateNetBuffer(netBuffers, mdl, 8, 48));
        ndis.freeNetBuffer(ndis.allocateNetBufferMdlAndData(dataNetBuffers));
    }

    void mdls() {
        final Mdl described = ndis.allocateMdl(memory, 0, BYTES);
        ndis.adjustMdlLength(described, SEGMENT);
        ndis.queryMdl(described, view, length, 0);
        use(ndis.getNextMdl(described));
        ndis.freeMdl(described);
    }

    void derivation() {
        ndis.freeCloneNetBufferList(ndis.allocateCloneNetBufferList(original, null, null, 0), 0);
        final NetBufferList fragments = ndis.allocateFragmentNetBufferList(original, null, null, 1, 20, 30, 7, 0);
        final NetBufferList whole = ndis.allocateReassembledNetBufferList(fragments, null, 30, 9, 7, 0);
        ndis.freeFragmentNetBufferList(fragments, 30, 0);
        ndis.freeReassembledNetBufferList(whole, 9, 0);
    }

    void dataSpace() {
        succeeds(ndis.retreatNetBufferDataStart(nb, 50, 0, null));
        check(ndis.advanceNetBufferDataStart(nb, 50, true, null));
        succeeds(ndis.retreatNetBufferListDataStart(original, 50, 0, null, null));
        check(ndis.advanceNetBufferListDataStart(original, 50, true, null));
        ndis.adjustNetBufferCurrentMdl(nb);
        use(ndis.queryNetBufferPhysicalCount(nb));
    }

    void bytes() {
        use(ndis.getDataBuffer(nb, SEGMENT + 1, memory, 1, 0, view));
        succeeds(ndis.copyFromNetBufferToNetBuffer(nb, 3, BYTES, nb.next(), 1, copied));
    }

    void contextAndInfo() {
        succeeds(ndis.allocateNetBufferListContext(original, 16, 0, 0));
        ndis.freeNetBufferListContext(original, 16);
        ndis.copySendNetBufferListInfo(original, original);
        ndis.copyReceiveNetBufferListInfo(original, original);
    }

    void fields() {
        ndis.setNblFlag(original, NblFlags.IS_IPV4);
        check(ndis.testNblFlag(original, NblFlags.IS_IPV4) && ndis.testNblFlags(original, NblFlags.IS_IPV4));
        ndis.clearNblFlag(original, NblFlags.IS_IPV4);
        ndis.setNetBufferListProtocolId(original, next());
        use(ndis.getNetBufferListProtocolId(original));
        use(ndis.getPoolFromNetBufferList(original));
        use(ndis.getPoolFromNetBuffer(nb));
        use(ndis.environment());
    }
}
