// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import io.github.nbl4j.jmh.Work;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A run of three forks, as its raw files, which a test may change. */
final class Fixture {
    static final Subject OURS = new Subject(Work.CLONE, "nbl4j");
    static final Subject HANDLES = new Subject(Work.CLONE, "nbl4j, handles");
    static final Subject POOLED = new Subject(Work.CLONE, "Netty pooled");
    static final Subject ADAPTIVE = new Subject(Work.CLONE, "Netty adaptive");
    static final Subject DPDK = new Subject(Work.CLONE, "DPDK, cache 256");
    static final Subject JEMALLOC = new Subject(Work.ALLOCATE_FREE, "jemalloc");
    static final Subject PAIRS = new Subject(Work.TWO_THREADS, "nbl4j");
    static final Subject STORMPOT = new Subject(Work.TWO_THREADS, "Stormpot");
    static final List<Subject> OF_JMH = List.of(Subject.FLOOR, OURS, HANDLES, POOLED, ADAPTIVE);

    final Path directory;

    Fixture(final Path directory) throws IOException {
        this.directory = directory;
        try (Stream<Path> files =
                Files.list(Path.of(Fixture.class.getResource("raw").toURI()))) {
            for (final Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        } catch (final URISyntaxException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** The text must be there, so that no test changes nothing. */
    void replace(final String file, final String text, final String by) throws IOException {
        final String content = Files.readString(directory.resolve(file));
        if (!content.contains(text)) {
            throw new IllegalArgumentException("must contain " + text + ": " + file);
        }
        Files.writeString(directory.resolve(file), content.replace(text, by));
    }

    void append(final String file, final String line) throws IOException {
        final Path path = directory.resolve(file);
        Files.writeString(path, (Files.exists(path) ? Files.readString(path) : "") + line + "\n");
    }

    /** As the first line. */
    void insert(final String file, final String line) throws IOException {
        final Path path = directory.resolve(file);
        Files.writeString(path, line + "\n" + Files.readString(path));
    }

    Compare compare() throws IOException {
        return new Compare(directory, OF_JMH, List.of());
    }
}
