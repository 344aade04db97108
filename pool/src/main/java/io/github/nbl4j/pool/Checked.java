// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

/**
 * The switch of checked mode. In checked mode ownership is decided exactly (a racing double free has one winner) and
 * every call of a thread-confined handle proves its thread; production mode detects what a plain compare can see.
 */
public final class Checked {
    /** Name of the system property that switches checked mode on: {@code -Dnbl4j.checked=true}. */
    public static final String PROPERTY_NAME = "nbl4j.checked";

    /** Whether checked mode is on. A constant, so that the compiler removes what is off. */
    public static final boolean ENABLED = Boolean.getBoolean(PROPERTY_NAME);

    private Checked() {}
}
