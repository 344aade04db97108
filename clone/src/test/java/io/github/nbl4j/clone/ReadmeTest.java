// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's example: it compiles, it runs, and it is the one in the README. */
final class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path THIS = Path.of("src/test/java/io/github/nbl4j/clone/ReadmeTest.java");

    private final ReadableByteChannel channel = Channels.newChannel(new ByteArrayInputStream(new byte[100]));

    private void example() throws IOException {
        // begin
        try (NetBufferListPool pool =
                        NetBufferListPool.create(p -> p.capacity(8192).dataSize(2048));
                NetBufferListCloner cloner = new NetBufferListCloner(pool)) { // one per thread
            NetBufferList packet = cloner.allocate(); // null when exhausted
            packet.firstNetBuffer().receive(channel); // straight into the slab
            NetBufferList forTunnel = cloner.allocateClone(packet, CloneFlags.NONE); // no bytes copied, no garbage
            forTunnel.firstNetBuffer().retreat(50); // private header room
            cloner.free(packet); // in any order
            cloner.free(forTunnel); // memory returns with the last one
        }
        // end
    }

    @Test
    void shouldRunTheExample() throws IOException {
        example();
    }

    @Test
    void shouldShowTheExampleInTheReadme() throws IOException {
        final List<String> readme = between(Files.readAllLines(README), "```java", "```");
        final List<String> compiled = between(Files.readAllLines(THIS), "// begin", "// end");
        // The formatter breaks lines where it likes.
        assertEquals(String.join(" ", readme), String.join(" ", compiled));
        // Ten lines are what a stranger writes first; brace lines included.
        assertTrue(readme.size() <= 10, () -> "lines=" + readme.size());
    }

    private static List<String> between(final List<String> lines, final String first, final String last) {
        final List<String> stripped = lines.stream().map(String::strip).toList();
        final int from = stripped.indexOf(first) + 1;
        return stripped.subList(
                from, from + stripped.subList(from, stripped.size()).indexOf(last));
    }
}
