// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.threads;

import io.github.nbl4j.jmh.Work;
import java.util.List;
import java.util.function.Supplier;

/** All pairs of a work and a subject. */
final class Subjects {
    record Entry(Work work, String name, Supplier<Subject> create) {
        @Override
        public String toString() {
            return work + ", " + name;
        }
    }

    static final List<Entry> ALL = List.of(
            new Entry(Work.HAND_OFF, "nbl4j", () -> new Nbl4jHandOff()),
            new Entry(Work.HAND_OFF, "nbl4j, handles", () -> new Nbl4jHandOffHandles()),
            new Entry(Work.HAND_OFF, "nbl4j, burst 32", () -> new Nbl4jHandOffBurst()),
            new Entry(Work.HAND_OFF, "nbl4j, handles, burst 32", () -> new Nbl4jHandOffHandlesBurst()),
            new Entry(Work.HAND_OFF, "Netty pooled", () -> new NettyHandOff(true, NettySubject.EVENT_LOOP)),
            new Entry(Work.HAND_OFF, "Netty pooled, plain thread", () -> new NettyHandOff(true, NettySubject.PLAIN)),
            new Entry(Work.HAND_OFF, "Netty adaptive", () -> new NettyHandOff(false, NettySubject.EVENT_LOOP)),
            new Entry(Work.FAN_OUT_4, "nbl4j", () -> new Nbl4jFanOut()),
            new Entry(Work.FAN_OUT_4, "nbl4j, handles", () -> new Nbl4jFanOutHandles()),
            new Entry(Work.FAN_OUT_4, "nbl4j, one by one", () -> new Nbl4jFanOutOneByOne()),
            new Entry(Work.FAN_OUT_4, "Netty pooled", () -> new NettyFanOut(true, NettySubject.EVENT_LOOP)),
            new Entry(Work.FAN_OUT_4, "Netty pooled, plain thread", () -> new NettyFanOut(true, NettySubject.PLAIN)),
            new Entry(Work.FAN_OUT_4, "Netty adaptive", () -> new NettyFanOut(false, NettySubject.EVENT_LOOP)),
            new Entry(Work.FAN_OUT_4, "Disruptor", () -> new DisruptorFanOut()),
            new Entry(Work.TWO_THREADS, "nbl4j", () -> new Nbl4jPairs()),
            new Entry(Work.TWO_THREADS, "nbl4j, handles", () -> new Nbl4jPairsHandles()),
            new Entry(Work.TWO_THREADS, "registers only", () -> new RegistersPairs()),
            new Entry(Work.TWO_THREADS, "JCTools MPMC", () -> new JctoolsPairs()),
            new Entry(Work.TWO_THREADS, "Stormpot", () -> new StormpotPairs()),
            new Entry(Work.TWO_THREADS, "Netty pooled", () -> new NettyPairs(true)),
            new Entry(Work.TWO_THREADS, "Netty adaptive", () -> new NettyPairs(false)));

    private Subjects() {}

    static Entry of(final Work work, final String name) {
        return ALL.stream()
                .filter(each -> each.work() == work && each.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("must be one of --list: work=" + work + " subject=" + name));
    }
}
