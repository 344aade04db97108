// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;
import org.agrona.DirectBuffer;

/**
 * Walks the used data of a NetBuffer segment by segment, without garbage: make one, wrap it on each packet. One thread
 * at a time; borrows the NetBuffer as long as it is used.
 *
 * <pre>{@code
 * cursor.wrap(netBuffer);
 * while (cursor.next()) {
 *     read(cursor.buffer(), cursor.offset(), cursor.length());
 * }
 * }</pre>
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class SegmentCursor {
    private Mdl upcoming;
    private Mdl current;
    private int skip;
    private long left;
    private int offset;
    private int length;

    /** A cursor on nothing. */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public SegmentCursor() {}

    /**
     * Starts before the first segment.
     *
     * @param netBuffer of a list that the caller holds.
     * @return this.
     */
    public SegmentCursor wrap(final NetBuffer netBuffer) {
        upcoming = netBuffer.currentMdl();
        skip = netBuffer.currentMdlOffset();
        left = netBuffer.dataLength();
        return this;
    }

    /**
     * Moves to the next segment that is not empty.
     *
     * @return false at the end of the used data.
     */
    public boolean next() {
        while (left > 0) {
            final Mdl mdl = upcoming;
            upcoming = mdl.next();
            final int n = (int) Math.min(left, mdl.byteCount - skip);
            if (n > 0) {
                current = mdl;
                offset = mdl.byteOffset + skip;
                length = n;
                left -= n;
                skip = 0;
                return true;
            }
            skip = 0;
        }
        return false;
    }

    /**
     * The memory that holds this segment, as all that follows: of the segment that {@link #next} found last. Before the
     * first, and after the end, there is none: then what these return means nothing, or they throw.
     *
     * @return its buffer, for reading.
     */
    public DirectBuffer buffer() {
        return current.buffer();
    }

    /**
     * Where the segment starts in {@link #buffer()}.
     *
     * @return offset in bytes.
     */
    public int offset() {
        return offset;
    }

    /**
     * How many bytes of used data this segment holds.
     *
     * @return length in bytes, more than 0.
     */
    public int length() {
        return length;
    }

    /**
     * Address of the first byte of this segment.
     *
     * @return the address.
     */
    public long address() {
        return current.buffer().addressOffset() + offset;
    }

    /**
     * The Mdl of this segment.
     *
     * @return the Mdl.
     */
    public Mdl mdl() {
        return current;
    }
}
