// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The report for machines. What was not measured is null there, never zero. */
final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    static String of(final Report report, final Map<String, String> environment, final List<String> failures)
            throws IOException {
        final ObjectNode root = root(environment);
        final ArrayNode rows = root.putArray("rows");
        report.figures().forEach(figure -> put(rows.addObject(), figure));
        final ArrayNode targets = root.putArray("targets");
        report.verdicts().forEach(verdict -> put(targets.addObject(), verdict));
        return end(root, failures);
    }

    static String of(
            final List<Figure<Point>> figures, final Map<String, String> environment, final List<String> failures)
            throws IOException {
        final ObjectNode root = root(environment);
        final ArrayNode rows = root.putArray("rows");
        for (final Figure<Point> figure : figures) {
            final ObjectNode row = rows.addObject();
            put(row, figure.subject());
            putNumbers(row, figure);
        }
        return end(root, failures);
    }

    private static ObjectNode root(final Map<String, String> environment) {
        final ObjectNode root = MAPPER.createObjectNode();
        final ObjectNode node = root.putObject("environment");
        environment.forEach(node::put);
        return root;
    }

    private static String end(final ObjectNode root, final List<String> failures) throws IOException {
        final ArrayNode failed = root.putArray("failures");
        failures.forEach(failed::add);
        return MAPPER.writeValueAsString(root) + '\n';
    }

    private static void put(final ObjectNode row, final Figure<Subject> figure) {
        row.put("work", figure.subject().work().name());
        row.put("subject", figure.subject().name());
        putNumbers(row, figure);
    }

    private static void put(final ObjectNode row, final Point point) {
        row.put("section", point.section().name());
        row.put("work", point.work());
        final ObjectNode parameters = row.putObject("parameters");
        point.parameters().forEach(parameters::put);
        row.put("subject", point.subject());
        row.put("unit", point.section().unit());
    }

    private static void putNumbers(final ObjectNode row, final Figure<?> figure) {
        row.put("jdk", figure.jdk());
        row.put("median", number(figure.median()));
        row.put("min", number(figure.min()));
        row.put("max", number(figure.max()));
        row.put("bytesPerOp", number(figure.bytesPerOp()));
        row.put("forks", figure.forks());
        figure.more().forEach(row::put);
        if (figure.absent() != null) {
            row.put("absent", figure.absent());
        }
    }

    private static void put(final ObjectNode node, final Verdict verdict) {
        final Target target = verdict.target();
        final boolean measured = verdict.absent() == null;
        node.put("work", target.work().name());
        node.put("subject", verdict.ours().name());
        node.put("formula", verdict.formula());
        node.put("formed", verdict.formed());
        node.put("value", number(verdict.value()));
        node.put("sign", target.formula().sign());
        node.put("must", target.must());
        node.put("aim", target.aim());
        node.put("mustHeld", measured ? verdict.mustHolds() : null);
        node.put("aimReached", measured ? verdict.aimHolds() : null);
        if (!measured) {
            node.put("notMeasured", verdict.absent());
        }
    }

    private static Double number(final double value) {
        return Double.isNaN(value) ? null : value;
    }
}
