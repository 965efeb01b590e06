package io.suuupra.codecs.edge;

import io.suuupra.codecs.generated.ChangeKind;

/**
 * One change of the ledger, with both accounts as they were right after it.
 *
 * @param timestamp     ns; of the event, and its position in the stream.
 * @param kind          what happened.
 * @param transfer      the transfer that did it; where a hold expired, the hold.
 * @param debitAccount  the debit account after the event.
 * @param creditAccount the credit account after the event.
 */
public record ChangeEvent(long timestamp, ChangeKind kind, Transfer transfer, Side debitAccount, Side creditAccount)
{
    /**
     * One of the two accounts.
     *
     * @param id             of the account.
     * @param debitsPending  minor units held on the debit side.
     * @param debitsPosted   minor units posted on the debit side.
     * @param creditsPending minor units held on the credit side.
     * @param creditsPosted  minor units posted on the credit side.
     * @param flags          bits of {@code AccountFlags}, {@code closed} as it was then.
     */
    public record Side(
        UInt128 id,
        long debitsPending,
        long debitsPosted,
        long creditsPending,
        long creditsPosted,
        int flags)
    {
    }
}
