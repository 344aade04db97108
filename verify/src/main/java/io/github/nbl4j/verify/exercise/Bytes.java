// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import io.github.nbl4j.nbl.GatherVector;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.SegmentCursor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Bytes in and out of a NetBuffer, across its Mdls. */
final class Bytes extends Room {
    private final NetBuffer nb = original.firstNetBuffer();
    private final NetBuffer another = nb.next();
    private final byte[] array = new byte[BYTES];
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[BYTES]);
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final ByteBuffer direct = ByteBuffer.allocateDirect(BYTES);
    private final SegmentCursor cursor = new SegmentCursor();
    private final GatherVector vector = new GatherVector(2);

    void get() {
        use(nb.getByte(next() % BYTES));
        nb.getBytes(1, array, 0, BYTES - 1);
        nb.getBytes(1, buffer, 0, BYTES - 1);
        nb.getBytes(1, direct.clear(), BYTES - 1);
    }

    void put() {
        nb.putBytes(1, array, 0, BYTES - 1);
        nb.putBytes(1, buffer, 0, BYTES - 1);
        nb.putBytes(1, direct.clear(), BYTES - 1);
    }

    void values() {
        final int n = next();
        final int offset = n % (BYTES - Long.BYTES);
        nb.putShort(offset, (short) n, ByteOrder.BIG_ENDIAN);
        use(nb.getShort(offset, ByteOrder.LITTLE_ENDIAN));
        nb.putInt(offset, n, ByteOrder.LITTLE_ENDIAN);
        use(nb.getInt(offset, ByteOrder.BIG_ENDIAN));
        nb.putLong(offset, n, ByteOrder.BIG_ENDIAN);
        use(nb.getLong(offset, ByteOrder.LITTLE_ENDIAN));
    }

    void inPlace() {
        use(nb.dataBuffer(SEGMENT, buffer, 1, 0, view));
        use(nb.dataBuffer(SEGMENT + 1, buffer, 1, 0, view));
        check(nb.isWritable(0, BYTES));
        use(nb.writableBuffer(nb.mdlChain()));
    }

    void fromAnother() {
        check(nb.copyFrom(3, BYTES, another, 1) == BYTES - 3);
        check(nb.copyFrom(3, BYTES, nb, 0) == BYTES - 3);
    }

    void bySegment() {
        cursor.wrap(nb);
        while (cursor.next()) {
            use(cursor.buffer());
            use(cursor.offset());
            use(cursor.length());
            use(cursor.address());
            use(cursor.mdl());
        }
    }

    void gathered() {
        check(vector.clear().add(direct));
        check(vector.count() == 1);
        use(vector.buffers());
    }

    /** Nothing is left to the collector, so that direct memory can be counted at any time. */
    @Override
    public void close() {
        super.close();
        BufferUtil.free(direct);
    }
}
