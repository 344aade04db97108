// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import static io.github.nbl4j.clone.CloneFlags.NONE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NblFlags;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.agrona.collections.MutableInteger;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each method of the facade does what the object's does; those that the tables go through are tested there. */
final class NdisTest {
    private final NdisFixture f = new NdisFixture();
    private final Ndis ndis = f.ndis;

    @AfterEach
    void close() {
        f.close();
    }

    @Test
    void shouldHaveATestForEachMethod() throws IOException {
        final StringBuilder tests = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("src/test/java/io/github/nbl4j/ndis"))) {
            for (final Path file : files.toList()) {
                tests.append(Files.readString(file));
            }
        }
        final TreeSet<String> untested = new TreeSet<>();
        for (final Method method : Ndis.class.getMethods()) {
            if (method.getDeclaringClass() != Object.class
                    && !tests.toString().matches("(?s).*[nN]dis(\\.|::)" + method.getName() + "\\b.*")) {
                untested.add(method.getName());
            }
        }
        assertEquals(new TreeSet<>(), untested);
    }

    @Test
    void shouldSayFailureWhenTheDataWouldBeTooLong() {
        // Descriptors of memory that nobody touches.
        final UnsafeBuffer huge = new UnsafeBuffer(0, Integer.MAX_VALUE);
        final Mdl chain = ndis.allocateMdl(huge, 0, Integer.MAX_VALUE);
        final Mdl second = ndis.allocateMdl(huge, 0, Integer.MAX_VALUE);
        final Mdl third = ndis.allocateMdl(huge, 0, 1);
        chain.next(second);
        second.next(third);
        final NetBufferList list =
                ndis.allocateNetBufferAndNetBufferList(f.plain, 0, 0, chain, 0, NetBuffer.MAX_DATA_LENGTH);
        f.freeChain(chain);
        final NetBuffer nb = list.firstNetBuffer();
        final Runnable check = NdisFixture.unchanged(list);
        final List<Integer> books = f.inUse();
        assertEquals(NdisStatus.FAILURE, ndis.retreatNetBufferDataStart(nb, 1, 0, null));
        assertEquals(NdisStatus.FAILURE, ndis.retreatNetBufferDataStart(nb, Integer.MAX_VALUE, 0, null));
        assertEquals(NdisStatus.FAILURE, ndis.retreatNetBufferListDataStart(list, 1, 0, null, null));
        assertNull(ndis.allocateReassembledNetBufferList(list, null, 0, 1, 0, 0));
        check.run();
        assertEquals(books, f.inUse());
        assertEquals(NdisStatus.SUCCESS, ndis.retreatNetBufferDataStart(nb, 0, 0, null));
        assertTrue(ndis.advanceNetBufferDataStart(nb, 1, false, null));
        assertEquals(NdisStatus.SUCCESS, ndis.retreatNetBufferDataStart(nb, 1, 0, null));
        ndis.freeNetBufferList(list);
    }

    @Test
    void shouldDescribeMdls() {
        final Mdl chain = f.chain(9, 5, 6);
        final UnsafeBuffer address = new UnsafeBuffer(0, 0);
        final MutableInteger length = new MutableInteger();
        for (final Mdl mdl : new Mdl[] {chain, ndis.getNextMdl(chain)}) {
            ndis.queryMdl(mdl, address, length, 16);
            assertEquals(mdl.byteCount(), length.get());
            assertEquals(mdl.byteCount(), address.capacity());
            assertEquals(mdl.address(), address.addressOffset());
        }
        final byte[] read = new byte[6];
        address.getBytes(0, read);
        assertArrayEquals(NdisFixture.range(14, 6), read);
        assertNull(ndis.getNextMdl(chain.next()));
        f.freeChain(chain);
    }

    @Test
    void shouldCountPieces() {
        final NetBufferList list = f.list(NdisFixture.THREE_BY_THREE);
        final List<Integer> counts = new ArrayList<>();
        NdisFixture.netBuffers(list).forEach(nb -> counts.add(ndis.queryNetBufferPhysicalCount(nb)));
        assertEquals(List.of(2, 3, 1), counts);
        ndis.freeNetBufferList(list);
    }

    @Test
    void shouldTellPoolsAndProtocol() {
        final NetBufferList list = ndis.allocateNetBufferList(f.plain, 0, 0);
        assertSame(f.plain, ndis.getPoolFromNetBufferList(list));
        assertNull(ndis.getPoolFromNetBuffer(list.firstNetBuffer()));
        final NetBuffer nb = ndis.allocateNetBuffer(f.netBuffers, null, 0, 0);
        assertSame(f.netBuffers, ndis.getPoolFromNetBuffer(nb));
        assertEquals(NdisFixture.PROTOCOL, ndis.getNetBufferListProtocolId(list));
        ndis.setNetBufferListProtocolId(list, 6);
        assertEquals(6, ndis.getNetBufferListProtocolId(list));
        assertEquals(6, list.netBufferListInfo(7));
        ndis.freeNetBuffer(nb);
        ndis.freeNetBufferList(list);
    }

    @Test
    void shouldSetClearAndTestFlags() {
        final NetBufferList list = ndis.allocateNetBufferList(f.plain, 0, 0);
        final int both = NblFlags.IS_IPV6 | NblFlags.IS_TCP;
        ndis.setNblFlag(list, NblFlags.IS_IPV6);
        assertTrue(ndis.testNblFlag(list, both), "any");
        assertFalse(ndis.testNblFlags(list, both), "all");
        ndis.setNblFlag(list, NblFlags.IS_TCP);
        assertEquals(both, list.nblFlags());
        assertTrue(ndis.testNblFlags(list, both));
        ndis.clearNblFlag(list, both);
        assertFalse(ndis.testNblFlag(list, both));
        f.refused(IllegalArgumentException.class, "reserved bits", () -> ndis.setNblFlag(list, 4));
        ndis.freeNetBufferList(list);
    }

    @Test
    void shouldRefuseFlagsThatNdisReserves() {
        final NetBufferList list = f.packet(0, 9);
        final NetBufferList fragments = ndis.allocateFragmentNetBufferList(list, null, null, 0, 9, 0, 0, 0);
        final NetBufferList whole = ndis.allocateReassembledNetBufferList(list, null, 0, 0, 0, 0);
        final String words = "flags must be 0: flags=2";
        f.refused(
                IllegalArgumentException.class,
                words,
                () -> ndis.allocateFragmentNetBufferList(list, null, null, 0, 9, 0, 0, 2));
        f.refused(
                IllegalArgumentException.class,
                words,
                () -> ndis.allocateReassembledNetBufferList(list, null, 0, 0, 0, 2));
        f.refused(IllegalArgumentException.class, words, () -> ndis.freeFragmentNetBufferList(fragments, 0, 2));
        f.refused(IllegalArgumentException.class, words, () -> ndis.freeReassembledNetBufferList(whole, 0, 2));
        ndis.freeFragmentNetBufferList(fragments, 0, 0);
        ndis.freeReassembledNetBufferList(whole, 0, 0);
        ndis.freeNetBufferList(list);
    }

    @Test
    void shouldOwnItsEnvironment() {
        final Ndis other = Ndis.create(
                p -> p.name("mine").clones(1).netBuffers(1).mdls(1).segments(1).maxCaches(0));
        final NetBufferEnvironment environment = other.environment();
        assertEquals("mine.clones", environment.clonePool().name());
        final Mdl mdl = other.allocateMdl(new UnsafeBuffer(new byte[4]), 0, 4);
        assertNull(other.allocateMdl(new UnsafeBuffer(new byte[4]), 0, 4), "exhausted");
        other.freeMdl(mdl);
        final NetBufferList list = f.packet(0, 4);
        f.refused(
                IllegalArgumentException.class,
                "same environment",
                () -> other.allocateCloneNetBufferList(list, null, null, NONE));
        ndis.freeNetBufferList(list);
        other.close();
        assertTrue(environment.clonePool().isReleased());
        f.refused(
                IllegalStateException.class, "is closed", () -> other.allocateMdl(new UnsafeBuffer(new byte[4]), 0, 4));
    }
}
