// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout.capture;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spoils captures: whatever the bytes are, reading ends, and with nothing but a {@link CaptureException}. */
class CaptureCorruptionTest {
    private static final int CASES_PER_BYTE = 20;
    private static final int RANDOM_CASES = 20_000;

    /** No packet takes less of a file than this: a simple packet block. */
    private static final int SHORTEST_PACKET = 16;

    private static final int[] HOSTILE = {
        0, 1, 3, 8, 11, 12, 16, 28, 0x7fff_ffff, 0x8000_0000, 0xffff_fff0, 0xffff_fffc, -1, 0x0a0d_0d0a, 0x0400_0000
    };

    private final long seed = Long.getLong("nbl4j.seed", 20_261_121L);
    private final Random random = new Random(seed);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo.pcap",
                "pcapng-le/test004.pcapng",
                "pcapng-le/test006.pcapng",
                "pcapng-le/test008.pcapng",
                "pcapng-le/test012.pcapng",
                "pcapng-le/test018.pcapng"
            })
    void shouldSurviveAnyByteReplaced(final String name) throws IOException {
        System.out.println("corruption of " + name + ": seed=" + seed);
        final ByteBuffer content = content(name);
        for (int i = 0; i < content.limit(); i++) {
            final byte original = content.get(i);
            for (int j = 0; j < CASES_PER_BYTE; j++) {
                content.put(i, (byte) random.nextInt());
                check(content, name, i);
            }
            content.put(i, original);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo.pcap", "pcapng-le/test006.pcapng", "pcapng-le/test008.pcapng"})
    void shouldSurviveAnyWordReplacedByHostileValue(final String name) throws IOException {
        final ByteBuffer content = content(name);
        for (int i = 0; i <= content.limit() - Integer.BYTES; i++) {
            final int original = content.getInt(i);
            for (final int hostile : HOSTILE) {
                content.putInt(i, hostile);
                check(content, name, i);
                content.putInt(i, Integer.reverseBytes(hostile));
                check(content, name, i);
            }
            content.putInt(i, original);
        }
    }

    @Test
    void shouldSurviveRandomBlocks() {
        System.out.println("random blocks: seed=" + seed);
        final ByteBuffer head = new CaptureBuilder(ByteOrder.LITTLE_ENDIAN)
                .section(ByteOrder.LITTLE_ENDIAN)
                .networkInterface(1, 0)
                .content();
        final ByteBuffer content = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        final int[] types = {1, 1, 2, 3, 6, 6, 0x0a0d_0d0a, 0x0bad};
        for (int i = 0; i < RANDOM_CASES; i++) {
            content.clear().put(head.rewind());
            while (content.remaining() >= 92) {
                final int length = 12 + 4 * random.nextInt(20);
                content.putInt(types[random.nextInt(types.length)]).putInt(length);
                putRandomInts(content, content.position() + length - 12);
                content.putInt(length);
            }
            check(content.flip(), "random blocks", i);
        }
    }

    @Test
    void shouldSurviveRandomRecords() {
        System.out.println("random records: seed=" + seed);
        final ByteBuffer head = new CaptureBuilder(ByteOrder.BIG_ENDIAN)
                .pcap(CaptureBuilder.NANOSECONDS, 3, 1)
                .content();
        final ByteBuffer content = ByteBuffer.allocate(512).order(ByteOrder.BIG_ENDIAN);
        for (int i = 0; i < RANDOM_CASES; i++) {
            content.clear().put(head.rewind());
            putRandomInts(content, content.limit());
            check(content.flip(), "random records", i);
        }
    }

    // Small values, which pass more checks, are as frequent as large ones.
    private void putRandomInts(final ByteBuffer content, final int end) {
        while (content.position() < end) {
            content.putInt(random.nextInt() >>> random.nextInt(32));
        }
    }

    private void check(final ByteBuffer content, final String name, final int at) {
        try {
            final Packets packets = Packets.readUntilDefect(content);
            assertTrue(packets.packets.size() <= content.limit() / SHORTEST_PACKET);
        } catch (final RuntimeException | Error ex) {
            fail("seed=" + seed + " capture=" + name + " at=" + at, ex);
        }
    }

    private static ByteBuffer content(final String name) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(Packets.file(name)));
    }
}
