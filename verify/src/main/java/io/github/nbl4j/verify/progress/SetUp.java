// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import io.github.nbl4j.clone.CloneFlags;
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

    // Caches of a pool that has two.

    /** Both are those of threads that died. */
    static void deadCloners(final LibrarySubject s) {
        for (int i = 0; i < 2; i++) {
            final Thread dying = new Thread(s::fewCloner, "dying");
            dying.start();
            try {
                dying.join();
            } catch (final InterruptedException ex) {
                throw new IllegalStateException("nobody interrupts this", ex);
            }
        }
    }

    static void oneMoreCloner(final LibrarySubject s) {
        s.leaving = s.fewCloner();
    }

    // A list that all threads clone, held whatever becomes of the operation.

    /** With so many clones that are held too. */
    static void shared(final LibrarySubject s, final int clones) {
        s.list = s.sharedByAll(s.one());
        s.keepClones(s.list, clones);
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
}
