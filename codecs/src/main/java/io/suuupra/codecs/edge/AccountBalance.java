package io.suuupra.codecs.edge;

/**
 * An account's balances as one transfer left them.
 *
 * @param debitsPending  minor units held on the debit side.
 * @param debitsPosted   minor units posted on the debit side.
 * @param creditsPending minor units held on the credit side.
 * @param creditsPosted  minor units posted on the credit side.
 * @param timestamp      ns, of that transfer.
 */
public record AccountBalance(
    long debitsPending,
    long debitsPosted,
    long creditsPending,
    long creditsPosted,
    long timestamp)
{
}
