// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import io.github.nbl4j.fanout.capture.PcapRecorder;
import io.github.nbl4j.fanout.medium.Receiver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The recorder: record header and clone go to the file by one gathering write, whatever the link type. */
final class RecorderWork<P> implements LaneWork<P> {
    private final RecordingFiles files;
    private final PacketIndex index;

    RecorderWork(final Path directory, final PacketIndex index) throws IOException {
        this.index = index;
        files = new RecordingFiles(
                directory,
                "recorded",
                index.summary().linkTypes().get(0),
                Math.max(1, index.summary().maximumLength()));
    }

    @Override
    public String name() {
        return "recorder";
    }

    @Override
    public boolean handle(final Receiver<P> receiver, final P clone, final int packet) throws IOException {
        final int segments = receiver.gather(clone);
        files.current()
                .write(
                        index.linkType(packet),
                        index.timestampNanos(packet),
                        index.originalLength(packet),
                        receiver.segments(),
                        0,
                        segments,
                        index.length(packet));
        return true;
    }

    List<Path> recorded() {
        return files.recorded();
    }

    @Override
    public void restart() throws IOException {
        files.restart();
        final PcapRecorder recorder = files.current();
        for (final int linkType : index.summary().linkTypes()) {
            recorder.writer(linkType);
        }
    }

    @Override
    public int hash() {
        return 0;
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
