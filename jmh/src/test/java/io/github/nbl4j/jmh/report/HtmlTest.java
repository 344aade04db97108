// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.jmh.Work;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class HtmlTest {
    private static final String HOSTILE = "<script src='x'>&\"%s";

    @TempDir
    Path directory;

    @Test
    void shouldShowEverySubject() throws Exception {
        final Report report = new Fixture(directory).compare().report();
        final String text = parse(page(report)).getDocumentElement().getTextContent();
        for (final Figure<Subject> figure : report.figures()) {
            assertTrue(text.contains(figure.subject().name()), figure.toString());
            assertTrue(text.contains(figure.subject().work().name()), figure.toString());
            assertTrue(figure.absent() == null || text.contains("absent: " + figure.absent()), figure.toString());
        }
        assertFalse(text.contains("EXHAUSTEDsubject"), "a section without figures is none");
    }

    @Test
    void shouldDrawABarForEachMeasuredSubjectAndTheFloorInEach() throws Exception {
        final Report report = new Fixture(directory).compare().report();
        final Document page = parse(page(report));
        // The legend has three bars and one floor, and the fixture one subject that is absent.
        assertEquals(8 + 3, page.getElementsByTagName("rect").getLength());
        assertEquals(8 + 1, lines(page, "floor"));
    }

    @Test
    void shouldEscapeWhatTheDriversSay() throws Exception {
        final List<Sample<Subject>> samples = new ArrayList<>(List.of(
                new Sample<>(new Subject(Work.CLONE, HOSTILE), "25", 1, 0, Map.of(), null),
                Sample.absent(new Subject(Work.CLONE, "other " + HOSTILE), HOSTILE)));
        final Report report = Report.of(samples, List.of(), 1);
        final String page = Html.of(report, Map.of("jdk", HOSTILE), List.of(HOSTILE));
        final Document document = parse(page);
        assertEquals(0, document.getElementsByTagName("script").getLength());
        final String text = document.getDocumentElement().getTextContent();
        assertEquals(6, text.split(Pattern.quote(HOSTILE), -1).length - 1, text);
    }

    @Test
    void shouldNoticeWhenNothingIsEscaped() {
        assertThrows(SAXException.class, () -> parse("<p>" + HOSTILE + "</p>"));
    }

    @Test
    void shouldNeedNothingElse() throws Exception {
        final String page = page(new Fixture(directory).compare().report());
        for (final String outside : List.of("http", "src=", "href=", "url(", "@import", "<script", "<link")) {
            assertFalse(page.contains(outside), outside);
        }
    }

    @Test
    void shouldWarnWhenForksAreFew() throws Exception {
        final Sample<Subject> sample = new Sample<>(Fixture.OURS, "25", 1, 0, Map.of(), null);
        assertTrue(page(Report.of(List.of(sample), List.of(), 4)).contains("too few to quote"));
        assertFalse(page(Report.of(List.of(sample), List.of(), 5)).contains("too few to quote"));
    }

    @Test
    void shouldWarnWhenOthersUsedTheMachine() throws Exception {
        final Fixture fixture = new Fixture(directory);
        fixture.compare().write(directory);
        assertFalse(Files.readString(directory.resolve("compare.html")).contains("Others used"));
        fixture.append("run.properties", "warning=Others used up to 95 % of a core.");
        fixture.compare().write(directory);
        assertTrue(Files.readString(directory.resolve("compare.html"))
                .contains("<p class=\"note\">Others used up to 95 % of a core.</p>"));
    }

    @Test
    void shouldShowFailures() throws Exception {
        final Report report = new Fixture(directory).compare().report();
        final String failure = "FAILED: CLONE, nbl4j: allocates";
        assertTrue(Html.of(report, Map.of(), List.of("CLONE, nbl4j: allocates")).contains(failure));
        assertFalse(page(report).contains("FAILED"));
    }

    private static String page(final Report report) throws IOException {
        return Html.of(report, Map.of(), List.of());
    }

    private static int lines(final Document page, final String kind) {
        final NodeList lines = page.getElementsByTagName("line");
        int count = 0;
        for (int i = 0; i < lines.getLength(); i++) {
            count += lines.item(i)
                            .getAttributes()
                            .getNamedItem("class")
                            .getNodeValue()
                            .equals(kind)
                    ? 1
                    : 0;
        }
        return count;
    }

    private static Document parse(final String page) throws SAXException, IOException, ParserConfigurationException {
        final DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setErrorHandler(null); // it would print
        return builder.parse(new InputSource(new StringReader(page)));
    }
}
