// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.TimeUnit;
import stormpot.Pool;
import stormpot.Poolable;
import stormpot.Pooled;
import stormpot.Timeout;

/**
 * A general object pool: 3.2 before Java 21, 4.1 from there on, whose classes lie in the jar as those of that release.
 * What is a class in the one is an interface in the other, which method handles do not mind.
 */
public final class Stormpot {
    private static final MethodHandle CLAIM;
    private static final MethodHandle OF;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            OF = lookup.findStatic(Pool.class, "of", MethodType.methodType(Pool.class, Object[].class));
            CLAIM = lookup.findVirtual(Pool.class, "claim", MethodType.methodType(Poolable.class, Timeout.class));
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    private static final String RUNNABLE = "/nbl4j-jmh.jar!";
    private static final Timeout TIMEOUT = new Timeout(10, TimeUnit.SECONDS);

    private final Pool<?> pool;

    /** Of those objects, and no others. */
    public Stormpot(final Object[] objects) throws Throwable {
        final String from = Pool.class.getResource("Pool.class").toString();
        // Only the runnable jar has both; the module's own tests have what it was compiled with.
        final boolean both = from.contains(RUNNABLE);
        FifoBenchmark.require(
                !both || from.contains("/versions/21/") == Runtime.version().feature() >= 21,
                "must be 4.1 from 21 on: " + from);
        pool = (Pool<?>) OF.invoke(objects);
    }

    /** An empty pool must not be asked: it would wait. */
    public Pooled<?> claim() throws Throwable {
        return (Pooled<?>) (Poolable) CLAIM.invokeExact((Pool) pool, TIMEOUT);
    }
}
