// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nbl4j.jmh.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompareTest {
    private static final String WHY = "jemalloc is not installed (Debian package libjemalloc-dev).";

    @TempDir
    Path directory;

    private Fixture fixture;

    @BeforeEach
    void copy() throws IOException {
        fixture = new Fixture(directory);
    }

    @Test
    void shouldMakeOneFigureOfTheForksOfEachSubject() throws IOException {
        final double none = Double.NaN;
        final Map<String, Double> windows = Map.of("p10", 9.1, "p90", 12.5, "windows", 200.0, "oneThread", 10.0);
        assertEquals(
                List.of(
                        figure(Subject.FLOOR, "25", 5.5, 5.3, 5.7, 2e-5),
                        new Figure<>(Fixture.JEMALLOC, null, none, none, none, none, Map.of(), 0, 3, WHY),
                        figure(Fixture.HANDLES, "25", 10, 9.5, 10.5, 2e-5),
                        figure(Fixture.OURS, "25", 13, 12.5, 15, 2e-5),
                        figure(Fixture.ADAPTIVE, "25", 16, 15, 17, 40),
                        figure(Fixture.DPDK, "native", 22, 21.5, 25.9, none),
                        figure(Fixture.POOLED, "25", 26, 25, 27, 64),
                        new Figure<>(Fixture.PAIRS, "25", 10.2, 10, 10.4, 0, windows, 3, 3, null),
                        new Figure<>(
                                Fixture.STORMPOT,
                                "25",
                                224,
                                218,
                                230,
                                0,
                                Map.of(),
                                2,
                                3,
                                "of 300 windows both threads had a core in 12")),
                fixture.compare().report().figures());
    }

    @Test
    void shouldNotFailWhenAllSubjectsAnswered() throws IOException {
        assertEquals(List.of(), fixture.compare().failures());
    }

    @Test
    void shouldFailWhenASubjectOfTwoThreadsIsMissing() throws IOException {
        fixture.append("threads.list", "HAND_OFF\tNetty pooled");
        assertEquals(
                List.of("HAND_OFF, Netty pooled: failed, 0 of 3 forks answered"),
                fixture.compare().failures());
    }

    @Test
    void shouldFailWhenABenchmarkIsMissing() throws IOException {
        final Subject missing = new Subject(Work.BURST_256, "Disruptor");
        final Compare compare = new Compare(directory, List.of(missing), List.of());
        assertEquals(List.of("BURST_256, Disruptor: failed, 0 of 3 forks answered"), compare.failures());
        assertEquals(0, compare.report().find(missing).forks());
    }

    @Test
    void shouldFailWhenAForkIsMissing() throws IOException {
        Files.writeString(directory.resolve("jmh-2.json"), "");
        assertEquals(
                List.of(
                        "FLOOR, getAndAdd: failed, 2 of 3 forks answered",
                        "CLONE, nbl4j, handles: failed, 2 of 3 forks answered",
                        "CLONE, nbl4j: failed, 2 of 3 forks answered",
                        "CLONE, Netty adaptive: failed, 2 of 3 forks answered",
                        "CLONE, Netty pooled: failed, 2 of 3 forks answered"),
                fixture.compare().failures());
    }

    @Test
    void shouldFailWhenAForkIsThereTwice() throws IOException {
        fixture.append(
                "native-1.samples",
                "{\"work\":\"CLONE\",\"subject\":\"DPDK, cache 256\",\"jdk\":\"native\",\"value\":21}");
        assertEquals(
                List.of("CLONE, DPDK, cache 256: failed, 4 of 3 forks answered"),
                fixture.compare().failures());
    }

    @Test
    void shouldFailWhenOneOfOursAllocates() throws IOException {
        fixture.replace("threads-2.samples", "\"bytesPerOp\": 0.0", "\"bytesPerOp\": 0.011");
        assertEquals(
                List.of("TWO_THREADS, nbl4j: allocates 0.011 B/op"),
                fixture.compare().failures());
    }

    @Test
    void shouldNotFailWhenWhatOursAllocateIsTheMeasurements() throws IOException {
        for (int i = 1; i <= 3; i++) {
            fixture.replace("threads-" + i + ".samples", "\"bytesPerOp\": 0.0", "\"bytesPerOp\": 0.010");
        }
        assertEquals(List.of(), fixture.compare().failures());
    }

    @Test
    void shouldFailWhenNobodyCountedTheBytesOfOurs() throws IOException {
        for (int i = 1; i <= 3; i++) {
            fixture.replace("threads-" + i + ".samples", "\"bytesPerOp\": 0.0", "\"bytesPerOp\": null");
        }
        assertEquals(
                List.of("TWO_THREADS, nbl4j: nobody counted its bytes"),
                fixture.compare().failures());
    }

    @Test
    void shouldNotTakeNaNForATime() throws IOException {
        fixture.replace("jmh-1.json", "    13.0,", "    \"NaN\",");
        final Compare compare = fixture.compare();
        assertEquals(13.75, compare.report().find(Fixture.OURS).median(), "of 12.5 and 15, without the fork");
        assertEquals(List.of("CLONE, nbl4j: failed, 2 of 3 forks answered"), compare.failures());
    }

    @Test
    void shouldFailWhenOneOfOursIsAbsent() throws IOException {
        final Subject scarce = new Subject(Work.EXHAUSTED, "nbl4j");
        assertEquals(
                List.of("EXHAUSTED, nbl4j: must not be absent: Needs JDK 99."),
                new Compare(directory, Fixture.OF_JMH, List.of(Sample.absent(scarce, "Needs JDK 99."))).failures());
        final Subject theirs = new Subject(Work.EXHAUSTED, "FFM arena");
        assertEquals(
                List.of(),
                new Compare(directory, Fixture.OF_JMH, List.of(Sample.absent(theirs, "Needs JDK 99."))).failures());
    }

    @Test
    void shouldRepeatWhatFailedAsAWhole() throws IOException {
        fixture.append("failures", "jmh/native/run failed in round 2");
        assertEquals(
                List.of("jmh/native/run failed in round 2"), fixture.compare().failures());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"work\":\"CLONE\",\"subject\":\"DPDK",
                "{\"work\":\"CLONE\",\"jdk\":\"25\",\"value\":21}",
                "{\"work\":\"CLONE\",\"subject\":\"mimalloc\",\"jdk\":\"25\"}",
                "{\"work\":\"CLOEN\",\"subject\":\"mimalloc\",\"absent\":\"Needs JDK 99.\"}",
                "{\"work\":\"CLONE\",\"subject\":\"mimalloc\",\"absent\":\"Needs JDK 99.\"}{",
                "null",
                "Segmentation fault"
            })
    void shouldComplainOfABadLineAndReportAllOthers(final String line) throws IOException {
        final List<Figure<Subject>> figures = fixture.compare().report().figures();
        fixture.insert("native-2.samples", line);
        final Compare compare = fixture.compare();
        assertEquals(List.of("native-2.samples, line 1: must be a sample: " + line), compare.failures());
        assertEquals(figures, compare.report().figures());
        compare.write(directory);
        final JsonNode json = new JsonMapper().readTree(Files.readString(directory.resolve("compare.json")));
        assertEquals(compare.failures().get(0), json.at("/failures/0").asText());
    }

    @Test
    void shouldNotComplainOfAGoodLineInItsPlace() throws IOException {
        final int figures = fixture.compare().report().figures().size();
        fixture.insert(
                "native-2.samples", "{\"work\":\"CLONE\",\"subject\":\"mimalloc\",\"absent\":\"Needs JDK 99.\"}");
        final Compare compare = fixture.compare();
        assertEquals(List.of(), compare.failures());
        assertEquals(figures + 1, compare.report().figures().size());
    }

    @Test
    void shouldComplainOfAFileCutShortAndReportAllOthers() throws IOException {
        final String whole = Files.readString(directory.resolve("jmh-2.json"));
        Files.writeString(directory.resolve("jmh-2.json"), whole.substring(0, whole.length() / 2));
        final Compare compare = fixture.compare();
        final List<String> failures = compare.failures();
        assertTrue(failures.get(0).startsWith("jmh-2.json: must be JMH's whole JSON: "), failures.toString());
        assertEquals(Fixture.OF_JMH.size() + 1, failures.size(), "and each of its subjects is missed: " + failures);
    }

    @Test
    void shouldRefuseAnotherUnit() throws IOException {
        fixture.replace("jmh-1.json", "ns/op", "us/op");
        assertThrows(IOException.class, fixture::compare);
    }

    @Test
    void shouldWriteNullForWhatWasNotMeasured() throws IOException {
        fixture.compare().write(directory);
        final JsonNode json = new JsonMapper().readTree(Files.readString(directory.resolve("compare.json")));
        final JsonNode absent = json.at("/rows/1");
        assertEquals("jemalloc", absent.path("subject").asText());
        assertEquals(WHY, absent.path("absent").asText());
        assertTrue(absent.path("median").isNull() && absent.path("bytesPerOp").isNull());
        final JsonNode ours = json.at("/rows/3");
        assertEquals("CLONE", ours.path("work").asText());
        assertEquals("25", ours.path("jdk").asText());
        assertEquals(13, ours.path("median").doubleValue());
        assertEquals(12.5, ours.path("min").doubleValue());
        assertEquals(15, ours.path("max").doubleValue());
        assertEquals(2e-5, ours.path("bytesPerOp").doubleValue());
        assertEquals(3, ours.path("forks").intValue());
        assertNull(ours.get("absent"));
        assertEquals(9, json.path("rows").size());
    }

    @Test
    void shouldWriteTargetsAndEnvironment() throws IOException {
        fixture.compare().write(directory);
        final JsonNode json = new JsonMapper().readTree(Files.readString(directory.resolve("compare.json")));
        final JsonNode handles = json.at("/targets/0");
        assertEquals("nbl4j, handles / DPDK, cache 256", handles.path("formula").asText());
        assertEquals("10.00 / 22.00", handles.path("formed").asText());
        assertTrue(handles.path("mustHeld").booleanValue());
        assertTrue(handles.path("aimReached").isBoolean()
                && !handles.path("aimReached").booleanValue());
        final JsonNode environment = json.path("environment");
        assertEquals("DPDK 22.11", environment.path("native").asText());
        assertEquals("-Xms1g -Dnbl4j.checked=false", environment.path("flags").asText());
        assertEquals("0.52 0.48 0.60", environment.path("loadAtBegin").asText());
        assertEquals("3", environment.path("forks").asText());
        assertEquals(
                "on, as always; checked mode off",
                environment.path("productionChecks").asText());
        assertTrue(json.path("failures").isEmpty());
    }

    private static Figure<Subject> figure(
            final Subject subject,
            final String jdk,
            final double median,
            final double min,
            final double max,
            final double bytes) {
        return new Figure<>(subject, jdk, median, min, max, bytes, Map.of(), 3, 3, null);
    }
}
