// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import io.github.nbl4j.jmh.Work;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report for readers: one page that needs nothing else, no script either, and is well-formed XML. */
final class Html {
    private static final int ENOUGH_FORKS = 5;
    private static final String NATIVE = "native";

    private final StringBuilder page = new StringBuilder();
    private final Report report;
    private final double floor;

    private Html(final Report report) {
        this.report = report;
        final Figure<Subject> figure = report.find(Subject.FLOOR);
        this.floor = figure == null ? Double.NaN : figure.median();
    }

    static String of(final Report report, final Map<String, String> environment, final List<String> failures)
            throws IOException {
        final Html html = new Html(report);
        html.head(environment, failures);
        for (final Work work : Work.values()) {
            html.section(work);
        }
        html.targets();
        html.environment(environment);
        html.page.append("</main>\n</body>\n</html>\n");
        return html.page.toString();
    }

    static String escape(final String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private void head(final Map<String, String> environment, final List<String> failures) throws IOException {
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                .append("<title>nbl4j beside its anchors</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n<main>\n<h1>nbl4j beside its anchors</h1>\n");
        add(
                "<p class=\"facts\">%s<br/>%s, %s cores<br/>%s</p>\n",
                environment.getOrDefault("jdk", ""),
                environment.getOrDefault("processor", ""),
                environment.getOrDefault("cores", ""),
                environment.getOrDefault("begun", ""));
        add(
                "<p>Nanoseconds for each unit of work: less is better. A bar is the median of %s forks, its whisker"
                        + " reaches from the lowest fork to the highest. All took turns in one run, so they compare"
                        + " with each other, and with nothing else.</p>\n",
                report.forks());
        page.append("<p class=\"legend\">");
        key("<rect class=\"bar-ours\" width=\"22\" height=\"12\"/>", "nbl4j");
        key("<rect class=\"bar-native\" width=\"22\" height=\"12\"/>", "native code");
        key("<rect class=\"bar-java\" width=\"22\" height=\"12\"/>", "other Java");
        if (!Double.isNaN(floor)) {
            key(
                    "<line class=\"floor\" x1=\"11\" y1=\"0\" x2=\"11\" y2=\"12\"/>",
                    text("this machine\u2019s floor: one getAndAdd, %.1f ns", floor));
        }
        page.append("</p>\n");
        if (report.forks() < ENOUGH_FORKS) {
            add("<p class=\"note\">Only %s forks: enough to try it, too few to quote.</p>\n", report.forks());
        }
        if (environment.containsKey(Environment.WARNING)) {
            add("<p class=\"note\">%s</p>\n", environment.get(Environment.WARNING));
        }
        if (!failures.isEmpty()) {
            page.append("<div class=\"note\"><ul>");
            failures.forEach(failure -> add("<li>FAILED: %s</li>", failure));
            page.append("</ul></div>\n");
        }
    }

    private void key(final String symbol, final String meaning) {
        page.append("<span><svg aria-hidden=\"true\">").append(symbol);
        add("</svg>%s</span>\n", meaning);
    }

    private void section(final Work work) {
        final List<Figure<Subject>> figures = report.of(work);
        if (figures.isEmpty()) {
            return;
        }
        add("<section>\n<h2>%s<code>%s</code></h2>\n", capital(work.title()), work);
        if (figures.stream().anyMatch(Figure::isMeasured)) {
            final Chart chart = new Chart(figures, floor);
            page.append("<div class=\"wide\"><table class=\"chart\">\n<thead><tr><th class=\"name\">subject</th>")
                    .append("<th class=\"plot\">ns</th><th class=\"number\">median</th>")
                    .append("<th class=\"number spread\">lowest \u2026 highest</th>")
                    .append("<th class=\"number\">\u00d7 floor</th><th class=\"number\">B/op</th>")
                    .append("</tr></thead>\n<tbody>\n");
            figures.stream().filter(Figure::isMeasured).forEach(figure -> row(chart, figure));
            page.append("<tr class=\"axis\"><td></td><td>").append(chart.axis());
            page.append("</td><td colspan=\"4\"></td></tr>\n</tbody>\n</table></div>\n");
        }
        page.append("<ul class=\"absent\">");
        for (final Figure<Subject> figure : figures) {
            final String failure = report.failure(figure);
            final String why = figure.absent() == null ? failure : figure.absent();
            if (why != null) {
                add(
                        "<li><b>%s</b> %s</li>\n",
                        figure.subject().name(), (figure.absent() == null ? "" : "absent: ") + why);
            }
        }
        page.append("</ul>\n</section>\n");
    }

    private void row(final Chart chart, final Figure<Subject> figure) {
        final String kind = figure.subject().isOurs() ? "ours" : NATIVE.equals(figure.jdk()) ? NATIVE : "java";
        add("<tr class=\"%s\"><td class=\"name\">%s", kind, figure.subject().name());
        if (figure.more().containsKey("p10")) {
            add("<small>windows p10 %s, p90 %s", ns(figure.more("p10")), ns(figure.more("p90")));
            if (figure.more().containsKey("queueFill")) {
                add(", queue %s %% full", text("%.0f", 100 * figure.more("queueFill")));
            }
            page.append("</small>");
        }
        page.append("</td><td class=\"plot\">").append(chart.bar(figure, kind));
        add("</td><td class=\"number\">%s</td>", ns(figure.median()));
        add("<td class=\"number spread\">%s \u2026 %s</td>", ns(figure.min()), ns(figure.max()));
        add("<td class=\"number spread\">%s</td>", ns(figure.median() / floor));
        add("<td class=\"number\">%s</td></tr>\n", bytes(figure.bytesPerOp()));
    }

    private void targets() {
        final List<Verdict> verdicts = report.verdicts();
        final long unknown = verdicts.stream().filter(v -> v.absent() != null).count();
        final long held = verdicts.stream().filter(Verdict::mustHolds).count();
        final long reached = verdicts.stream().filter(Verdict::aimHolds).count();
        page.append("<section>\n<h2>Targets</h2>\n");
        add(
                "<p>Of %s: %s held, %s missed, %s not measured; %s reach the aim.</p>\n",
                verdicts.size(), held, verdicts.size() - held - unknown, unknown, reached);
        page.append("<div class=\"wide\"><table class=\"targets\">\n<thead><tr><th>formula</th>")
                .append("<th class=\"number\">formed by</th><th class=\"number\">is</th><th>must</th><th>aim</th>")
                .append("</tr></thead>\n<tbody>\n");
        Work work = null;
        for (final Verdict verdict : verdicts) {
            if (verdict.target().work() != work) {
                work = verdict.target().work();
                add("<tr class=\"work\"><td colspan=\"5\">%s</td></tr>\n", capital(work.title()));
            }
            verdict(verdict);
        }
        page.append("</tbody>\n</table></div>\n</section>\n");
    }

    private void verdict(final Verdict verdict) {
        final Target target = verdict.target();
        add("<tr><td>%s</td>", verdict.formula());
        if (verdict.absent() == null) {
            add("<td class=\"number spread\">%s</td>", verdict.formed());
            add("<td class=\"number\"><b>%s</b></td>", text("%.2f", verdict.value()));
            limit(target, target.must(), verdict.mustHolds(), "missed");
            limit(target, target.aim(), verdict.aimHolds(), "unknown");
        } else {
            add("<td class=\"unknown\" colspan=\"2\">not measured: %s</td>", verdict.absent());
            add("<td class=\"state unknown\">%s %s</td>", sign(target), target.must());
            add("<td class=\"state unknown\">%s %s</td>", sign(target), target.aim());
        }
        page.append("</tr>\n");
    }

    private void limit(final Target target, final double limit, final boolean holds, final String otherwise) {
        add(
                "<td class=\"state %s\">%s %s %s</td>",
                holds ? "held" : otherwise, holds ? "\u2713 held" : "\u2717 missed", sign(target), text("%.2f", limit));
    }

    private void environment(final Map<String, String> environment) {
        page.append("<section>\n<h2>Environment</h2>\n<dl>\n");
        environment.forEach((name, value) -> add(
                "<dt>%s</dt><dd>%s</dd>\n",
                name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT), value));
        page.append("</dl>\n</section>\n");
    }

    /** The values are escaped, the format is not. */
    private void add(final String format, final Object... values) {
        final Object[] escaped = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            escaped[i] = escape(String.valueOf(values[i]));
        }
        page.append(String.format(Locale.ROOT, format, escaped));
    }

    private static String sign(final Target target) {
        return target.formula() == Target.Formula.SPEEDUP ? "\u2265" : "\u2264";
    }

    private static String ns(final double value) {
        return Double.isNaN(value) ? "\u2013" : text("%,.1f", value);
    }

    private static String bytes(final double value) {
        return Double.isNaN(value) ? "\u2013" : text(value > Report.MOST_BYTES ? "%,.1f" : "%,.0f", value);
    }

    private static String capital(final String title) {
        return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
    }

    private static String style() throws IOException {
        try (InputStream in = Html.class.getResourceAsStream("compare.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String text(final String format, final Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
