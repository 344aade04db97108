// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * A test that leaves something out fails: a list, a clone, a NetBuffer, an Mdl, whatever slot of whatever pool was
 * taken by any thread between the start of the {@code @BeforeEach} methods and the end of the {@code @AfterEach}
 * methods, and not given back. The failure names each one, its handle, what it was derived from, who took it where, and
 * what happened to it since. What was out before the test is not blamed on it.
 *
 * <p>It works in checked mode only, and a test without it fails and says so. Pools do not know which test uses them, so
 * such a test runs alone: it takes JUnit's global resource lock, and other tests wait.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblapi/nf-nblapi-ndisfreeclonenetbufferlist">the rule NdisAllocateCloneNetBufferList, named under NdisFreeCloneNetBufferList</a>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(NoLeaksExtension.class)
@ResourceLock(Resources.GLOBAL)
public @interface NoLeaks {}
