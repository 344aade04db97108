// SPDX-License-Identifier: Apache-2.0
/**
 * Memory and possession: off-heap slabs, fixed populations of pre-built slots, magazines, the depot, caches, audit and
 * counters. It knows nothing of packets.
 *
 * <p>One take, from the outside in: a {@link io.github.nbl4j.pool.Confined} handle finds its
 * {@link io.github.nbl4j.pool.SlotCache} of the pool; the cache takes from its loaded magazine, once in 32 from the
 * depot. One give runs the same way back. Where a word is not plain, the comment beside it names what it pairs with.
 *
 * <p>In checked mode a take and a free are also refused, once, with {@link IllegalStateException} when somebody wrote
 * where nobody may; see {@link io.github.nbl4j.pool.Checked}.
 */
package io.github.nbl4j.pool;
