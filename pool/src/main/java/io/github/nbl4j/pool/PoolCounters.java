// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

/**
 * What a pool counted; a snapshot that any thread may take at any time.
 *
 * @param name of the pool.
 * @param capacity slots that can be out at once whatever rests in caches.
 * @param population slots that exist.
 * @param inUse slots that somebody holds; exact when nothing moves.
 * @param highWater most slots that were seen outside the depot, in use or resting in a cache; looked at once in 32
 *     takes, so it exceeds the true peak by less than {@code maxCaches * 64 + 32}, and by 31 more for each caller
 *     without a cache that breaks a magazine up at that moment; a peak that other threads undo just then can be
 *     missed.
 * @param exhausted allocations that returned null.
 * @param misuse calls that were refused because they broke a rule of ownership.
 */
@Irql(Irql.Level.PASSIVE_LEVEL)
public record PoolCounters(
        String name, int capacity, int population, int inUse, int highWater, long exhausted, long misuse) {}
