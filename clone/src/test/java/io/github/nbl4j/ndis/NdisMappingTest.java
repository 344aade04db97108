// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that maps NDIS has a row for every name, and no row without a method or a reason. */
class NdisMappingTest {
    private static final Pattern CAPTION_OR_ROW =
            Pattern.compile("<caption>(.*?)</caption>|<tr><td>(.*?)</td>\\s*<td>(.*?)</td></tr>", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\{@link io\\.github\\.nbl4j\\.ndis\\.Ndis#(\\w+)}");
    private static final Set<String> BEYOND_NDIS = Set.of("create", "close", "environment");

    @Test
    void shouldMapEveryNameOnce() throws IOException {
        assertEquals(List.of(), gaps(names(), rows(page())));
    }

    @Test
    void shouldSeeAGap() throws IOException {
        final String page = page();
        final String without = page.replaceFirst("(?s)<tr><td>NdisFreeMdl</td>.*?</tr>", "");
        assertEquals(List.of("no row: Functions/NdisFreeMdl"), gaps(names(), rows(without)));
        final String bare = page.replaceFirst("(?s)(<td>NdisFreeMdl</td>\\s*<td>).*?(</td></tr>)", "$1not modelled$2");
        assertEquals(List.of("no method and no reason: Functions/NdisFreeMdl"), gaps(names(), rows(bare)));
        final String more = page.replaceFirst("<tr><td>NdisFreeMdl<", "<tr><td>NdisFreeMdl, NdisTypo<");
        assertEquals(List.of("no such name: Functions/NdisTypo"), gaps(names(), rows(more)));
    }

    @Test
    void shouldNameEveryMethodOfTheFacade() throws IOException {
        final Set<String> linked = new TreeSet<>();
        final Matcher link = LINK.matcher(page());
        while (link.find()) {
            linked.add(link.group(1));
        }
        final Set<String> methods = new TreeSet<>();
        for (final Method method : Ndis.class.getMethods()) {
            if (method.getDeclaringClass() != Object.class && !BEYOND_NDIS.contains(method.getName())) {
                methods.add(method.getName());
                assertFalse(Modifier.isStatic(method.getModifiers()), method.getName());
            }
        }
        assertEquals(methods, linked);
        assertTrue(methods.size() > 40, "methods=" + methods.size());
    }

    private static List<String> gaps(final Map<String, List<String>> names, final Map<String, String> rows) {
        final List<String> gaps = new ArrayList<>();
        final Set<String> known = new TreeSet<>();
        names.forEach((table, all) -> all.forEach(name -> known.add(table + "/" + name)));
        for (final String name : known) {
            final String target = rows.get(name);
            if (target == null) {
                gaps.add("no row: " + name);
            } else if (!target.contains("{@link") && !target.matches("not modelled: \\S.*")) {
                gaps.add("no method and no reason: " + name);
            }
        }
        rows.keySet().stream().filter(row -> !known.contains(row)).forEach(row -> gaps.add("no such name: " + row));
        return gaps;
    }

    private static Map<String, String> rows(final String page) {
        final Map<String, String> rows = new LinkedHashMap<>();
        final Matcher matcher = CAPTION_OR_ROW.matcher(page);
        String table = "";
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                table = matcher.group(1);
            } else {
                for (final String name : matcher.group(2).split(",\\s*")) {
                    final String target = matcher.group(3).replaceAll("\\s+", " ");
                    assertEquals(null, rows.put(table + "/" + name, target), "twice: " + name);
                }
            }
        }
        return rows;
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("src/main/java/io/github/nbl4j/ndis/package-info.java"))
                .replaceAll("\n \\* ?", "\n");
    }

    /** A line in brackets begins a table. */
    private static Map<String, List<String>> names() throws IOException {
        final Map<String, List<String>> names = new LinkedHashMap<>();
        try (InputStream in = NdisMappingTest.class.getResourceAsStream("names.txt")) {
            List<String> table = null;
            for (final String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("[")) {
                    table = new ArrayList<>();
                    names.put(line.substring(1, line.length() - 1), table);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    table.add(line);
                }
            }
        }
        return names;
    }
}
