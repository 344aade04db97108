// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;

/**
 * What a {@link NetBufferPool} is made from. Each setter returns this object; nothing is checked before {@code create}.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/ns-nblapi-net_buffer_pool_parameters">NET_BUFFER_POOL_PARAMETERS</a>
 */
@Irql(Irql.Level.PASSIVE_LEVEL)
public final class NetBufferPoolParameters {
    private String name = "netBuffers";
    private int capacity = 1024;
    private int maxCaches = 8;
    private int dataSize;
    private int privateLength = 128;

    /** The defaults: 1024 NetBuffers without data. */
    public NetBufferPoolParameters() {}

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
    public NetBufferPoolParameters name(final String value) {
        name = value;
        return this;
    }

    /**
     * NetBuffers that can always be out at once.
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
    public NetBufferPoolParameters capacity(final int value) {
        capacity = value;
        return this;
    }

    /**
     * Handles that can keep a cache; each costs 64 NetBuffers of reserve.
     *
     * @return the maximum, 8 by default.
     */
    public int maxCaches() {
        return maxCaches;
    }

    /**
     * Sets how many handles can keep a cache.
     *
     * @param value 0 or more.
     * @return this.
     */
    public NetBufferPoolParameters maxCaches(final int value) {
        maxCaches = value;
        return this;
    }

    /**
     * Bytes of memory of each NetBuffer.
     *
     * @return 0 for NetBuffers without data.
     */
    public int dataSize() {
        return dataSize;
    }

    /**
     * Sets the bytes of memory of each NetBuffer.
     *
     * @param value from 0 to 2^30 - 64.
     * @return this.
     */
    public NetBufferPoolParameters dataSize(final int value) {
        dataSize = value;
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
    public NetBufferPoolParameters privateLength(final int value) {
        privateLength = value;
        return this;
    }
}
