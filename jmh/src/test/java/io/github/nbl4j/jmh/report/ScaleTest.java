// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nbl4j.jmh.scale.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaleTest {
    private static final String FIXTURE = SweepFixture.class.getName() + ".";
    private static final Map<String, String> G1 = Map.of("collector", "G1GC");
    private static final Map<String, String> SMALL = Map.of("mode", "new Mdls", "shape", "1x1");
    private static final Map<String, String> LARGE = Map.of("mode", "new Mdls", "shape", "32x8");
    private static final Point REFERENCES = Point.of(FIXTURE + "references", G1);
    private static final Point HANDLES = Point.of(FIXTURE + "handles", G1);
    private static final List<Point> ALL = List.of(
            REFERENCES, HANDLES, Point.of(FIXTURE + "shape", SMALL), Point.of(FIXTURE + "shape", LARGE), threads("16"));

    @TempDir
    Path directory;

    private static Point threads(final String number) {
        return Point.of(FIXTURE + "threads", Map.of("threads", number));
    }

    /** Two forks of all, in iterations of 150 ms. */
    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("run.properties"), "forks=2\n");
        Files.writeString(directory.resolve("jmh-3-failed.json"), "");
        for (int fork = 1; fork <= 2; fork++) {
            write("G1GC", fork, run("references", G1, "ns/op", 12 * fork), run("handles", G1, "ns/op", 10));
            write("most", fork, run("shape", SMALL, "ns/op", 13.04), run("shape", LARGE, "ns/op", 5000));
            write("16", fork, run("threads", Map.of("threads", "16"), "ops/us", 150));
        }
    }

    private void write(final String name, final int fork, final String... runs) throws IOException {
        Files.writeString(directory.resolve("jmh-" + fork + "-" + name + ".json"), Arrays.toString(runs));
    }

    /** One benchmark, whose iterations took one less, just that, and one more. */
    private static String run(
            final String method, final Map<String, String> parameters, final String unit, final double value) {
        return """
                {"benchmark": "%s", "params": {%s}, "jdkVersion": "25.0.3", "measurementTime": "150 ms",
                 "jvmArgs": ["-X%s"],
                 "primaryMetric": {"scoreUnit": "%s", "rawData": [[%f, %f, %f]]},
                 "secondaryMetrics": {"gc.alloc.rate.norm": {"rawData": [[0.0, 0.004, 0.9]]}}}""".formatted(
                        FIXTURE + method,
                        parameters.entrySet().stream()
                                .map(each -> "\"" + each.getKey() + "\": \"" + each.getValue() + "\"")
                                .collect(Collectors.joining(", ")),
                        method,
                        unit,
                        value + 1,
                        value - 1,
                        value);
    }

    /** In both forks; the text must be there. */
    private void replace(final String name, final String text, final String by) throws IOException {
        for (int fork = 1; fork <= 2; fork++) {
            final Path file = directory.resolve("jmh-" + fork + "-" + name + ".json");
            final String content = Files.readString(file);
            assertTrue(content.contains(text), content);
            Files.writeString(file, content.replace(text, by));
        }
    }

    private Scale scale() throws IOException {
        return new Scale(directory, ALL);
    }

    private List<String> failures() throws IOException {
        return scale().failures();
    }

    @Test
    void shouldMakeOneFigureOfTheForksOfEachPoint() throws IOException {
        final List<Figure<Point>> figures = scale().figures();
        assertEquals(ALL, figures.stream().map(Figure::subject).toList());
        assertEquals(
                new Figure<>(REFERENCES, "25", 18, 12, 24, 0.004, Map.of(), 2, 2, null),
                figures.get(ALL.indexOf(REFERENCES)));
    }

    @Test
    void shouldNotFailWhenAllAnswered() throws IOException {
        assertEquals(List.of(), failures());
    }

    @Test
    void shouldFailWhenAPointIsMissing() throws IOException {
        final Point missing = threads("8");
        assertEquals(
                List.of("THREADS, 8, clone + free: failed, 0 of 2 forks answered"),
                new Scale(directory, List.of(missing)).failures());
    }

    @Test
    void shouldFailWhenAForkIsMissing() throws IOException {
        Files.writeString(directory.resolve("jmh-2-G1GC.json"), "");
        assertEquals(
                List.of(
                        "COLLECTOR, G1GC, clone + free: failed, 1 of 2 forks answered",
                        "COLLECTOR, G1GC, clone + free, handles: failed, 1 of 2 forks answered"),
                failures());
    }

    @Test
    void shouldFailWhenOneAllocates() throws IOException {
        replace("16", "0.004", "0.011");
        assertEquals(List.of("THREADS, 16, clone + free: allocates 0.011 B/op"), failures());
    }

    @Test
    void shouldNotFailWhenWhatItAllocatesIsTheMeasurements() throws IOException {
        replace("16", "0.004", "0.010");
        assertEquals(List.of(), failures());
    }

    @Test
    void shouldAllowJmhItsOwnBytesInFewOperations() throws IOException {
        replace("most", "0.004", "0.66"); // 30,000 of 5,000 ns, and 11.5 million of 13.04
        assertEquals(List.of("SHAPE, 1x1, clone + free, new Mdls: allocates 0.66 B/op"), failures());
        replace("most", "0.66", "0.67");
        assertEquals(
                List.of(
                        "SHAPE, 1x1, clone + free, new Mdls: allocates 0.67 B/op",
                        "SHAPE, 32x8, clone + free, new Mdls: allocates 0.67 B/op"),
                failures());
    }

    @Test
    void shouldFailWhenNobodyCountedTheBytes() throws IOException {
        replace("16", "gc.alloc.rate.norm", "gc.count");
        assertEquals(List.of("THREADS, 16, clone + free: nobody counted its bytes"), failures());
    }

    @Test
    void shouldRepeatWhatFailedAsAWhole() throws IOException {
        Files.writeString(directory.resolve("failures"), "JMH failed in round 2: ZGC\n");
        assertEquals(List.of("JMH failed in round 2: ZGC"), failures());
    }

    @Test
    void shouldRefuseAnotherUnit() throws IOException {
        replace("16", "ops/us", "ns/op");
        assertThrows(IOException.class, this::scale);
    }

    @Test
    void shouldRefuseWhatIsOnNoTable() {
        assertThrows(IllegalArgumentException.class, () -> Point.of(FIXTURE + "noSweep", G1));
        assertThrows(IllegalArgumentException.class, () -> Point.of(FIXTURE + "shape", G1));
    }

    @Test
    void shouldPrintATableOfEachSection() throws IOException {
        assertEquals("""
                ### SHAPE: NetBuffers x Mdls in each of them; ns

                | shape | clone + free, new Mdls |
                |------:|-----------------------:|
                |   1x1 |    13.0 [13.0 .. 13.0] |
                |  32x8 |    5000 [5000 .. 5000] |

                ### COLLECTOR: collectors, with a ring of references or of handles; ns

                | collector |        clone + free | clone + free, handles |
                |----------:|--------------------:|----------------------:|
                |      G1GC | 18.0 [12.0 .. 24.0] |   10.0 [10.0 .. 10.0] |

                ### THREADS: threads, each with its own cloner, over one pool; million/s of all together

                | threads |     clone + free |
                |--------:|-----------------:|
                |      16 | 150 [150 .. 150] |
                """, Markdown.of(scale().figures()));
    }

    @Test
    void shouldPrintNoSpreadOfOneForkAndNoTimeOfNone() throws IOException {
        Files.writeString(directory.resolve("jmh-2-16.json"), "");
        final String table = Markdown.of(new Scale(directory, List.of(threads("8"), threads("16"))).figures());
        assertTrue(table.contains("|       8 |       failed |\n|      16 |          150 |\n"), table);
    }

    @Test
    void shouldWriteJson() throws IOException {
        final Scale scale = scale();
        scale.write(directory);
        final JsonNode json = new JsonMapper().readTree(Files.readString(directory.resolve("scale.json")));
        assertEquals(ALL.size(), json.path("rows").size());
        final JsonNode row = json.at("/rows/1");
        assertEquals("COLLECTOR", row.path("section").asText());
        assertEquals("clone + free", row.path("work").asText());
        assertEquals("G1GC", row.at("/parameters/collector").asText());
        assertEquals("nbl4j, handles", row.path("subject").asText());
        assertEquals("ns/op", row.path("unit").asText());
        assertEquals("25", row.path("jdk").asText());
        assertEquals(10, row.path("median").doubleValue());
        assertEquals(0.004, row.path("bytesPerOp").doubleValue());
        assertEquals(2, row.path("forks").intValue());
        assertEquals("ops/us", json.at("/rows/4/unit").asText());
        assertTrue(json.path("failures").isEmpty());
        assertEquals("-Xthreads -Xshape", json.at("/environment/flags").asText(), "of the default collector");
        assertEquals(Markdown.of(scale.figures()), Files.readString(directory.resolve("scale.md")));
    }

    @Test
    void shouldMeasureEverySection() {
        final List<Point> all = Point.all();
        assertEquals(all.size(), new HashSet<>(all).size(), "no point may have two benchmarks");
        for (final Section section : Section.values()) {
            assertTrue(all.stream().filter(point -> point.section() == section).count() > 3, section.name());
        }
    }

    @Test
    void shouldNotBeARowOfCompare() {
        final String scale = Section.class.getPackageName();
        assertTrue(Benchmarks.all(25).values().stream().noneMatch(name -> name.startsWith(scale)));
        assertFalse(Benchmarks.all(25).isEmpty());
    }

    /** The runner starts them one by one, so that it must know them all. */
    @Test
    void shouldHaveARunnerThatKnowsEveryCollectorAndNumberOfThreads() throws IOException {
        final String runner = Files.readString(Path.of("run"));
        for (final Section section : List.of(Section.COLLECTOR, Section.THREADS)) {
            final String values = Point.all().stream()
                    .filter(point -> point.section() == section)
                    .map(Point::row)
                    .distinct()
                    .collect(Collectors.joining(" "));
            final String loop = "for " + section.name().toLowerCase(Locale.ROOT) + " in " + values + "; do";
            assertTrue(runner.contains(loop), loop);
        }
    }
}
