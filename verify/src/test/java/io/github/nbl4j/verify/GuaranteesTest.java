// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.pool.Irql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;

/** The page of guarantees names every operation at its level, constants by their values, and tests that exist. */
final class GuaranteesTest {
    private static final Path ROOT = Path.of("..");
    private static final Classes PUBLISHED = Classes.published();

    /** Operations, level, steps, tests. */
    private static final Pattern ROW =
            Pattern.compile("^\\| (`.*?`) \\| ([DP]) \\| (.*?) \\| (.*?) \\|$", Pattern.MULTILINE);

    private static final Pattern NAME = Pattern.compile("`([\\w*]+)`");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|Stress|Canary))`");
    private static final Pattern CONSTANT = Pattern.compile("`(\\w+)\\.([A-Z_]+)` \\((\\d+)\\)");

    @Test
    void shouldNameEveryOperationConstantAndTestAsItIs() throws IOException {
        assertEquals(List.of(), gaps(page()));
    }

    @ParameterizedTest
    @CsvSource({
        "`NetBufferListScope` `handOn` | D, `NetBufferListScope` `size` | D, no row at D: nbl.NetBufferListScope",
        "`NetBufferListScope` `handOn` | D, `NetBufferListScope` `lost` | D, no operation of D: lost",
        "`NetBufferListScope` `handOn` | D, `NetBufferListScope` `handOn` | P, no operation of P: handOn",
        "HINT_LIMIT` (4), HINT_LIMIT` (5), no constant: Depot.HINT_LIMIT = 5",
        "SCAN_LIMIT` (64), SCAN_MOST` (64), no constant: Depot.SCAN_MOST = 64",
        "`ChainStress`, `ChainedStress`, no test: ChainedStress",
        "`DeepCopyTest` |, reading |, no test beside: `NetBufferListCloner` `deepCopy`"
    })
    void shouldSeeWhatIsNotAsItIs(final String text, final String broken, final String gap) throws IOException {
        final String page = page();
        assertTrue(page.contains(text), text);
        final List<String> gaps = gaps(page.replace(text, broken));
        assertTrue(gaps.stream().anyMatch(g -> g.startsWith(gap)), gap + " must be among " + gaps);
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/guarantees.md"));
    }

    private static List<String> gaps(final String page) throws IOException {
        final List<String> gaps = new ArrayList<>();
        final Set<Method> covered = new LinkedHashSet<>();
        for (final MatchResult row : find(ROW, page)) {
            covered.addAll(operations(row, gaps));
            if (find(TEST, row.group(4)).isEmpty()) {
                gaps.add("no test beside: " + row.group(1));
            }
        }
        PUBLISHED.operations().stream()
                .filter(operation -> !covered.contains(operation))
                .forEach(operation -> gaps.add("no row at " + letter(operation) + ": " + operation));
        constants(page, gaps);
        tests(page, gaps);
        return gaps;
    }

    private static char letter(final Method operation) {
        return Classes.level(operation).name().charAt(0);
    }

    /** Of a row: types, each followed by its operations, or by * for all that it has at that level. */
    private static Set<Method> operations(final MatchResult row, final List<String> gaps) {
        final Irql.Level level = row.group(2).equals("D") ? Irql.Level.DISPATCH_LEVEL : Irql.Level.PASSIVE_LEVEL;
        final Set<Method> operations = new LinkedHashSet<>();
        ClassNode type = null;
        for (final MatchResult match : find(NAME, row.group(1))) {
            final String name = match.group(1);
            if (Character.isUpperCase(name.charAt(0))) {
                type = PUBLISHED.named(name);
                continue;
            }
            final List<Method> found = operations(type, name, level);
            operations.addAll(found);
            if (found.isEmpty()) {
                gaps.add("no operation of " + row.group(2) + ": " + name + " of " + row.group(1));
            }
        }
        return operations;
    }

    private static List<Method> operations(final ClassNode type, final String name, final Irql.Level level) {
        final String wanted = name.equals("new") ? "<init>" : name;
        return (type == null ? List.<Method>of() : PUBLISHED.operationsOf(type))
                .stream()
                        .filter(m -> name.equals("*") || m.node().name.equals(wanted))
                        .filter(m -> Classes.level(m) == level)
                        .toList();
    }

    private static void constants(final String page, final List<String> gaps) {
        for (final MatchResult match : find(CONSTANT, page)) {
            final ClassNode type = PUBLISHED.named(match.group(1));
            final long value = Long.parseLong(match.group(3));
            if (type == null || type.fields.stream().noneMatch(f -> isConstant(f, match.group(2), value))) {
                gaps.add("no constant: " + match.group(1) + "." + match.group(2) + " = " + value);
            }
        }
    }

    private static boolean isConstant(final FieldNode field, final String name, final long value) {
        return field.name.equals(name) && field.value instanceof Number number && number.longValue() == value;
    }

    private static void tests(final String page, final List<String> gaps) throws IOException {
        final Set<String> sources = new LinkedHashSet<>();
        for (final String module : List.of("pool", "nbl", "clone", "junit", "verify", "fuzz", "jcstress")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.forEach(file -> sources.add(file.getFileName().toString()));
            }
        }
        for (final MatchResult match : find(TEST, page)) {
            if (!sources.contains(match.group(1) + ".java")) {
                gaps.add("no test: " + match.group(1));
            }
        }
    }

    private static List<MatchResult> find(final Pattern pattern, final String text) {
        return pattern.matcher(text).results().toList();
    }
}
