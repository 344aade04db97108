// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.SeekableByteChannel;

/** A file that takes few bytes at a time, and at some length no more. */
final class StubChannel implements GatheringByteChannel, SeekableByteChannel {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final long most;
    private final long capacity;
    private Error error;
    private boolean isOpen = true;
    private int writes;

    StubChannel(final long most, final long capacity) {
        this.most = most;
        this.capacity = capacity;
    }

    /** It fails by that where it takes no more, and not as a file does. */
    void failBy(final Error next) {
        error = next;
    }

    ByteBuffer content() {
        return ByteBuffer.wrap(content.toByteArray());
    }

    int writes() {
        return writes;
    }

    @Override
    public long write(final ByteBuffer[] segments, final int offset, final int length) throws IOException {
        writes++;
        long written = 0;
        for (int i = offset; i < offset + length; i++) {
            while (segments[i].hasRemaining() && written < most && content.size() < capacity) {
                content.write(segments[i].get());
                written++;
            }
        }
        if (written == 0 && error != null) {
            throw error;
        }
        if (written == 0 && most > 0) {
            throw new IOException("no space left");
        }
        return written;
    }

    @Override
    public SeekableByteChannel truncate(final long size) {
        final byte[] bytes = content.toByteArray();
        content.reset();
        content.write(bytes, 0, (int) size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    @Override
    public void close() {
        isOpen = false;
    }

    @Override
    public long write(final ByteBuffer[] segments) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(final ByteBuffer segment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(final ByteBuffer segment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SeekableByteChannel position(final long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long size() {
        throw new UnsupportedOperationException();
    }
}
