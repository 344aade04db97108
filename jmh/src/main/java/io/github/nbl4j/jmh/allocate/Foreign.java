// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.allocate;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What Java 22 calls foreign functions and memory, for source that Java 17 compiles: method handles that are found when
 * this class is, and constants for the compiler, so a call through them costs what a written one does.
 */
final class Foreign {
    /** {@code Object ()}: Arena.ofConfined(). */
    static final MethodHandle OF_CONFINED;
    /** {@code Object (Object, long)}: Arena.allocate(bytes), zeroed. */
    static final MethodHandle ALLOCATE;
    /** {@code void (Object)}: Arena.close(). */
    static final MethodHandle CLOSE;
    /** {@code ByteBuffer (Object)}: MemorySegment.asByteBuffer(). */
    static final MethodHandle AS_BYTE_BUFFER;
    /** {@code long (long)}: the C library's malloc, called without leaving the Java state of the thread. */
    static final MethodHandle MALLOC;
    /** {@code void (long)}: its free, the same way. */
    static final MethodHandle FREE;

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    static {
        try {
            final Class<?> arena = type("Arena");
            final Class<?> segment = type("MemorySegment");
            OF_CONFINED =
                    LOOKUP.findStatic(arena, "ofConfined", methodType(arena)).asType(methodType(Object.class));
            ALLOCATE = LOOKUP.findVirtual(arena, "allocate", methodType(segment, long.class))
                    .asType(methodType(Object.class, Object.class, long.class));
            CLOSE = LOOKUP.findVirtual(arena, "close", methodType(void.class))
                    .asType(methodType(void.class, Object.class));
            AS_BYTE_BUFFER = LOOKUP.findVirtual(segment, "asByteBuffer", methodType(ByteBuffer.class))
                    .asType(methodType(ByteBuffer.class, Object.class));
            MALLOC = critical("malloc", methodType(long.class, long.class));
            FREE = critical("free", methodType(void.class, long.class));
        } catch (final ClassNotFoundException ex) {
            throw new IllegalStateException("the JDK must be 22 or later: it is " + Runtime.version(), ex);
        } catch (final Throwable ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    private Foreign() {}

    /** The bytes at an address that malloc gave. */
    static ByteBuffer bytes(final long address, final long length) throws Throwable {
        final Class<?> segment = type("MemorySegment");
        final Object start = LOOKUP.findStatic(segment, "ofAddress", methodType(segment, long.class))
                .invoke(address);
        final Object whole = LOOKUP.findVirtual(segment, "reinterpret", methodType(segment, long.class))
                .invoke(start, length);
        return (ByteBuffer) AS_BYTE_BUFFER.invokeExact(whole);
    }

    private static Class<?> type(final String name) throws ClassNotFoundException {
        return Class.forName("java.lang.foreign." + name);
    }

    /** A C function of a long: an address is one. Its linker's methods take their last arguments one by one. */
    private static MethodHandle critical(final String name, final MethodType type) throws Throwable {
        final Class<?> linkers = type("Linker");
        final Class<?> layouts = type("MemoryLayout");
        final Class<?> descriptors = type("FunctionDescriptor");
        final Class<?> options = type("Linker$Option");
        final Class<?> lookups = type("SymbolLookup");
        final Object linker =
                LOOKUP.findStatic(linkers, "nativeLinker", methodType(linkers)).invoke();
        final Object library = LOOKUP.findVirtual(linkers, "defaultLookup", methodType(lookups))
                .invoke(linker);
        final Optional<?> symbol =
                (Optional<?>) LOOKUP.findVirtual(lookups, "find", methodType(Optional.class, String.class))
                        .invoke(library, name);
        final Object number = type("ValueLayout").getField("JAVA_LONG").get(null);
        final Object descriptor = type.returnType() == void.class
                ? LOOKUP.findStatic(descriptors, "ofVoid", methodType(descriptors, layouts.arrayType()))
                        .invoke(number)
                : LOOKUP.findStatic(descriptors, "of", methodType(descriptors, layouts, layouts.arrayType()))
                        .invoke(number, number);
        final Object critical = LOOKUP.findStatic(options, "critical", methodType(options, boolean.class))
                .invoke(false);
        final MethodType link = methodType(MethodHandle.class, type("MemorySegment"), descriptors, options.arrayType());
        final MethodHandle function = (MethodHandle) LOOKUP.findVirtual(linkers, "downcallHandle", link)
                .invoke(linker, symbol.orElseThrow(), descriptor, critical);
        return function.asType(type);
    }
}
