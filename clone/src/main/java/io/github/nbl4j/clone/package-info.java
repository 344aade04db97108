// SPDX-License-Identifier: Apache-2.0
/**
 * Derivation: lists over another list's bytes. One clone call runs from
 * {@link io.github.nbl4j.clone.NetBufferListCloner#allocateClone} (may the caller derive? take a list) through
 * {@code CloneNetBuffers} (one NetBuffer for each, over the same bytes) to the birth that it counts in the original;
 * the counting itself stands in {@code Lineage} of package {@code nbl}, because a free must obey it.
 *
 * <p>Each kind of derivation is one class with static methods over a thread's cache: {@code Clones}, {@code Fragments},
 * {@code Reassembly}, {@code DeepCopy}. {@link io.github.nbl4j.clone.NetBufferListCloner} calls them with itself, and
 * {@link io.github.nbl4j.clone.AnyThreadCloner} with a handle that the environment lends.
 */
package io.github.nbl4j.clone;
