// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;

/**
 * The used data of a NetBuffer as ByteBuffers, ready for a gathering write: nothing is copied, and once it has seen
 * each slab at each place nothing is allocated. One thread at a time. Clones of one packet on several threads each
 * need their own position and limit, so the buffers belong to the vector and not to the Mdls.
 *
 * <pre>{@code
 * vector.clear();
 * vector.add(netBuffer);
 * channel.write(vector.buffers(), 0, vector.count());
 * }</pre>
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class GatherVector {
    /** Memories remembered for each place; a caller with more external buffers than this makes garbage. */
    private static final int MEMORIES = 8;

    private final ByteBuffer[] buffers;
    private final Object[][] memories;
    private final ByteBuffer[][] views;
    private final int[] victims;
    private final SegmentCursor cursor = new SegmentCursor();
    private int count;

    /**
     * A vector of a fixed number of places. PASSIVE_LEVEL.
     *
     * @param capacity most segments it can hold, at least 1.
     * @throws IllegalArgumentException when the capacity is not positive.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public GatherVector(final int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be positive: capacity=" + capacity);
        }
        buffers = new ByteBuffer[capacity];
        memories = new Object[capacity][MEMORIES];
        views = new ByteBuffer[capacity][MEMORIES];
        victims = new int[capacity];
    }

    /**
     * Forgets the contents.
     *
     * @return this.
     */
    public GatherVector clear() {
        count = 0;
        return this;
    }

    /**
     * Adds a buffer of the caller's, for instance a record header; its position and limit are used as they are.
     *
     * @param buffer borrowed until the write.
     * @return false when the vector is full; nothing changed.
     */
    public boolean add(final ByteBuffer buffer) {
        if (count == buffers.length) {
            return false;
        }
        buffers[count++] = buffer;
        return true;
    }

    /**
     * Adds the used data of a NetBuffer. PASSIVE_LEVEL, as the write that follows: the first look at a slab or an
     * external buffer makes a view of it.
     *
     * @param netBuffer of a list that the caller holds until the write.
     * @return false when the vector cannot hold its segments; nothing changed.
     * @throws IllegalArgumentException when a segment is external memory that no ByteBuffer can show.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public boolean add(final NetBuffer netBuffer) {
        int places = count;
        cursor.wrap(netBuffer);
        while (cursor.next()) {
            if (places == buffers.length) {
                return false;
            }
            buffers[places] = view(places, cursor);
            places++;
        }
        count = places;
        return true;
    }

    /**
     * The buffers; those from 0 to {@link #count()} - 1 are set. They must not be used once the list is freed: after
     * its pool gave the memory back, that would touch what is not there.
     *
     * @return always the same array.
     */
    public ByteBuffer[] buffers() {
        return buffers;
    }

    /**
     * How many buffers are set.
     *
     * @return from 0 to the capacity.
     */
    public int count() {
        return count;
    }

    private ByteBuffer view(final int place, final SegmentCursor at) {
        final Mdl memory = at.mdl().memory();
        final DirectBuffer buffer = memory.view();
        final ByteBuffer slab = memory.slab();
        final Object key = slab != null ? slab : keyOf(buffer);
        if (key == null) {
            throw new IllegalArgumentException("external memory must lie in a ByteBuffer or an array: " + at.mdl());
        }
        final int start = (slab != null ? memory.slabOffset() : startOf(buffer)) + at.offset();
        final ByteBuffer view = viewOf(place, key);
        return view.limit(start + at.length()).position(start);
    }

    private ByteBuffer viewOf(final int place, final Object key) {
        final Object[] known = memories[place];
        for (int i = 0; i < known.length; i++) {
            if (known[i] == key) {
                return views[place][i];
            }
        }
        final int victim = victims[place];
        victims[place] = (victim + 1) % MEMORIES;
        final ByteBuffer made = key instanceof byte[] array
                ? ByteBuffer.wrap(array)
                : ((ByteBuffer) key).duplicate().clear();
        // Nobody's in between: where an error breaks this off, no key may be known beside the view of another.
        known[victim] = null;
        views[place][victim] = made;
        known[victim] = key;
        return made;
    }

    /** The array first: what {@link #startOf} says counts from the start of the array, not of a slice of it. */
    private static Object keyOf(final DirectBuffer external) {
        return external.byteArray() != null ? external.byteArray() : external.byteBuffer();
    }

    private static int startOf(final DirectBuffer external) {
        return external.wrapAdjustment();
    }
}
