// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;

/**
 * The caller's source of memory for a retreat.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nc-nblapi-net_buffer_data_start_allocate_mdl">NetAllocateMdl</a>
 */
@FunctionalInterface
@Irql(Irql.Level.DISPATCH_LEVEL)
public interface AllocateMdlHandler {
    /**
     * Supplies one Mdl, which the NetBuffer then owns: a segment, or a description of the caller's own memory. Called
     * on the thread of the retreat, under its rules: it must not wait, and leaves the list alone. What it throws, the
     * retreat throws, and has changed nothing.
     *
     * @param size bytes that are needed, more than 0.
     * @return an Mdl of the same environment with at least that many bytes, which the caller holds and neither links
     *     nor lends; or null when there is no memory.
     */
    Mdl allocate(int size);
}
