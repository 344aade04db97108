// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import io.github.nbl4j.fanout.capture.Capture;
import io.github.nbl4j.fanout.capture.CaptureException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The capture that is replayed: a file, or the one in the jar. It is opened anew by everything that reads it. */
final class CaptureInput {
    private static final String BUNDLED = "tcp-gro.pcapng";

    private final Path file;
    private final ByteBuffer content;

    private CaptureInput(final Path file, final ByteBuffer content) {
        this.file = file;
        this.content = content;
    }

    static CaptureInput of(final Path file) {
        return file == null ? new CaptureInput(null, bundled()) : new CaptureInput(file, null);
    }

    String name() {
        return file == null ? BUNDLED + " (bundled)" : file.toString();
    }

    Capture open() throws CaptureException {
        return file == null ? Capture.wrap(BUNDLED, content, Capture.DEFAULT_MAXIMUM_FRAME_LENGTH) : Capture.open(file);
    }

    private static ByteBuffer bundled() {
        try (InputStream in = CaptureInput.class.getResourceAsStream(BUNDLED)) {
            final byte[] bytes = in.readAllBytes();
            return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        } catch (final IOException ex) {
            throw new UncheckedIOException("the bundled capture must be readable", ex);
        }
    }
}
