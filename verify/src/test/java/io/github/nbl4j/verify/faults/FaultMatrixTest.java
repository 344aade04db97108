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
 * a twin, which shows that the test can fail; each that it names exists.
 */
class FaultMatrixTest {
    private static final Path ROOT = Path.of("..");
    private static final int FAULTS = 24;
    private static final String IT = "`verify/FaultMatrixTest#shouldNameATestThatExistsForEachFault`";
    private static final String ITS_TWIN = "`verify/FaultMatrixTest#shouldSeeARowWithoutTestAndATestThatIsNot`";
    private static final Pattern NAMED = Pattern.compile("`(\\w+)/(\\w+)#(\\w+)`");
    /** In the last two columns: elsewhere in a row a command is told, and covers nothing. */
    private static final Pattern COMMAND = Pattern.compile("`(verify/run \\w+)`");

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
                | fault | what holds | tests | seen to fail |
                |---|---|---|---|
                | 1 this one | holds | IT | ITS_TWIN |
                | 2 no test | holds | | ITS_TWIN |
                | 3 no method | holds | `verify/FaultMatrixTest#shouldBeThere` | ITS_TWIN |
                | 4 a method, and no test | holds | `verify/FaultMatrixTest#complaints` | ITS_TWIN |
                | 5 no class | holds | `pool/FaultMatrixTest#shouldNameATestThatExistsForEachFault` | ITS_TWIN |
                | 6 no command of CI | holds | `verify/run nothing` | ITS_TWIN |
                | 7 a command told, and no test | holds, says `verify/run soak` | | ITS_TWIN |
                | 8 no twin | holds | IT | |
                | 9 a twin that is not there | holds | IT | `verify/FaultMatrixTest#shouldBeThere` |
                | 10 a twin that is no test | holds | IT | `verify/FaultMatrixTest#complaints` |
                | 11 a twin that is no command of CI | holds | IT | `verify/run nothing` |
                | 12 a twin told, and none named | holds, says ITS_TWIN | IT | |
                | 13 a test for its own twin | holds | IT | IT |
                | 14 one column less | holds | IT |
                | 15 a command of CI, which runs its twins | holds | `verify/run soak` | `verify/run soak` |
                | 16 a twin within | holds | ITS_TWIN | ITS_TWIN |
                """.replace("ITS_TWIN", ITS_TWIN).replace("IT", IT);
        final List<String> complaints = complaints(rows(table));

        assertEquals(13, complaints.size(), complaints.toString());
        for (int row = 2; row <= 14; row++) {
            assertTrue(complaints.get(row - 2).startsWith("| " + row + " "), complaints.toString());
        }
    }

    /** The lines of the table that begin with a number. */
    private static List<String> rows(final String document) {
        return document.lines().filter(line -> line.matches("\\| \\d+ .*")).toList();
    }

    private static List<String> complaints(final List<String> rows) throws IOException {
        final List<String> complaints = new ArrayList<>();
        for (final String row : rows) {
            final String[] columns = row.substring(2).split("\\|", -1);
            if (columns.length != 5) { // What is behind the last bar counts.
                complaints.add(row + " must have four columns");
                continue;
            }
            complain(row, columns[2], "", complaints);
            complain(row, columns[3], columns[2], complaints);
        }
        return complaints;
    }

    /** A column must name something, and it must be there; a test in both columns must speak of its twin. */
    private static void complain(
            final String row, final String column, final String tests, final List<String> complaints)
            throws IOException {
        final Matcher named = NAMED.matcher(column);
        int covers = 0;
        while (named.find()) {
            covers++;
            final String source = test(named.group(1), named.group(2), named.group(3));
            if (source.isEmpty() || tests.contains(named.group()) && !source.contains("twin")) {
                complaints.add(row + " names " + named.group());
            }
        }
        final Matcher command = COMMAND.matcher(column);
        while (command.find()) {
            covers++;
            if (!isStageOfCi(command.group(1))) {
                complaints.add(row + " names " + command.group());
            }
        }
        if (covers == 0) {
            complaints.add(row + " names nothing in:" + column);
        }
    }

    private static boolean isStageOfCi(final String command) throws IOException {
        return Files.readString(ROOT.resolve(".ci/run"))
                .lines()
                .anyMatch(line -> (line + " ").startsWith("stage " + command + " "));
    }

    /** Its source, because a module does not see the tests of another; empty when there is no such test. */
    private static String test(final String module, final String type, final String method) throws IOException {
        final Path tests = ROOT.resolve(module).resolve("src/test/java");
        if (!Files.isDirectory(tests)) {
            return "";
        }
        final List<Path> sources;
        try (Stream<Path> all = Files.walk(tests)) {
            sources = all.filter(file -> file.endsWith(type + ".java")).toList();
        }
        return sources.size() == 1 ? test(Files.readString(sources.get(0)), method) : "";
    }

    /** With its comment and annotations, which stand between the blank line before it and its name. */
    private static String test(final String source, final String method) {
        final Matcher name = Pattern.compile("[ >]" + method + "\\(").matcher(source);
        if (!name.find()) {
            return "";
        }
        final int before = source.lastIndexOf("\n\n", name.start());
        return ANNOTATION.matcher(source.substring(before, name.start())).find()
                ? source.substring(before, source.indexOf("\n    }\n", name.start()))
                : "";
    }
}
