// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jcstress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pairs with what, and the classes that test it: the page and the stress classes and canaries name each other. */
final class MemoryOrderingTest {
    private static final Path PAGE = Path.of("..", "docs", "memory-ordering.md");
    private static final Path CLASSES = Path.of("target", "classes", "io", "github", "nbl4j", "jcstress");

    /** Of the modules that it is about. */
    private static final List<Path> UNIT_TESTS = Stream.of("pool", "nbl", "clone")
            .map(module -> Path.of("..", module, "src", "test", "java"))
            .toList();

    /** A class between backticks. */
    private static final Pattern NAME = Pattern.compile("`(?:canary\\.)?(\\w+(?:Stress|Canary|Test))`");

    /** A row of the table, which alone has five columns: the edge's number, and the last cell. */
    private static final Pattern EDGE =
            Pattern.compile("^\\| (\\d+) \\|(?:[^|\\n]*\\|){3} ([^|\\n]+) \\|$", Pattern.MULTILINE);

    /** A row of the other table: the edge's number, and what breaks it. */
    private static final Pattern MISTAKE =
            Pattern.compile("^\\| (\\d+) \\|[^|\\n]*\\| `\\w+Canary`", Pattern.MULTILINE);

    /** The edge that no canary can break: a dead thread cannot be an actor. */
    private static final int UNIT_TESTED = 6;

    private final String page = Files.readString(PAGE);
    private final Set<String> classes = classes();

    MemoryOrderingTest() throws IOException {}

    @Test
    void shouldNameEachOther() {
        assertEquals(List.of(), complaints(page, classes));
    }

    @Test
    void shouldComplainOfAnEdgeThatLostItsClass() {
        assertEquals("edge 17 names no test: untested", firstComplaint(withTests(17, "untested")));
    }

    @Test
    void shouldComplainOfAUnitTestWithoutName() {
        assertEquals("edge 6 names no test: a unit test: dead", firstComplaint(withTests(6, "a unit test: dead")));
    }

    @Test
    void shouldComplainOfAUnitTestThatIsGone() {
        assertEquals("GoneTest is no class", firstComplaint(withTests(6, "a unit test, `GoneTest`: dead")));
    }

    @Test
    void shouldComplainOfAnEdgeThatOnlyACanaryNames() {
        assertEquals("edge 4 names no test: `EarlyRetireCanary`", firstComplaint(withTests(4, "`EarlyRetireCanary`")));
    }

    @Test
    void shouldComplainOfANameWithoutClass() {
        assertEquals("OldStress is no class", firstComplaint(withTests(8, "`OldStress`")));
    }

    @Test
    void shouldComplainOfAnEdgeWithoutCanary() {
        assertEquals(
                "edge 20 has no canary",
                firstComplaint(page.replaceFirst("(?m)^\\| 20 (\\|[^|\\n]*\\| `EarlyLookCanary` \\|)$", "| none $1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NewStress", "NewCanary"})
    void shouldComplainOfAClassThatThePageDoesNotName(final String name) {
        final Set<String> more = new TreeSet<>(classes);
        more.add(name);
        assertEquals(List.of(name + " is not on the page"), complaints(page, more));
    }

    @Test
    void shouldComplainOfAnEdgeThatIsMissing() {
        final String broken = page.replaceFirst("(?m)^\\| 12 \\|", "| twelve |");
        assertEquals("edges are not numbered from 1 on: 13 follows 11", firstComplaint(broken));
        assertEquals("edges are none", firstComplaint(""));
    }

    /** The page with another last cell in the row of an edge. */
    private String withTests(final int edge, final String cell) {
        return page.replaceFirst("(?m)^(\\| " + edge + " \\|.*\\|)[^|]+\\|$", "$1 " + cell + " |");
    }

    private String firstComplaint(final String broken) {
        return complaints(broken, classes).get(0);
    }

    private static List<String> complaints(final String page, final Set<String> classes) {
        final List<String> complaints = new ArrayList<>();
        int number = 0;
        final Matcher edge = EDGE.matcher(page);
        while (edge.find()) {
            if (Integer.parseInt(edge.group(1)) != number + 1) {
                complaints.add("edges are not numbered from 1 on: " + edge.group(1) + " follows " + number);
            }
            number = Integer.parseInt(edge.group(1));
            if (number != UNIT_TESTED && !MISTAKE.matcher(page).results().anyMatch(numbered(number))) {
                complaints.add("edge " + number + " has no canary");
            }
            final String cell = edge.group(2);
            if (names(cell).stream().allMatch(name -> name.endsWith("Canary"))) {
                complaints.add("edge " + number + " names no test: " + cell);
            }
        }
        if (number == 0) {
            complaints.add("edges are none");
        }
        final Set<String> named = names(page);
        named.stream().filter(name -> !classes.contains(name)).forEach(name -> complaints.add(name + " is no class"));
        classes.stream()
                .filter(name -> !name.endsWith("Test") && !named.contains(name))
                .forEach(name -> complaints.add(name + " is not on the page"));
        return complaints;
    }

    private static Predicate<MatchResult> numbered(final int number) {
        return row -> Integer.parseInt(row.group(1)) == number;
    }

    private static Set<String> names(final String text) {
        return NAME.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The stress classes and canaries of this build, without what the harness generated, and the unit tests. */
    private static Set<String> classes() throws IOException {
        final Set<String> classes = named(CLASSES, "(\\w+(?:Stress|Canary))\\.class");
        for (final Path unitTests : UNIT_TESTS) {
            classes.addAll(named(unitTests, "(\\w+Test)\\.java"));
        }
        return classes;
    }

    private static Set<String> named(final Path folder, final String name) throws IOException {
        final Pattern pattern = Pattern.compile(name);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> pattern.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(file -> file.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
