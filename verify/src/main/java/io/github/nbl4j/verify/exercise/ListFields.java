// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import io.github.nbl4j.nbl.CopyInfo;
import io.github.nbl4j.nbl.NblFlags;
import io.github.nbl4j.nbl.NblHash;
import io.github.nbl4j.nbl.NetBufferList;

/** What is noted on a list. */
final class ListFields extends Room {
    private final NetBufferList other = cloner.allocate();

    void words() {
        final int n = next();
        other.netBufferListInfo(3, n);
        use(other.netBufferListInfo(3));
        other.protocolReserved(3, n);
        use(other.protocolReserved(3));
        other.miniportReserved(1, n);
        use(other.miniportReserved(1));
        other.scratch(n);
        use(other.scratch());
        other.sourceHandle(n);
        use(other.sourceHandle());
    }

    void statusAndOwner() {
        final int n = next();
        other.flags(n);
        use(other.flags());
        other.status(n);
        use(other.status());
        other.ownerId(7);
        use(other.ownerId());
        check(other.isOwnedBy(7));
    }

    void flags() {
        other.nblFlags(NblFlags.IS_IPV4);
        other.setNblFlag(NblFlags.IS_TCP);
        check(other.testNblFlag(NblFlags.IS_TCP) && other.testNblFlags(NblFlags.IS_IPV4 | NblFlags.IS_TCP));
        other.clearNblFlag(NblFlags.IS_TCP);
        use(other.nblFlags());
    }

    void protocolAndHash() {
        other.protocolId(0x86DD);
        use(other.protocolId());
        other.hashValue(next());
        use(other.hashValue());
        other.hashFunction(NblHash.FUNCTION_TOEPLITZ);
        use(other.hashFunction());
        other.hashType(NblHash.TCP_IPV4);
        use(other.hashType());
    }

    void copies() {
        CopyInfo.SEND.copy(other, original);
        other.copySendInfo(original);
        other.copyReceiveInfo(original);
    }

    @Override
    public void close() {
        cloner.free(other);
        super.close();
    }
}
