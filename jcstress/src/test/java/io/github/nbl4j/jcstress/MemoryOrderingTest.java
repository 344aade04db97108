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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pairs with what, and the stress classes that test it: the page and the classes name each other. */
final class MemoryOrderingTest {
    private static final Path PAGE = Path.of("..", "docs", "memory-ordering.md");
    private static final Path CLASSES = Path.of("target", "classes", "io", "github", "nbl4j", "jcstress");

    /** A class of either kind between backticks. */
    private static final Pattern NAME = Pattern.compile("`(?:canary\\.)?(\\w+(?:Stress|Canary))`");

    /** A row of the table, which alone has five columns: the edge's number, and the last cell. */
    private static final Pattern EDGE =
            Pattern.compile("^\\| (\\d+) \\|(?:[^|\\n]*\\|){3} ([^|\\n]+) \\|$", Pattern.MULTILINE);

    /** What an edge says that no stress class can test. */
    private static final Pattern REASON = Pattern.compile("a unit test: \\S.*");

    private final String page = Files.readString(PAGE);
    private final Set<String> classes = compiled();

    MemoryOrderingTest() throws IOException {}

    @Test
    void shouldNameEachOther() {
        assertEquals(List.of(), complaints(page, classes));
    }

    @Test
    void shouldComplainOfAnEdgeThatLostItsClass() {
        assertEquals("edge 17 names no class and no reason: untested", firstComplaint(withTests(17, "untested")));
    }

    @Test
    void shouldComplainOfAnEdgeWithoutReason() {
        assertEquals("edge 6 names no class and no reason: a unit test", firstComplaint(withTests(6, "a unit test")));
    }

    @Test
    void shouldComplainOfANameWithoutClass() {
        assertEquals("OldStress is no class", firstComplaint(withTests(8, "`OldStress`")));
    }

    @Test
    void shouldComplainOfAClassThatThePageDoesNotName() {
        final Set<String> more = new TreeSet<>(classes);
        more.add("NewStress");
        assertEquals(List.of("NewStress is not on the page"), complaints(page, more));
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
            final String cell = edge.group(2);
            if (names(cell).isEmpty() && !REASON.matcher(cell).matches()) {
                complaints.add("edge " + number + " names no class and no reason: " + cell);
            }
        }
        if (number == 0) {
            complaints.add("edges are none");
        }
        final Set<String> named = names(page);
        named.stream().filter(name -> !classes.contains(name)).forEach(name -> complaints.add(name + " is no class"));
        classes.stream()
                .filter(name -> name.endsWith("Stress") && !named.contains(name))
                .forEach(name -> complaints.add(name + " is not on the page"));
        return complaints;
    }

    private static Set<String> names(final String text) {
        return NAME.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The stress classes and canaries of this build, without what the harness generated. */
    private static Set<String> compiled() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES, 2)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.matches("\\w+(Stress|Canary)\\.class"))
                    .map(file -> file.substring(0, file.length() - ".class".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
