// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.scale;

/** What cost is measured against: each constant is one table, and names the JMH parameter that its rows are of. */
public enum Section {
    SHAPE("shape", "NetBuffers x Mdls in each of them"),
    PAYLOAD("bytes", "bytes of payload"),
    POOL_SIZE("lists", "lists in the pool, promoted and shuffled; what is out goes round"),
    FAN_OUT("clones", "clones of one packet: allocated, cloned, its owner's free, all clones freed; per clone"),
    BURST("burst", "lists allocated, then freed; per list"),
    COLLECTOR("collector", "collectors, with a ring of references or of handles"),
    THREADS("threads", "threads, each with its own cloner, over one pool", "ops/us", "million/s of all together");

    private static final String NANOS = "ns/op";

    private final String axis;
    private final String title;
    private final String unit;
    private final String unitTitle;

    Section(final String axis, final String title) {
        this(axis, title, NANOS, "ns");
    }

    Section(final String axis, final String title, final String unit, final String unitTitle) {
        this.axis = axis;
        this.title = title;
        this.unit = unit;
        this.unitTitle = unitTitle;
    }

    /** Name of the parameter. */
    public String axis() {
        return axis;
    }

    /** One line for the reader of a table. */
    public String title() {
        return title;
    }

    /** As JMH writes it. */
    public String unit() {
        return unit;
    }

    /** The unit for the reader of a table. */
    public String unitTitle() {
        return unitTitle;
    }
}
