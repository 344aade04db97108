// SPDX-License-Identifier: Apache-2.0
/**
 * The DDI rules NdisAllocateCloneNetBufferList and NdisAllocateCloneNetBufferList_InitFail as JUnit annotations: every
 * list that a test takes is given back ({@link io.github.nbl4j.junit.NoLeaks}), also when any one allocation fails
 * half-way ({@link io.github.nbl4j.junit.FailEachAllocation}). For the tests of code that embeds nbl4j; it needs
 * checked mode, {@code -Dnbl4j.checked=true}.
 */
package io.github.nbl4j.junit;
