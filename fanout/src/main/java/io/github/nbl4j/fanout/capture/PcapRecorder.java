// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records packets of any link types. A pcap file has one link type, so the first goes to {@code stem.pcap} and each
 * further one, when its first packet comes, to {@code stem-<linkType>.pcap}. Within a file packets keep their order.
 *
 * <p>One thread at a time. Nothing is allocated except when a file is created.
 */
public final class PcapRecorder implements AutoCloseable {
    /** Bounds the files that one capture can make us open; no known capture mixes more than a handful. */
    public static final int MAXIMUM_LINK_TYPES = 32;

    private final Path directory;
    private final String stem;
    private final int snapLength;
    private final PcapWriter[] writers = new PcapWriter[MAXIMUM_LINK_TYPES];
    private final List<Path> files = new ArrayList<>();
    private boolean isClosed;

    /**
     * Creates the directory where it is missing, and the first file, so that a place that cannot be written is known
     * before the first packet. A file of the same name is overwritten; others of an earlier run stay.
     *
     * @param directory  where the files go.
     * @param stem       name of the first file without {@code .pcap}.
     * @param linkType   of the first file: 0 to 65,535.
     * @param snapLength the longest payload that will be written, in bytes, at least 1.
     * @throws CaptureException if the directory or the file cannot be created or written.
     * @throws IllegalArgumentException if {@code linkType} or {@code snapLength} is out of range.
     */
    public PcapRecorder(final Path directory, final String stem, final int linkType, final int snapLength)
            throws CaptureException {
        this.directory = directory;
        this.stem = stem;
        this.snapLength = snapLength;
        createDirectory(directory);
        create(directory.resolve(stem + ".pcap"), linkType);
    }

    /**
     * The writer of a link type, to {@link PcapWriter#write write} or {@link PcapWriter#append append} to. Do not close
     * it.
     *
     * @param linkType of the packets: 0 to 65,535.
     * @return the same writer for the same link type.
     * @throws CaptureException if a new file is needed and cannot be created, or would be one too many.
     * @throws IllegalArgumentException if {@code linkType} is out of range.
     * @throws IllegalStateException if it is closed.
     */
    public PcapWriter writer(final int linkType) throws CaptureException {
        requireOpen();
        final int count = files.size();
        for (int i = 0; i < count; i++) {
            if (writers[i].linkType() == linkType) {
                return writers[i];
            }
        }
        if (count == MAXIMUM_LINK_TYPES) {
            throw new CaptureException(
                    directory.toString(),
                    "a capture must have at most " + MAXIMUM_LINK_TYPES + " link types: linkType=" + linkType);
        }
        return create(directory.resolve(stem + '-' + linkType + ".pcap"), linkType);
    }

    /**
     * Writes one record to the file of its link type; see {@link PcapWriter#write}.
     *
     * @param linkType       of the packet: 0 to 65,535.
     * @param timestampNanos since 1970, 0 to {@link PcapWriter#MAXIMUM_TIMESTAMP_NANOS}.
     * @param originalLength of the packet on the wire, in bytes, at least {@code length}.
     * @param segments       buffers whose remaining bytes, in order, are the payload.
     * @param offset         the first of them.
     * @param count          how many of them.
     * @param length         of the payload, in bytes: what the segments hold together, at most the snap length.
     * @throws CaptureException if a file cannot be created or written, or {@code timestampNanos} is out of range.
     * @throws IllegalArgumentException if {@code linkType} or a length is wrong; nothing is written then.
     * @throws IndexOutOfBoundsException if {@code offset} and {@code count} are not within {@code segments}.
     * @throws IllegalStateException if it is closed.
     */
    public void write(
            final int linkType,
            final long timestampNanos,
            final int originalLength,
            final ByteBuffer[] segments,
            final int offset,
            final int count,
            final long length)
            throws CaptureException {
        writer(linkType).write(timestampNanos, originalLength, segments, offset, count, length);
    }

    /**
     * Flushes all files, also when one of them fails; see {@link PcapWriter#flush()}.
     *
     * @throws CaptureException the first failure, with any further ones suppressed in it.
     * @throws IllegalStateException if it is closed.
     */
    public void flush() throws CaptureException {
        requireOpen();
        final int count = files.size();
        CaptureException failure = null;
        for (int i = 0; i < count; i++) {
            try {
                writers[i].flush();
            } catch (final CaptureException ex) {
                failure = first(failure, ex);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * The files so far, in the order of their creation.
     *
     * @return a copy; the first is {@code stem.pcap}.
     */
    public List<Path> files() {
        return List.copyOf(files);
    }

    /**
     * Flushes and closes all files, also when one of them fails. Does nothing when called again.
     *
     * @throws CaptureException the first failure, with any further ones suppressed in it.
     */
    @Override
    public void close() throws CaptureException {
        isClosed = true;
        CaptureException failure = null;
        for (int i = 0; i < files.size(); i++) {
            try {
                writers[i].close();
            } catch (final CaptureException ex) {
                failure = first(failure, ex);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Creates a directory and those above it, where they are missing.
     *
     * @param directory may be there already, as a link too.
     * @throws CaptureException if it cannot be created, or something else is there.
     */
    public static void createDirectory(final Path directory) throws CaptureException {
        // Asked first because before JDK 20 createDirectories refuses a link to a directory.
        if (Files.isDirectory(directory)) {
            return;
        }
        try {
            Files.createDirectories(directory);
        } catch (final FileAlreadyExistsException ex) {
            throw new CaptureException(directory.toString(), "must be a directory");
        } catch (final IOException ex) {
            throw new CaptureException(directory.toString(), "cannot be created", ex);
        }
    }

    /** A writer that has failed throws the same again with every flush: it is suppressed once. */
    private static CaptureException first(final CaptureException failure, final CaptureException further) {
        if (failure == null) {
            return further;
        }
        if (!Arrays.asList(failure.getSuppressed()).contains(further)) {
            failure.addSuppressed(further);
        }
        return failure;
    }

    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("recorder must be open: " + files.get(0));
        }
    }

    private PcapWriter create(final Path file, final int linkType) throws CaptureException {
        final PcapWriter writer = new PcapWriter(file, linkType, snapLength);
        writers[files.size()] = writer;
        files.add(file);
        return writer;
    }
}
