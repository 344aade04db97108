// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fuzz;

import io.github.nbl4j.nbl.NetBufferList;
import java.util.ArrayList;
import java.util.List;

/** A list as the model sees it. */
final class ModelList {
    final NetBufferList real;
    final long handle;
    final ModelList parent;
    final List<ModelNetBuffer> netBuffers = new ArrayList<>();
    boolean owned = true;
    boolean shared;
    int children;

    ModelList(final NetBufferList real, final ModelList parent) {
        this.real = real;
        this.handle = real.handle();
        this.parent = parent;
    }

    boolean isFixed() {
        return parent != null || children > 0 || shared;
    }

    boolean mayWrite() {
        return children == 0 && !shared;
    }

    /** Ends the owner's hold, and every ancestor that this was the last child of. */
    void release() {
        owned = false;
        ModelList last = this;
        while (last.parent != null && !last.owned && last.children == 0) {
            last = last.parent;
            last.children--;
        }
    }
}
