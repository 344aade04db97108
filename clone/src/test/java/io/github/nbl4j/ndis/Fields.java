// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListContext;
import io.github.nbl4j.nbl.NetBufferListInfo;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntToLongFunction;

/** Every field of a NetBuffer or a list under its name in NDIS: as it is, as it was, as it should be. */
final class Fields {
    private final Map<String, Object> values = new LinkedHashMap<>();

    private Fields() {}

    /** What an Mdl describes; heap arrays have no address, so the array tells them apart. */
    record Piece(Mdl mdl, byte[] array, long address, int byteCount) {
        static List<Piece> all(final Mdl head) {
            final List<Piece> all = new ArrayList<>();
            for (Mdl mdl = head; mdl != null; mdl = mdl.next()) {
                all.add(new Piece(mdl, mdl.buffer().byteArray(), mdl.address(), mdl.byteCount()));
            }
            return all;
        }
    }

    /** A block of context. */
    record Block(NetBufferListContext context, int size, int offset) {
        static List<Block> all(final NetBufferList list) {
            final List<Block> all = new ArrayList<>();
            for (NetBufferListContext c = list.context(); c != null; c = c.next()) {
                all.add(new Block(c, c.size(), c.offset()));
            }
            return all;
        }
    }

    static Fields of(final NetBuffer nb) {
        return new Fields()
                .put("MdlChain", Piece.all(nb.mdlChain()))
                .put("CurrentMdl", nb.currentMdl())
                .put("CurrentMdlOffset", nb.currentMdlOffset())
                .put("DataOffset", nb.dataOffset())
                .put("DataLength", nb.dataLength())
                .put("Next", nb.next())
                .put("ChecksumBias", nb.checksumBias())
                .put("ProtocolReserved", 6, nb::protocolReserved)
                .put("MiniportReserved", 4, nb::miniportReserved)
                .put("DataPhysicalAddress", nb.dataPhysicalAddress())
                .put("NdisPoolHandle", nb.pool());
    }

    static Fields of(final NetBufferList list) {
        return new Fields()
                .put("Next", list.next())
                .put("FirstNetBuffer", list.firstNetBuffer())
                .put("Context", Block.all(list))
                .put("ParentNetBufferList", list.parentNetBufferList())
                .put("ChildRefCount", list.childRefCount())
                .put("SourceHandle", list.sourceHandle())
                .put("NblFlags", list.nblFlags())
                .put("Flags", list.flags())
                .put("Status", list.status())
                .put("Scratch", list.scratch())
                .put("ProtocolReserved", 4, list::protocolReserved)
                .put("MiniportReserved", 2, list::miniportReserved)
                .put("NetBufferListInfo", NetBufferListInfo.COUNT, list::netBufferListInfo)
                .put("NdisPoolHandle", list.pool());
    }

    /** A NetBuffer of which nothing was said: no chain, no next, all words 0. */
    static Fields zero(final NetBufferPool pool) {
        return new Fields()
                .put("MdlChain", List.of())
                .put("CurrentMdl", null)
                .put("CurrentMdlOffset", 0)
                .put("DataOffset", 0)
                .put("DataLength", 0)
                .put("Next", null)
                .put("ChecksumBias", 0)
                .put("ProtocolReserved", 6, i -> 0)
                .put("MiniportReserved", 4, i -> 0)
                .put("DataPhysicalAddress", 0)
                .put("NdisPoolHandle", pool);
    }

    /** A list of which nothing was said: all slots 0 but the pool's protocol id. */
    static Fields zero(final NetBufferListPool pool) {
        return new Fields()
                .put("Next", null)
                .put("FirstNetBuffer", null)
                .put("Context", List.of())
                .put("ParentNetBufferList", null)
                .put("ChildRefCount", 0)
                .put("SourceHandle", 0)
                .put("NblFlags", 0)
                .put("Flags", 0)
                .put("Status", NdisStatus.SUCCESS)
                .put("Scratch", 0)
                .put("ProtocolReserved", 4, i -> 0)
                .put("MiniportReserved", 2, i -> 0)
                .put("NetBufferListInfo", NetBufferListInfo.COUNT, i -> 0)
                .put("NdisPoolHandle", pool)
                .with("NetBufferListInfo[7]", pool.protocolId());
    }

    private Fields put(final String name, final Object value) {
        values.put(name, plain(value));
        return this;
    }

    private Fields put(final String name, final int count, final IntToLongFunction words) {
        for (int i = 0; i < count; i++) {
            put(name + "[" + i + "]", words.applyAsLong(i));
        }
        return this;
    }

    private static Object plain(final Object value) {
        return value instanceof Number number ? number.longValue() : value;
    }

    /** The same but for one field, which must be one of the table's. */
    Fields with(final String name, final Object value) {
        assertEquals(true, values.containsKey(name), () -> "no such field: " + name);
        final Fields other = new Fields();
        other.values.putAll(values);
        return other.put(name, value);
    }

    /** The same over another chain. */
    Fields chain(final Mdl head) {
        return with("MdlChain", Piece.all(head));
    }

    /** The same with the window there, and the locator at its first byte, which is found byte by byte. */
    Fields window(final int offset, final long length) {
        final List<Piece> pieces = pieces();
        int piece = 0;
        int at = 0;
        for (int i = 0; i < offset; i++) {
            while (at == pieces.get(piece).byteCount) {
                piece++;
                at = 0;
            }
            at++;
        }
        while (piece + 1 < pieces.size() && at == pieces.get(piece).byteCount) {
            piece++;
            at = 0;
        }
        return with("CurrentMdl", pieces.isEmpty() ? null : pieces.get(piece).mdl)
                .with("CurrentMdlOffset", at)
                .with("DataOffset", offset)
                .with("DataLength", length);
    }

    @SuppressWarnings("unchecked")
    List<Piece> pieces() {
        return (List<Piece>) values.get("MdlChain");
    }

    @SuppressWarnings("unchecked")
    List<Block> context() {
        return (List<Block>) values.get("Context");
    }

    int dataOffset() {
        return ((Long) values.get("DataOffset")).intValue();
    }

    long dataLength() {
        return (Long) values.get("DataLength");
    }

    Set<String> names() {
        return values.keySet();
    }

    /** Names of the fields that differ. */
    List<String> differences(final Fields other) {
        assertEquals(values.keySet(), other.values.keySet());
        return values.keySet().stream()
                .filter(name -> !Objects.equals(values.get(name), other.values.get(name)))
                .toList();
    }

    void check(final NetBuffer nb) {
        check(of(nb), nb);
    }

    void check(final NetBufferList list) {
        check(of(list), list);
    }

    private void check(final Fields actual, final Object of) {
        assertEquals(
                List.of(),
                differences(actual).stream()
                        .map(name -> name + ": " + values.get(name) + ", but is " + actual.values.get(name))
                        .toList(),
                () -> "fields of " + of);
    }
}
