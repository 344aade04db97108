// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * A capture file that cannot be opened, read on, or written. The message is one sentence for the user: file, byte
 * offset where there is one, what must hold, and the value found.
 */
public final class CaptureException extends IOException {
    /** Value of {@link #byteOffset()} when the failure belongs to no place in the file. */
    public static final long NO_OFFSET = -1;

    private static final long serialVersionUID = 1L;

    /** Where the defect lies, in bytes from the start of the file, or {@link #NO_OFFSET}. */
    private final long byteOffset;

    CaptureException(final String capture, final long byteOffset, final String mustHold) {
        super(capture + ": at byte " + byteOffset + ": " + mustHold);
        this.byteOffset = byteOffset;
    }

    CaptureException(final String capture, final String reason) {
        super(capture + ": " + reason);
        byteOffset = NO_OFFSET;
    }

    CaptureException(final String capture, final String action, final IOException cause) {
        super(capture + ": " + action + ": " + reason(cause), cause);
        byteOffset = NO_OFFSET;
    }

    /**
     * Where the defect lies.
     *
     * @return bytes from the start of the file, or {@link #NO_OFFSET}.
     */
    public long byteOffset() {
        return byteOffset;
    }

    /**
     * Why something failed, in words for the user. The JDK's file exceptions carry the path alone as their message and
     * the reason in their type.
     *
     * @param cause of any type.
     * @return the end of a sentence; the JDK's path is not in it.
     */
    public static String reason(final IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        final String reason = cause instanceof FileSystemException failure ? failure.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }
}
