// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

/**
 * Opens the depot and its magazines to the stress tests, a magazine by its id. It stands in the pool's package, which
 * the class path allows and which no published jar contains.
 */
public final class DepotMagazines {
    private static final int[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private final Depot depot;

    public DepotMagazines(final int population, final int caches) {
        depot = new Depot(population, caches);
    }

    public int takeFull() {
        return idOf(depot.takeFull(0));
    }

    public void giveFull(final int id) {
        depot.giveFull(depot.magazines()[id]);
    }

    public int takeEmpty() {
        return takeEmpty(0);
    }

    /** Where to look when the queue offers none: from a magazine on. */
    public int takeEmpty(final int from) {
        return idOf(depot.takeEmpty(0, from));
    }

    /**
     * Takes an empty magazine as {@link #takeEmpty(int)} does and counts it, so that a sum of counts says how many
     * holders each magazine has.
     *
     * @return 10 to the power of its id; 0 when there is none; negative when it was not empty.
     */
    public int holdEmpty(final int from) {
        final int id = takeEmpty(from);
        return id < 0 || count(id) == 0 ? digit(id) : Integer.MIN_VALUE / 8;
    }

    /** 10 to the power of a magazine's or a slot's number, 0 for none. */
    public static int digit(final int number) {
        return number < 0 ? 0 : POWERS[number];
    }

    /** {@link #holdEmpty} of all that are left. At rest. */
    public int holdRest() {
        int held = 0;
        for (int more = holdEmpty(0); more != 0; more = holdEmpty(0)) {
            held += more;
        }
        return held;
    }

    /** Takes all empty magazines: the queue has no hint left. At rest. */
    public void takeAllEmpty() {
        while (takeEmpty() >= 0) {
            // Whoever needs one has it.
        }
    }

    /** What a give is when the queue refuses the hint: only a scan finds the magazine. */
    public void giveEmptyUnhinted(final int id) {
        depot.magazines()[id].publish(Magazine.EMPTY);
    }

    /** What a scan does that finds the magazine: its hint stays in the queue. False when it is not empty. */
    public boolean scanOut(final int id) {
        return depot.magazines()[id].claim(Magazine.EMPTY, Magazine.LOADED);
    }

    public void giveEmpty(final int id) {
        depot.giveEmpty(depot.magazines()[id]);
    }

    public void giveSlot(final int slot) {
        depot.giveSlot(slot);
    }

    public int takeSlot() {
        return depot.takeOverflow();
    }

    /** A single slot, from a full magazine if there is no other. */
    public int takeSlotOfAny() {
        return depot.takeSlot(0);
    }

    public int take(final int id) {
        return depot.magazines()[id].take();
    }

    public boolean put(final int id, final int slot) {
        return depot.magazines()[id].put(slot);
    }

    public int count(final int id) {
        return depot.magazines()[id].count();
    }

    /** Sum of the slots in a magazine, which its holder thereby takes out. */
    public int drain(final int id) {
        int sum = 0;
        for (int slot = take(id); slot >= 0; slot = take(id)) {
            sum += slot;
        }
        return sum;
    }

    private static int idOf(final Magazine magazine) {
        return magazine == null ? -1 : magazine.id;
    }
}
