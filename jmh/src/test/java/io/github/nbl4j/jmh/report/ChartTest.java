// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.jmh.Work;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChartTest {
    private static final Subject THEIRS = new Subject(Work.CLONE, "theirs");
    private static final Pattern WIDTH = Pattern.compile("<rect [^>]*width=\"([0-9.]+)%\"");
    private static final String CUT = "class=\"cut\"";

    @Test
    void shouldDrawToOneScale() {
        final Figure<Subject> ours = figure(Fixture.OURS, 10);
        final Figure<Subject> theirs = figure(THEIRS, 40);
        final Chart chart = new Chart(List.of(ours, theirs), 5);
        assertEquals(4, width(chart.bar(theirs, "java")) / width(chart.bar(ours, "ours")), 0.01);
        assertFalse(chart.bar(theirs, "java").contains(CUT));
    }

    @Test
    void shouldCutWhatWouldHideOurs() {
        final Figure<Subject> ours = figure(Fixture.OURS, 10);
        final Figure<Subject> theirs = figure(THEIRS, 9000);
        final Chart chart = new Chart(List.of(ours, theirs), 5);
        assertTrue(width(chart.bar(ours, "ours")) > 10);
        assertEquals(100, width(chart.bar(theirs, "java")));
        assertTrue(chart.bar(theirs, "java").contains(CUT));
        assertFalse(chart.bar(theirs, "java").contains("whisker"), "it lies outside");
    }

    @Test
    void shouldNotCutAnythingWithoutOurs() {
        final Figure<Subject> small = figure(THEIRS, 10);
        final Figure<Subject> large = figure(THEIRS, 9000);
        assertFalse(new Chart(List.of(small, large), 5).bar(large, "java").contains(CUT));
    }

    @Test
    void shouldReachToTheFloor() {
        final Figure<Subject> ours = figure(Fixture.OURS, 1);
        final String bar = new Chart(List.of(ours), 5).bar(ours, "ours");
        assertTrue(bar.contains("class=\"floor\" x1=\"96.15%\""), bar);
        assertFalse(new Chart(List.of(ours), Double.NaN).bar(ours, "ours").contains("floor"));
    }

    private static double width(final String svg) {
        final Matcher matcher = WIDTH.matcher(svg);
        assertTrue(matcher.find(), svg);
        return Double.parseDouble(matcher.group(1));
    }

    private static Figure<Subject> figure(final Subject subject, final double nanos) {
        return new Figure<>(subject, "25", nanos, nanos * 0.9, nanos, 0, Map.of(), 1, 1, null);
    }
}
