package io.suuupra.codecs.edge.upi;

import io.suuupra.codecs.edge.UInt128;

/**
 * A participant of the switch.
 *
 * @param number      1 to 65,535.
 * @param key         id of the API key that it comes with.
 * @param handle      of its addresses, 1 to 32 letters and digits; empty = no PSP.
 * @param bank        first four letters of its IFSCs; empty = no bank.
 * @param position    account of its position; 0 = no bank.
 * @param netDebitCap paise that it may owe at most.
 * @param disabled    whether new payments are refused.
 */
public record ParticipantTerms(
    int number, long key, String handle, String bank, UInt128 position, long netDebitCap, boolean disabled)
{
    /**
     * @param number of the PSP.
     * @param key    id of its API key.
     * @param handle of its addresses.
     * @return a PSP that is no bank.
     */
    public static ParticipantTerms psp(final int number, final long key, final String handle)
    {
        return new ParticipantTerms(number, key, handle, "", UInt128.ZERO, 0, false);
    }

    /**
     * @param number      of the bank.
     * @param key         id of its API key.
     * @param bank        four letters.
     * @param position    account of its position.
     * @param netDebitCap paise.
     * @return a bank that is no PSP.
     */
    public static ParticipantTerms bank(
        final int number, final long key, final String bank, final UInt128 position, final long netDebitCap)
    {
        return new ParticipantTerms(number, key, "", bank, position, netDebitCap, false);
    }
}
