// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import static io.github.nbl4j.verify.progress.LibrarySubject.MAGAZINE;

import io.github.nbl4j.clone.CloneFlags;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The operations, each prepared so that it goes the long way: to the depot, through lineage, to private memory. First
 * stands how many slots it can have in hand at once: its lists, what they consist of, who waits for them, a magazine;
 * then a method on the long way.
 */
enum Operation implements Task {
    /** Both magazines are empty: one goes to the queue of empty ones, a full one comes. */
    ALLOCATE(MAGAZINE, "pool.Depot.giveEmpty", s -> s.keepLists(64), s -> s.cloner.allocate()),
    /** From the overflow stack. */
    ALLOCATE_WITHOUT_CACHE(1, "pool.Depot.takeSlot", s -> {}, s -> s.bare.allocate()),
    /** Some of the loaded magazine, the others of a new one. */
    ALLOCATE_ARRAY(
            MAGAZINE,
            "pool.Depot.takeFull",
            s -> s.keepLists(61),
            s -> s.cloner.allocate(s.lists, s.lists8, 8) ? s.lists8 : null),
    /** The only cache is a dead thread's: what rests there goes home, and the cache is this one's from now on. */
    TAKE_OVER(MAGAZINE, "pool.Confined.retireFor", SetUp::deadCloner, s -> s.few.allocate()),
    /** A living one has the only cache, and single slots are none: what remains of a magazine is poured. */
    ALLOCATE_OF_MAGAZINE(MAGAZINE, "pool.Depot.pour", SetUp::livingCloner, s -> s.few.allocate()),
    /** A full magazine and some slots of another go home, and the cache to whoever comes. */
    CLOSE_CLONER(MAGAZINE, "pool.SlotCache.letGo", SetUp::fullCloner, done(s -> s.ofFew.close())),
    /** What rests in a dead thread's cache goes home too. Others go on with other pools. */
    CLOSE_POOL(MAGAZINE, "pool.SlotPool.release", SetUp::deadCloner, done(s -> s.few.close())),
    /** Both magazines are full: an empty one comes from the queue, a full one goes. */
    FREE(1 + MAGAZINE, "pool.Depot.giveFull", SetUp::fullMagazines, done(s -> s.cloner.free(s.list))),
    /** To the overflow stack. */
    FREE_WITHOUT_CACHE(1, "pool.Depot.giveSlot", s -> s.list = s.bare.allocate(), done(s -> s.bare.free(s.list))),
    /** Lists that live off nobody; on the way a full magazine goes. */
    FREE_ARRAY(
            4 + MAGAZINE, "pool.Depot.giveFull", SetUp::arrayAndFullMagazines, done(s -> s.cloner.free(s.lists8, 8))),
    /** Both magazines of clones are empty. */
    CLONE(
            MAGAZINE,
            "pool.Depot.giveEmpty",
            s -> SetUp.shared(s, 64),
            s -> s.cloner.allocateClone(s.list, CloneFlags.USE_ORIGINAL_MDLS)),
    /** One birth more than the owner's word holds: all go to the children's. */
    CLONE_FOLD(
            1,
            "nbl.Lineage.foldOrRefuse",
            SetUp::sharedBeforeFold,
            s -> s.cloner.allocateClone(s.list, CloneFlags.NONE)),
    /** Two NetBuffers and eight Mdls come from pools. */
    CLONE_3X3(
            MAGAZINE,
            "nbl.Derivation.takeMdl",
            SetUp::sharedThreeByThree,
            s -> s.cloner.allocateClone(s.list, CloneFlags.NONE)),
    /** A handle is borrowed for the call. */
    CLONE_ON_ANY_THREAD(
            MAGAZINE,
            "pool.Confined.endCallOfOwner",
            s -> SetUp.shared(s, 0),
            s -> s.anyThread.allocateClone(s.list, null, null, CloneFlags.NONE)),
    /** Another thread has the place of this one: it borrows a stripe. */
    CLONE_ON_STRIPE(
            MAGAZINE,
            "pool.Confined.endCall",
            SetUp::sharedWithoutPlace,
            s -> s.anyThread.allocateClone(s.list, null, null, CloneFlags.NONE)),
    /** In one step: no magazine is changed on the way. */
    CLONE_HANDLES(
            8,
            "nbl.PlainClones.allocate",
            s -> SetUp.shared(s, 1),
            s -> s.cloner.allocateClones(s.list, CloneFlags.USE_ORIGINAL_MDLS, s.handles8, 8) ? s.handles8 : null),
    /** One by one, with a new magazine on the way. */
    CLONE_ARRAY(
            MAGAZINE,
            "pool.Depot.takeFull",
            s -> SetUp.shared(s, 61),
            s -> s.cloner.allocateClones(s.list, CloneFlags.NONE, s.lists8, 8) ? s.lists8 : null),
    /** By handle, as the others do meanwhile. */
    CLONE_SHARED(
            MAGAZINE,
            "nbl.Lineage.tryBirthShared",
            SetUp::sharedThreeByThree,
            s -> s.cloner.allocateCloneShared(s.shared, CloneFlags.USE_ORIGINAL_MDLS)),
    /** The owner ends what others clone meanwhile. */
    FREE_SHARED(9, "nbl.Lineage.ownerGone", SetUp::sharedAndGivenUp, done(s -> s.cloner.free(s.list))),
    /** What the clone took goes back to three pools, and its parent with it. */
    FREE_3X3_AND_PARENT(
            20, "nbl.Lineage.childrenGone", SetUp::lastCloneOfThreeByThree, done(s -> s.cloner.free(s.list))),
    /** Three generations end at once. */
    FREE_LAST_CHILD(3, "nbl.Lineage.childrenGone", SetUp::lastOfThreeGenerations, done(s -> s.cloner.free(s.list))),
    /** A parent is given up to a completion, and told by its last child, which ends. */
    COMPLETE(2, "nbl.NetBufferListCache.handOver", SetUp::lastOfTwoGenerations, done(SetUp::complete)),
    /** Clones of one parent, which ends with them. */
    FREE_CHAIN(7, "nbl.PlainClones.freeChain", SetUp::lastChain, done(s -> s.cloner.freeChain(s.list))),
    /** Clones of one parent, which others clone. */
    FREE_CLONES(8, "nbl.PlainClones.free", SetUp::sharedWithEightClones, done(s -> s.cloner.free(s.lists8, 8))),
    /** By their handles, and their parent with them. */
    FREE_HANDLES(9, "nbl.PlainClones.free", SetUp::lastEightClones, done(s -> s.cloner.free(s.handles8, 8))),
    /** Into the memory beside the NetBuffer. */
    RETREAT_INTO_ROOM(
            0,
            "nbl.PrivateFront.prepend",
            SetUp::cloneWithRoom,
            s -> s.list.firstNetBuffer().retreat(40)),
    /** Of a clone's three NetBuffers, each with a segment of the environment. */
    RETREAT(2 + MAGAZINE, "nbl.ListDataSpace.reserve", SetUp::cloneOfThreeByThree, s -> SetUp.retreat(s.list)),
    /** The segments go back. */
    ADVANCE(3, "nbl.PrivateMemory.giveDetached", SetUp::retreatedClone, s -> s.list.advance(100, true));

    private final int hand;
    private final String landmark;
    private final Consumer<LibrarySubject> setUp;
    private final Function<LibrarySubject, Object> work;

    Operation(
            final int hand,
            final String landmark,
            final Consumer<LibrarySubject> setUp,
            final Function<LibrarySubject, Object> work) {
        this.hand = hand;
        this.landmark = landmark;
        this.setUp = setUp;
        this.work = work;
    }

    private static Function<LibrarySubject, Object> done(final Consumer<LibrarySubject> work) {
        return s -> {
            work.accept(s);
            return s;
        };
    }

    @Override
    public int hand() {
        return hand;
    }

    @Override
    public String landmark() {
        return landmark;
    }

    @Override
    public void prepare(final LibrarySubject s) {
        setUp.accept(s);
    }

    @Override
    public Object run(final LibrarySubject s) {
        return work.apply(s);
    }
}
