// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Where the figure of a benchmark method stands in the report. On a class it speaks for the method that the class
 * inherits, and not for subclasses.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Row {
    Work work();

    /** Who does the work; <code>{name}</code> stands for the value of the JMH parameter of that name. */
    String subject();

    /** The oldest JDK that it runs on; on others the row is absent. */
    int since() default 17;
}
