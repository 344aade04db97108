// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test, in place of {@code @Test}, that runs once as it is and then once for each slot that it took from a pool: in
 * run k the k-th take is refused as an exhausted pool refuses it, so the call that needed it returns null or false, or
 * does with other memory: a retreat takes a larger private segment when the smaller ones are gone. A
 * run passes when the method returns and nothing is leaked, see {@link NoLeaks}; so the method must expect null from
 * every call that allocates. One call may take several slots: a clone of three NetBuffers has that many places to fail.
 *
 * <p>Only the method itself is refused something, not {@code @BeforeEach} or {@code @AfterEach}. It must take the same
 * slots in every run up to the refusal: a run that never gets there, or takes from other pools before, fails. A first
 * run that fails or is aborted is the only one. It is a template of its own and cannot stand beside
 * {@code @ParameterizedTest} or {@code @RepeatedTest}.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreeclonenetbufferlist">the rule NdisAllocateCloneNetBufferList_InitFail, named under NdisFreeCloneNetBufferList</a>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.ANNOTATION_TYPE, ElementType.METHOD})
@TestTemplate
@NoLeaks
@ExtendWith(FailEachAllocationExtension.class)
public @interface FailEachAllocation {}
