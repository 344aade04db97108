// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.nbl.GatherVector;
import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.MdlPool;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import io.github.nbl4j.nbl.NetBufferPool;
import io.github.nbl4j.nbl.SegmentCursor;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Objects of every kind and of every way to describe memory, and all that a user may still do to them at the end. */
final class Stale {
    private static final int DATA = 48;

    private final NetBufferEnvironment environment = NetBufferEnvironment.create(
            p -> p.clones(8).netBuffers(4).mdls(16).segments(4).contexts(4).privateLength(32));
    private final NetBufferListPool originals;
    private final NetBufferListPool plain = NetBufferListPool.create(environment, p -> p.capacity(2));
    private final NetBufferPool netBuffers =
            NetBufferPool.create(environment, p -> p.capacity(2).dataSize(64));
    private final MdlPool segments = MdlPool.create(environment, "segments", 4, 1, 64);
    private final AnyThreadCloner cloner = new AnyThreadCloner(environment);

    /** As a user keeps it who wraps a buffer of his own round the memory: the library does not know of it. */
    final DirectBuffer kept;

    private final List<NetBufferList> lists = new ArrayList<>();
    private final Mdl external =
            environment.mdlPool().allocate(new UnsafeBuffer(ByteBuffer.allocateDirect(DATA)), 0, DATA, null);
    private final Set<Object> objects = new LinkedHashSet<>();
    private final List<MutableDirectBuffer> views = new ArrayList<>();
    private final List<ByteBuffer> byteBuffers = new ArrayList<>();

    /** @param dataSize bytes of an original's memory, at least 64. */
    Stale(final int dataSize) {
        originals = NetBufferListPool.create(
                environment,
                p -> p.capacity(1)
                        .maxCaches(0)
                        .dataSize(dataSize)
                        .contextSize(32)
                        .privateLength(32));
        final NetBufferList original = originals.allocate(16, 0);
        final NetBuffer first = original.firstNetBuffer();
        kept = new UnsafeBuffer(first.mdlChain().buffer(), 0, DATA);
        first.append(segments.allocate());
        first.adjustData(dataSize - DATA, DATA + DATA);
        final NetBuffer second = netBuffers.allocateMdlAndData();
        second.adjustData(8, DATA);
        original.append(second);
        original.allocateContext(64, 0);
        final NetBufferList borrower = plain.allocate(external, 0, DATA);
        for (final NetBufferList parent : List.of(original, borrower)) {
            final NetBufferList same = cloned(parent, CloneFlags.USE_ORIGINAL_MDLS);
            final NetBufferList described = cloned(parent, CloneFlags.NONE);
            final NetBufferList grandchild = cloned(described, CloneFlags.NONE);
            same.firstNetBuffer().retreatPrivate(32);
            described.firstNetBuffer().retreatPrivate(200);
            List.of(grandchild, described, same, parent).forEach(this::remember);
        }
    }

    private NetBufferList cloned(final NetBufferList parent, final int flags) {
        return cloner.allocateClone(parent, null, null, flags);
    }

    private void remember(final NetBufferList list) {
        lists.add(list);
        objects.add(list);
        if (list.context() != null) {
            objects.add(list.context());
            views.add(list.context().buffer());
        }
        for (NetBuffer nb = list.firstNetBuffer(); nb != null; nb = nb.next()) {
            objects.add(nb);
            final SegmentCursor within = new SegmentCursor().wrap(nb);
            within.next();
            objects.add(within);
            for (Mdl mdl = nb.mdlChain(); mdl != null; mdl = mdl.next()) {
                objects.add(mdl);
                views.add(mdl.unsafeBuffer());
                if (mdl.byteBuffer() != null) {
                    byteBuffers.add(mdl.byteBuffer());
                }
            }
        }
    }

    /** All lists end, and the pools that originals and their memory come from give it back; the clones' pools live. */
    void releaseOriginals() {
        lists.forEach(cloner::free);
        environment.mdlPool().free(external);
        for (final var pool : List.of(originals, plain, netBuffers, segments)) {
            pool.close();
            requireReleased(pool.isReleased());
        }
    }

    void releaseAll() {
        environment.close();
        environment.pools().forEach(pool -> requireReleased(pool.isReleased()));
    }

    private static void requireReleased(final boolean released) {
        if (!released) {
            throw new AssertionError("must be released");
        }
    }

    /** Reads and writes what users have kept of the memory. Returns how many such accesses were let pass. */
    int useViews() {
        int passed = 0;
        for (final MutableDirectBuffer view : views) {
            passed += passes(() -> view.putByte(DATA, (byte) (view.getLong(0) + 1)));
        }
        for (final ByteBuffer buffer : byteBuffers) {
            passed += passes(() -> buffer.put(0, (byte) (buffer.get(1) + 1)));
        }
        return passed;
    }

    private static int passes(final Runnable use) {
        try {
            use.run();
            return 1;
        } catch (final IndexOutOfBoundsException ex) {
            return 0;
        }
    }

    /** Methods that do not refuse some object, as {@code Type.method}; with what they throw instead, if it is odd. */
    Set<String> passing() {
        final Set<String> passing = new TreeSet<>();
        for (final Object object : objects) {
            for (final Method method : methodsOf(object)) {
                final String name = object.getClass().getSimpleName() + "." + method.getName();
                final Throwable thrown = thrownBy(method, object);
                if (thrown == null || thrown instanceof IllegalArgumentException) {
                    passing.add(name);
                } else if (!(thrown instanceof IllegalStateException)) {
                    passing.add(name + " " + thrown);
                }
            }
            if (object instanceof NetBuffer nb && thrownBy(() -> new GatherVector(8).add(nb)) == null) {
                passing.add("GatherVector.add");
            }
        }
        return passing;
    }

    private static List<Method> methodsOf(final Object object) {
        return Arrays.stream(object.getClass().getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    private Throwable thrownBy(final Method method, final Object target) {
        final Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(type -> argument(type, target))
                .toArray();
        method.setAccessible(true);
        try {
            method.invoke(target, arguments);
            return null;
        } catch (final InvocationTargetException ex) {
            return ex.getCause();
        } catch (final IllegalAccessException ex) {
            throw new AssertionError(ex);
        }
    }

    private static Throwable thrownBy(final Runnable call) {
        try {
            call.run();
            return null;
        } catch (final RuntimeException ex) {
            return ex;
        }
    }

    /** What a good call could have. */
    private Object argument(final Class<?> type, final Object target) {
        if (type == int.class) {
            return 1;
        }
        if (type == long.class) {
            return 1L;
        }
        if (type == short.class) {
            return (short) 1;
        }
        if (type == byte[].class) {
            return new byte[DATA];
        }
        if (type == DirectBuffer.class || type == MutableDirectBuffer.class) {
            return new UnsafeBuffer(new byte[DATA]);
        }
        if (type == ReadableByteChannel.class) {
            return Channels.newChannel(InputStream.nullInputStream());
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == ByteBuffer.class) {
            return ByteBuffer.allocate(DATA);
        }
        if (type == ByteOrder.class) {
            return ByteOrder.BIG_ENDIAN;
        }
        return objects.stream().filter(type::isInstance).findFirst().orElse(null);
    }
}
