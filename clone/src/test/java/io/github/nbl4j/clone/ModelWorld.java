// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.clone.ModelList.Kind;
import io.github.nbl4j.clone.ModelList.Nb;
import io.github.nbl4j.clone.ModelList.Part;
import io.github.nbl4j.clone.ModelList.Supply;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.PoolAudit;
import io.github.nbl4j.pool.SlotPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/** The real pools and the model beside them, and the comparison of the two. */
final class ModelWorld implements AutoCloseable {
    static final int DATA = 48;
    static final int SEGMENT = 16;
    static final int ROOM = 24;
    static final int SMALL = 256;
    static final int LARGE = 2048;

    /** Whether pools are tiny and without caches, so that the model can say exactly when they are exhausted. */
    final boolean exact;

    final NetBufferEnvironment environment;
    final NetBufferListPool data;
    final NetBufferListPool bare;
    final NetBufferListPool plain;
    final NetBufferPool given;
    final NetBufferPool withData;
    final MdlPool segments;
    final NetBufferListCloner cloner;
    final AnyThreadCloner anyThread;

    /** Lists that somebody owns, or that live on for their children. */
    final List<ModelList> retained = new ArrayList<>();

    final List<ModelExternal> externals = new ArrayList<>();
    /** Handles of lives that are over. */
    final List<Long> stale = new ArrayList<>();

    /** Mdls that handlers supplied and whose completion was not told yet. */
    int suppliedNow;
    /** Mdls that free handlers got back. */
    int takenBack;

    private final Map<String, SlotPool> pools = new LinkedHashMap<>();
    private final byte[] out = new byte[8192];
    private final UnsafeBuffer outBuffer = new UnsafeBuffer(out);

    ModelWorld(final boolean exact) {
        this.exact = exact;
        final int caches = exact ? 0 : 2;
        final int many = exact ? 1 : 5;
        environment = NetBufferEnvironment.create(p -> p.clones(6 * many)
                .netBuffers(5 * many)
                .mdls(14 * many)
                .segments(2 * many)
                .privateLength(ROOM)
                .maxCaches(caches));
        data = NetBufferListPool.create(
                environment,
                p -> p.name("data")
                        .capacity(4 * many)
                        .maxCaches(caches)
                        .dataSize(DATA)
                        .privateLength(ROOM));
        bare = NetBufferListPool.create(
                environment,
                p -> p.name("bare").capacity(4 * many).maxCaches(caches).allocateNetBuffer(false));
        plain = NetBufferListPool.create(
                environment,
                p -> p.name("plain").capacity(4 * many).maxCaches(caches).privateLength(ROOM));
        given = NetBufferPool.create(
                environment,
                p -> p.name("given").capacity(5 * many).maxCaches(caches).privateLength(ROOM));
        withData = NetBufferPool.create(
                environment,
                p -> p.name("withData")
                        .capacity(5 * many)
                        .maxCaches(caches)
                        .dataSize(SEGMENT)
                        .privateLength(ROOM));
        segments = MdlPool.create(environment, "segments", 4 * many, caches, SEGMENT);
        cloner = new NetBufferListCloner(data);
        anyThread = new AnyThreadCloner(environment);
        for (final SlotPool pool : environment.pools()) {
            pools.put(pool.name().replace("default.", ""), pool);
        }
    }

    List<ModelList> owned() {
        final List<ModelList> all = new ArrayList<>();
        for (final ModelList list : retained) {
            if (list.owned) {
                all.add(list);
            }
        }
        return all;
    }

    int children(final ModelList list) {
        int n = 0;
        for (final ModelList other : retained) {
            n += other.parent == list ? 1 : 0;
        }
        return n;
    }

    /** Ends a hold: what nobody owns and nobody lives off goes, upwards until nothing more does. */
    void release(final ModelList list) {
        list.owned = false;
        stale.add(list.handle);
        ModelList last = list;
        while (last != null && !last.owned && children(last) == 0) {
            retained.remove(last);
            if (last.external != null) {
                last.external.lent = false;
            }
            last = last.parent;
        }
    }

    /** Slots of each pool that must be out, by counting everything that lives. */
    Map<String, Integer> usage() {
        final Map<String, Integer> used = new TreeMap<>();
        pools.keySet().forEach(name -> used.put(name, 0));
        for (final ModelList list : retained) {
            used.merge(list.pool, 1, Integer::sum);
            for (final Nb nb : list.nbs) {
                if (nb.supply != Supply.EMBEDDED) {
                    used.merge(poolOf(nb.supply), 1, Integer::sum);
                }
                for (final Part part : nb.parts) {
                    use(used, part);
                }
                for (final Part part : nb.kept) {
                    use(used, part);
                }
            }
        }
        for (final ModelExternal external : externals) {
            used.merge("mdls", external.held || external.lent ? external.mdls.size() : 0, Integer::sum);
        }
        return used;
    }

    private static void use(final Map<String, Integer> used, final Part part) {
        final String pool = poolOf(part.kind());
        if (pool != null) {
            used.merge(pool, 1, Integer::sum);
        }
    }

    /** An allocate handler: memory of the caller's own. */
    Mdl supply(final int size) {
        final Mdl mdl =
                environment.mdlPool().allocate(new UnsafeBuffer(new byte[size + 3]), 3, size, told -> suppliedNow--);
        suppliedNow += mdl == null ? 0 : 1;
        return mdl;
    }

    /** The free handler. */
    void takeBack(final Mdl mdl) {
        takenBack++;
        environment.mdlPool().free(mdl);
    }

    private int supplied() {
        int n = 0;
        for (final ModelList list : retained) {
            for (final Nb nb : list.nbs) {
                n += nb.count(Kind.SUPPLIED);
            }
        }
        return n;
    }

    static String poolOf(final Supply supply) {
        return switch (supply) {
            case GIVEN -> "given";
            case WITH_DATA -> "withData";
            default -> "netBuffers";
        };
    }

    private static String poolOf(final Kind kind) {
        return switch (kind) {
            case SEGMENT -> "segments";
            case SMALL -> "segments256";
            case LARGE -> "segments2048";
            case POOL_DESCRIPTOR, POOL_FRONT, SUPPLIED -> "mdls";
            default -> null;
        };
    }

    int free(final String pool) {
        return pools.get(pool).capacity() - usage().get(pool);
    }

    /** Whether the next operation could exhaust a pool whose caches make that inexact. */
    boolean isNearlyExhausted() {
        final Map<String, Integer> used = usage();
        return !exact
                && pools.entrySet().stream()
                        .anyMatch(pool -> pool.getValue().capacity() - used.get(pool.getKey())
                                < ("mdls".equals(pool.getKey()) ? 36 : 12));
    }

    /** Everything the model knows against everything the library says. */
    void compare(final int fault) {
        for (final ModelList list : retained) {
            if (list.owned) {
                compare(list, fault);
            } else {
                expect(null, environment.resolve(list.handle), "a released list cannot be resolved");
            }
            expect((long) children(list), list.real.childRefCount(), "childRefCount of " + list.real);
        }
        for (final long handle : stale) {
            expect(null, environment.resolve(handle), "stale handle");
        }
        for (final ModelExternal external : externals) {
            final int told = external.held || external.lent ? 0 : external.mdls.size();
            expect(told, external.completions, "completions");
        }
        expect(supplied(), suppliedNow, "supplied Mdls whose completion was not told");
        compareBooks(fault);
    }

    private void compare(final ModelList list, final int fault) {
        expect(list.real, environment.resolve(list.handle), "resolve");
        expect(list.parent == null ? null : list.parent.real, list.real.parentNetBufferList(), "parent");
        expect(list.isDerived(), list.real.isDerived(), "isDerived");
        expect(list.flags == CloneFlags.USE_ORIGINAL_MDLS, list.real.usesOriginalMdls(), "usesOriginalMdls");
        NetBuffer real = list.real.firstNetBuffer();
        for (final Nb nb : list.nbs) {
            expect(true, real != null, "as many NetBuffers");
            compare(list, nb, real, fault);
            real = real.next();
        }
        expect(null, real, "no NetBuffer more");
    }

    private void compare(final ModelList list, final Nb nb, final NetBuffer real, final int fault) {
        expect(nb.offset, real.dataOffset(), "dataOffset");
        expect(nb.length, real.dataLength(), "dataLength");
        Mdl mdl = real.mdlChain();
        for (int i = 0; i < nb.parts.size(); i++) {
            expect(nb.parts.get(i).length(), mdl.byteCount(), "byteCount of Mdl " + i);
            if (nb.partOf(nb.offset) == i) {
                expect(mdl, real.currentMdl(), "currentMdl");
                expect(nb.offset - nb.startOf(i), real.currentMdlOffset(), "currentMdlOffset");
            }
            mdl = mdl.next();
        }
        expect(null, mdl, "no Mdl more");
        final int n = (int) nb.length;
        real.getBytes(0, outBuffer, 0, n);
        final byte[] bytes = nb.bytes();
        if (fault == 1 && n > 40) {
            bytes[40]++;
        }
        if (!Arrays.equals(bytes, 0, n, out, 0, n)) {
            throw new AssertionError("bytes of " + real + ": model=" + Arrays.toString(bytes) + " real="
                    + Arrays.toString(Arrays.copyOf(out, n)));
        }
        final boolean writable =
                children(list) == 0 && !list.shared && nb.isWritable(nb.offset, nb.offset + n) || n == 0;
        expect(writable, real.isWritable(0, n), "isWritable");
    }

    private void compareBooks(final int fault) {
        final Map<String, Integer> used = usage();
        for (final Map.Entry<String, SlotPool> entry : pools.entrySet()) {
            final PoolAudit audit = entry.getValue().audit();
            final int expected = used.get(entry.getKey()) + (fault == 2 && used.get("segments256") > 0 ? 1 : 0);
            expect(true, audit.isBalanced(), "books of " + entry.getKey() + ": " + audit);
            expect(expected, audit.held(), "held of " + entry.getKey());
            expect(expected, entry.getValue().counters().inUse(), "in use of " + entry.getKey());
        }
    }

    static void expect(final Object model, final Object real, final String what) {
        if (model == null ? real != null : !model.equals(real)) {
            throw new AssertionError(what + ": model=" + model + " real=" + real);
        }
    }

    @Override
    public void close() {
        cloner.close();
        for (final SlotPool pool : pools.values()) {
            pool.close();
        }
        environment.close();
    }
}
