// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.clone.ModelList.Ending;
import io.github.nbl4j.clone.ModelList.Kind;
import io.github.nbl4j.clone.ModelList.Made;
import io.github.nbl4j.clone.ModelList.Nb;
import io.github.nbl4j.clone.ModelList.Part;
import io.github.nbl4j.clone.ModelList.Supply;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCompletion;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.PoolAudit;
import io.github.nbl4j.pool.SlotPool;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    static final int HEADROOM = 8;
    static final int CONTEXT = 32;
    static final int PROTOCOL_ID = 2;

    /** Thrown by completions. */
    static final class Told extends RuntimeException {
        private static final long serialVersionUID = 1;

        Told() {
            super("told", null, false, false);
        }
    }

    /** A list that a completion was told, and its handle then. */
    private record Completed(NetBufferList list, long handle) {}

    /** Whether pools are tiny and without caches, so that the model can say exactly when they are exhausted. */
    final boolean exact;

    private final ModelPools shape;

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

    final ModelQueues queues;

    /** Mdls that handlers supplied and whose completion was not told yet. */
    int suppliedNow;
    /** Mdls that free handlers got back. */
    int takenBack;

    private final List<Completed> completed = new ArrayList<>();
    private final Map<String, SlotPool> pools = new LinkedHashMap<>();
    private int reads;
    private final byte[] out = new byte[8192];
    private final UnsafeBuffer outBuffer = new UnsafeBuffer(out);

    ModelWorld(final ModelPools shape) {
        this.shape = shape;
        this.exact = shape.exact;
        final int caches = exact ? 0 : 2;
        final int many = exact ? 1 : 8;
        environment = NetBufferEnvironment.create(p -> p.clones(6 * many)
                .netBuffersPerClone(shape.netBuffersPerClone)
                .mdlsPerNetBuffer(shape.mdlsPerNetBuffer)
                .netBuffers(5 * many)
                .mdls(14 * many)
                .segments(exact ? 2 : 20)
                .contexts(exact ? 2 : 20)
                .contextLength(CONTEXT)
                .privateLength(ROOM)
                .maxCaches(caches));
        data = NetBufferListPool.create(
                environment,
                p -> p.name("data")
                        .capacity(4 * many)
                        .maxCaches(caches)
                        .dataSize(DATA)
                        .headroom(HEADROOM)
                        .privateLength(ROOM));
        bare = NetBufferListPool.create(
                environment,
                p -> p.name("bare").capacity(4 * many).maxCaches(caches).allocateNetBuffer(false));
        plain = NetBufferListPool.create(
                environment,
                p -> p.name("plain")
                        .capacity(4 * many)
                        .maxCaches(caches)
                        .privateLength(ROOM)
                        .contextSize(CONTEXT)
                        .protocolId(PROTOCOL_ID));
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
        queues = new ModelQueues(environment);
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

    /** Whether the list itself lets its NetBuffers write what is theirs. */
    boolean mayWrite(final ModelList list) {
        return children(list) == 0 && !list.shared && !list.words.isReadOnly();
    }

    /** A completion that does what its list's ending says. */
    NetBufferListCompletion completion(final Ending ending) {
        return list -> {
            completed.add(new Completed(list, list.handle()));
            if (ending == Ending.FREE) {
                cloner.free(list);
            } else if (ending == Ending.THROW) {
                throw new Told();
            }
        };
    }

    /** Makes the library end lists, and then the model: it must throw just when a completion did, which is returned. */
    boolean end(final Runnable call, final List<ModelList> ended) {
        boolean thrown = false;
        try {
            call.run();
        } catch (final Told ex) {
            thrown = true;
        }
        boolean expected = false;
        for (final ModelList list : ended) {
            expected |= release(list);
        }
        expect(expected, thrown, "what a completion throws");
        expect(0, completed.size(), "lists whose completion was told too early or twice");
        return thrown;
    }

    /**
     * Ends a hold: what nobody owns and nobody lives off goes, upwards until nothing more does, or until a list that
     * waited for this begins a new life. True when a completion threw.
     */
    private boolean release(final ModelList list) {
        boolean thrown = false;
        list.owned = false;
        list.next = null;
        stale.add(list.handle);
        ModelList last = list;
        while (last != null && !last.owned && children(last) == 0) {
            if (last.ending != null) {
                final Ending ending = last.ending;
                begin(last);
                thrown |= ending == Ending.THROW;
                if (ending == Ending.KEEP) {
                    last.owned = true;
                    break;
                }
                stale.add(last.handle);
            }
            retained.remove(last);
            if (last.external != null) {
                last.external.lent = false;
            }
            last = last.parent;
        }
        return thrown;
    }

    /** A completion must have been told: what the list is, but not who shares it, goes on in the next life. */
    private void begin(final ModelList list) {
        final Completed told = completed.stream()
                .filter(each -> each.list() == list.real)
                .findFirst()
                .orElseThrow(() -> new AssertionError("completion of " + list.real + " must be told"));
        completed.remove(told);
        list.ending = null;
        list.shared = false;
        list.handle = told.handle();
    }

    /** Slots of each pool that must be out, by counting everything that lives. */
    Map<String, Integer> usage() {
        final Map<String, Integer> used = new TreeMap<>();
        pools.keySet().forEach(name -> used.put(name, 0));
        for (final ModelList list : retained) {
            used.merge(list.pool, 1, Integer::sum);
            used.merge("contexts", list.context.pooled(), Integer::sum);
            for (final Nb nb : list.nbs) {
                if (nb.supply != Supply.EMBEDDED && nb.supply != Supply.SPARE) {
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

    /** NetBuffer i of a list that is derived, as the pool supplies it. */
    Nb netBuffer(final String pool, final boolean given, final int i) {
        final boolean spares = "clones".equals(pool);
        final Supply supply = given
                ? Supply.GIVEN
                : "bare".equals(pool)
                        ? Supply.DEFAULT
                        : i == 0
                                ? Supply.EMBEDDED
                                : spares && i < shape.netBuffersPerClone ? Supply.SPARE : Supply.DEFAULT;
        final boolean ofSlot = supply == Supply.EMBEDDED || supply == Supply.SPARE;
        return new Nb(supply, spares && ofSlot ? shape.mdlsPerNetBuffer : 1);
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
            case SMALL, EXTRA_SMALL -> "segments256";
            case LARGE, EXTRA_LARGE -> "segments2048";
            case POOL_DESCRIPTOR, POOL_FRONT, SUPPLIED -> "mdls";
            default -> null;
        };
    }

    int capacity(final String pool) {
        return pools.get(pool).capacity();
    }

    int free(final String pool) {
        return capacity(pool) - usage().get(pool);
    }

    /** Whether slots that rest in caches decide, which the model does not know. */
    boolean isUncertain(final boolean possible) {
        return !exact && !possible;
    }

    /** Whether the next operation could exhaust a pool whose caches make that inexact. */
    boolean isNearlyExhausted() {
        if (exact) {
            return false;
        }
        final Map<String, Integer> used = usage();
        return pools.entrySet().stream()
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
            expect((long) children(list), list.real.childRefCount(), "childRefCount", list.real);
        }
        for (final long handle : stale) {
            expect(null, environment.resolve(handle), "stale handle");
        }
        for (final ModelExternal external : externals) {
            final int told = external.held || external.lent ? 0 : external.mdls.size();
            expect(told, external.completions, "completions");
        }
        queues.compare();
        expect(supplied(), suppliedNow, "supplied Mdls whose completion was not told");
        compareBooks(fault);
    }

    private void compare(final ModelList list, final int fault) {
        expect(list.real, environment.resolve(list.handle), "resolve");
        expect(list.parent == null ? null : list.parent.real, list.real.parentNetBufferList(), "parent");
        expect(list.isDerived(), list.real.isDerived(), "isDerived");
        expect(list.flags == CloneFlags.USE_ORIGINAL_MDLS, list.real.usesOriginalMdls(), "usesOriginalMdls");
        expect(list.made == Made.FRAGMENT, list.real.isFragment(), "isFragment");
        expect(list.made == Made.REASSEMBLED, list.real.isReassembled(), "isReassembled");
        expect(list.next == null ? null : list.next.real, list.real.next(), "next", list.real);
        expect(children(list) == 0 && !list.shared && !list.confined, list.real.isTransferable(), "isTransferable");
        list.words.compare(list.real);
        list.context.compare(list.real);
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
            expect(nb.parts.get(i).length(), mdl.byteCount(), "byteCount of Mdl", i);
            if (nb.partOf(nb.offset) == i) {
                expect(mdl, real.currentMdl(), "currentMdl");
                expect(nb.offset - nb.startOf(i), real.currentMdlOffset(), "currentMdlOffset");
            }
            mdl = mdl.next();
        }
        expect(null, mdl, "no Mdl more");
        final int n = (int) nb.length;
        read(real, n);
        final byte[] bytes = nb.bytes();
        if (fault == 1 && n > 40) {
            bytes[40]++;
        }
        if (!Arrays.equals(bytes, 0, n, out, 0, n)) {
            throw new AssertionError("bytes of " + real + ": model=" + Arrays.toString(bytes) + " real="
                    + Arrays.toString(Arrays.copyOf(out, n)));
        }
        final boolean writable = n == 0 || mayWrite(list) && nb.isWritable(nb.offset, nb.offset + n);
        expect(writable, real.isWritable(0, n), "isWritable");
    }

    /** All bytes of the data, in one of the ways there are. */
    private void read(final NetBuffer real, final int n) {
        switch (reads++ % 4) {
            case 0 -> real.getBytes(0, outBuffer, 0, n);
            case 1 -> real.getBytes(0, out, 0, n);
            case 2 -> real.getBytes(0, ByteBuffer.wrap(out), n);
            default -> {
                int i = 0;
                for (; n - i >= 8; i += 8) {
                    outBuffer.putLong(i, real.getLong(i, ByteOrder.BIG_ENDIAN), ByteOrder.BIG_ENDIAN);
                }
                for (; n - i >= 4; i += 4) {
                    outBuffer.putInt(i, real.getInt(i, ByteOrder.LITTLE_ENDIAN), ByteOrder.LITTLE_ENDIAN);
                }
                for (; n - i >= 2; i += 2) {
                    outBuffer.putShort(i, real.getShort(i, ByteOrder.BIG_ENDIAN), ByteOrder.BIG_ENDIAN);
                }
                for (; i < n; i++) {
                    out[i] = real.getByte(i);
                }
            }
        }
    }

    private void compareBooks(final int fault) {
        final Map<String, Integer> used = usage();
        for (final Map.Entry<String, SlotPool> entry : pools.entrySet()) {
            final PoolAudit audit = entry.getValue().audit();
            final int expected = used.get(entry.getKey()) + (fault == 2 && used.get("segments256") > 0 ? 1 : 0);
            expect(true, audit.isBalanced(), "books", audit);
            expect(expected, audit.held(), "held", entry.getKey());
            expect(expected, entry.getValue().counters().inUse(), "in use", entry.getKey());
        }
    }

    static void expect(final Object model, final Object real, final String what) {
        if (model == null ? real != null : !model.equals(real)) {
            throw new AssertionError(what + ": model=" + model + " real=" + real);
        }
    }

    /** Says about what only if it must: to name a list costs more than to compare it. */
    static void expect(final Object model, final Object real, final String what, final Object about) {
        if (model == null ? real != null : !model.equals(real)) {
            expect(model, real, what + " of " + about);
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
