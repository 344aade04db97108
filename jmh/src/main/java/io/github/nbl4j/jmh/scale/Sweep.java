// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.scale;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Where the figures of a benchmark method stand in the report of <code>jmh/run scale</code>. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Sweep {
    Section section();

    /** What is done; further parameters of the benchmark say how. */
    String work();

    /** Who does it, as in <code>compare</code>. */
    String subject() default "nbl4j";
}
