// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The notices name each library that the runnable jar contains, with the licence that its pom states. */
final class ThirdPartyTest {
    private static final Path NOTICES = Path.of("..", "THIRD-PARTY");
    /** Written by the check of licences, before the tests of every build. */
    private static final Path DEPENDENCIES = Path.of("target", "generated-sources", "license", "THIRD-PARTY.txt");

    private static final Pattern NOTICE = Pattern.compile("^ {2}([\\w.]+:[\\w.-]+) {2,}(\\S.*)$", Pattern.MULTILINE);
    private static final Pattern DEPENDENCY =
            Pattern.compile("^ *((?:\\([^()]+\\) )+).* \\(([\\w.]+:[\\w.-]+):[^:]+ - .*\\)$", Pattern.MULTILINE);

    @Test
    void shouldNameEveryBundledLibraryWithItsLicence() throws IOException {
        final Map<String, String> bundled = bundled();
        assertTrue(bundled.containsKey("org.agrona:agrona"), () -> "bundled=" + bundled);
        assertEquals(bundled, notices(Files.readString(NOTICES)));
    }

    @Test
    void shouldMissALibraryWithoutNotice() throws IOException {
        final String text = Files.readString(NOTICES).replaceFirst("(?m)^ {2}org\\.jline:jline-native .*\n", "");
        final Map<String, String> without = bundled();
        assertEquals("BSD-3-Clause", without.remove("org.jline:jline-native"));
        assertEquals(without, notices(text));
    }

    private static Map<String, String> notices(final String text) {
        final Map<String, String> licences = new TreeMap<>();
        final Matcher notice = NOTICE.matcher(text);
        while (notice.find()) {
            licences.put(notice.group(1), notice.group(2));
        }
        return licences;
    }

    private static Map<String, String> bundled() throws IOException {
        final Map<String, String> licences = new TreeMap<>();
        final Matcher dependency = DEPENDENCY.matcher(Files.readString(DEPENDENCIES));
        while (dependency.find()) {
            final String names = dependency.group(1).strip();
            licences.put(
                    dependency.group(2), names.substring(1, names.length() - 1).replace(") (", " or "));
        }
        return licences;
    }
}
