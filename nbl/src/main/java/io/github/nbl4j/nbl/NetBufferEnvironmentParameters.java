// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;

/** Sizes of the pools that an environment owns. Each setter returns this object. */
@Irql(Irql.Level.PASSIVE_LEVEL)
public final class NetBufferEnvironmentParameters {
    private String name = "default";
    private int clones = 8192;
    private int netBuffersPerClone = 1;
    private int mdlsPerNetBuffer = 1;
    private int netBuffers = 2048;
    private int mdls = 4096;
    private int segments = 512;
    private int contexts = 512;
    private int contextLength = 256;
    private int privateLength = 128;
    private int maxCaches = 8;

    /**
     * The defaults: 8192 clones, 2048 further NetBuffers, 4096 Mdls, 512 segments of each size, 512 contexts of 256
     * bytes, 128 private bytes.
     */
    public NetBufferEnvironmentParameters() {}

    /**
     * Name that the pools' names begin with.
     *
     * @return the name.
     */
    public String name() {
        return name;
    }

    /**
     * Sets the name that the pools' names begin with.
     *
     * @param value the name.
     * @return this.
     */
    public NetBufferEnvironmentParameters name(final String value) {
        name = value;
        return this;
    }

    /**
     * Lists in the default pool of clones.
     *
     * @return the capacity, 8192 by default.
     */
    public int clones() {
        return clones;
    }

    /**
     * Sets the capacity of the default pool of clones.
     *
     * @param value at least 1; with 64 more for each cache at most 2^24 - 1.
     * @return this.
     */
    public NetBufferEnvironmentParameters clones(final int value) {
        clones = value;
        return this;
    }

    /**
     * NetBuffers that each list of the default pool of clones comes with.
     *
     * @return 1 by default.
     * @see NetBufferListPoolParameters#netBuffersPerList()
     */
    public int netBuffersPerClone() {
        return netBuffersPerClone;
    }

    /**
     * Sets how many NetBuffers each clone comes with: as many as most originals have. Further ones come from the
     * default pool, which costs a call of it for each.
     *
     * @param value at least 1; each costs about 600 bytes of heap and the private room; all lists together, with 64
     *     more for each cache, have at most 2^24 - 1.
     * @return this.
     */
    public NetBufferEnvironmentParameters netBuffersPerClone(final int value) {
        netBuffersPerClone = value;
        return this;
    }

    /**
     * Mdls that each NetBuffer of the default pool of clones comes with, for clones with new Mdls.
     *
     * @return 1 by default.
     * @see NetBufferListPoolParameters#mdlsPerNetBuffer()
     */
    public int mdlsPerNetBuffer() {
        return mdlsPerNetBuffer;
    }

    /**
     * Sets how many Mdls each NetBuffer of a clone comes with: as many as the data of most NetBuffers spans. Further
     * ones come from the default pool.
     *
     * @param value at least 1; each costs about 160 bytes of heap; all lists together, with 64 more for each cache,
     *     have at most 2^24 - 1.
     * @return this.
     */
    public NetBufferEnvironmentParameters mdlsPerNetBuffer(final int value) {
        mdlsPerNetBuffer = value;
        return this;
    }

    /**
     * NetBuffers in the default pool: each list embeds its first, these are the further ones.
     *
     * @return the capacity, 2048 by default.
     */
    public int netBuffers() {
        return netBuffers;
    }

    /**
     * Sets the capacity of the default pool of NetBuffers.
     *
     * @param value at least 1; with 64 more for each cache at most 2^24 - 1.
     * @return this.
     */
    public NetBufferEnvironmentParameters netBuffers(final int value) {
        netBuffers = value;
        return this;
    }

    /**
     * Mdls in the default pool: each NetBuffer embeds its first, these are the further ones and the external ones.
     *
     * @return the capacity, 4096 by default.
     */
    public int mdls() {
        return mdls;
    }

    /**
     * Sets the capacity of the default pool of Mdls.
     *
     * @param value at least 1; with 64 more for each cache at most 2^24 - 1.
     * @return this.
     */
    public NetBufferEnvironmentParameters mdls(final int value) {
        mdls = value;
        return this;
    }

    /**
     * Private segments of each size, for headers that the room beside the NetBuffer cannot hold, and for copies.
     *
     * @return the capacity, 512 by default.
     */
    public int segments() {
        return segments;
    }

    /**
     * Sets the number of private segments of each size.
     *
     * @param value at least 1; with 64 more for each cache at most 2^24 - 1.
     * @return this.
     */
    public NetBufferEnvironmentParameters segments(final int value) {
        segments = value;
        return this;
    }

    /**
     * Blocks of context memory, for what does not fit in the block that a list was allocated with.
     *
     * @return the capacity, 512 by default.
     */
    public int contexts() {
        return contexts;
    }

    /**
     * Sets the number of blocks of context memory.
     *
     * @param value at least 1; with 64 more for each cache at most 2^24 - 1.
     * @return this.
     */
    public NetBufferEnvironmentParameters contexts(final int value) {
        contexts = value;
        return this;
    }

    /**
     * Bytes of each block of context memory.
     *
     * @return the length, 256 by default.
     */
    public int contextLength() {
        return contextLength;
    }

    /**
     * Sets the bytes of each block of context memory.
     *
     * @param value a multiple of 16 from 16 to 65,520.
     * @return this.
     */
    public NetBufferEnvironmentParameters contextLength(final int value) {
        contextLength = value;
        return this;
    }

    /**
     * Bytes of private room beside each NetBuffer of the default pools.
     *
     * @return the length, 128 by default.
     */
    public int privateLength() {
        return privateLength;
    }

    /**
     * Sets the bytes of private room beside each NetBuffer of the default pools.
     *
     * @param value from 0 to 2^30 - 64.
     * @return this.
     */
    public NetBufferEnvironmentParameters privateLength(final int value) {
        privateLength = value;
        return this;
    }

    /**
     * Handles that can keep caches at once: threads with a handle of their own, platform threads that call without one,
     * and stripes. Each costs 64 slots of reserve in every pool; further ones work without a cache.
     *
     * @return the maximum, 8 by default.
     */
    public int maxCaches() {
        return maxCaches;
    }

    /**
     * Sets how many handles can keep caches at once.
     *
     * @param value 0 or more.
     * @return this.
     */
    public NetBufferEnvironmentParameters maxCaches(final int value) {
        maxCaches = value;
        return this;
    }
}
