// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;

/** NetBuffers come and go, join lists, and answer. */
final class NetBuffers extends Room {
    private final NetBuffer nb = original.firstNetBuffer().next();

    void byPool() {
        netBuffers.free(netBuffers.allocate(mdl, 8, 48));
        dataNetBuffers.free(dataNetBuffers.allocateMdlAndData());
    }

    void joinAList() {
        final NetBufferList list = cloner.allocate();
        final NetBuffer further = dataNetBuffers.allocateMdlAndData();
        further.append(segments.allocate());
        list.append(further);
        cloner.free(list);
    }

    void borrow() {
        final NetBuffer bare = netBuffers.allocate(null, 0, 0);
        bare.rebind(mdl, 8, 48);
        netBuffers.free(bare);
    }

    void geometry() {
        use(nb.next());
        use(nb.pool());
        use(nb.mdlChain());
        use(nb.currentMdl());
        use(nb.currentMdlOffset());
        use(nb.dataOffset());
        use(nb.dataLength());
        use(nb.chainLength());
        use(nb.segmentCount());
    }

    void reserved() {
        final int n = next();
        nb.checksumBias(n);
        use(nb.checksumBias());
        nb.protocolReserved(5, n);
        use(nb.protocolReserved(5));
        nb.miniportReserved(3, n);
        use(nb.miniportReserved(3));
        nb.dataPhysicalAddress(n);
        use(nb.dataPhysicalAddress());
    }
}
