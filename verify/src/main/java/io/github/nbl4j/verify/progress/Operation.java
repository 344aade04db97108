// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.PresetBirths;

/** The operations, each prepared so that it goes the long way: to the depot, through lineage, to private memory. */
enum Operation {
    /** Both magazines are empty: one goes to the queue of empty ones, a full one comes. */
    ALLOCATE {
        @Override
        void prepare(final LibrarySubject s) {
            s.keepLists(64);
        }

        @Override
        Object run(final LibrarySubject s) {
            return s.cloner.allocate();
        }
    },
    /** From the overflow stack. */
    ALLOCATE_WITHOUT_CACHE {
        @Override
        Object run(final LibrarySubject s) {
            return s.bare.allocate();
        }
    },
    /** Some of the loaded magazine, the others of a new one. */
    ALLOCATE_ARRAY {
        @Override
        void prepare(final LibrarySubject s) {
            s.keepLists(61);
        }

        @Override
        Object run(final LibrarySubject s) {
            return s.cloner.allocate(s.lists, s.lists8, 8) ? s.lists8 : null;
        }
    },
    /** Both magazines are full: an empty one comes from the queue, a full one goes. */
    FREE {
        @Override
        void prepare(final LibrarySubject s) {
            s.keepLists(70);
            s.list = s.cloner.allocate();
            s.freeKept(39);
        }

        @Override
        Object run(final LibrarySubject s) {
            s.cloner.free(s.list);
            return s;
        }
    },
    /** To the overflow stack. */
    FREE_WITHOUT_CACHE {
        @Override
        void prepare(final LibrarySubject s) {
            s.list = s.bare.allocate();
        }

        @Override
        Object run(final LibrarySubject s) {
            s.bare.free(s.list);
            return s;
        }
    },
    /** Lists that live off nobody; on the way a full magazine goes. */
    FREE_ARRAY {
        @Override
        void prepare(final LibrarySubject s) {
            s.cloner.allocate(s.lists, s.lists8, 8);
            s.keepLists(62);
            s.freeKept(34);
        }

        @Override
        Object run(final LibrarySubject s) {
            s.cloner.free(s.lists8, 8);
            return s;
        }
    },
    /** Both magazines of clones are empty. */
    CLONE {
        @Override
        void prepare(final LibrarySubject s) {
            s.list = s.sharedByAll(s.one());
            s.keepClones(s.list, 64);
        }

        @Override
        Object run(final LibrarySubject s) {
            return s.cloner.allocateClone(s.list, CloneFlags.USE_ORIGINAL_MDLS);
        }
    },
    /** One birth more than the owner's word holds: all go to the children's. */
    CLONE_FOLD {
        @Override
        void prepare(final LibrarySubject s) {
            s.list = s.sharedByAll(s.one());
            PresetBirths.beforeFold(s.list);
            s.keepClones(s.list, 1);
        }

        @Override
        Object run(final LibrarySubject s) {
            return s.cloner.allocateClone(s.list, CloneFlags.NONE);
        }
    },
    /** Two NetBuffers and eight Mdls come from pools. */
    CLONE_3X3 {
        @Override
        void prepare(final LibrarySubject s) {
            s.list = s.sharedByAll(s.threeByThree());
        }

        @Override
        Object run(final LibrarySubject s) {
            return s.cloner.allocateClone(s.list, CloneFlags.NONE);
        }
    },
    /** A handle is borrowed for the call. */
    CLONE_ON_ANY_THREAD {
        @Override
        void prepare(final LibrarySubject s) {
            s.list = s.sharedByAll(s.one());
        }

        @Override
        Object run(final LibrarySubject s) {
            return s.anyThread.allocateClone(s.list, null, null, CloneFlags.NONE);
        }
    },
    /** In one step: no magazine is changed on the way. */
    CLONE_HANDLES {
        @Override
        void prepare(final LibrarySubject s) {
            s.list = s.sharedByAll(s.one());
            s.keepClones(s.list, 1);
        }

        @Override
        Object run(final LibrarySubject s) {
            return s.cloner.allocateClones(s.list, CloneFlags.USE_ORIGINAL_MDLS, s.handles8, 8) ? s.handles8 : null;
        }
    },
    /** One by one, with a new magazine on the way. */
    CLONE_ARRAY {
        @Override
        void prepare(final LibrarySubject s) {
            s.list = s.sharedByAll(s.one());
            s.keepClones(s.list, 61);
        }

        @Override
        Object run(final LibrarySubject s) {
            return s.cloner.allocateClones(s.list, CloneFlags.NONE, s.lists8, 8) ? s.lists8 : null;
        }
    },
    /** By handle, as the others do meanwhile. */
    CLONE_SHARED {
        @Override
        void prepare(final LibrarySubject s) {
            s.sharedByAll(s.threeByThree());
        }

        @Override
        Object run(final LibrarySubject s) {
            return s.cloner.allocateCloneShared(s.shared, CloneFlags.USE_ORIGINAL_MDLS);
        }
    },
    /** The owner ends what others clone meanwhile. */
    FREE_SHARED {
        @Override
        void prepare(final LibrarySubject s) {
            s.list = s.giveUp(s.sharedByAll(s.threeByThree()));
        }

        @Override
        Object run(final LibrarySubject s) {
            s.cloner.free(s.list);
            return s;
        }
    },
    /** What the clone took goes back to three pools, and its parent with it. */
    FREE_3X3_AND_PARENT {
        @Override
        void prepare(final LibrarySubject s) {
            final NetBufferList original = s.threeByThree();
            s.list = s.cloner.allocateClone(original, CloneFlags.NONE);
            s.cloner.free(original);
        }

        @Override
        Object run(final LibrarySubject s) {
            s.cloner.free(s.list);
            return s;
        }
    },
    /** Three generations end at once. */
    FREE_LAST_CHILD {
        @Override
        void prepare(final LibrarySubject s) {
            final NetBufferList original = s.one();
            final NetBufferList clone = s.cloner.allocateClone(original, CloneFlags.NONE);
            s.list = s.cloner.allocateClone(clone, CloneFlags.NONE);
            s.cloner.free(original);
            s.cloner.free(clone);
        }

        @Override
        Object run(final LibrarySubject s) {
            s.cloner.free(s.list);
            return s;
        }
    },
    /** Clones of one parent, which ends with them. */
    FREE_CHAIN {
        @Override
        void prepare(final LibrarySubject s) {
            final NetBufferList original = s.one();
            s.list = s.cloner.allocateCloneChain(original, CloneFlags.USE_ORIGINAL_MDLS, 6);
            s.cloner.free(original);
        }

        @Override
        Object run(final LibrarySubject s) {
            s.cloner.freeChain(s.list);
            return s;
        }
    },
    /** Clones of one parent, which others clone. */
    FREE_CLONES {
        @Override
        void prepare(final LibrarySubject s) {
            s.eightClones(s.sharedByAll(s.one()));
        }

        @Override
        Object run(final LibrarySubject s) {
            s.cloner.free(s.lists8, 8);
            return s;
        }
    },
    /** By their handles, and their parent with them. */
    FREE_HANDLES {
        @Override
        void prepare(final LibrarySubject s) {
            final NetBufferList original = s.one();
            s.eightClones(original);
            s.cloner.free(original);
        }

        @Override
        Object run(final LibrarySubject s) {
            s.cloner.free(s.handles8, 8);
            return s;
        }
    },
    /** Into the memory beside the NetBuffer. */
    RETREAT_INTO_ROOM {
        @Override
        void prepare(final LibrarySubject s) {
            s.list = s.keep(s.cloner.allocateClone(s.sharedByAll(s.one()), CloneFlags.USE_ORIGINAL_MDLS));
        }

        @Override
        Object run(final LibrarySubject s) {
            return s.list.firstNetBuffer().retreat(40);
        }
    },
    /** Of a clone's three NetBuffers, each with a segment of the environment. */
    RETREAT {
        @Override
        void prepare(final LibrarySubject s) {
            s.list = s.keep(s.cloner.allocateClone(s.sharedByAll(s.threeByThree()), CloneFlags.NONE));
        }

        @Override
        Object run(final LibrarySubject s) {
            return s.list.retreat(100, 8);
        }
    },
    /** The segments go back. */
    ADVANCE {
        @Override
        void prepare(final LibrarySubject s) {
            RETREAT.prepare(s);
            RETREAT.run(s);
        }

        @Override
        Object run(final LibrarySubject s) {
            return s.list.advance(100, true);
        }
    };

    void prepare(final LibrarySubject s) {}

    /** What came out of it: lists, their handles, whether it worked; else anything but null, if it cannot fail. */
    abstract Object run(LibrarySubject s);
}
