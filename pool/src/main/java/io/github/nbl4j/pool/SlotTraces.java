// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

/**
 * What checked mode remembers of each slot of a pool: the last 16 events, which threads began and ended its last life,
 * and where, if asked to. Written by the owner of the slot, plainly; read for messages and audit, where a torn picture
 * does no harm. A thread that died is kept until the slot's next life.
 */
final class SlotTraces {
    /** Of how many lives one remembers where it began and ended; 0 for none. */
    private static final int SITES = Math.max(0, Integer.getInteger(Checked.SITES_PROPERTY_NAME, 0));

    private final long[] histories;
    private final Thread[] takers;
    private final Thread[] enders;
    private final Site[] begun;
    private final Site[] ended;
    /** Counts lives until one is remembered. Plain: threads that miss each other's steps move the sample. */
    private int lives;

    /** Where a life began or ended: the stack of that moment, beside an error about that life. */
    private static final class Site extends Throwable {
        private static final long serialVersionUID = 1;

        private final String what;
        // A throwable can be written to a stream, a thread cannot.
        private final transient Thread by;

        Site(final String what, final Thread by) {
            super(null, null, false, true);
            this.what = what;
            this.by = by;
        }

        @Override
        public String getMessage() {
            return what + name(by);
        }
    }

    SlotTraces(final int slots) {
        histories = new long[slots];
        takers = new Thread[slots];
        enders = new Thread[slots];
        begun = new Site[SITES > 0 ? slots : 0];
        ended = new Site[begun.length];
    }

    void note(final int slot, final SlotEvent event) {
        histories[slot] = event.addTo(histories[slot]);
    }

    void began(final int slot) {
        note(slot, SlotEvent.ALLOCATE);
        takers[slot] = Thread.currentThread();
        if (SITES > 0) {
            begun[slot] = lives++ % SITES == 0 ? new Site("allocated by ", takers[slot]) : null;
        }
    }

    void ended(final int slot, final SlotEvent how) {
        note(slot, how);
        enders[slot] = Thread.currentThread();
        if (SITES > 0) {
            ended[slot] = begun[slot] != null ? new Site("freed by ", enders[slot]) : null;
        }
    }

    /** One sentence on the life that ended last, or the one that goes on. */
    String text(final int slot) {
        return "allocated by " + name(takers[slot]) + ", last freed by " + name(enders[slot]) + ", last events: "
                + SlotEvent.text(histories[slot]);
    }

    private static String name(final Thread thread) {
        return thread == null ? "nobody" : thread.getName().isEmpty() ? thread.toString() : thread.getName();
    }

    /** Puts where the slot's last life began and ended, if that is remembered, beside an error. */
    void addSites(final int slot, final Throwable error) {
        final Site from = SITES > 0 ? begun[slot] : null;
        final Site to = SITES > 0 ? ended[slot] : null;
        if (from != null) {
            error.addSuppressed(from);
            if (to != null) {
                error.addSuppressed(to);
            }
        }
    }

    /** Where the life that goes on began, if that is remembered, for a line of the audit. */
    String origin(final int slot) {
        final Site from = SITES > 0 ? begun[slot] : null;
        if (from == null) {
            return "";
        }
        final StringBuilder origin = new StringBuilder(" " + from.getMessage());
        for (final StackTraceElement at : from.getStackTrace()) {
            origin.append(" at ").append(at);
        }
        return origin.toString();
    }
}
