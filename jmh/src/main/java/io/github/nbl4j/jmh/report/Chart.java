// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import java.util.List;
import java.util.Locale;

/**
 * The bars of one section, all to one linear scale that begins at zero. A bar that would make ours invisible leaves
 * the scale: it is cut, visibly, and its figure stands beside it. Positions are percents: the page decides the width.
 */
final class Chart {
    /** The slowest of ours takes at least that part of the width. */
    private static final double LEAST_OF_OURS = 1 / 8.0;

    private static final double MARGIN = 1.04;
    private static final int TICKS = 6;
    private static final int TOP = 7;
    private static final int BOTTOM = 20;

    private final double limit;
    private final double step;
    private final double floor;

    /** NaN: no floor. */
    Chart(final List<Figure<Subject>> figures, final double floor) {
        final double all = greatest(figures, false);
        final double ours = greatest(figures, true) / LEAST_OF_OURS;
        final double most = Math.max(ours > 0 ? Math.min(all, ours) : all, Double.isNaN(floor) ? 0 : floor);
        this.limit = most > 0 ? most * MARGIN : 1;
        this.step = step(limit / TICKS);
        this.floor = floor;
    }

    String bar(final Figure<Subject> figure, final String kind) {
        final StringBuilder svg = new StringBuilder("<svg role=\"img\" aria-label=\"");
        svg.append(text("%.1f ns, from %.1f to %.1f\">", figure.median(), figure.min(), figure.max()));
        for (double tick = step; tick <= limit; tick += step) {
            svg.append(line("grid", tick, tick, 0, "100%"));
        }
        svg.append(text(
                "<rect class=\"bar-%s\" x=\"0\" y=\"%d\" width=\"%s\" height=\"%d\"/>",
                kind, TOP, x(figure.median()), BOTTOM - TOP));
        if (figure.median() > limit) {
            // Measured from the right edge, in pixels.
            svg.append("<svg x=\"100%\" overflow=\"visible\"><path class=\"cut\" d=\"M-14 23 l6 -19 M-7 23 l6 -19\"/>")
                    .append("</svg>");
        }
        final int middle = (TOP + BOTTOM) / 2;
        for (final String stroke : List.of("halo", "whisker")) {
            svg.append(line(stroke, figure.min(), figure.max(), middle, String.valueOf(middle)));
            svg.append(line(stroke, figure.min(), figure.min(), middle - 4, String.valueOf(middle + 4)));
            svg.append(line(stroke, figure.max(), figure.max(), middle - 4, String.valueOf(middle + 4)));
        }
        if (!Double.isNaN(floor)) {
            svg.append(line("floor", floor, floor, 0, "100%"));
        }
        return svg.append("</svg>").toString();
    }

    String axis() {
        final StringBuilder svg = new StringBuilder("<svg aria-hidden=\"true\"><text x=\"0\" y=\"14\">0</text>");
        for (double tick = step; tick <= limit; tick += step) {
            svg.append(text("<text x=\"%s\" y=\"14\" text-anchor=\"middle\">%s</text>", x(tick), label(tick)));
        }
        return svg.append("</svg>").toString();
    }

    private String line(final String kind, final double from, final double to, final int top, final String bottom) {
        if (from > limit) {
            return "";
        }
        return text("<line class=\"%s\" x1=\"%s\" y1=\"%d\" x2=\"%s\" y2=\"%s\"/>", kind, x(from), top, x(to), bottom);
    }

    private String x(final double value) {
        return text("%.2f%%", Math.min(value / limit, 1) * 100);
    }

    /** 1, 2 or 5 of a power of ten. */
    private static double step(final double least) {
        final double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (final int multiple : new int[] {1, 2, 5}) {
            if (multiple * power >= least) {
                return multiple * power;
            }
        }
        return 10 * power;
    }

    private String label(final double tick) {
        return text(step < 1 ? "%.1f" : "%,.0f", tick);
    }

    private static double greatest(final List<Figure<Subject>> figures, final boolean ours) {
        return figures.stream()
                .filter(figure ->
                        figure.isMeasured() && (!ours || figure.subject().isOurs()))
                .mapToDouble(ours ? Figure::median : Figure::max)
                .max()
                .orElse(0);
    }

    private static String text(final String format, final Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
