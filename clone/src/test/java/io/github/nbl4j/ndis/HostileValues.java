// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.AllocateMdlHandler;
import io.github.nbl4j.nbl.FreeMdlHandler;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironmentParameters;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferListPoolParameters;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.nbl.NetBufferPoolParameters;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.MutableInteger;
import org.agrona.collections.MutableLong;
import org.agrona.concurrent.UnsafeBuffer;

/** For each type of a parameter, what a careless or hostile caller may pass, by name. */
final class HostileValues {
    private static final int[] INTS = {Integer.MIN_VALUE, -1, 0, 1, 1 << 30, Integer.MAX_VALUE - 1, Integer.MAX_VALUE};
    private static final long[] LONGS = {
        Long.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE, 0xFFFF_FFFFL, 1L << 32, Long.MAX_VALUE - 1, Long.MAX_VALUE
    };

    private static final Maker NULL = (world, foreign) -> null;

    private final Map<Class<?>, Map<String, Maker>> values = new LinkedHashMap<>();

    /** Makes a value in a world, or with things of a second one. */
    interface Maker {
        Object make(HostileWorld world, Supplier<HostileWorld> foreign);
    }

    /** What a hostile handler throws: it may come out. */
    static final class HandlerFailure extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    HostileValues() {
        lists();
        netBuffers();
        mdls();
        pools();
        handlers();
        memory();
        for (final int value : INTS) {
            add(int.class, "" + value, w -> value);
        }
        for (final long value : LONGS) {
            add(long.class, "" + value, w -> value);
        }
        add(boolean.class, "false", w -> false);
        add(boolean.class, "true", w -> true);
        parameters(NetBufferListPoolParameters.class, HostileValues::listPool);
        parameters(NetBufferPoolParameters.class, HostileValues::netBufferPool);
        setters(NetBufferEnvironmentParameters.class)
                .forEach((name, setter) -> add(Consumer.class, name, w ->
                        (Consumer<NetBufferEnvironmentParameters>) p -> setter.accept(environment(p))));
    }

    /** The values of a type; throws for one that nobody has thought about. */
    Map<String, Maker> of(final Class<?> type) {
        final Map<String, Maker> all = values.get(type);
        if (all == null) {
            throw new IllegalStateException("no hostile values for " + type + " (add some to HostileValues)");
        }
        return all;
    }

    private void add(final Class<?> type, final String name, final Function<HostileWorld, Object> value) {
        put(type, name, (world, foreign) -> value.apply(world));
    }

    private void addForeign(final Class<?> type, final Function<HostileWorld, Object> value) {
        put(type, "foreign", (world, foreign) -> value.apply(foreign.get()));
    }

    private void put(final Class<?> type, final String name, final Maker maker) {
        if (!type.isPrimitive()) {
            values.computeIfAbsent(type, t -> new LinkedHashMap<>()).putIfAbsent("null", NULL);
        }
        values.computeIfAbsent(type, t -> new LinkedHashMap<>()).put(name, maker);
    }

    private void lists() {
        final Class<?> type = NetBufferList.class;
        addForeign(type, HostileWorld::list);
        add(type, "freed", HostileWorld::freed);
        add(type, "released", HostileWorld::released);
        add(type, "parent", HostileWorld::parent);
        add(type, "clone", w -> w.clone(CloneFlags.NONE));
        add(type, "clone of original Mdls", w -> w.clone(CloneFlags.USE_ORIGINAL_MDLS));
        add(type, "fragment", HostileWorld::fragment);
        add(type, "reassembled", HostileWorld::reassembled);
        add(type, "without NetBuffers", w -> w.keep(w.bare.allocate()));
        add(type, "without chain", w -> w.keep(w.plain.allocate()));
        add(type, "awaited", w -> {
            final NetBufferList parent = w.parent();
            w.plain.complete(parent, done -> w.plain.free(done));
            return parent;
        });
    }

    private void netBuffers() {
        final Class<?> type = NetBuffer.class;
        addForeign(type, HostileWorld::netBuffer);
        add(type, "freed", w -> {
            final NetBuffer netBuffer = w.netBuffer();
            w.netBuffers.free(netBuffer);
            return netBuffer;
        });
        add(type, "freed with its list", w -> {
            final NetBuffer netBuffer = w.netBuffer();
            final NetBufferList list = w.bare.allocate();
            list.append(netBuffer);
            w.cloner.free(list);
            return netBuffer;
        });
        add(type, "released", w -> {
            final NetBufferList list = w.parent();
            final NetBuffer netBuffer = list.firstNetBuffer();
            w.cloner.free(list);
            return netBuffer;
        });
        add(type, "of a parent", w -> w.parent().firstNetBuffer());
        add(type, "of a list", w -> w.list().firstNetBuffer());
        add(type, "embedded", w -> w.keep(w.plain.allocate()).firstNetBuffer());
        add(type, "of a clone", w -> w.clone(CloneFlags.NONE).firstNetBuffer());
        add(type, "of original Mdls", w -> w.clone(CloneFlags.USE_ORIGINAL_MDLS).firstNetBuffer());
        add(type, "without chain", w -> w.keep(w.netBuffers.allocate(null, 0, 0)));
    }

    private void mdls() {
        final Class<?> type = Mdl.class;
        addForeign(type, HostileWorld::mdls);
        add(type, "freed", w -> {
            final Mdl mdl = w.mdl(23);
            w.environment.mdlPool().free(mdl);
            return mdl;
        });
        add(type, "released", w -> w.netBuffer().mdlChain());
        add(type, "borrowed", w -> {
            final Mdl mdl = w.mdl(23);
            w.keep(w.netBuffers.allocate(mdl, 0, 0));
            return mdl;
        });
        add(
                type,
                "embedded",
                w -> w.keep(w.keep(dataPool(w)).allocateMdlAndData()).mdlChain());
        add(
                type,
                "of a clone",
                w -> w.clone(CloneFlags.NONE).firstNetBuffer().mdlChain().next());
        add(type, "consumed", w -> {
            final Mdl segment = w.segment();
            w.keep(w.netBuffers.allocate(null, 0, 0)).append(segment);
            return segment;
        });
        add(type, "empty", w -> w.mdl(0));
    }

    private void pools() {
        addForeign(NetBufferListPool.class, w -> w.plain);
        add(NetBufferListPool.class, "closed", w -> {
            final NetBufferListPool pool = w.keep(NetBufferListPool.create(w.environment, listPool()));
            pool.close();
            return pool;
        });
        add(NetBufferListPool.class, "bare", w -> w.bare);
        add(
                NetBufferListPool.class,
                "with data",
                w -> w.keep(NetBufferListPool.create(w.environment, listPool().dataSize(64))));
        add(NetBufferListPool.class, "default", w -> w.environment.clonePool());
        addForeign(NetBufferPool.class, w -> w.netBuffers);
        add(NetBufferPool.class, "closed", w -> {
            final NetBufferPool pool = w.keep(NetBufferPool.create(w.environment, netBufferPool()));
            pool.close();
            return pool;
        });
        add(NetBufferPool.class, "with data", w -> w.keep(dataPool(w)));
        add(NetBufferPool.class, "without data", w -> w.netBuffers);
        add(NetBufferPool.class, "default", w -> w.environment.netBufferPool());
    }

    private void handlers() {
        final Class<?> type = AllocateMdlHandler.class;
        add(type, "no memory", w -> (AllocateMdlHandler) bytes -> null);
        add(type, "throws", w -> (AllocateMdlHandler) bytes -> {
            throw new HandlerFailure();
        });
        of(Mdl.class)
                .forEach((name, maker) -> put(type, "gives " + name, (world, foreign) -> {
                    final Mdl mdl = (Mdl) maker.make(world, foreign);
                    return (AllocateMdlHandler) bytes -> mdl;
                }));
        add(FreeMdlHandler.class, "keeps", w -> (FreeMdlHandler) w::keep);
        add(FreeMdlHandler.class, "throws", w -> (FreeMdlHandler) mdl -> {
            w.keep(mdl);
            throw new HandlerFailure();
        });
    }

    private void memory() {
        for (final Class<?> type : new Class<?>[] {DirectBuffer.class, MutableDirectBuffer.class}) {
            add(type, "empty", w -> new UnsafeBuffer(0, 0));
            add(type, "one byte", w -> new UnsafeBuffer(new byte[1]));
            add(type, "direct", w -> new UnsafeBuffer(ByteBuffer.allocateDirect(64)));
        }
        put(MutableInteger.class, "null", NULL);
        put(MutableLong.class, "null", NULL);
    }

    private <P> void parameters(final Class<P> type, final Supplier<P> good) {
        setters(type)
                .forEach((name, setter) -> add(type, name, w -> {
                    final P parameters = good.get();
                    setter.accept(parameters);
                    return parameters;
                }));
    }

    /** One setter after the other with one bad value after the other. */
    private Map<String, Consumer<Object>> setters(final Class<?> type) {
        final Map<String, Consumer<Object>> all = new TreeMap<>();
        for (final Method setter : type.getMethods()) {
            if (setter.getParameterCount() == 1 && setter.getReturnType() == type) {
                final Class<?> of = setter.getParameterTypes()[0];
                final Map<String, Maker> bad = of == String.class ? Map.of("null", NULL) : of(of);
                bad.forEach((name, maker) ->
                        all.put(setter.getName() + "=" + name, object -> set(setter, object, maker.make(null, null))));
            }
        }
        return all;
    }

    private static void set(final Method setter, final Object parameters, final Object value) {
        try {
            setter.invoke(parameters, value);
        } catch (final ReflectiveOperationException ex) {
            throw new AssertionError(ex);
        }
    }

    static NetBufferEnvironmentParameters environment(final NetBufferEnvironmentParameters p) {
        return p.clones(2).netBuffers(2).mdls(2).segments(2).contexts(2).maxCaches(0);
    }

    static NetBufferListPoolParameters listPool() {
        return new NetBufferListPoolParameters().capacity(2).maxCaches(0).privateLength(0);
    }

    static NetBufferPoolParameters netBufferPool() {
        return new NetBufferPoolParameters().capacity(2).maxCaches(0).privateLength(0);
    }

    private static NetBufferPool dataPool(final HostileWorld w) {
        return NetBufferPool.create(w.environment, netBufferPool().dataSize(64));
    }
}
