// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The highest level at which an operation may be called, as NDIS states it for each function. On a type it holds for
 * all of the type's operations that do not say otherwise. Everything reachable from an operation of
 * {@link Level#DISPATCH_LEVEL} is scanned by the build.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/devtest/ndis-irql-netbuffer-function">Irql_NetBuffer_Function</a>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface Irql {
    /**
     * The level.
     *
     * @return the highest level at which the operation may be called.
     */
    Level value();

    /** What a caller may expect of an operation. */
    enum Level {
        /** May wait, allocate, and take its time: construction, close, audit. */
        PASSIVE_LEVEL,
        /** Never waits, never allocates, never fails by exception for want of memory. */
        DISPATCH_LEVEL
    }
}
