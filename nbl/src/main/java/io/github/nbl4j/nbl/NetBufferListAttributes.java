// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.nbl;

import io.github.nbl4j.pool.Irql;

/** What the out-of-band words mean, where NDIS says it: flags with their rules, protocol id, hash, and their copies. */
@Irql(Irql.Level.DISPATCH_LEVEL)
abstract class NetBufferListAttributes extends NetBufferListOutOfBand {
    NetBufferListAttributes(final NetBufferListPool pool, final int id, final NetBuffer embedded) {
        super(pool, id, embedded);
    }

    /**
     * The NblFlags bits.
     *
     * @return the bits, see {@link NblFlags}.
     */
    public final int nblFlags() {
        return (int) word(NBL_FLAGS);
    }

    /**
     * Writes the NblFlags bits. Owner only.
     *
     * @param value bits of {@link NblFlags}.
     * @throws IllegalArgumentException when one is reserved, or they contradict each other; nothing changed.
     * @throws IllegalStateException when this list is not owned.
     */
    public final void nblFlags(final int value) {
        NblFlags.require(value);
        write(NBL_FLAGS, value);
        flags = (value & NblFlags.READ_ONLY) == 0 ? flags & ~READ_ONLY : flags | READ_ONLY;
    }

    /**
     * Sets bits of NblFlags. Owner only.
     *
     * @param bits of {@link NblFlags}.
     * @throws IllegalArgumentException when the list would have bits that are reserved or contradict each other;
     *     nothing changed.
     * @throws IllegalStateException when this list is not owned.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-ndissetnblflag">NdisSetNblFlag</a>
     */
    public final void setNblFlag(final int bits) {
        nblFlags(nblFlags() | bits);
    }

    /**
     * Clears bits of NblFlags. Owner only.
     *
     * @param bits any.
     * @throws IllegalArgumentException when those that stay would need one of them: what depends on a bit is cleared
     *     before it or with it; nothing changed.
     * @throws IllegalStateException when this list is not owned.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-ndisclearnblflag">NdisClearNblFlag</a>
     */
    public final void clearNblFlag(final int bits) {
        nblFlags(nblFlags() & ~bits);
    }

    /**
     * Whether any of some bits of NblFlags is set.
     *
     * @param bits any.
     * @return false for no bits.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-ndistestnblflag">NdisTestNblFlag</a>
     */
    public final boolean testNblFlag(final int bits) {
        return (nblFlags() & bits) != 0;
    }

    /**
     * Whether all of some bits of NblFlags are set.
     *
     * @param bits any.
     * @return true for no bits.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-ndistestnblflags">NdisTestNblFlags</a>
     */
    public final boolean testNblFlags(final int bits) {
        return (nblFlags() & bits) == bits;
    }

    /** Whether NblFlags forbid writing the data. */
    final boolean isReadOnly() {
        return (flags & READ_ONLY) != 0;
    }

    /**
     * The protocol id: slot {@link NetBufferListInfo#PROTOCOL_ID} on the send path.
     *
     * @return that of the pool in a fresh list; the constants of {@link NblProtocolId} have a meaning.
     * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-ndisgetnetbufferlistprotocolid">NdisGetNetBufferListProtocolId</a>
     */
    public final int protocolId() {
        return (int) word(NetBufferListInfo.PROTOCOL_ID);
    }

    /**
     * Writes the protocol id, and with it the whole slot. Owner only.
     *
     * @param value any.
     * @throws IllegalStateException when the list was freed.
     */
    public final void protocolId(final int value) {
        write(NetBufferListInfo.PROTOCOL_ID, value);
    }

    /**
     * The hash of the packets' flow: the low half of slot {@link NetBufferListInfo#HASH_VALUE}.
     *
     * @return the hash, 0 in a fresh list.
     */
    public final int hashValue() {
        return (int) word(NetBufferListInfo.HASH_VALUE);
    }

    /**
     * Writes the hash of the packets' flow. Owner only.
     *
     * @param value any.
     * @throws IllegalStateException when the list was freed.
     */
    public final void hashValue(final int value) {
        write(NetBufferListInfo.HASH_VALUE, value & 0xFFFF_FFFFL);
    }

    /**
     * The function that made the hash.
     *
     * @return a constant FUNCTION_ of {@link NblHash}, 0 in a fresh list.
     */
    public final int hashFunction() {
        return hashInfo(NblHash.FUNCTION_MASK);
    }

    /**
     * Writes which function made the hash; the type stays. Owner only.
     *
     * @param value in the bits {@link NblHash#FUNCTION_MASK}.
     * @throws IllegalArgumentException when it has other bits.
     * @throws IllegalStateException when the list was freed.
     */
    public final void hashFunction(final int value) {
        hashInfo("hashFunction", NblHash.FUNCTION_MASK, value);
    }

    /**
     * What the hash was made from.
     *
     * @return a type of {@link NblHash}, 0 in a fresh list.
     */
    public final int hashType() {
        return hashInfo(NblHash.TYPE_MASK);
    }

    /**
     * Writes what the hash was made from; the function stays. Owner only.
     *
     * @param value in the bits {@link NblHash#TYPE_MASK}.
     * @throws IllegalArgumentException when it has other bits.
     * @throws IllegalStateException when the list was freed.
     */
    public final void hashType(final int value) {
        hashInfo("hashType", NblHash.TYPE_MASK, value);
    }

    private int hashInfo(final int mask) {
        return (int) word(NetBufferListInfo.HASH_INFO) & mask;
    }

    private void hashInfo(final String what, final int mask, final int value) {
        if ((value & ~mask) != 0) {
            throw new IllegalArgumentException(what + " must lie in 0x" + Integer.toHexString(mask) + ": " + what
                    + "=0x" + Integer.toHexString(value));
        }
        write(NetBufferListInfo.HASH_INFO, word(NetBufferListInfo.HASH_INFO) & ~(long) mask | value);
    }
}
