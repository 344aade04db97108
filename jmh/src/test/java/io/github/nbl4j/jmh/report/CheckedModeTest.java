// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedModeTest {
    @TempDir
    Path directory;

    private final List<String> failures = new ArrayList<>();

    /** Of the benchmark that ours in {@link Fixture} is, in iterations of 200 ms. */
    private Figure<Subject> read(final double nanos, final double bytes) throws IOException {
        Files.writeString(
                directory.resolve("jmh-1-on.json"), """
                [{"benchmark": "%s.references", "jdkVersion": "25.0.3", "measurementTime": "200 ms",
                  "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[%s]]},
                  "secondaryMetrics": {"gc.alloc.rate.norm": {"rawData": [[%s]]}}}]
                """.formatted(FixtureBenchmark.class.getName(), nanos, bytes));
        return CheckedMode.read(directory, "on", List.of(Fixture.OURS), 1, failures)
                .find(Fixture.OURS);
    }

    @Test
    void shouldNotTakeTheBytesOfJmhForOursWhenCallsAreFew() throws IOException {
        // 500,000 calls: 10,000 bytes in all.
        assertEquals(400, read(400, 0.02).median());

        assertEquals(List.of(), failures);
    }

    @Test
    void shouldFailWhenThereAreMoreBytesThanJmhHas() throws IOException {
        read(400, 0.06);

        assertEquals(List.of("on: CLONE, nbl4j: allocates 0.06 B/op"), failures);
    }

    /** The twin: the same share is garbage where calls are many. */
    @Test
    void shouldFailWhenCallsAreManyAndEachHasItsShare() throws IOException {
        read(4, 0.02);

        assertEquals(List.of("on: CLONE, nbl4j: allocates 0.02 B/op"), failures);
    }

    @Test
    void shouldMissWhatDidNotAnswerInEachRound() throws IOException {
        read(400, 0.02);
        CheckedMode.read(directory, "on", List.of(Fixture.OURS), 2, failures);
        CheckedMode.read(directory, "reusing", List.of(Fixture.OURS), 1, failures);

        assertEquals(
                List.of(
                        "on: CLONE, nbl4j: failed, 1 of 2 forks answered",
                        "reusing: CLONE, nbl4j: failed, 0 of 1 forks answered"),
                failures);
    }

    @Test
    void shouldExpectSomeOfOursOnly() {
        assertTrue(Benchmarks.ofCheckedMode().size() >= 7, Benchmarks.ofCheckedMode()::toString);
        assertTrue(Benchmarks.ofCheckedMode().keySet().stream().allMatch(Subject::isOurs));
    }

    @Test
    void shouldReadOnlyTheVariantThatIsAskedFor() throws IOException {
        Files.writeString(directory.resolve("jmh-1-off.json"), "not JSON");

        read(400, 0.02);

        assertEquals(List.of(), failures);
        CheckedMode.read(directory, "off", List.of(), 1, failures);
        assertTrue(failures.get(0).startsWith("off: jmh-1-off.json: must be JMH's whole JSON"), failures::toString);
    }
}
