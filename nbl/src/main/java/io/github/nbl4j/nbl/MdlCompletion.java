// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;

/** Told once when nobody uses the caller's memory behind an Mdl any more. */
@Irql(Irql.Level.DISPATCH_LEVEL)
@FunctionalInterface
public interface MdlCompletion {
    /**
     * The owner has freed the Mdl, or supplied it to a retreat whose NetBuffer gave it to its pool, and the last list
     * and clone that could reach its memory are gone. Called on the thread of that last free, under its rules: it must
     * not wait. What it throws is thrown by that free, after the free has done all its work.
     *
     * @param mdl borrowed for the call: its {@link Mdl#buffer()}, offset and length still name the memory.
     */
    void completed(Mdl mdl);
}
