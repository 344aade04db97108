// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.AssertionFailedError;

/**
 * Table (a): every field of every operation, by name. A cell "=" is a comparison with what the field was before, when
 * every word had been marked. Decided otherwise than NDIS does: Parent and ChildRefCount are kept by the library, and
 * what an operation leaves inconsistent there is refused here.
 */
@DisplayName("table (a)")
final class TableATest {
    /** The table's rows, so that none is forgotten. */
    private static final List<String> ROWS = List.of(
            "a.1 AllocNBAndNBL / AllocNB (chain c, off, len)",
            "a.1 same, c = NULL",
            "a.1 AllocNBL from fAlloc=T, Data=0",
            "a.1 AllocNBL from Data>0 pool; MdlAndData",
            "a.1 clone, flags 0 (new NB)",
            "a.1 clone, flag 2 (new NB)",
            "a.1 clone (original NB)",
            "a.1 fragment k (new NB, payload L, delta d, b)",
            "a.1 reassembled (new NB)",
            "a.1 retreat d, k >= d",
            "a.1 retreat d, k < d",
            "a.1 retreat failure",
            "a.1 advance d, FreeMdl F",
            "a.1 advance d, FreeMdl T",
            "a.1 advance d > DL",
            "a.1 GetDataBuffer",
            "a.1 CopyNBtoNB: source",
            "a.1 CopyNBtoNB: destination",
            "a.1 AdjustCurrentMdl",
            "a.1 NdisAdjustMdlLength(m)",
            "a.2 AllocNBL (fAlloc F)",
            "a.2 AllocNBL (fAlloc T), AllocNBAndNBL",
            "a.2 clone: new NBL",
            "a.2 clone: original",
            "a.2 fragment / reassemble: new",
            "a.2 WFP clone wrapper",
            "a.2 AllocContext, fits",
            "a.2 AllocContext, not fit",
            "a.2 FreeContext s",
            "a.2 CopySend/ReceiveInfo: Dst",
            "a.2 queue appendSingle",
            "a.2 queue popFirst",
            "a.2 setStatusInChain",
            "a.2 any free");

    private final NdisFixture f = new NdisFixture();

    @AfterEach
    void close() {
        f.close();
    }

    /** A row, and what must hold for a list of any shape. */
    record Row(String name, BiConsumer<NdisFixture, NdisFixture.Shape> test) {}

    /** A row on one shape. */
    record Case(Row row, NdisFixture.Shape shape) {
        @Override
        public String toString() {
            return row.name + " [" + shape + "]";
        }
    }

    private static Stream<Row> rows() {
        return Stream.concat(NetBufferRows.rows(), NetBufferListRows.rows());
    }

    static Stream<Case> cases() {
        return rows().flatMap(row -> NdisFixture.shapes().stream().map(shape -> new Case(row, shape)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldLeaveEveryFieldAsTheTableSays(final Case each) {
        f.markPast();
        each.row.test.accept(f, each.shape);
    }

    @Test
    void shouldHaveATestForEachRow() {
        assertEquals(ROWS, rows().map(Row::name).toList());
    }

    @Test
    void shouldSeeEachFieldOfANetBufferThatChanges() {
        final NetBufferList list = NdisFixture.mark(f.list(NdisFixture.THREE_BY_THREE));
        final NetBuffer nb = list.firstNetBuffer();
        final Map<String, Runnable> changes = new LinkedHashMap<>();
        changes.put("CurrentMdlOffset,DataOffset,DataLength", () -> nb.adjustData(8, 13));
        changes.put("CurrentMdl,DataOffset", () -> nb.adjustData(1, 13));
        changes.put("DataLength", () -> nb.trimTail(1));
        changes.put("MdlChain,CurrentMdl,DataLength", () -> nb.retreat(NdisFixture.ROOM));
        changes.put("ChecksumBias", () -> nb.checksumBias(1));
        changes.put("DataPhysicalAddress", () -> nb.dataPhysicalAddress(1));
        IntStream.range(0, 6).forEach(i -> changes.put("ProtocolReserved[" + i + "]", () -> nb.protocolReserved(i, 1)));
        IntStream.range(0, 4).forEach(i -> changes.put("MiniportReserved[" + i + "]", () -> nb.miniportReserved(i, 1)));
        final Set<String> seen = new HashSet<>(Set.of("Next", "NdisPoolHandle"));
        changes.forEach((names, change) -> {
            final Fields before = Fields.of(nb);
            change.run();
            seen.addAll(before.differences(Fields.of(nb)));
            assertEquals(List.of(names.split(",")), before.differences(Fields.of(nb)));
            assertThrows(AssertionFailedError.class, () -> before.check(nb), names);
        });
        final NetBuffer last = nb.next().next();
        final Fields before = Fields.of(last);
        list.append(f.ndis.allocateNetBuffer(f.netBuffers, null, 0, 0));
        assertEquals(List.of("Next"), before.differences(Fields.of(last)));
        assertEquals(List.of("NdisPoolHandle"), Fields.zero(f.netBuffers).differences(Fields.zero(f.dataNetBuffers)));
        assertEquals(Fields.of(nb).names(), seen);
        f.ndis.freeNetBufferList(list);
    }

    @Test
    void shouldSeeEachFieldOfAListThatChanges() {
        final NetBufferList list = NdisFixture.mark(f.ndis.allocateNetBufferList(f.bare, 16, 0));
        final NetBufferList other = f.ndis.allocateNetBufferList(f.plain, 0, 0);
        final List<NetBufferList> clones = new ArrayList<>();
        final Map<String, Runnable> changes = new LinkedHashMap<>();
        changes.put("Next", () -> list.next(other));
        changes.put("FirstNetBuffer", () -> list.append(f.ndis.allocateNetBuffer(f.netBuffers, null, 0, 0)));
        changes.put("Context", () -> list.allocateContext(8, 0));
        changes.put("ChildRefCount", () -> clones.add(f.ndis.allocateCloneNetBufferList(list, null, null, 0)));
        changes.put("SourceHandle", () -> list.sourceHandle(1));
        changes.put("NblFlags", () -> list.nblFlags(1));
        changes.put("Flags", () -> list.flags(1));
        changes.put("Status", () -> list.status(1));
        changes.put("Scratch", () -> list.scratch(1));
        IntStream.range(0, 4)
                .forEach(i -> changes.put("ProtocolReserved[" + i + "]", () -> list.protocolReserved(i, 1)));
        IntStream.range(0, 2)
                .forEach(i -> changes.put("MiniportReserved[" + i + "]", () -> list.miniportReserved(i, 1)));
        IntStream.range(0, 27)
                .forEach(i -> changes.put("NetBufferListInfo[" + i + "]", () -> list.netBufferListInfo(i, 1)));
        changes.forEach((name, change) -> {
            final Fields before = Fields.of(list);
            change.run();
            assertEquals(List.of(name), before.differences(Fields.of(list)));
            assertThrows(AssertionFailedError.class, () -> before.check(list), name);
        });
        final Set<String> seen = new HashSet<>(changes.keySet());
        seen.addAll(Set.of("ParentNetBufferList", "NdisPoolHandle"));
        assertEquals(Fields.of(list).names(), seen);
        final Fields mine = Fields.zero(f.environment.clonePool());
        assertTrue(mine.differences(Fields.of(clones.get(0))).contains("ParentNetBufferList"));
        assertEquals(
                List.of("NdisPoolHandle", "NetBufferListInfo[7]"),
                mine.differences(Fields.zero(f.plain)).stream().sorted().toList());
        f.ndis.freeCloneNetBufferList(clones.get(0), 0);
        f.ndis.freeNetBufferList(list);
        f.ndis.freeNetBufferList(other);
    }

    @Test
    void shouldFindTheLocatorByteByByte() {
        final Mdl chain = f.chain(0, 0, 2, 0, 3, 0);
        final Fields zero = Fields.zero(f.netBuffers).chain(chain);
        final int[] mdls = {1, 1, 3, 3, 3, 4};
        final int[] offsets = {0, 1, 0, 1, 2, 0};
        for (int i = 0; i < mdls.length; i++) {
            Fields expected = zero.with("DataOffset", i).with("CurrentMdlOffset", offsets[i]);
            expected = expected.with("CurrentMdl", zero.pieces().get(mdls[i]).mdl());
            assertEquals(List.of(), expected.differences(zero.window(i, 0)), "offset " + i);
        }
        f.freeChain(chain);
    }
}
