// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jetbrains.lincheck.datastructures.Operation;

/**
 * Broken: one for each way in which the library reaches a word that threads share. Where Lincheck does not see an
 * access it switches no thread there, and would find every model that is built on it right.
 */
final class AccessCanaries {
    private static final VarHandle LONG;
    private static final VarHandle INT;
    private static final VarHandle REFERENCE;
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(long[].class);

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            LONG = lookup.findVarHandle(Words.class, "wide", long.class);
            INT = lookup.findVarHandle(Words.class, "narrow", int.class);
            REFERENCE = lookup.findVarHandle(Words.class, "reference", Object.class);
        } catch (final ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    private AccessCanaries() {}

    /** A counter that is read and written in two steps. */
    public abstract static class LostUpdate {
        @Operation
        public final long increment() {
            final long next = read() + 1;
            write(next);
            return next;
        }

        abstract long read();

        abstract void write(long value);
    }

    private static final class Words {
        long plain;
        volatile long wide;
        volatile int narrow;
        volatile Object reference = 0L;
    }

    /** Life words, the counts of magazines. */
    public static final class PlainField extends LostUpdate {
        private final Words words = new Words();

        @Override
        long read() {
            return words.plain;
        }

        @Override
        void write(final long value) {
            words.plain = value;
        }
    }

    /** The slots of magazines. */
    public static final class PlainElement extends LostUpdate {
        private final int[] slots = new int[1];

        @Override
        long read() {
            return slots[0];
        }

        @Override
        void write(final long value) {
            slots[0] = (int) value;
        }
    }

    /** The head of a stack, the children's word. */
    public static final class AcquireRelease extends LostUpdate {
        private final Words words = new Words();

        @Override
        long read() {
            return (long) LONG.getAcquire(words);
        }

        @Override
        void write(final long value) {
            LONG.setRelease(words, value);
        }
    }

    /** Counters, the reset of the children's word. */
    public static final class Opaque extends LostUpdate {
        private final Words words = new Words();

        @Override
        long read() {
            return (long) LONG.getOpaque(words);
        }

        @Override
        void write(final long value) {
            LONG.setOpaque(words, value);
        }
    }

    /** The children's word again: each step is one operation, but there are two. */
    public static final class GetAndAdd extends LostUpdate {
        private final Words words = new Words();

        @Override
        long read() {
            return (long) LONG.getAndAdd(words, 0L);
        }

        @Override
        void write(final long value) {
            LONG.getAndAdd(words, 1L);
        }
    }

    /** Every CAS of the library goes round again, or gives up: this one does neither. */
    public static final class CompareAndSet extends LostUpdate {
        private final Words words = new Words();

        @Override
        long read() {
            return words.wide;
        }

        @Override
        void write(final long value) {
            LONG.compareAndSet(words, value - 1, value);
        }
    }

    /** The state of a magazine, the phase of a pool, the users of external memory. */
    public static final class NarrowField extends LostUpdate {
        private final Words words = new Words();

        @Override
        long read() {
            return words.narrow;
        }

        @Override
        void write(final long value) {
            INT.setRelease(words, (int) value);
        }
    }

    /** The users of external memory, the slots that are out when a pool closes. */
    public static final class NarrowGetAndAdd extends LostUpdate {
        private final Words words = new Words();

        @Override
        long read() {
            return (int) INT.getAndAdd(words, 0);
        }

        @Override
        void write(final long value) {
            INT.getAndAdd(words, 1);
        }
    }

    /** The owner of a handle, the holder of a cache. */
    public static final class ReferenceField extends LostUpdate {
        private final Words words = new Words();

        @Override
        long read() {
            return (long) words.reference;
        }

        @Override
        void write(final long value) {
            REFERENCE.setRelease(words, (Object) value);
        }
    }

    /** The links of a stack. */
    public static final class ArrayElement extends LostUpdate {
        private final long[] links = new long[1];

        @Override
        long read() {
            return (long) ELEMENT.getOpaque(links, 0);
        }

        @Override
        void write(final long value) {
            ELEMENT.setOpaque(links, 0, value);
        }
    }

    /** The places of a quarantine. */
    public static final class ArrayCompareAndSet extends LostUpdate {
        private final long[] places = new long[1];

        @Override
        long read() {
            return (long) ELEMENT.getVolatile(places, 0);
        }

        @Override
        void write(final long value) {
            ELEMENT.compareAndSet(places, 0, (long) ELEMENT.getVolatile(places, 0), value);
        }
    }

    /** The observer of checked mode. */
    public static final class Reference extends LostUpdate {
        private final AtomicReference<Long> reference = new AtomicReference<>(0L);

        @Override
        long read() {
            return reference.get();
        }

        @Override
        void write(final long value) {
            reference.set(value);
        }
    }

    /** No way of the library's: Lincheck sees nothing of it and finds the counter right, but it says so in its log. */
    public static final class UnsafeAddress extends LostUpdate {
        private final ByteBuffer memory = ByteBuffer.allocateDirect(Long.BYTES);
        private final long address = BufferUtil.address(memory);

        @Override
        long read() {
            return UnsafeApi.getLong(address);
        }

        @Override
        void write(final long value) {
            UnsafeApi.putLong(address, value);
        }
    }

    /** The depot's queue of empty magazines: relaxed, it says "empty" while a thread stands inside of it. */
    public static final class RelaxedQueue {
        private final MpmcVarHandleArrayQueue<Integer> queue = new MpmcVarHandleArrayQueue<>(4);

        @Operation
        public boolean offer() {
            return queue.relaxedOffer(1);
        }

        @Operation
        public Integer poll() {
            return queue.relaxedPoll();
        }
    }

    /** The same queue as the depot must not use it: others wait for a thread that stands inside of it. */
    public static final class WaitingQueue {
        private final MpmcVarHandleArrayQueue<Integer> queue = new MpmcVarHandleArrayQueue<>(4);

        @Operation
        public boolean offer() {
            return queue.offer(1);
        }

        @Operation
        public Integer poll() {
            return queue.poll();
        }
    }

    /** A lock of one's own making. */
    public static final class SpinLock {
        private final Words words = new Words();

        @Operation
        public long increment() {
            while (!INT.compareAndSet(words, 0, 1)) {
                Thread.onSpinWait();
            }
            final long next = ++words.plain;
            INT.setRelease(words, 0);
            return next;
        }
    }
}
