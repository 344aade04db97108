// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import io.github.nbl4j.clone.AnyThreadCloner;
import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.SlotPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A {@link Task}, on the smallest pools in which the others always find what they ask for. */
final class LibrarySubject extends Subject {
    static final int SEGMENT = 24;
    /** Slots of a full one. */
    static final int MAGAZINE = SlotPool.SLOTS_PER_CACHE / 2;

    private static final int PARTS = 3;
    /** Of lists that the other thread holds at once: more than two magazines, with the clones of them. */
    private static final int BURST = OPERATIONS / 2;

    final NetBufferEnvironment environment = NetBufferEnvironment.create(p -> p.clones(128)
            .netBuffers(16)
            .mdls(64)
            .segments(8)
            .contexts(1)
            .contextLength(16)
            .privateLength(64)
            .maxCaches(8));
    final NetBufferListPool lists = NetBufferListPool.create(
            environment, p -> p.name("lists").capacity(96).dataSize(SEGMENT).maxCaches(3));
    /** Nobody has a cache of it. */
    final NetBufferListPool bare = NetBufferListPool.create(
            environment, p -> p.name("bare").capacity(128).maxCaches(0));

    final NetBufferPool netBuffers = NetBufferPool.create(
            environment, p -> p.name("netBuffers").capacity(4).maxCaches(0).dataSize(SEGMENT));
    /** It has one cache, and so few slots that it can be closed at every bytecode. */
    final NetBufferListPool few = NetBufferListPool.create(
            environment, p -> p.name("few").capacity(MAGAZINE).maxCaches(1));

    private final MdlPool segments = MdlPool.create(environment, "segments", 12, 0, SEGMENT);

    /** Of the thread that operates. */
    final NetBufferListCloner cloner = new NetBufferListCloner(lists);

    final AnyThreadCloner anyThread = new AnyThreadCloner(environment);

    final NetBufferList[] lists8 = new NetBufferList[8];
    final long[] handles8 = new long[8];
    /** What the operation is about. */
    NetBufferList list;

    /** Of the thread that operates too, where it has the cache of {@link #few}. */
    NetBufferListCloner ofFew;

    /** Of a list that all threads clone; never that of one at first. */
    volatile long shared = -1;

    /** An error that nobody else hears of. */
    Throwable swallowed;

    private final Task task;
    /** Others keep off {@link #few}: at the first bytecode they would do what the operation is prepared for. */
    volatile boolean fewLeftAlone;

    /** Whether {@link #shared} is to be ended, so that it may be gone when others clone it. */
    private volatile boolean ending;
    /** Held whatever becomes of the operation. */
    private final List<NetBufferList> kept = new ArrayList<>();

    private Object result;

    LibrarySubject(final Task task) {
        this.task = task;
    }

    @Override
    void prepare() {
        // Whoever keeps a place keeps what rests in it, too, until his next call, and the others make none in the end.
        Target.inPlaceOfOthers().settleIn(bare);
        task.prepare(this);
    }

    @Override
    void operate() {
        result = task.run(this);
    }

    /** One NetBuffer of one Mdl, with data. */
    NetBufferList one() {
        final NetBufferList one = cloner.allocate(lists, 0);
        one.firstNetBuffer().adjustData(0, SEGMENT);
        return one;
    }

    /** The cloner that has the cache of the pool with one, with a full magazine and some more in its cache. */
    NetBufferListCloner fewCloner() {
        final NetBufferListCloner full = new NetBufferListCloner(few);
        final List<NetBufferList> out = new ArrayList<>();
        for (int i = 0; i < MAGAZINE + lists8.length; i++) {
            out.add(Objects.requireNonNull(full.allocate(), "there must be so many"));
        }
        out.forEach(full::free);
        return full;
    }

    /** Three NetBuffers of three Mdls; there are two such lists, one for each thread. */
    NetBufferList threeByThree() {
        return Objects.requireNonNull(threeByThree(cloner), "there must be one");
    }

    private NetBufferList threeByThree(final NetBufferListCloner by) {
        final NetBufferList large = by.allocate();
        for (int i = 1; i < PARTS; i++) {
            final NetBuffer more = netBuffers.allocateMdlAndData();
            if (more == null) {
                by.free(large);
                return null;
            }
            large.append(more);
        }
        for (NetBuffer nb = large.firstNetBuffer(); nb != null; nb = nb.next()) {
            for (int i = 1; i < PARTS; i++) {
                nb.append(segments.allocate());
            }
            nb.adjustData(0, PARTS * SEGMENT);
        }
        return large;
    }

    /** Of a list that is held whatever becomes of the operation, and that others clone too. */
    NetBufferList sharedByAll(final NetBufferList original) {
        shared = cloner.share(keep(original));
        return original;
    }

    NetBufferList keep(final NetBufferList held) {
        kept.add(Objects.requireNonNull(held, "a list must be there to be held"));
        return held;
    }

    /** The operation will consume the list that others clone. */
    void giveUpShared() {
        kept.remove(list);
        ending = true;
    }

    void keepLists(final int n) {
        for (int i = 0; i < n; i++) {
            keep(cloner.allocate());
        }
    }

    void keepClones(final NetBufferList original, final int n) {
        for (int i = 0; i < n; i++) {
            keep(cloner.allocateClone(original, CloneFlags.USE_ORIGINAL_MDLS));
        }
    }

    void freeKept(final int n) {
        for (int i = 0; i < n; i++) {
            cloner.free(kept.remove(kept.size() - 1));
        }
    }

    /** Clones of a list, ready to be freed at once. */
    void eightClones(final NetBufferList original) {
        for (int i = 0; i < lists8.length; i++) {
            lists8[i] = cloner.allocateClone(original, CloneFlags.USE_ORIGINAL_MDLS);
            handles8[i] = lists8[i].handle();
        }
    }

    @Override
    int hand() {
        return task.hand();
    }

    @Override
    int work() {
        int refused = 0;
        final NetBufferList[] mine = new NetBufferList[BURST];
        final NetBufferList[] clones = new NetBufferList[BURST];
        final NetBufferList[] others = new NetBufferList[BURST];
        try (NetBufferListCloner other = new NetBufferListCloner(lists)) {
            for (int round = 0; round < OPERATIONS / BURST; round++) {
                for (int i = 0; i < BURST; i++) {
                    final int flags = i % 2 == 0 ? CloneFlags.NONE : CloneFlags.USE_ORIGINAL_MDLS;
                    mine[i] = other.allocate();
                    clones[i] = mine[i] == null ? null : other.allocateClone(mine[i], flags);
                    others[i] = bare.allocate();
                    refused += clones[i] == null || others[i] == null ? 1 : 0;
                    final NetBufferList third = other.allocateCloneShared(shared, flags);
                    refused += third == null && shared != -1 && !ending ? 1 : 0;
                    free(other, third);
                }
                for (int i = 0; i < BURST; i++) {
                    free(other, i % 2 == 0 ? mine[i] : clones[i]);
                    free(other, i % 2 == 0 ? clones[i] : mine[i]);
                    free(other, others[i]);
                }
            }
            return refused + inBulk(other) + onLargeLists(other) + withFewCaches(other);
        }
    }

    /** Of a pool that has one cache, whoever has it. */
    private int withFewCaches(final NetBufferListCloner other) {
        int refused = 0;
        for (int i = 0; i < OPERATIONS && !fewLeftAlone; i++) {
            final NetBufferList list = other.allocate(few, 0);
            refused += list == null ? 1 : 0;
            free(other, list);
        }
        return refused;
    }

    private int inBulk(final NetBufferListCloner other) {
        final NetBufferList[] several = new NetBufferList[lists8.length];
        int refused = 0;
        for (int i = 0; i < OPERATIONS; i++) {
            final boolean there = other.allocate(lists, several, several.length);
            final NetBufferList chain = there ? other.allocateCloneChain(several[0], CloneFlags.NONE, PARTS) : null;
            if (chain == null) {
                refused++;
            } else {
                other.freeChain(chain);
            }
            if (there) {
                other.free(several, several.length);
            }
        }
        return refused;
    }

    private int onLargeLists(final NetBufferListCloner other) {
        final NetBufferList large = threeByThree(other);
        if (large == null) {
            return OPERATIONS;
        }
        int refused = 0;
        for (int i = 0; i < OPERATIONS; i++) {
            final NetBufferList clone = other.allocateClone(large, CloneFlags.NONE);
            refused += clone == null || !SetUp.retreat(clone) || !clone.advance(100, true) ? 1 : 0;
            free(other, clone);
            final NetBufferList copy = other.deepCopy(large);
            refused += copy == null ? 1 : 0;
            free(other, copy);
        }
        other.free(large);
        return refused;
    }

    private static void free(final NetBufferListCloner by, final NetBufferList list) {
        if (list != null) {
            by.free(list);
        }
    }

    @Override
    Books settle(final boolean whole) {
        // What is reclaimed begins anew, so that nothing would be twice in it.
        final int doubled = defects(false);
        final int out = out();
        final int missing = whole ? 0 : environment.reclaim(kept::contains);
        final int unseen = whole ? 0 : Books.unseen(out, missing, out());
        if (whole) {
            keepResult();
        }
        kept.forEach(cloner::free);
        cloner.close();
        final List<SlotPool> pools = environment.pools();
        final int doubledInTheEnd = defects(false);
        int lost = unseen + out();
        List.of(lists, bare, few, netBuffers, segments).forEach(SlotPool::close);
        environment.close();
        for (final SlotPool pool : pools) {
            // Released means that all slots arrived, which is a count of its own.
            lost += pool.isReleased() ? 0 : 1;
        }
        return new Books(missing, hand(), lost, Math.max(doubled, doubledInTheEnd));
    }

    /** Slots that the books show nowhere or in somebody's hands. */
    private int out() {
        int out = defects(true);
        for (final SlotPool pool : environment.pools()) {
            out += pool.audit().held();
        }
        return out;
    }

    /** Slots that are nowhere, or those that the books find elsewhere wrong: in two places, most likely. */
    private int defects(final boolean lost) {
        int defects = 0;
        for (final SlotPool pool : environment.pools()) {
            defects += (int) pool.audit().defects().stream()
                    .filter(defect -> defect.contains("is lost") == lost)
                    .count();
        }
        return defects;
    }

    private void keepResult() {
        if (result instanceof NetBufferList one) {
            keep(one);
        } else if (result instanceof NetBufferList[] several) {
            kept.addAll(List.of(several));
        } else if (result instanceof long[] handles) {
            for (final long handle : handles) {
                keep(environment.resolve(handle));
            }
        } else if (result == null || Boolean.FALSE.equals(result)) {
            throw new IllegalStateException("an operation must find what it asks for: " + task);
        }
    }
}
