// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;

/**
 * Frees on {@link #close()} whatever was added and not handed on, so that a failure half-way leaks nothing. Made once,
 * used for packet after packet, on the thread of its cache.
 *
 * <pre>{@code
 * try (scope) {
 *     NetBufferList clone = scope.add(cloner.allocateClone(packet, CloneFlags.NONE));
 *     if (clone != null && clone.retreat(50, 0) && !queue.offer(scope.handOn(clone))) {
 *         scope.add(clone); // refused, so still ours; handed on first, because whoever gets it may free it at once
 *     }
 * }
 * }</pre>
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class NetBufferListScope implements AutoCloseable {
    private final NetBufferListCache cache;
    // Handles, not lists: a reference store costs a barrier, and a handle knows which life it means.
    private final long[] handles;
    private int size;

    /**
     * An empty scope. PASSIVE_LEVEL.
     *
     * @param cache that frees; of the thread that uses this scope.
     * @param capacity lists that may be in the scope at once, 0 or more.
     * @throws IllegalArgumentException when capacity is negative.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public NetBufferListScope(final NetBufferListCache cache, final int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity must not be negative: capacity=" + capacity);
        }
        this.cache = cache;
        handles = new long[capacity];
    }

    /**
     * Lists that are in the scope now.
     *
     * @return from 0 to the capacity.
     */
    public int size() {
        return size;
    }

    /**
     * Puts a list under this scope's care; the caller still owns it and uses it. O(1).
     *
     * @param list owned by the caller and not in the scope yet, or null, which is what an exhausted pool returns.
     * @return the argument.
     * @throws IllegalStateException when the list is not owned, or the scope is full; nothing changed.
     * @throws IllegalArgumentException when it is of another environment.
     */
    public NetBufferList add(final NetBufferList list) {
        if (list != null) {
            cache.environment().requireSame(list.environment, list);
            list.requireHeld();
            if (size == handles.length) {
                throw new IllegalStateException("scope must have room: size=" + size + " capacity=" + handles.length
                        + " list=" + list + " (it is still the caller's to free)");
            }
            handles[size] = list.handle();
            size++;
        }
        return list;
    }

    /**
     * Takes a list out of this scope's care, before it goes to another owner or is freed. O(size), fastest for the
     * last.
     *
     * @param list in the scope, or null.
     * @return the argument.
     * @throws IllegalStateException when it is not in the scope, or that life of it is over; nothing changed.
     * @throws IllegalArgumentException when it is of another environment; nothing changed.
     */
    public NetBufferList handOn(final NetBufferList list) {
        if (list != null) {
            cache.environment().requireSame(list.environment, list);
            final long handle = list.handleNow();
            int i = size - 1;
            while (i >= 0 && handles[i] != handle) {
                i--;
            }
            if (i < 0) {
                throw new IllegalStateException("must be in the scope: " + list + " size=" + size
                        + " (most likely it was handed on or freed before)");
            }
            size--;
            System.arraycopy(handles, i + 1, handles, i, size - i);
        }
        return list;
    }

    /**
     * Frees every list that is in the scope, the last added first. The scope is empty then and can be used again.
     *
     * @throws IllegalStateException when one was freed elsewhere: all others have been freed; or when the cache is
     *     closed or another thread's: then nothing changed.
     */
    @Override
    public void close() {
        if (size > 0) {
            cache.requireUsable();
        }
        Throwable failure = null;
        while (size > 0) {
            final long handle = handles[--size];
            final Throwable thrown = freed(handle);
            // In checked mode damage is refused once, and mended: nobody else will free the list.
            if (thrown != null && cache.environment().resolve(handle) != null) {
                freed(handle);
            }
            failure = NetBufferListCache.first(failure, thrown);
        }
        NetBufferListCache.rethrow(failure);
    }

    private Throwable freed(final long handle) {
        try {
            cache.free(handle);
            return null;
        } catch (final Throwable ex) {
            return ex;
        }
    }
}
