// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever users have kept of lists whose pools gave their memory back: what would look at that memory throws. */
class StaleTest {
    private static final int DATA_SIZE = 64;

    /** All that may answer: words of the objects themselves. What is missing here throws. */
    private static final Set<String> HARMLESS = Stream.of(
                    of("Mdl", "byteBuffer byteCount byteOffset generation id index isOwned pool toString"),
                    of(
                            "NetBuffer",
                            "checksumBias currentMdlOffset dataLength dataOffset dataPhysicalAddress generation id"
                                    + " index isOwned miniportReserved next pool protocolReserved toString"),
                    of(
                            "NetBufferList",
                            "childRefCount firstNetBuffer flags generation handle hashFunction hashType hashValue id"
                                    + " index isDerived isFragment isOwned isOwnedBy isReassembled isTransferable"
                                    + " miniportReserved nblFlags netBufferListInfo next ownerId parentNetBufferList"
                                    + " pool protocolId protocolReserved scratch sourceHandle status testNblFlag"
                                    + " testNblFlags toString usesOriginalMdls"),
                    of(
                            "NetBufferListContext",
                            "dataStart generation id index isOwned next offset size toString usedSize"),
                    of("SegmentCursor", "length mdl next offset"))
            .flatMap(names -> names)
            .collect(toCollection(TreeSet::new));

    private static final Set<String> OF_MEMORY = Stream.of(
                    of("GatherVector", "add"),
                    of("Mdl", "address buffer next unsafeBuffer"),
                    of(
                            "NetBuffer",
                            "chainLength copyFrom currentMdl dataBuffer getByte getBytes getInt getLong getShort"
                                    + " isWritable linearize mdlChain privatize retreatPrivate segmentCount"),
                    of("NetBufferListContext", "buffer"),
                    of("SegmentCursor", "address buffer wrap"))
            .flatMap(names -> names)
            .collect(toCollection(TreeSet::new));

    private static Stream<String> of(final String type, final String methods) {
        return Stream.of(methods.split(" ")).map(method -> type + "." + method);
    }

    private static Set<String> others(final Set<String> all, final Set<String> those) {
        final Set<String> others = new TreeSet<>(all);
        others.removeAll(those);
        return others;
    }

    @Test
    void shouldRefuseWhatLooksAtMemoryWhenItWasGivenBack() {
        final Stale stale = new Stale(DATA_SIZE);
        stale.releaseOriginals();
        stale.passing();
        stale.useViews();
        stale.releaseAll();

        assertEquals(Set.of(), others(stale.passing(), HARMLESS));
        assertEquals(0, stale.useViews());
    }

    /** The twin: the same lists, held. */
    @Test
    void shouldAnswerWhenItIsThere() {
        final Stale live = new Stale(DATA_SIZE);

        assertTrue(live.useViews() > 20);
        assertEquals(Set.of(), others(OF_MEMORY, live.passing()));
    }

    /** What the library cannot know of is the twin: a view that a user wrapped round the memory by himself. */
    @ParameterizedTest
    @CsvSource({"true,''", "false,''", "true,kept", "false,kept"})
    void shouldSurviveWithoutBoundsChecks(final boolean checked, final String kept)
            throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-XX:+SuppressFatalErrorMessage",
                "-XX:-CreateCoredumpOnCrash",
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-Dagrona.disable.bounds.checks=true",
                "-Dnbl4j.checked=" + checked,
                "-cp",
                System.getProperty("java.class.path"),
                StaleMain.class.getName()));
        if (!kept.isEmpty()) {
            command.add(kept);
        }
        final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (kept.isEmpty()) {
            assertEquals(0, process.waitFor(), output);
            assertTrue(output.startsWith("passing=["), output);
        } else {
            assertNotEquals(0, process.waitFor(), output);
        }
    }
}
