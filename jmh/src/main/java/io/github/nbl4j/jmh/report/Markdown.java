// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import io.github.nbl4j.jmh.scale.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures of <code>jmh/run scale</code>, a table for each section; its columns align as text, too. */
final class Markdown {
    private final StringBuilder out = new StringBuilder();

    private Markdown() {}

    static String of(final List<Figure<Point>> figures) {
        final Markdown markdown = new Markdown();
        for (final Section section : Section.values()) {
            final List<Figure<Point>> those = figures.stream()
                    .filter(figure -> figure.subject().section() == section)
                    .toList();
            if (!those.isEmpty()) {
                markdown.section(section, those);
            }
        }
        return markdown.out.toString();
    }

    private void section(final Section section, final List<Figure<Point>> figures) {
        final List<String> columns = figures.stream()
                .map(f -> f.subject().column())
                .distinct()
                .sorted()
                .toList();
        final List<List<String>> lines = new ArrayList<>();
        final List<String> head = new ArrayList<>(columns);
        head.add(0, section.axis());
        lines.add(head);
        figures.stream().map(f -> f.subject().row()).distinct().forEach(row -> {
            final List<String> line = new ArrayList<>(List.of(row));
            columns.forEach(column -> line.add(cell(figures, row, column)));
            lines.add(line);
        });
        out.append(out.isEmpty() ? "" : "\n")
                .append("### ")
                .append(section)
                .append(": ")
                .append(section.title())
                .append("; ")
                .append(section.unitTitle())
                .append("\n\n");
        table(lines);
    }

    private void table(final List<List<String>> lines) {
        final List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < lines.get(0).size(); i++) {
            final int column = i;
            widths.add(lines.stream()
                    .mapToInt(line -> line.get(column).length())
                    .max()
                    .orElse(0));
        }
        line(lines.get(0), widths);
        out.append(
                widths.stream().map(width -> "-".repeat(width + 1) + ":").collect(Collectors.joining("|", "|", "|\n")));
        lines.stream().skip(1).forEach(line -> line(line, widths));
    }

    private void line(final List<String> cells, final List<Integer> widths) {
        for (int i = 0; i < cells.size(); i++) {
            out.append("| ")
                    .append(" ".repeat(widths.get(i) - cells.get(i).length()))
                    .append(cells.get(i))
                    .append(' ');
        }
        out.append("|\n");
    }

    private static String cell(final List<Figure<Point>> figures, final String row, final String column) {
        return figures.stream()
                .filter(f ->
                        f.subject().row().equals(row) && f.subject().column().equals(column))
                .map(Markdown::cell)
                .findFirst()
                .orElse("");
    }

    /** The median, and the lowest and the highest fork if there are several. */
    private static String cell(final Figure<Point> figure) {
        if (!figure.isMeasured()) {
            return "failed";
        }
        return figure.forks() == 1
                ? number(figure.median())
                : number(figure.median()) + " [" + number(figure.min()) + " .. " + number(figure.max()) + "]";
    }

    private static String number(final double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }
}
