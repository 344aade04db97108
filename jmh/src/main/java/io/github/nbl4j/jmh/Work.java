// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh;

/** What is compared: each constant is one section of the report, and one unit of work, measured in nanoseconds. */
public enum Work {
    FLOOR("one uncontended getAndAdd, which no clone that any thread may free can do without"),
    ALLOCATE_FREE("allocate + free, 64 outstanding"),
    BURST_256("256 allocated, then 256 freed, per allocate + free"),
    EXHAUSTED("an allocate that fails because the pool is exhausted"),
    CLONE("clone + free, 1 NetBuffer of 1 Mdl, original Mdls, 64 outstanding"),
    CLONE_NEW_MDLS("clone + free, 1 NetBuffer of 1 Mdl, new Mdls, 64 outstanding"),
    CLONE_4X2("clone + free, 4 NetBuffers of 2 Mdls, original Mdls, 64 outstanding"),
    CLONE_4X2_NEW_MDLS("clone + free, 4 NetBuffers of 2 Mdls, new Mdls, 64 outstanding"),
    CLONE_LIST_8("8 clones made and freed as one list, per clone"),
    PACKET_4_CLONES("allocate, 4 clones, free all five, per packet"),
    HAND_OFF("clone, SPSC queue, free on another core, per clone"),
    FAN_OUT_4("1 packet to 4 lanes of another core in bursts, per packet"),
    TWO_THREADS("two threads at once, each allocate + free");

    private final String title;

    Work(final String title) {
        this.title = title;
    }

    /** One line for the reader of a table. */
    public String title() {
        return title;
    }
}
