// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCompletion;
import io.github.nbl4j.nbl.NetBufferListScope;

/** Who owns a list, what it lives off, and who gets it back. */
final class ListOwnership extends Room {
    private final NetBufferListScope scope = new NetBufferListScope(cloner, 4);
    private final NetBufferListCompletion completion = cloner::free;
    private final NetBufferList clone = cloner.allocateClone(original, CloneFlags.NONE);

    void scope() {
        scope.add(cloner.allocate());
        cloner.free(scope.handOn(scope.add(cloner.allocate())));
        check(scope.size() == 1);
        scope.close();
    }

    void complete() {
        final NetBufferList parent = cloner.allocate();
        final NetBufferList child = cloner.allocateClone(parent, CloneFlags.NONE);
        cloner.complete(parent, completion);
        lists.complete(child, completion);
    }

    void kind() {
        check(clone.isDerived() && clone.isOwned());
        check(!clone.isFragment() && !clone.isReassembled() && !clone.usesOriginalMdls());
        check(clone.isTransferable() && !original.isTransferable());
        use(clone.parentNetBufferList());
        use(original.childRefCount());
        use(clone.pool());
        use(clone.firstNetBuffer());
    }

    void identity() {
        use(clone.id());
        use(clone.index());
        use(clone.generation());
        use(clone.handle());
    }

    @Override
    public void close() {
        cloner.free(clone);
        super.close();
    }
}
