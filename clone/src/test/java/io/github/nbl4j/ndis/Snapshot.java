// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import io.github.nbl4j.nbl.Mdl;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListInfo;
import io.github.nbl4j.pool.SlotPool;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;

/** What a user can see of an object, as lines: every accessor without parameters, and the bytes. */
final class Snapshot {
    /** No accessors although they look like one. */
    private static final Set<String> ACTIONS = Set.of("linearize");

    private Snapshot() {}

    static void of(final Object object, final List<String> lines) {
        if (object instanceof NetBufferList list) {
            of(list, lines);
        } else if (object instanceof NetBuffer netBuffer) {
            of(netBuffer, lines);
        } else if (object instanceof SlotPool pool) {
            lines.add(pool.name() + " held=" + pool.audit().held() + " closed=" + pool.isClosed());
        } else if (object instanceof DirectBuffer buffer) {
            lines.add("buffer@" + buffer.addressOffset() + "+" + buffer.capacity() + ":" + bytes(buffer));
        } else if (object instanceof Number || object instanceof Boolean) {
            lines.add(object.toString());
        } else if (object != null) {
            accessors(object, lines);
        }
    }

    private static void of(final NetBufferList list, final List<String> lines) {
        accessors(list, lines);
        words(list + ".info", NetBufferListInfo.COUNT, list::netBufferListInfo, lines);
        for (NetBuffer nb = orNull(list::firstNetBuffer); nb != null; nb = nb.next()) {
            of(nb, lines);
        }
    }

    private static void of(final NetBuffer netBuffer, final List<String> lines) {
        accessors(netBuffer, lines);
        final Mdl chain = orNull(netBuffer::mdlChain);
        words(netBuffer + ".bytes", chain == null ? 0 : (int) netBuffer.dataLength(), netBuffer::getByte, lines);
        for (Mdl mdl = chain; mdl != null; mdl = mdl.next()) {
            accessors(mdl, lines);
        }
    }

    /** Checked mode lets nobody look at what was freed. */
    private static <T> T orNull(final Supplier<T> accessor) {
        try {
            return accessor.get();
        } catch (final IllegalStateException ex) {
            return null;
        }
    }

    private static void words(
            final String name, final int count, final IntFunction<Object> word, final List<String> lines) {
        final StringBuilder line = new StringBuilder(name);
        try {
            for (int i = 0; i < count; i++) {
                line.append(' ').append(word.apply(i));
            }
        } catch (final RuntimeException ex) {
            line.append(ex.getClass());
        }
        lines.add(line.toString());
    }

    private static void accessors(final Object object, final List<String> lines) {
        Arrays.stream(object.getClass().getMethods())
                .filter(m -> m.getParameterCount() == 0 && m.getReturnType() != void.class)
                .filter(m -> m.getDeclaringClass() != Object.class && !ACTIONS.contains(m.getName()))
                .sorted(Comparator.comparing(Method::getName))
                .forEach(m -> lines.add(object.getClass().getSimpleName() + "@" + System.identityHashCode(object) + "."
                        + m.getName() + "=" + value(object, m)));
    }

    private static String value(final Object object, final Method accessor) {
        try {
            accessor.setAccessible(true); // Public, but of a class that is not.
            final Object value = accessor.invoke(object);
            return value instanceof DirectBuffer buffer ? "buffer:" + bytes(buffer) : String.valueOf(value);
        } catch (final InvocationTargetException ex) {
            return ex.getCause().getClass().getName();
        } catch (final IllegalAccessException ex) {
            throw new AssertionError(ex);
        }
    }

    private static String bytes(final DirectBuffer buffer) {
        final byte[] bytes = new byte[Math.min(buffer.capacity(), 256)];
        buffer.getBytes(0, bytes);
        return Arrays.toString(bytes);
    }
}
