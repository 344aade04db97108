// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;

/**
 * Handles for calls that bring none. A platform thread finds its own by its id and proves it by one compare; virtual
 * threads, and threads whose place is taken, borrow a stripe for one call. A busy stripe is skipped, never waited for:
 * when all are busy the call goes to the depot. The number of handles is fixed at construction and does not depend on
 * the number of threads; there is no {@code ThreadLocal}.
 *
 * @param <H> the handle.
 */
@Irql(Irql.Level.DISPATCH_LEVEL)
public final class ConfinedTable<H extends Confined> {
    private static final MethodHandle IS_VIRTUAL = isVirtual();

    private final Confined[] places;
    private final Confined[] stripes;
    private final H uncached;

    /**
     * Builds all handles. PASSIVE_LEVEL.
     *
     * @param places how many platform threads can own a handle, a power of two.
     * @param stripes how many handles all others share.
     * @param factory makes a handle for a role.
     * @throws IllegalArgumentException when places is no power of two, or stripes is negative.
     */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public ConfinedTable(final int places, final int stripes, final Function<Confined.Role, H> factory) {
        if (places < 1 || Integer.bitCount(places) != 1 || stripes < 0) {
            throw new IllegalArgumentException(
                    "places must be a power of two, stripes not negative: places=" + places + " stripes=" + stripes);
        }
        this.places = new Confined[places];
        this.stripes = new Confined[stripes];
        for (int i = 0; i < places; i++) {
            this.places[i] = factory.apply(Confined.Role.THREAD);
        }
        for (int i = 0; i < stripes; i++) {
            this.stripes[i] = factory.apply(Confined.Role.STRIPE);
        }
        uncached = factory.apply(Confined.Role.UNCACHED);
    }

    /**
     * A handle for the calling thread until {@link #exit}. Any thread; never waits, never fails.
     *
     * @return the handle.
     */
    @SuppressWarnings("unchecked")
    public H enter() {
        final Thread current = Thread.currentThread();
        final Confined place = places[(int) current.getId() & (places.length - 1)];
        return (H) (place.owner() == current ? place : borrow(current, place));
    }

    /**
     * Ends a call.
     *
     * @param handle what {@link #enter} returned.
     */
    public void exit(final H handle) {
        if (handle.isStripe()) {
            handle.endCall();
        } else {
            handle.endCallOfOwner();
        }
    }

    /** Lets go of stripes whose call broke off before its {@link #exit}. At rest only: no call is in progress. */
    @Irql(Irql.Level.PASSIVE_LEVEL)
    public void reclaim() {
        for (final Confined stripe : stripes) {
            stripe.endCall();
        }
    }

    private Confined borrow(final Thread current, final Confined place) {
        if (!isVirtual(current)) {
            final Thread seen = place.owner();
            if ((seen == null || !seen.isAlive()) && place.tryOwn(seen, current)) {
                place.askAgain();
                return place;
            }
        }
        // One bit less than an int has, so that no sum below overflows: ids of threads never stop growing.
        final int start = (int) current.getId() & Integer.MAX_VALUE >> 1;
        for (int i = 0; i < stripes.length; i++) {
            final Confined stripe = stripes[(start + i) % stripes.length];
            final Thread seen = stripe.owner();
            if ((seen == null || seen != current && !seen.isAlive()) && stripe.tryOwn(seen, current)) {
                stripe.askAgainAtTimes();
                return stripe;
            }
        }
        return uncached;
    }

    /** Thread.isVirtual came with JDK 21; before it no thread is virtual. */
    private static MethodHandle isVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (final ReflectiveOperationException ex) {
            return MethodHandles.dropArguments(MethodHandles.constant(boolean.class, false), 0, Thread.class);
        }
    }

    private static boolean isVirtual(final Thread thread) {
        try {
            return (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (final RuntimeException | Error ex) {
            throw ex;
        } catch (final Throwable ex) {
            throw new AssertionError("Thread.isVirtual throws nothing", ex);
        }
    }
}
