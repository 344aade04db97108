// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.jmh.Work;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchmarksTest {
    private static final String FIXTURE = FixtureBenchmark.class.getName();
    private static final String LISTED = ListedBenchmark.class.getName();

    @Test
    void shouldReplaceParametersByTheirValues() {
        final Map<String, String> parameters = Map.of("allocator", "$1");
        assertEquals(new Subject(Work.CLONE, "Netty $1"), Benchmarks.subject(FIXTURE + ".netty", parameters::get));
    }

    @Test
    void shouldRefuseAParameterThatTheBenchmarkDoesNotHave() {
        assertThrows(IllegalArgumentException.class, () -> Benchmarks.subject(FIXTURE + ".netty", name -> null));
    }

    @Test
    void shouldRefuseWhatHasNoRow() {
        assertThrows(IllegalArgumentException.class, () -> Benchmarks.subject(FIXTURE + ".noRow", name -> null));
        assertThrows(IllegalArgumentException.class, () -> Benchmarks.subject("no.such.Type.method", name -> null));
    }

    @Test
    void shouldListEveryValueOfEveryParameter() {
        assertEquals(
                List.of(
                        "CLONE\tlisted adaptive 1",
                        "CLONE\tlisted adaptive 2",
                        "CLONE\tlisted pooled 1",
                        "CLONE\tlisted pooled 2"),
                listed(24));
    }

    @Test
    void shouldListWhatTheJdkIsNewEnoughFor() {
        assertEquals(8, listed(25).size());
    }

    @Test
    void shouldSayWhyTheOthersAreAbsent() {
        final List<Sample<Subject>> absent = Benchmarks.absent(24);
        assertEquals(
                4,
                absent.stream()
                        .filter(sample -> sample.subject().name().startsWith("listed newer "))
                        .filter(sample -> sample.absent().equals("Needs JDK 25."))
                        .count());
        assertTrue(Benchmarks.absent(25).stream()
                .noneMatch(sample -> sample.subject().name().startsWith("listed")));
    }

    @Test
    void shouldNotListWhatHasNoRow() {
        assertTrue(Benchmarks.all(25).values().stream().noneMatch(name -> name.contains("OperationBenchmark")));
    }

    @Test
    void shouldHaveABenchmarkOfEachQuickSubject() {
        assertTrue(Benchmarks.all(17).keySet().containsAll(Summary.SUBJECTS));
        assertFalse(Benchmarks.all(16).keySet().containsAll(Summary.SUBJECTS));
    }

    @Test
    void shouldSelectThoseBenchmarksAndNoOther() {
        final String regex = Benchmarks.regex(List.of("a.B.c", "a.B.d", "a.B.c"));
        assertEquals("^(a\\.B\\.c|a\\.B\\.d)$", regex);
        assertTrue("a.B.d".matches(regex));
        assertFalse("a.B.dd".matches(regex));
        assertFalse("axB.d".matches(regex));
    }

    @Test
    void shouldReadWhatItPrints() {
        final Subject subject = new Subject(Work.CLONE, "nbl4j, handles");
        assertEquals(subject, Subject.parse(subject.toString()));
        assertThrows(IllegalArgumentException.class, () -> Subject.parse("CLONE nbl4j"));
    }

    private static List<String> listed(final int jdk) {
        return Benchmarks.all(jdk).entrySet().stream()
                .filter(entry -> entry.getValue().startsWith(LISTED))
                .map(entry -> entry.getKey().toString())
                .sorted()
                .toList();
    }
}
