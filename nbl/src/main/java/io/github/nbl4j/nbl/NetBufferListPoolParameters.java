// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;

/**
 * What a {@link NetBufferListPool} is made from: the NDIS parameters, and what a bounded, pre-allocated pool needs.
 * Each setter returns this object; nothing is checked before {@code create}.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/ns-nblapi-net_buffer_list_pool_parameters">NET_BUFFER_LIST_POOL_PARAMETERS</a>
 */
@Irql(Irql.Level.PASSIVE_LEVEL)
public final class NetBufferListPoolParameters {
    private String name = "lists";
    private int capacity = 1024;
    private int maxCaches = 8;
    private boolean allocateNetBuffer = true;
    private int netBuffersPerList = 1;
    private int mdlsPerNetBuffer = 1;
    private int dataSize;
    private int headroom;
    private int privateLength = 128;
    private int contextSize;
    private int protocolId;
    private int poolTag;

    /** The defaults: 1024 lists with NetBuffer, without data. */
    public NetBufferListPoolParameters() {}

    /**
     * Name for messages and reports.
     *
     * @return the name.
     */
    public String name() {
        return name;
    }

    /**
     * Sets the name.
     *
     * @param value the name.
     * @return this.
     */
    public NetBufferListPoolParameters name(final String value) {
        name = value;
        return this;
    }

    /**
     * Lists that can always be out at once.
     *
     * @return the capacity.
     */
    public int capacity() {
        return capacity;
    }

    /**
     * Sets the capacity.
     *
     * @param value at least 1; with 64 more for each cache at most 2^24 - 1.
     * @return this.
     */
    public NetBufferListPoolParameters capacity(final int value) {
        capacity = value;
        return this;
    }

    /**
     * Handles that can keep a cache; each costs 64 lists of reserve.
     *
     * @return the maximum, 8 by default.
     */
    public int maxCaches() {
        return maxCaches;
    }

    /**
     * Sets how many handles can keep a cache.
     *
     * @param value 0 or more; with 0 exactly {@link #capacity()} lists exist.
     * @return this.
     */
    public NetBufferListPoolParameters maxCaches(final int value) {
        maxCaches = value;
        return this;
    }

    /**
     * Whether each list comes with a NetBuffer (fAllocateNetBuffer).
     *
     * @return true by default.
     */
    public boolean allocateNetBuffer() {
        return allocateNetBuffer;
    }

    /**
     * Sets whether each list comes with a NetBuffer.
     *
     * @param value false for a pool of bare lists.
     * @return this.
     */
    public NetBufferListPoolParameters allocateNetBuffer(final boolean value) {
        allocateNetBuffer = value;
        return this;
    }

    /**
     * NetBuffers that each list of a pool without data comes with. The first is in use from the start; the others wait
     * for a clone or for fragments that need more than one, which then go to no pool for them.
     *
     * @return 1 by default.
     */
    public int netBuffersPerList() {
        return netBuffersPerList;
    }

    /**
     * Sets how many NetBuffers each list comes with.
     *
     * @param value at least 1; more only without data; each costs about 600 bytes of heap and the private room; all
     *     lists together, with 64 more for each cache, have at most 2^24 - 1.
     * @return this.
     */
    public NetBufferListPoolParameters netBuffersPerList(final int value) {
        netBuffersPerList = value;
        return this;
    }

    /**
     * Mdls that each NetBuffer of a pool without data comes with, for clones with new Mdls.
     *
     * @return 1 by default.
     */
    public int mdlsPerNetBuffer() {
        return mdlsPerNetBuffer;
    }

    /**
     * Sets how many Mdls each NetBuffer comes with.
     *
     * @param value at least 1; more only without data; each costs about 160 bytes of heap; all lists together, with 64
     *     more for each cache, have at most 2^24 - 1.
     * @return this.
     */
    public NetBufferListPoolParameters mdlsPerNetBuffer(final int value) {
        mdlsPerNetBuffer = value;
        return this;
    }

    /**
     * Bytes of memory of each list.
     *
     * @return 0 for lists without data.
     */
    public int dataSize() {
        return dataSize;
    }

    /**
     * Sets the bytes of memory of each list.
     *
     * @param value from 0 to 2^30 - 64; other than 0 only with {@link #allocateNetBuffer()}.
     * @return this.
     */
    public NetBufferListPoolParameters dataSize(final int value) {
        dataSize = value;
        return this;
    }

    /**
     * Bytes that {@link NetBuffer#receive} leaves unused in front.
     *
     * @return 0 by default.
     */
    public int headroom() {
        return headroom;
    }

    /**
     * Sets the bytes that {@link NetBuffer#receive} leaves unused in front.
     *
     * @param value from 0 to {@link #dataSize()}.
     * @return this.
     */
    public NetBufferListPoolParameters headroom(final int value) {
        headroom = value;
        return this;
    }

    /**
     * Bytes of private room beside each NetBuffer, for the first retreat that needs memory.
     *
     * @return 128 by default.
     */
    public int privateLength() {
        return privateLength;
    }

    /**
     * Sets the bytes of private room beside each NetBuffer.
     *
     * @param value from 0 to 2^30 - 64.
     * @return this.
     */
    public NetBufferListPoolParameters privateLength(final int value) {
        privateLength = value;
        return this;
    }

    /**
     * Bytes of context memory of each list (ContextSize).
     *
     * @return 0 by default.
     */
    public int contextSize() {
        return contextSize;
    }

    /**
     * Sets the bytes of context memory of each list.
     *
     * @param value a multiple of 16 from 0 to 65,520.
     * @return this.
     */
    public NetBufferListPoolParameters contextSize(final int value) {
        contextSize = value;
        return this;
    }

    /**
     * Protocol id that each list starts with.
     *
     * @return 0 by default.
     */
    public int protocolId() {
        return protocolId;
    }

    /**
     * Sets the protocol id that each list starts with.
     *
     * @param value any, see {@link NblProtocolId}.
     * @return this.
     */
    public NetBufferListPoolParameters protocolId(final int value) {
        protocolId = value;
        return this;
    }

    /**
     * The pool's tag, for the caller's reports.
     *
     * @return 0 by default.
     */
    public int poolTag() {
        return poolTag;
    }

    /**
     * Sets the pool's tag.
     *
     * @param value any.
     * @return this.
     */
    public NetBufferListPoolParameters poolTag(final int value) {
        poolTag = value;
        return this;
    }
}
