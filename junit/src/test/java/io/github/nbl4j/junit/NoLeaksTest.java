// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.pool.Checked;
import io.github.nbl4j.pool.SlotObserver;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;

final class NoLeaksTest {
    @BeforeEach
    void open() {
        World.open();
    }

    @AfterEach
    void close() {
        World.close();
    }

    private static void assertNobodyWatches() {
        final SlotObserver mine = new Ledger(NoLeaksTest.class);
        assertDoesNotThrow(() -> Checked.install(mine));
        assertTrue(Checked.remove(mine));
    }

    /** The report of a class whose one test fails. */
    private static String report(final Class<?> fixture) {
        final Throwable failure = Runs.of(fixture).onlyFailure();
        assertInstanceOf(AssertionFailedError.class, failure);
        assertNobodyWatches();
        return failure.getMessage();
    }

    private static void assertSays(final String report, final String... parts) {
        int from = 0;
        for (final String part : parts) {
            final int at = report.indexOf(part, from);
            assertTrue(at >= 0, () -> "must say: " + part + "\nin this order, but says: " + report);
            from = at + part.length();
        }
    }

    @Test
    void shouldPassWhenAllIsGivenBack() {
        Runs.of(Leaks.Nothing.class).assertPassed(2);
        assertNobodyWatches();
    }

    @Test
    void shouldNameTheListAndWhoTookItWhere() {
        final String report = report(Leaks.AList.class);
        assertSays(
                report,
                "left out=1 ",
                "\nNetBufferList[packets#",
                " generation 0] handle=0x",
                "\n    taken by NetBufferListPool.allocate on thread ",
                "\n        at io.github.nbl4j.junit.Leaks$AList.userCode(Leaks.java:",
                "\n        at io.github.nbl4j.junit.Leaks$AList.shouldFree(Leaks.java:");
        for (final String foreign : List.of("org.junit", "surefire", "java.base", "NetBufferListCache", "SlotCache")) {
            assertFalse(report.contains(foreign), report);
        }
    }

    /** As in a jar of both, or with a class loader that names no place: only the packages tell them apart. */
    @Test
    void shouldKnowTheUsersCodeWhenTestsAndLibraryComeFromOnePlace() {
        final Ledger ledger = new Ledger(Ledger.class);
        Checked.install(ledger);
        try {
            // The caller is of the JDK, because this test is of a package of the library's.
            World.leave(Optional.<NetBufferList>empty().orElseGet(World.pool::allocate));
        } finally {
            assertTrue(Checked.remove(ledger));
        }
        assertSays(
                ledger.report(),
                "left out=1 ",
                "\n    taken by NetBufferListPool.allocate on thread ",
                "\n        at io.github.nbl4j.junit.NoLeaksTest.shouldKnowTheUsersCode");
    }

    @Test
    void shouldNameTheHandleThatFindsTheList() {
        final String report = report(Leaks.AList.class);
        final String digits = report.replaceFirst("(?s).*handle=0x([0-9a-f]+).*", "$1");
        final var list = World.environment.resolve(Long.parseLong(digits, 16));
        assertTrue(report.contains(list + " handle"), () -> list + " in " + report);
    }

    @Test
    void shouldNameTheCloneBeforeItsParentThatWaitsForIt() {
        assertSays(
                report(Leaks.AClone.class),
                "left out=2 ",
                "\nNetBufferList[world.clones#",
                ", derived from NetBufferList[packets#",
                "Leaks$AClone.shouldFree(Leaks.java:",
                "\nNetBufferList[packets#",
                "generation 0]",
                ", freed by its owner, waits for what still uses it",
                "\n    lent to NetBufferList[world.clones#",
                "\n    freed, but others still use it, by NetBufferListPool.free on thread ",
                " at io.github.nbl4j.junit.World.free(World.java:");
    }

    @Test
    void shouldKeepTheLastSixteenEvents() {
        final String report = report(Leaks.AListWithAHistory.class);
        assertSays(report, "left out=1 ", "(4 events dropped)", "generation 4]", "generation 19]");
        assertEquals(16, report.split("lent to").length - 1, report);
    }

    @Test
    void shouldNameWhatIsNoList() {
        assertSays(report(Leaks.AnMdl.class), "left out=1 ", "\nMdl[world.mdls#", "by MdlPool.allocate on thread ");
        assertSays(
                report(Leaks.ANetBuffer.class),
                "left out=1 ",
                "\nNetBuffer[world.netBuffers#",
                "by NetBufferPool.allocate on thread ");
        assertSays(
                report(Leaks.AnMdlAndAListThatUsesIt.class),
                "left out=2 ",
                "\nNetBufferList[world.clones#",
                "\nMdl[world.mdls#",
                ", freed by its owner, waits for what still uses it",
                "by MdlPool.free on thread ");
    }

    @Test
    void shouldListTenAndCountTheRest() {
        final String report = report(Leaks.ThirteenLists.class);
        assertSays(report, "left out=13 ", "\nand 3 more");
        assertEquals(10, report.split("taken by").length - 1, report);
    }

    @Test
    void shouldBlameWhatOtherThreadsTake() {
        assertSays(report(Leaks.AListOfAnotherThread.class), "left out=1 ", "on thread courier", "Leaks.java:");
    }

    @Test
    void shouldSayBothWhenATestFailsAndLeaks() {
        final Throwable failure = Runs.of(Leaks.AListAndThrows.class).onlyFailure();
        assertInstanceOf(UnsupportedOperationException.class, failure);
        assertSays(failure.getSuppressed()[0].getMessage(), "left out=1 ");
        assertNobodyWatches();
    }

    @Test
    void shouldNotBlameWhatWasOutBefore() {
        Leaks.NothingOfItsOwn.held = World.list();
        Runs.of(Leaks.NothingOfItsOwn.class).assertPassed(2);
    }

    @Test
    void shouldHoldForSubclasses() {
        assertSays(report(Leaks.Inherits.class), "left out=2 ");
    }

    @Test
    void shouldRefuseToWatchBesideAnother() {
        final SlotObserver other = new Ledger(NoLeaksTest.class);
        Checked.install(other);
        try {
            final Throwable failure = Runs.of(Leaks.AnMdl.class).onlyFailure();
            assertSays(failure.getMessage(), "observers of one JVM must be at most 1: installed=@NoLeaks of ");
        } finally {
            assertTrue(Checked.remove(other), "a test that was refused removes nobody else");
        }
        assertFalse(Checked.remove(other));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldFailAtOnceUnlessCheckedModeIsOn(final boolean checked) throws Exception {
        final String output = UncheckedMain.run(checked);
        if (checked) {
            assertEquals("passed", output.strip(), "the twin");
        } else {
            assertSays(output, "@NoLeaks must run in checked mode", "-Dnbl4j.checked=true");
            assertEquals(1, output.strip().lines().count(), output);
        }
    }
}
