// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Checked;
import io.github.nbl4j.pool.Irql;
import io.github.nbl4j.pool.Slabs;
import io.github.nbl4j.pool.SlotEvent;
import io.github.nbl4j.pool.SlotPool;

/**
 * The state of a NetBuffer, and the building of one. Every link is an id: a reference stored into an old object costs a
 * barrier with G1, an int nothing.
 *
 * <pre>
 *  mdlChain -> own Mdl -> ... -> own Mdl -> shared or borrowed Mdl -> ...
 *              |<--- end with this --->|<--- end with the parent --->|
 *              |    NetBuffer          |     or with their holder    |
 *
 *  |<--------------- sum of byteCount ------------------->|
 *  |<- backfill ->|<---- used data ---->|<---- tail ----->|
 *     dataOffset      dataLength
 *                 ^ (currentMdl, currentMdlOffset)
 * </pre>
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
abstract class NetBufferFields extends NetBufferData {
    /** The private room beside the NetBuffer is linked. */
    static final int PRIVATE_ROOM = 1;
    /** The chain's own part contains Mdls of pools. */
    static final int POOL_MDLS = 2;
    /** The chain ends in Mdls whose holder only lent them. */
    static final int BORROWED = 4;
    /** Some of {@link #words} were written. */
    static final int WORDS_WRITTEN = 8;

    int next = NetBufferEnvironment.NONE;
    /** Id of the list that this NetBuffer belongs to; constant for one of a list's slot. */
    int list = NetBufferEnvironment.NONE;

    /** What the free must undo, from the constants above; 0 in a NetBuffer that rests. */
    int held;

    /** Id of the Mdl for a retreat of the whole list, until the memory of all its NetBuffers is there. */
    int reserved = NetBufferEnvironment.NONE;
    /** Head of the borrowed chain, which may have been cut out of the chain since: it is given back as a whole. */
    int borrowed = NetBufferEnvironment.NONE;
    /** Own Mdls that left the chain while a descriptor in it still describes their memory; linked by next. */
    int kept = NetBufferEnvironment.NONE;

    /** The slot's next NetBuffer, for a derived list that needs more than one; constant, and null in the last. */
    NetBuffer spare;

    /** Where the data lies: in the list that this NetBuffer is embedded in, or here. */
    private NetBufferData data = this;

    final NetBufferEnvironment environment;
    final Mdl embedded;
    final Mdl room;
    final SlotPool pool;

    NetBufferFields(
            final NetBufferEnvironment environment,
            final SlotPool pool,
            final int id,
            final Mdl embedded,
            final Mdl room) {
        super(id);
        this.environment = environment;
        this.pool = pool;
        this.embedded = embedded;
        this.room = room;
        embedded.owner = id;
        room.owner = id;
        room.retreat = true;
    }

    /** An Mdl over block i of some slabs, or one without memory when the length is 0. */
    static Mdl mdl(
            final NetBufferEnvironment environment,
            final SlotPool pool,
            final int id,
            final Slabs slabs,
            final int block,
            final int length) {
        return length == 0
                ? new Mdl(environment, pool, id)
                : new Mdl(environment, pool, id, slabs.view(block, length), slabs.slab(block), slabs.offset(block));
    }

    /** Becomes the embedded NetBuffer of a list, for good. */
    final void embedIn(final NetBufferList owner) {
        list = owner.id();
        data = owner;
    }

    final NetBufferData data() {
        return data;
    }

    /** Sets where the data lies, locator included: a boundary is the next Mdl at 0, the end is (last, byteCount). */
    final void point(final int chain, final int offset, final long length) {
        int left = offset;
        Mdl mdl = environment.mdl(chain);
        while (mdl != null && left >= mdl.byteCount && mdl.next != NetBufferEnvironment.NONE) {
            left -= mdl.byteCount;
            mdl = environment.mdl(mdl.next);
        }
        data.place(chain, offset, mdl == null ? NetBufferEnvironment.NONE : mdl.id(), left, length);
    }

    /** Bytes of a chain from an Mdl on. */
    final long bytesFrom(final int mdl) {
        return lengthOf(environment.mdl(mdl));
    }

    static long lengthOf(final Mdl chain) {
        long bytes = 0;
        for (Mdl m = chain; m != null; m = m.next()) {
            bytes += m.byteCount;
        }
        return bytes;
    }

    /**
     * The next NetBuffer of the list. Owner only.
     *
     * @return null at the end.
     */
    public final NetBuffer next() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return environment.netBuffer(next);
    }

    /**
     * Head of the Mdl chain.
     *
     * @return null when the NetBuffer has no memory.
     */
    public final Mdl mdlChain() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return environment.mdl(data().chain());
    }

    /**
     * The Mdl in which the used data starts.
     *
     * @return null when the NetBuffer has no memory; the last Mdl when the data starts at the end of the chain.
     */
    public final Mdl currentMdl() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return environment.mdl(data().current());
    }

    /**
     * Where in {@link #currentMdl()} the used data starts.
     *
     * @return offset in bytes.
     */
    public final int currentMdlOffset() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return data().currentOffset();
    }

    /**
     * Bytes of the chain before the used data.
     *
     * @return offset in bytes.
     */
    public final int dataOffset() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return data().offset();
    }

    /**
     * Bytes of used data.
     *
     * @return length in bytes, at most {@link #MAX_DATA_LENGTH}.
     */
    public final long dataLength() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return data().length();
    }

    /**
     * Bytes of the whole chain: backfill, used data and tail. O(Mdls).
     *
     * @return sum of the byte counts.
     */
    public final long chainLength() {
        if (Checked.ENABLED) {
            requireUsable();
        }
        return bytesFrom(data().chain());
    }

    /** Remembers something that the free must undo. */
    final void hold(final int what) {
        final NetBufferList of = environment.list(list);
        if (of != null) {
            of.flags |= NetBufferList.HOLDS_MORE;
        }
        held |= what;
    }

    /** The life word of whoever holds this NetBuffer. */
    final long ownerLife() {
        final NetBufferList of = environment.list(list);
        return of != null ? of.ownerLife() : life;
    }

    final void requireHeld() {
        final NetBufferList of = environment.list(list);
        if (of != null) {
            of.requireHeld();
        } else if (!isOwned()) {
            throw notOwned(life);
        }
    }

    /** Checked mode, in every accessor: {@link #requireHeld} that lets a shared list be cloned after its free. */
    final void requireUsable() {
        final NetBufferList of = environment.list(list);
        if (of != null) {
            of.requireUsable();
        } else if (!isOwned()) {
            throw notOwned(life);
        }
    }

    /** Checked mode: adds to what is remembered of whoever holds this NetBuffer. */
    final void noteAtHolder(final SlotEvent event) {
        final NetBufferList of = environment.list(list);
        if (of != null) {
            of.noteOfPart(event);
        } else {
            note(event);
        }
    }

    /** Checked mode: throws if the slot that this lies in rests. */
    final void requireNotResting() {
        final NetBufferList of = environment.list(list);
        if (of != null) {
            of.requireNotResting();
        } else {
            requireNotFree();
        }
    }

    @Override
    protected final SlotPool home() {
        return pool;
    }
}
