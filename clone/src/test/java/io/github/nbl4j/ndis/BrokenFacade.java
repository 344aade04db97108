// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import io.github.nbl4j.nbl.NetBufferList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Each method breaks one rule, but for the sound one. */
public final class BrokenFacade {
    /** What must be said of each. */
    static final Map<String, String> DEFECTS = Map.of(
            "divides", "no such refusal",
            "mutters", "must name a value",
            "takesNull", "must be refused",
            "takesFreed", "must be refused",
            "inventsStatus", "no documented value",
            "changesFirst", "changed before",
            "frees", "changed before",
            "wearsOut", "good arguments are refused after",
            "leaks", "books",
            "refusesAll", "good arguments are refused");

    static final Map<String, Contract> CONTRACTS = new HashMap<>();

    static {
        for (final String method : DEFECTS.keySet()) {
            CONTRACTS.put(method, new Contract("+", w -> new Object[] {1}));
        }
        for (final String method : new String[] {"changesFirst", "frees", "sound"}) {
            CONTRACTS.put(method, new Contract("o+", w -> new Object[] {w.list(), 1}));
        }
        for (final String method : new String[] {"takesNull", "takesFreed"}) {
            CONTRACTS.put(method, new Contract("o", w -> new Object[] {w.list()}));
        }
        CONTRACTS.put("inventsStatus", Contract.status("+", w -> new Object[] {0}));
    }

    private final HostileWorld world;
    private boolean wornOut;

    BrokenFacade(final HostileWorld world) {
        this.world = world;
    }

    private static void require(final boolean holds, final int n) {
        if (!holds) {
            throw new IllegalArgumentException("n must serve: n=" + n);
        }
    }

    public void sound(final NetBufferList list, final int n) {
        require(n >= 0, n);
        list.scratch(n);
    }

    public int divides(final int n) {
        require(n >= 0, n);
        return 1 / n;
    }

    public void mutters(final int n) {
        if (n < 0) {
            throw new IllegalArgumentException("no");
        }
    }

    public void takesNull(final NetBufferList list) {
        if (list != null) {
            list.scratch(1);
        }
    }

    public void takesFreed(final NetBufferList list) {
        Objects.requireNonNull(list, "list");
    }

    public int inventsStatus(final int n) {
        require(n >= 0, n);
        return n;
    }

    public void changesFirst(final NetBufferList list, final int n) {
        list.scratch(n);
        require(n >= 0, n);
    }

    public void frees(final NetBufferList list, final int n) {
        if (n < 0) {
            world.cloner.free(list);
        }
        require(n >= 0, n);
        list.scratch(n);
    }

    public void wearsOut(final int n) {
        wornOut |= n < 0;
        require(!wornOut, n);
    }

    public void leaks(final int n) {
        require(n >= 0, n);
        world.bare.allocate();
    }

    public void refusesAll(final int n) {
        require(false, n);
    }
}
