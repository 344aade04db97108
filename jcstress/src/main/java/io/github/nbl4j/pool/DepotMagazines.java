// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

/**
 * Opens the depot and its magazines to the stress tests, a magazine by its id. It stands in the pool's package, which
 * the class path allows and which no published jar contains.
 */
public final class DepotMagazines {
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
        return idOf(depot.takeEmpty(0, 0));
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

    public int take(final int id) {
        return depot.magazines()[id].take();
    }

    public boolean put(final int id, final int slot) {
        return depot.magazines()[id].put(slot);
    }

    public int count(final int id) {
        return depot.magazines()[id].count();
    }

    private static int idOf(final Magazine magazine) {
        return magazine == null ? -1 : magazine.id;
    }
}
