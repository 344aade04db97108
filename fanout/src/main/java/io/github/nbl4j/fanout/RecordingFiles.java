// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import io.github.nbl4j.fanout.capture.PcapRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The files of one lane: each round overwrites what the one before wrote. */
final class RecordingFiles implements AutoCloseable {
    private final Path directory;
    private final String stem;
    private final int linkType;
    private final int snapLength;
    private PcapRecorder current;

    RecordingFiles(final Path directory, final String stem, final int linkType, final int snapLength)
            throws IOException {
        this.directory = directory;
        this.stem = stem;
        this.linkType = linkType;
        this.snapLength = snapLength;
        current = new PcapRecorder(directory, stem, linkType, snapLength);
    }

    PcapRecorder current() {
        return current;
    }

    void restart() throws IOException {
        current.close();
        current = new PcapRecorder(directory, stem, linkType, snapLength);
    }

    /** The files of the last round; they are whole once this is closed. */
    List<Path> recorded() {
        return current.files();
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
