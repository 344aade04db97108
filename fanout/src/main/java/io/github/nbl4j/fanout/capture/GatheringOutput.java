// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/**
 * Collects buffers and writes them with as few gathering writes as the operating system allows, however much of them a
 * write takes. What a failed write left behind the last whole record is cut off again.
 */
final class GatheringOutput {
    /** What Linux takes in one gathering write (IOV_MAX); the JDK passes no more in any case. */
    static final int CAPACITY = 1_024;

    private final String name;
    private final GatheringByteChannel channel;
    private final ByteBuffer[] segments = new ByteBuffer[CAPACITY];
    private int count;
    private long remaining;
    private long written;
    private long wholeLength;
    private CaptureException failure;

    GatheringOutput(final String name, final GatheringByteChannel channel) {
        this.name = name;
        this.channel = channel;
    }

    /** Whether this many buffers more can be collected before any must be written. */
    boolean hasRoom(final int more) {
        return more <= CAPACITY - count;
    }

    /** Collects one buffer. A record of more than {@link #CAPACITY} is written in several calls. */
    void add(final ByteBuffer segment) throws CaptureException {
        if (count == CAPACITY) {
            drain();
        }
        segments[count++] = segment;
        remaining += segment.remaining();
    }

    /** Writes what was collected, which ends with a whole record. */
    void flush() throws CaptureException {
        drain();
        wholeLength = written;
    }

    /** Throws what made an earlier write fail, if one did. */
    void checkWritable() throws CaptureException {
        if (failure != null) {
            throw failure;
        }
        if (!channel.isOpen()) {
            throw new IllegalStateException("writer must be open: " + name);
        }
    }

    /** Flushes, unless a write has failed already, and closes the channel in any case. */
    void close() throws CaptureException {
        if (!channel.isOpen()) {
            return;
        }
        try (channel) {
            if (failure == null) {
                flush();
            }
        } catch (final CaptureException ex) {
            throw ex;
        } catch (final IOException ex) {
            throw new CaptureException(name, "cannot be closed", ex);
        }
    }

    private void drain() throws CaptureException {
        checkWritable();
        try {
            int first = 0;
            while (remaining > 0) {
                final long length = channel.write(segments, first, count - first);
                if (length <= 0) {
                    throw new IOException("the file accepts no more bytes");
                }
                remaining -= length;
                written += length;
                while (first < count && !segments[first].hasRemaining()) {
                    first++;
                }
            }
        } catch (final IOException ex) {
            throw failed(ex);
        } catch (final Throwable ex) {
            // The JDK had no memory for a copy, for instance. A part may be in the file all the same.
            failed(new IOException(ex.toString(), ex));
            throw ex;
        } finally {
            Arrays.fill(segments, 0, count, null);
            count = 0;
        }
    }

    private CaptureException failed(final IOException cause) {
        failure = new CaptureException(name, "cannot be written after byte " + wholeLength, cause);
        if (channel instanceof SeekableByteChannel && channel.isOpen()) {
            try {
                ((SeekableByteChannel) channel).truncate(wholeLength);
            } catch (final IOException ex) {
                failure.addSuppressed(ex);
            }
        }
        return failure;
    }
}
