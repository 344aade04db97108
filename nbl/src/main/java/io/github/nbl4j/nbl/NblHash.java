// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

/**
 * Functions and types of the receive-side-scaling hash: {@link NetBufferList#hashFunction()} and
 * {@link NetBufferList#hashType()}. Both stand in one slot, each in its own bits.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/network/rss-hashing-types">RSS hashing types</a>
 */
public final class NblHash {
    /** Bits of the function. */
    public static final int FUNCTION_MASK = 0xFF;

    /** Bits of the type. */
    public static final int TYPE_MASK = 0xFF_FF00;

    /** The Toeplitz function. */
    public static final int FUNCTION_TOEPLITZ = 1;

    /** Reserved function 1. */
    public static final int FUNCTION_RESERVED_1 = 2;

    /** Reserved function 2. */
    public static final int FUNCTION_RESERVED_2 = 4;

    /** Reserved function 3. */
    public static final int FUNCTION_RESERVED_3 = 8;

    /** Addresses of IPv4. */
    public static final int IPV4 = 0x100;

    /** Addresses and ports of TCP over IPv4. */
    public static final int TCP_IPV4 = 0x200;

    /** Addresses of IPv6. */
    public static final int IPV6 = 0x400;

    /** Addresses of IPv6, those in extension headers included. */
    public static final int IPV6_EX = 0x800;

    /** Addresses and ports of TCP over IPv6. */
    public static final int TCP_IPV6 = 0x1000;

    /** Addresses, those in extension headers included, and ports of TCP over IPv6. */
    public static final int TCP_IPV6_EX = 0x2000;

    private NblHash() {}
}
