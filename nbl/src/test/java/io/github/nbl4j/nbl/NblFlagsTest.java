// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 7.3: every combination of flags, by the rules as the documentation words them. */
@DisplayName("7.3: NblFlags")
final class NblFlagsTest {
    private static final int[] BITS = {1, 2, 0x100, 0x200, 0x400, 0x800, 0x1000, 0x2000, 0x4000, 0x8000};
    private static final int KNOWN = 0xFF03;

    private final NblFixture f = new NblFixture();
    private NetBufferList list;

    @BeforeEach
    void open() {
        list = f.data.allocate();
    }

    @AfterEach
    void close() {
        f.data.free(list);
        f.close();
    }

    private static boolean isLegal(final int flags) {
        final boolean ip4 = (flags & 0x200) != 0;
        final boolean ip6 = (flags & 0x400) != 0;
        final boolean tcp = (flags & 0x800) != 0;
        final boolean udp = (flags & 0x1000) != 0;
        final boolean atHeader = (flags & 0x2000) != 0;
        final boolean atPayload = (flags & 0x4000) != 0;
        return !(ip4 && ip6)
                && !(tcp && udp)
                && (!tcp && !udp || ip4 || ip6)
                && !(atHeader && atPayload)
                && (!atPayload || tcp || udp);
    }

    private static int combination(final int number) {
        int flags = 0;
        for (int i = 0; i < BITS.length; i++) {
            flags |= (number >> i & 1) * BITS[i];
        }
        return flags;
    }

    @Test
    void shouldTakeACombinationExactlyWhenNoRuleIsBroken() {
        int legal = 0;
        for (int number = 0; number < 1 << BITS.length; number++) {
            final int flags = combination(number);
            if (isLegal(flags)) {
                list.nblFlags(flags);
                assertEquals(flags, list.nblFlags());
                legal++;
            } else {
                final int before = list.nblFlags();
                f.refused(
                        IllegalArgumentException.class,
                        "nblFlags=0x" + Integer.toHexString(flags),
                        () -> list.nblFlags(flags));
                assertEquals(before, list.nblFlags());
            }
        }
        assertEquals(true, legal > 100 && legal < 1000, "the twin: some of both, legal=" + legal);
    }

    @Test
    @DisplayName("set is OR, clear is AND NOT, test is any, tests is all; refused exactly when the result is")
    void shouldDoWhatTheMacrosDoWhenResultIsLegal() {
        for (int from = 0; from < 1 << BITS.length; from++) {
            final int flags = combination(from);
            if (!isLegal(flags)) {
                continue;
            }
            for (final int bit : BITS) {
                list.nblFlags(flags);
                assertEquals((flags & bit) != 0, list.testNblFlag(bit));
                assertEquals((flags & bit) != 0, list.testNblFlags(bit));
                assertResult(flags | bit, flags, () -> list.setNblFlag(bit));
                list.nblFlags(flags);
                assertResult(flags & ~bit, flags, () -> list.clearNblFlag(bit));
            }
        }
    }

    private void assertResult(final int expected, final int before, final Runnable call) {
        IllegalArgumentException refused = null;
        try {
            call.run();
        } catch (final IllegalArgumentException ex) {
            refused = ex;
        }
        assertEquals(isLegal(expected), refused == null, () -> Integer.toHexString(expected));
        assertEquals(refused == null ? expected : before, list.nblFlags());
    }

    @Test
    void shouldTestAnyOrAllWhenSeveralBitsAreAsked() {
        list.nblFlags(NblFlags.IS_IPV4 | NblFlags.IS_TCP);
        assertTrue(list.testNblFlag(NblFlags.IS_TCP | NblFlags.IS_UDP));
        assertFalse(list.testNblFlags(NblFlags.IS_TCP | NblFlags.IS_UDP));
        assertTrue(list.testNblFlags(NblFlags.IS_TCP | NblFlags.IS_IPV4));
        assertFalse(list.testNblFlag(NblFlags.IS_UDP | NblFlags.HD_SPLIT));
        assertFalse(list.testNblFlag(0));
        assertTrue(list.testNblFlags(0));
        list.clearNblFlag(-1);
        assertEquals(0, list.nblFlags(), "all at once is always consistent");
    }

    @ParameterizedTest
    @CsvSource({
        "600, IS_IPV4 and IS_IPV6 must exclude",
        "1A00, IS_TCP and IS_UDP must exclude",
        "800, must come with IS_IPV4 or IS_IPV6",
        "1000, must come with IS_IPV4 or IS_IPV6",
        "6A00, _HEADER and _PAYLOAD must exclude",
        "4200, must come with IS_TCP or IS_UDP"
    })
    void shouldNameTheRuleWhenItIsBroken(final String hex, final String rule) {
        final int flags = Integer.parseInt(hex, 16);
        f.refused(IllegalArgumentException.class, rule, () -> list.nblFlags(flags));
        f.refused(IllegalArgumentException.class, rule, () -> list.setNblFlag(flags));
    }

    @Test
    void shouldRefuseEveryReservedBit() {
        final Set<Integer> known = Set.of(0, 1, 8, 9, 10, 11, 12, 13, 14, 15);
        for (int bit = 0; bit < 32; bit++) {
            assertEquals(known.contains(bit), (KNOWN >> bit & 1) != 0);
            if (!known.contains(bit)) {
                final int flag = 1 << bit;
                f.refused(IllegalArgumentException.class, "reserved", () -> list.setNblFlag(flag));
                f.refused(IllegalArgumentException.class, "reserved", () -> list.nblFlags(flag));
                assertFalse(list.testNblFlag(flag));
            }
        }
        assertEquals(0, list.nblFlags());
    }

    @Test
    void shouldRefuseTheWriteWhenListIsFree() {
        final NetBufferList gone = f.bare.allocate();
        f.bare.free(gone);
        f.refused(IllegalStateException.class, "must be owned", () -> gone.setNblFlag(NblFlags.SEND_READ_ONLY));
        f.refused(IllegalStateException.class, "must be owned", () -> gone.clearNblFlag(1));
        final NetBufferList next = f.bare.allocate();
        assertEquals(0, next.nblFlags());
        f.bare.free(next);
    }
}
