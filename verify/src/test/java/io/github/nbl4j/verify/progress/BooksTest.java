// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an audit must have shown before it is reclaimed: no caller's mistake brings the contrary about. */
class BooksTest {
    @ParameterizedTest
    @CsvSource({"9, 3, 6, 0", "9, 0, 9, 0", "9, 3, 7, 1", "9, 3, 5, 1", "9, 0, 8, 1", "9, 9, 9, 9"})
    void shouldCountWhatWasReclaimedAndNotSeenOrSeenAndStillOut(
            final int before, final int reclaimed, final int after, final int unseen) {
        assertEquals(unseen, Books.unseen(before, reclaimed, after));
    }

    @Test
    void shouldNotPassWhatTheAuditDidNotShow() {
        final Outcome outcome = new Outcome("unseen");
        outcome.books(new Books(3, 3, Books.unseen(9, 3, 7), 0));

        assertEquals(1, outcome.count(Outcome.Fault.LOSS));
        assertTrue(
                outcome.where(1).get(0).startsWith("lost 1"), outcome.where(1).get(0));
    }
}
