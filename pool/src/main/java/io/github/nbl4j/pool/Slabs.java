// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The off-heap memory of a pool: blocks of equal size, each on a cache-line boundary, in as many slabs as it takes,
 * because one buffer cannot index more than 2 GiB. All pages are touched by the zero-fill at construction. In checked
 * mode 16 bytes before and behind each block are kept free. Memory is given back by {@link #close()},
 * which the owner calls when nobody can touch it any more.
 */
@Irql(Irql.Level.PASSIVE_LEVEL)
public final class Slabs implements AutoCloseable {
    /** Alignment of every block in bytes. */
    public static final int ALIGNMENT = BitUtil.CACHE_LINE_LENGTH;

    /** Bytes before and behind each block that nobody may write, in checked mode. */
    static final int RED_ZONE = 16;

    private static final int MAX_SLAB_BYTES = 1 << 30;

    private final String name;
    private final int blocks;
    private final int blockLength;
    private final int redZone;
    /** Where the first block of a slab starts. */
    private final int first;

    private final int stride;
    private final int blocksPerSlab;
    /** The unsliced buffers: only these can be freed. */
    private final ByteBuffer[] raw;

    private final ByteBuffer[] aligned;

    /**
     * Allocates and touches the memory. PASSIVE_LEVEL.
     *
     * @param pool name for the message.
     * @param blocks how many blocks, at least 1.
     * @param blockLength usable bytes of a block, from 0 to 2^30 - 64; 0 allocates nothing.
     * @throws IllegalArgumentException when a number is out of range.
     * @throws IllegalStateException when there is too little direct memory; what was allocated is given back.
     */
    public Slabs(final String pool, final int blocks, final int blockLength) {
        this(pool, blocks, blockLength, MAX_SLAB_BYTES, Checked.ENABLED ? RED_ZONE : 0);
    }

    /** Smaller slabs, so that a test can have several of them, and red zones or none. */
    Slabs(final String pool, final int blocks, final int blockLength, final int slabBytes, final int redZone) {
        if (blocks < 1) {
            throw new IllegalArgumentException("blocks must be positive: pool=" + pool + " blocks=" + blocks);
        }
        requireBlockLength(pool, "blockLength", blockLength, slabBytes);
        Preflight.check();
        this.name = pool;
        this.blocks = blocks;
        this.blockLength = blockLength;
        this.redZone = redZone;
        first = redZone == 0 ? 0 : ALIGNMENT;
        stride = blockLength == 0 ? 0 : BitUtil.align(blockLength + 2 * redZone, ALIGNMENT);
        blocksPerSlab = stride == 0 ? blocks : slabBytes / stride;
        final int slabs = stride == 0 ? 0 : (int) ((blocks + (long) blocksPerSlab - 1) / blocksPerSlab);
        raw = new ByteBuffer[slabs];
        aligned = new ByteBuffer[slabs];
        // Before a byte is touched: that much might take the machine's memory, and half a minute, to no end.
        if ((long) blocks * stride > DirectMemory.limit()) {
            throw tooLittle(null);
        }
        try {
            for (int i = 0; i < slabs; i++) {
                final int inThis = Math.min(blocksPerSlab, blocks - i * blocksPerSlab);
                raw[i] = ByteBuffer.allocateDirect(first + inThis * stride + ALIGNMENT);
                aligned[i] = align(raw[i], first + inThis * stride);
            }
        } catch (final OutOfMemoryError ex) {
            close();
            throw tooLittle(ex);
        }
    }

    private IllegalStateException tooLittle(final OutOfMemoryError cause) {
        return new IllegalStateException(
                "direct memory must hold " + (long) blocks * stride + " bytes: pool=" + name + " blocks=" + blocks
                        + " blockLength=" + blockLength + " of which each takes " + stride
                        + " (lower the capacity or raise -XX:MaxDirectMemorySize)",
                cause);
    }

    /**
     * Throws unless blocks can be of that length. PASSIVE_LEVEL.
     *
     * @param pool name for the message.
     * @param parameter that says the length, for the message.
     * @param length usable bytes of a block, from 0 to 2^30 - 64.
     * @throws IllegalArgumentException when it is out of range.
     */
    public static void requireBlockLength(final String pool, final String parameter, final int length) {
        requireBlockLength(pool, parameter, length, MAX_SLAB_BYTES);
    }

    private static void requireBlockLength(
            final String pool, final String parameter, final int length, final int slabBytes) {
        if (length < 0 || length > slabBytes - ALIGNMENT) {
            throw new IllegalArgumentException(parameter + " must be from 0 to " + (slabBytes - ALIGNMENT)
                    + " bytes: pool=" + pool + ' ' + parameter + '=' + length);
        }
    }

    /**
     * Takes the memory for a moment, so that a caller who builds much else first hears at once that it is not there.
     * PASSIVE_LEVEL.
     *
     * @param pool name for the message.
     * @param blocks how many blocks, at least 1.
     * @param blockLength usable bytes of a block, from 0 to 2^30 - 64.
     * @throws IllegalArgumentException when a number is out of range.
     * @throws IllegalStateException when there is too little direct memory.
     */
    public static void requireMemory(final String pool, final int blocks, final int blockLength) {
        new Slabs(pool, blocks, blockLength).close();
    }

    private static ByteBuffer align(final ByteBuffer buffer, final int length) {
        final int lead = (int) (-BufferUtil.address(buffer) & (ALIGNMENT - 1));
        return buffer.slice(lead, length);
    }

    /**
     * The slab that holds a block, for gathering writes.
     *
     * @param block number of the block.
     * @return the whole slab; its position and limit must not be moved.
     */
    public ByteBuffer slab(final int block) {
        return aligned[block / blocksPerSlab];
    }

    /**
     * Where a block starts in its slab.
     *
     * @param block number of the block.
     * @return offset in bytes.
     */
    public int offset(final int block) {
        return stride == 0 ? 0 : first + block % blocksPerSlab * stride;
    }

    /**
     * A view of one block. PASSIVE_LEVEL: made once, at construction of the slot.
     *
     * @param block number of the block.
     * @param length bytes of the view, at most the block's length.
     * @return the view.
     */
    public UnsafeBuffer view(final int block, final int length) {
        return new UnsafeBuffer(slab(block), offset(block), length);
    }

    /** A view of one block and its red zones, in checked mode. */
    UnsafeBuffer viewWithRedZones(final int block) {
        return new UnsafeBuffer(slab(block), offset(block) - redZone, stride);
    }

    String name() {
        return name;
    }

    int blocks() {
        return blocks;
    }

    int blockLength() {
        return blockLength;
    }

    /** Gives the memory back. Nobody may touch a view any more. A second call does nothing. */
    @Override
    public void close() {
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != null) {
                BufferUtil.free(raw[i]);
                raw[i] = null;
                aligned[i] = null;
            }
        }
    }
}
