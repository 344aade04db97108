// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.PresetBirths;

/** What an {@link Operation} finds: full magazines, a list that the others clone too, or the last of a family. */
final class SetUp {
    private SetUp() {}

    // Magazines of 32: two in the cache, the others in the depot.

    static void fullMagazines(final LibrarySubject s) {
        s.keepLists(70);
        s.list = s.cloner.allocate();
        s.freeKept(39);
    }

    static void arrayAndFullMagazines(final LibrarySubject s) {
        s.cloner.allocate(s.lists, s.lists8, 8);
        s.keepLists(62);
        s.freeKept(34);
    }

    // The cache of a pool that has one.

    /** It is a dead thread's. */
    static void deadCloner(final LibrarySubject s) {
        s.fewLeftAlone = true;
        final Thread dying = new Thread(s::fewCloner, "dying");
        dying.start();
        try {
            dying.join();
        } catch (final InterruptedException ex) {
            throw new IllegalStateException("nobody interrupts this", ex);
        }
    }

    /** What is in the depot lies in full magazines. */
    static void livingCloner(final LibrarySubject s) {
        s.fewLeftAlone = true;
        s.ofFew = new NetBufferListCloner(s.few);
    }

    static void fullCloner(final LibrarySubject s) {
        s.ofFew = s.fewCloner();
    }

    // A list that all threads clone, held whatever becomes of the operation.

    /** With so many clones that are held too. */
    static void shared(final LibrarySubject s, final int clones) {
        s.list = s.sharedByAll(s.one());
        s.keepClones(s.list, clones);
    }

    /** By a thread whose place another has. */
    static void sharedWithoutPlace(final LibrarySubject s) {
        Target.inPlaceOfOperator().settleIn(s.bare);
        shared(s, 0);
    }

    static void sharedBeforeFold(final LibrarySubject s) {
        s.list = s.sharedByAll(s.one());
        PresetBirths.beforeFold(s.list);
        s.keepClones(s.list, 1);
    }

    static void sharedThreeByThree(final LibrarySubject s) {
        s.list = s.sharedByAll(s.threeByThree());
    }

    static void sharedAndGivenUp(final LibrarySubject s) {
        sharedThreeByThree(s);
        s.giveUpShared();
    }

    static void sharedWithEightClones(final LibrarySubject s) {
        s.eightClones(s.sharedByAll(s.one()));
    }

    // A clone of such a list, held too.

    static void cloneWithRoom(final LibrarySubject s) {
        s.list = s.keep(s.cloner.allocateClone(s.sharedByAll(s.one()), CloneFlags.USE_ORIGINAL_MDLS));
    }

    static void cloneOfThreeByThree(final LibrarySubject s) {
        s.list = s.keep(s.cloner.allocateClone(s.sharedByAll(s.threeByThree()), CloneFlags.NONE));
    }

    static void retreatedClone(final LibrarySubject s) {
        cloneOfThreeByThree(s);
        retreat(s.list);
    }

    /** Further than the memory beside its NetBuffers. */
    static boolean retreat(final NetBufferList clone) {
        return clone.retreat(100, 8);
    }

    // The last of a family: its ancestors are freed, and end with it.

    static void lastCloneOfThreeByThree(final LibrarySubject s) {
        final NetBufferList original = s.threeByThree();
        s.list = s.cloner.allocateClone(original, CloneFlags.NONE);
        s.cloner.free(original);
    }

    static void lastOfThreeGenerations(final LibrarySubject s) {
        final NetBufferList original = s.one();
        final NetBufferList clone = s.cloner.allocateClone(original, CloneFlags.NONE);
        s.list = s.cloner.allocateClone(clone, CloneFlags.NONE);
        s.cloner.free(original);
        s.cloner.free(clone);
    }

    static void lastChain(final LibrarySubject s) {
        final NetBufferList original = s.one();
        s.list = s.cloner.allocateCloneChain(original, CloneFlags.USE_ORIGINAL_MDLS, 6);
        s.cloner.free(original);
    }

    static void lastEightClones(final LibrarySubject s) {
        final NetBufferList original = s.one();
        s.eightClones(original);
        s.cloner.free(original);
    }

    static void lastOfTwoGenerations(final LibrarySubject s) {
        s.list = s.one();
        s.lists8[0] = s.cloner.allocateClone(s.list, CloneFlags.NONE);
    }

    /** The parent waits for its clone, and goes to its completion on the thread that frees that. */
    static void complete(final LibrarySubject s) {
        s.cloner.complete(s.list, s.cloner::free);
        s.cloner.free(s.lists8[0]);
    }
}
