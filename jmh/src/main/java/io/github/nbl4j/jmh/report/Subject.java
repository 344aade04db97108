// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import io.github.nbl4j.jmh.Work;

/** Who does which work: what one figure is about. */
record Subject(Work work, String name) {
    /** Ours all begin with it: one for each kind of the user's ring. */
    static final String OURS = "nbl4j";

    /** What all times are seen beside. */
    static final Subject FLOOR = new Subject(Work.FLOOR, "getAndAdd");

    private static final char SEPARATOR = '\t';

    /** Reads what {@link #toString()} wrote. */
    static Subject parse(final String line) {
        final int tab = line.indexOf(SEPARATOR);
        if (tab < 0) {
            throw new IllegalArgumentException("must be WORK<TAB>SUBJECT: line=" + line);
        }
        return new Subject(Work.valueOf(line.substring(0, tab)), line.substring(tab + 1));
    }

    boolean isOurs() {
        return name.startsWith(OURS);
    }

    /** As the drivers list it: <code>WORK&lt;TAB&gt;SUBJECT</code>. */
    @Override
    public String toString() {
        return work.name() + SEPARATOR + name;
    }
}
