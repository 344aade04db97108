// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;

/**
 * Takes back what an {@link AllocateMdlHandler} supplied.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nc-nblapi-net_buffer_data_start_free_mdl">NetFreeMdl</a>
 */
@FunctionalInterface
@Irql(Irql.Level.DISPATCH_LEVEL)
public interface FreeMdlHandler {
    /**
     * The caller holds the Mdl again, as after its allocation: it may keep it, or free it to its pool. Called on the
     * thread of the advance or retreat, under its rules, after that has done its work: what this throws, it throws.
     *
     * @param mdl without links; the receiver owns it.
     */
    void free(Mdl mdl);
}
