// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jetbrains.lincheck.datastructures.Operation;

/**
 * Broken: one for each way in which the library reaches a word that threads share. Where Lincheck does not see an
 * access it switches no thread there, and would find every model that is built on it right. A {@link LostUpdate} shows
 * that it sees the write, a {@link MixedRead} that it sees the read.
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

    private static final class Words {
        long plain;
        volatile long wide;
        volatile int narrow;
        volatile Object reference = 0L;
        final int[] slots = new int[1];
        final long[] places = new long[1];
        final AtomicReference<Long> observer = new AtomicReference<>(0L);
        final AtomicIntegerArray ordinals = new AtomicIntegerArray(1);

        /** Every word by one. */
        void advance() {
            plain++;
            wide++;
            narrow++;
            reference = plain;
            slots[0]++;
            places[0]++;
            observer.set(plain);
            ordinals.incrementAndGet(0);
        }
    }

    /** A counter that is read and written in two steps: nothing goes wrong unless a thread is stopped at the write. */
    public abstract static class LostUpdate {
        final Words words = new Words();

        @Operation
        public final long increment() {
            final long next = read() + 1;
            write(next);
            return next;
        }

        abstract long read();

        abstract void write(long value);
    }

    /**
     * Two words that one thread advances in turn, and others read in that turn: wherever the writer stands, the second
     * is never ahead. Nothing goes wrong unless a thread is stopped at its second read.
     */
    public abstract static class MixedRead {
        private final Words first = new Words();
        private final Words second = new Words();

        @Operation(nonParallelGroup = "writer")
        public final void advance() {
            first.advance();
            second.advance();
        }

        @Operation
        public final boolean isSecondAhead() {
            return read(first) < read(second);
        }

        abstract long read(Words words);
    }

    /** Life words, the counts of magazines. */
    public static final class PlainField extends LostUpdate {
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
        @Override
        long read() {
            return words.slots[0];
        }

        @Override
        void write(final long value) {
            words.slots[0] = (int) value;
        }
    }

    /** The owner of a stripe, and that it is wanted. */
    public static final class VolatileField extends LostUpdate {
        @Override
        long read() {
            return (long) words.reference;
        }

        @Override
        void write(final long value) {
            words.reference = value;
        }
    }

    /** The head of a stack, the children's word. */
    public static final class AcquireRelease extends LostUpdate {
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
        @Override
        long read() {
            return words.narrow;
        }

        @Override
        void write(final long value) {
            INT.setRelease(words, (int) value);
        }
    }

    /** The phase of a pool that has released its memory. */
    public static final class NarrowVolatile extends LostUpdate {
        @Override
        long read() {
            return words.narrow;
        }

        @Override
        void write(final long value) {
            INT.setVolatile(words, (int) value);
        }
    }

    /** A cache that its pool closes. */
    public static final class NarrowOpaque extends LostUpdate {
        @Override
        long read() {
            return (int) INT.getOpaque(words);
        }

        @Override
        void write(final long value) {
            INT.setOpaque(words, (int) value);
        }
    }

    /** The users of external memory, the slots that are out when a pool closes. */
    public static final class NarrowGetAndAdd extends LostUpdate {
        @Override
        long read() {
            return (int) INT.getAndAdd(words, 0);
        }

        @Override
        void write(final long value) {
            INT.getAndAdd(words, 1);
        }
    }

    /** The claim of a magazine, the close of a pool, the high-water mark. */
    public static final class NarrowCompareAndSet extends LostUpdate {
        @Override
        long read() {
            return words.narrow;
        }

        @Override
        void write(final long value) {
            INT.compareAndSet(words, (int) value - 1, (int) value);
        }
    }

    /** The owner of a handle, the holder of a cache. */
    public static final class ReferenceField extends LostUpdate {
        @Override
        long read() {
            return (long) words.reference;
        }

        @Override
        void write(final long value) {
            REFERENCE.setRelease(words, (Object) value);
        }
    }

    /** The same two, claimed. Small numbers are boxed once. */
    public static final class ReferenceCompareAndSet extends LostUpdate {
        @Override
        long read() {
            return (long) words.reference;
        }

        @Override
        void write(final long value) {
            REFERENCE.compareAndSet(words, (Object) (value - 1), (Object) value);
        }
    }

    /** The links of a stack. */
    public static final class ArrayElement extends LostUpdate {
        @Override
        long read() {
            return (long) ELEMENT.getOpaque(words.places, 0);
        }

        @Override
        void write(final long value) {
            ELEMENT.setOpaque(words.places, 0, value);
        }
    }

    /** The places of a quarantine. */
    public static final class ArrayCompareAndSet extends LostUpdate {
        @Override
        long read() {
            return (long) ELEMENT.getVolatile(words.places, 0);
        }

        @Override
        void write(final long value) {
            ELEMENT.compareAndSet(words.places, 0, value - 1, value);
        }
    }

    /** The observer of checked mode. */
    public static final class Reference extends LostUpdate {
        @Override
        long read() {
            return words.observer.get();
        }

        @Override
        void write(final long value) {
            words.observer.compareAndSet(value - 1, value);
        }
    }

    /** The pools of an environment. */
    public static final class Ordinals extends LostUpdate {
        @Override
        long read() {
            return words.ordinals.get(0);
        }

        @Override
        void write(final long value) {
            words.ordinals.compareAndSet(0, (int) value - 1, (int) value);
        }
    }

    /** Life words, the counts of magazines. */
    public static final class PlainFieldRead extends MixedRead {
        @Override
        long read(final Words words) {
            return words.plain;
        }
    }

    /** The slots of magazines. */
    public static final class PlainElementRead extends MixedRead {
        @Override
        long read(final Words words) {
            return words.slots[0];
        }
    }

    /** The children's word. */
    public static final class VolatileRead extends MixedRead {
        @Override
        long read(final Words words) {
            return words.wide;
        }
    }

    /** The head of a stack, the children's word. */
    public static final class AcquireRead extends MixedRead {
        @Override
        long read(final Words words) {
            return (long) LONG.getAcquire(words);
        }
    }

    /** Counters. */
    public static final class OpaqueRead extends MixedRead {
        @Override
        long read(final Words words) {
            return (long) LONG.getOpaque(words);
        }
    }

    /** The state of a magazine, the phase of a pool. */
    public static final class NarrowRead extends MixedRead {
        @Override
        long read(final Words words) {
            return words.narrow;
        }
    }

    /** A cache that its pool closes. */
    public static final class NarrowOpaqueRead extends MixedRead {
        @Override
        long read(final Words words) {
            return (int) INT.getOpaque(words);
        }
    }

    /** The owner of a handle, the holder of a cache. */
    public static final class ReferenceRead extends MixedRead {
        @Override
        long read(final Words words) {
            return (long) words.reference;
        }
    }

    /** The links of a stack. */
    public static final class ArrayOpaqueRead extends MixedRead {
        @Override
        long read(final Words words) {
            return (long) ELEMENT.getOpaque(words.places, 0);
        }
    }

    /** The places of a quarantine. */
    public static final class ArrayVolatileRead extends MixedRead {
        @Override
        long read(final Words words) {
            return (long) ELEMENT.getVolatile(words.places, 0);
        }
    }

    /** The observer of checked mode. */
    public static final class ObserverRead extends MixedRead {
        @Override
        long read(final Words words) {
            return words.observer.get();
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
