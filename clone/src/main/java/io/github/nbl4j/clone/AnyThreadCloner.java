// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.nbl.CopyInfo;
import io.github.nbl4j.nbl.Derivation;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListCache;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.pool.Irql;
import java.util.Objects;

/**
 * Derives and frees lists on threads without a {@link NetBufferListCloner}: its calls that derive one list or free one
 * by reference, on any thread, virtual ones too, each with a handle that the environment lends it. What a call demands
 * of a list's owner it demands here too. Frees by handle, and clones in bulk, in chains and confined to a thread, need
 * a cloner.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class AnyThreadCloner {
    private final NetBufferEnvironment environment;

    /**
     * A cloner for all threads; it holds nothing and needs no close. PASSIVE_LEVEL.
     *
     * @param environment whose lists it serves.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public AnyThreadCloner(final NetBufferEnvironment environment) {
        this.environment = environment;
    }

    /**
     * See {@link NetBufferListCloner#allocateClone(NetBufferList, NetBufferListPool, NetBufferPool, int)}.
     *
     * @param original as there.
     * @param listPool as there.
     * @param netBufferPool as there.
     * @param flags as there.
     * @return as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public NetBufferList allocateClone(
            final NetBufferList original,
            final NetBufferListPool listPool,
            final NetBufferPool netBufferPool,
            final int flags) {
        final NetBufferListCache cache = Derivation.enter(environment);
        try {
            return Clones.allocate(cache, original, listPool, netBufferPool, flags);
        } finally {
            Derivation.exit(environment, cache);
        }
    }

    /**
     * See {@link NetBufferListCloner#allocateClone(NetBufferList, int, CopyInfo)}.
     *
     * @param original as there.
     * @param flags as there.
     * @param copyInfo as there.
     * @return as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public NetBufferList allocateClone(final NetBufferList original, final int flags, final CopyInfo copyInfo) {
        Objects.requireNonNull(copyInfo, "copyInfo");
        return Clones.copyInfo(allocateClone(original, null, null, flags), original, copyInfo);
    }

    /**
     * See {@link NetBufferListCloner#allocateCloneOne}.
     *
     * @param original as there.
     * @param index as there.
     * @param flags as there.
     * @return as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public NetBufferList allocateCloneOne(final NetBufferList original, final int index, final int flags) {
        final NetBufferListCache cache = Derivation.enter(environment);
        try {
            return Clones.allocateOne(cache, original, index, flags);
        } finally {
            Derivation.exit(environment, cache);
        }
    }

    /**
     * See {@link NetBufferListCloner#share}.
     *
     * @param original as there.
     * @return as there.
     * @throws IllegalStateException as there.
     */
    public long share(final NetBufferList original) {
        Derivation.require(environment, original);
        return Derivation.share(original);
    }

    /**
     * See {@link NetBufferListCloner#allocateCloneShared}.
     *
     * @param handle as there.
     * @param flags as there.
     * @return as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public NetBufferList allocateCloneShared(final long handle, final int flags) {
        final NetBufferListCache cache = Derivation.enter(environment);
        try {
            return Clones.allocateShared(cache, handle, flags);
        } finally {
            Derivation.exit(environment, cache);
        }
    }

    /**
     * See {@link NetBufferListCloner#split}.
     *
     * @param original as there.
     * @param flags as there.
     * @param out as there.
     * @return as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public int split(final NetBufferList original, final int flags, final NetBufferList[] out) {
        final NetBufferListCache cache = Derivation.enter(environment);
        try {
            return Clones.split(cache, original, flags, out);
        } finally {
            Derivation.exit(environment, cache);
        }
    }

    /**
     * See {@link NetBufferListCloner#allocateFragment}.
     *
     * @param original as there.
     * @param listPool as there.
     * @param netBufferPool as there.
     * @param startOffset as there.
     * @param maximumLength as there.
     * @param dataOffsetDelta as there.
     * @param dataBackFill as there.
     * @return as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public NetBufferList allocateFragment(
            final NetBufferList original,
            final NetBufferListPool listPool,
            final NetBufferPool netBufferPool,
            final int startOffset,
            final int maximumLength,
            final int dataOffsetDelta,
            final int dataBackFill) {
        final NetBufferListCache cache = Derivation.enter(environment);
        try {
            return Fragments.allocate(
                    cache,
                    original,
                    listPool,
                    netBufferPool,
                    startOffset,
                    maximumLength,
                    dataOffsetDelta,
                    dataBackFill);
        } finally {
            Derivation.exit(environment, cache);
        }
    }

    /**
     * See {@link NetBufferListCloner#allocateReassembled}.
     *
     * @param fragments as there.
     * @param pool as there.
     * @param startOffset as there.
     * @param dataOffsetDelta as there.
     * @param dataBackFill as there.
     * @return as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public NetBufferList allocateReassembled(
            final NetBufferList fragments,
            final NetBufferListPool pool,
            final int startOffset,
            final int dataOffsetDelta,
            final int dataBackFill) {
        final NetBufferListCache cache = Derivation.enter(environment);
        try {
            return Reassembly.allocate(cache, fragments, pool, startOffset, dataOffsetDelta, dataBackFill);
        } finally {
            Derivation.exit(environment, cache);
        }
    }

    /**
     * See {@link NetBufferListCloner#deepCopy(NetBufferList, NetBufferListPool, NetBufferPool)}.
     *
     * @param list as there.
     * @param pool as there, but never null.
     * @param netBufferPool as there.
     * @return as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public NetBufferList deepCopy(
            final NetBufferList list, final NetBufferListPool pool, final NetBufferPool netBufferPool) {
        final NetBufferListCache cache = Derivation.enter(environment);
        try {
            return DeepCopy.allocate(cache, list, pool, netBufferPool);
        } finally {
            Derivation.exit(environment, cache);
        }
    }

    /**
     * See {@link NetBufferListCloner#detach(NetBufferList, NetBufferListPool, NetBufferPool)}.
     *
     * @param list as there.
     * @param pool as there, but never null.
     * @param netBufferPool as there.
     * @return as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public NetBufferList detach(
            final NetBufferList list, final NetBufferListPool pool, final NetBufferPool netBufferPool) {
        final NetBufferListCache cache = Derivation.enter(environment);
        try {
            return DeepCopy.detach(cache, list, pool, netBufferPool);
        } finally {
            Derivation.exit(environment, cache);
        }
    }

    /**
     * See {@link NetBufferListCloner#free(NetBufferList)}.
     *
     * @param list as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public void free(final NetBufferList list) {
        final NetBufferListCache cache = Derivation.enter(environment);
        try {
            cache.free(list);
        } finally {
            Derivation.exit(environment, cache);
        }
    }

    /**
     * {@link #free} that verifies that the list was allocated, not derived: what NdisFreeNetBufferList is for.
     *
     * @param list owned by the caller; consumed.
     * @throws IllegalStateException when it is derived, or was freed: nothing changed.
     * @throws IllegalArgumentException when it is of another environment.
     */
    public void freeAllocated(final NetBufferList list) {
        Derivation.requireUnderived(list);
        free(list);
    }

    /**
     * See {@link NetBufferListCloner#freeClone}.
     *
     * @param clone as there.
     * @param flags as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public void freeClone(final NetBufferList clone, final int flags) {
        Derivation.requireClone(clone, CloneFlags.usesOriginalMdls(flags));
        free(clone);
    }

    /**
     * See {@link NetBufferListCloner#freeFragment}.
     *
     * @param fragment as there.
     * @param dataOffsetDelta as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public void freeFragment(final NetBufferList fragment, final int dataOffsetDelta) {
        Derivation.requireFragment(fragment, dataOffsetDelta);
        free(fragment);
    }

    /**
     * See {@link NetBufferListCloner#freeReassembled}.
     *
     * @param reassembled as there.
     * @param dataOffsetDelta as there.
     * @throws IllegalStateException as there.
     * @throws IllegalArgumentException as there.
     */
    public void freeReassembled(final NetBufferList reassembled, final int dataOffsetDelta) {
        Derivation.requireReassembled(reassembled, dataOffsetDelta);
        free(reassembled);
    }
}
