// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import io.github.nbl4j.nbl.Mdl;

/** Segments, descriptions of the caller's memory, and what they answer. */
final class Mdls extends Room {
    void allocateAndFree() {
        segments.free(segments.allocate());
        environment.mdlPool().free(environment.mdlPool().allocate(memory, 0, BYTES, null));
    }

    void link() {
        final Mdl head = segments.allocate();
        final Mdl tail = segments.allocate();
        head.next(tail);
        check(head.next() == tail);
        head.next(null);
        segments.free(tail);
        segments.free(head);
    }

    void resize() {
        mdl.adjustLength(next() % BYTES);
        mdl.adjustLength(BYTES);
    }

    void answers() {
        use(mdl.address());
        use(mdl.buffer());
        use(mdl.unsafeBuffer());
        use(mdl.byteBuffer());
        use(mdl.byteCount());
        use(mdl.byteOffset());
        use(mdl.pool());
    }
}
