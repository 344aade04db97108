// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.exercise;

import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls some operations and leaves the pools as they were, so that it can run again. Its name is that of its room and
 * of its method there. Used by the thread that opened it.
 */
public final class Exercise implements Runnable, AutoCloseable {
    private static final List<Class<? extends Room>> ROOMS = List.of(
            AnyThreadCloning.class,
            Bytes.class,
            Classification.class,
            Cloning.class,
            Contexts.class,
            DataSpace.class,
            Facade.class,
            Lists.class,
            ListFields.class,
            ListOwnership.class,
            Mdls.class,
            NetBuffers.class,
            OwnPool.class,
            PoolAnswers.class,
            Queues.class,
            Steps.class);

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    /** By name: makes the work of a room. Each once, because the class of such a lambda stays for good. */
    private static final Map<String, MethodHandle> MAKERS = new ConcurrentHashMap<>();

    private final Room room;
    private final Runnable work;

    private Exercise(final Room room, final Runnable work) {
        this.room = room;
        this.work = work;
    }

    /**
     * All exercises.
     *
     * @return their names, sorted.
     */
    public static List<String> names() {
        return List.copyOf(methods().keySet());
    }

    /**
     * Builds an exercise and its pools.
     *
     * @param name one of {@link #names()}.
     * @return the exercise, to be closed by the caller.
     */
    public static Exercise open(final String name) {
        try {
            final MethodHandle maker = MAKERS.computeIfAbsent(name, Exercise::maker);
            final Class<?> type = maker.type().parameterType(0);
            final Room room = (Room) type.getDeclaredConstructor().newInstance();
            return new Exercise(room, (Runnable) maker.invoke(room));
        } catch (final Throwable ex) {
            throw new IllegalStateException("exercise must be buildable: name=" + name, ex);
        }
    }

    /** A lambda and no reflection: what runs is one virtual call, and makes no garbage of its own. */
    private static MethodHandle maker(final String name) {
        final Method method = methods().get(name);
        final MethodType nothing = MethodType.methodType(void.class);
        final MethodType make = MethodType.methodType(Runnable.class, method.getDeclaringClass());
        try {
            return LambdaMetafactory.metafactory(LOOKUP, "run", make, nothing, LOOKUP.unreflect(method), nothing)
                    .getTarget();
        } catch (final IllegalAccessException | LambdaConversionException ex) {
            throw new IllegalStateException("must be a method of a room: " + method, ex);
        }
    }

    /** Every method of a room without parameters and result, but for those of {@link Room} itself. */
    private static TreeMap<String, Method> methods() {
        final TreeMap<String, Method> methods = new TreeMap<>();
        for (final Class<? extends Room> room : ROOMS) {
            for (final Method method : room.getDeclaredMethods()) {
                if (isExercise(method)) {
                    methods.put(room.getSimpleName() + "." + method.getName(), method);
                }
            }
        }
        return methods;
    }

    private static boolean isExercise(final Method method) {
        return method.getReturnType() == void.class
                && method.getParameterCount() == 0
                && !method.isSynthetic()
                && !Modifier.isPrivate(method.getModifiers())
                && !method.getName().equals("close");
    }

    /** Does the work once. */
    @Override
    public void run() {
        work.run();
    }

    /** Closes the pools, all of whose slots must have come home. */
    @Override
    public void close() {
        room.close();
    }
}
