// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

/**
 * How a clone reaches the original's bytes.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisallocateclonenetbufferlist">NdisAllocateCloneNetBufferList</a>
 */
public final class CloneFlags {
    /** New Mdls, which describe the used data exactly: the clone has no backfill and no tail. */
    public static final int NONE = 0;

    /** NDIS_CLONE_FLAGS_RESERVED: refused. */
    public static final int RESERVED = 1;

    /** NDIS_CLONE_FLAGS_USE_ORIGINAL_MDLS: the original's Mdls and offsets; cheapest, and shows backfill and tail. */
    public static final int USE_ORIGINAL_MDLS = 2;

    private CloneFlags() {}

    static boolean usesOriginalMdls(final int flags) {
        if ((flags & ~USE_ORIGINAL_MDLS) != 0) {
            throw new IllegalArgumentException("flags must be NONE (0) or USE_ORIGINAL_MDLS (2): flags=" + flags);
        }
        return flags != 0;
    }
}
