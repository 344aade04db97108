// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/faults.md} against the sources: each fault has a test, or a command that {@code .ci/run} runs, and
 * each that it names exists.
 */
class FaultMatrixTest {
    private static final Path ROOT = Path.of("..");
    private static final int FAULTS = 24;
    private static final Pattern NAMED = Pattern.compile("`(\\w+)/(\\w+)#(\\w+)`");
    /** In the last column: elsewhere in a row a command is told, and covers nothing. */
    private static final Pattern COMMAND = Pattern.compile("`(verify/run \\w+)`(?=[^|]*\\|$)");

    private static final Pattern ANNOTATION =
            Pattern.compile("@(Test|ParameterizedTest|TestFactory|FailEachAllocation)\\b");

    @Test
    void shouldNameATestThatExistsForEachFault() throws IOException {
        final List<String> rows = rows(Files.readString(ROOT.resolve("docs/faults.md")));

        assertEquals(List.of(), complaints(rows));
        assertEquals(FAULTS, rows.size());
    }

    @Test
    void shouldSeeARowWithoutTestAndATestThatIsNot() throws IOException {
        final String table = """
                | fault | what holds | tests |
                |---|---|---|
                | 1 this one | holds | `verify/FaultMatrixTest#shouldNameATestThatExistsForEachFault` |
                | 2 none | holds | |
                | 3 no method | holds | `verify/FaultMatrixTest#shouldBeThere` |
                | 4 a method, and no test | holds | `verify/FaultMatrixTest#complaints` |
                | 5 no class | holds | `pool/FaultMatrixTest#shouldNameATestThatExistsForEachFault` |
                | 6 no command of CI | holds | `verify/run nothing` |
                | 7 a command told, and no test | holds, says `verify/run soak` | |
                | 8 a command of CI | holds | `verify/run soak` |
                """;
        final List<String> complaints = complaints(rows(table));

        assertEquals(6, complaints.size(), complaints.toString());
        for (int row = 2; row <= 7; row++) {
            assertTrue(complaints.get(row - 2).startsWith("| " + row), complaints.toString());
        }
    }

    /** The lines of the table that begin with a number. */
    private static List<String> rows(final String document) {
        return document.lines().filter(line -> line.matches("\\| \\d+ .*")).toList();
    }

    private static List<String> complaints(final List<String> rows) throws IOException {
        final List<String> complaints = new ArrayList<>();
        for (final String row : rows) {
            final Matcher named = NAMED.matcher(row);
            int covers = 0;
            while (named.find()) {
                covers++;
                if (!isTest(named.group(1), named.group(2), named.group(3))) {
                    complaints.add(row + " " + named.group());
                }
            }
            final Matcher command = COMMAND.matcher(row);
            while (command.find()) {
                covers++;
                if (!isStageOfCi(command.group(1))) {
                    complaints.add(row + " " + command.group());
                }
            }
            if (covers == 0) {
                complaints.add(row);
            }
        }
        return complaints;
    }

    private static boolean isStageOfCi(final String command) throws IOException {
        return Files.readString(ROOT.resolve(".ci/run"))
                .lines()
                .anyMatch(line -> (line + " ").startsWith("stage " + command + " "));
    }

    /** Read from the source, because a module does not see the tests of another. */
    private static boolean isTest(final String module, final String type, final String method) throws IOException {
        final Path tests = ROOT.resolve(module).resolve("src/test/java");
        if (!Files.isDirectory(tests)) {
            return false;
        }
        final List<Path> sources;
        try (Stream<Path> all = Files.walk(tests)) {
            sources = all.filter(file -> file.endsWith(type + ".java")).toList();
        }
        return sources.size() == 1 && declaresTest(Files.readString(sources.get(0)), method);
    }

    /** A method's annotations stand between the blank line before it and its name. */
    private static boolean declaresTest(final String source, final String method) {
        final Matcher name = Pattern.compile("[ >]" + method + "\\(").matcher(source);
        return name.find()
                && ANNOTATION
                        .matcher(source.substring(source.lastIndexOf("\n\n", name.start()), name.start()))
                        .find();
    }
}
