// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.verify.broken.Broken;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scan itself: every rule has an operation that breaks it. */
final class ScanTest {
    private static final Classes FIXTURES = new Classes(Broken.class);
    private static final Scan SCAN = new Scan(FIXTURES, new Allowed(List.of()));

    @ParameterizedTest
    @CsvSource({
        "MONITOR, monitorOfMethod",
        "MONITOR, monitorOfBlock",
        "WAIT, waitParked",
        "NEW, newObject",
        "NEW_ARRAY, newArray",
        "NEW_ARRAY, newArrayOfVarargs",
        "NEW_ARRAY, newArrayOfClone",
        "NEW_ARRAY, newBehindACall",
        "BOXING, boxing",
        "LAMBDA, lambdaCapturing",
        "LAMBDA, lambdaWithoutCapture",
        "CONCAT, concat",
        "CONCAT, newInACatch",
        "NEW, newInACatch",
        "DYNAMIC, dynamicOfRecord",
        "LOOP, loopOnVolatile",
        "LOOP, loopOnAtomic",
        "LOOP, loopOnVarHandle",
        "LOOP, loopOnCall",
        "RECURSION, recursion",
        "PASSIVE, passiveCall",
        "PASSIVE, passiveOverride",
        "UNKNOWN, unknownCall"
    })
    void shouldReportByRuleAndPathWhenAnOperationBreaksIt(final Rule rule, final String operation) {
        assertTrue(
                SCAN.findings().stream()
                        .anyMatch(f ->
                                f.rule() == rule && f.path().get(0).node().name.equals(operation)),
                () -> "must be reported: rule=" + rule + " operation=" + operation + " findings=" + SCAN.findings());
    }

    @Test
    void shouldReportEachRuleOfTheTwins() {
        assertEquals(
                Set.of(Rule.values()),
                SCAN.findings().stream().map(Finding::rule).collect(toCollection(TreeSet::new)));
    }

    @Test
    void shouldReportNothingWhenOnlyMisuseAllocates() {
        final List<Finding> findings = SCAN.findings().stream()
                .filter(f -> f.where().owner().name.endsWith("Sound"))
                .toList();
        assertEquals(List.of(), findings);
    }

    @Test
    void shouldStopAtCallbacksOfUsers() {
        assertEquals(
                List.of("verify.broken.Sound$Callback.completed"),
                SCAN.callbacks().stream().map(Method::toString).toList());
    }

    @Test
    void shouldLetThroughWhatIsArguedAndNothingElse() {
        final Allowed allowed =
                new Allowed(List.of("NEW verify.broken.Broken.newObject > java.lang.Object | the twin of a finding"));
        final Scan scan = new Scan(FIXTURES, allowed);
        assertEquals(SCAN.findings().size() - 1, scan.findings().size());
        assertEquals(Set.of(), allowed.unused());
    }

    /** Otherwise a second loop would slip in where the first was argued. */
    @Test
    void shouldCountTheLoopsOfAMethod() {
        assertTrue(SCAN.findings().stream()
                .anyMatch(f -> f.key().equals("LOOP verify.broken.Broken.loopTwice > 2 loops")));
    }

    @Test
    void shouldNameALineThatIsNoLongerNeeded() {
        final Allowed allowed = new Allowed(List.of("# comment", "", "NEW pool.Gone.method > X | went away"));
        new Scan(FIXTURES, allowed);
        assertEquals(Set.of("NEW pool.Gone.method > X"), allowed.unused());
    }

    @Test
    void shouldRefuseALineWithoutArgument() {
        assertThrows(IllegalArgumentException.class, () -> new Allowed(List.of("NEW pool.Slot.id > X |")));
        assertThrows(IllegalArgumentException.class, () -> new Allowed(List.of("NEW pool.Slot.id > X")));
    }
}
