package io.suuupra.codecs.edge.upi;

import io.suuupra.codecs.generated.UpiKind;
import io.suuupra.codecs.generated.UpiState;

/**
 * What has become of a payment, as the switch tells whoever took part in it. It names no account.
 *
 * @param id             of the transaction.
 * @param kind           PAY or COLLECT.
 * @param state          now.
 * @param payer          who pays.
 * @param payee          who gets it.
 * @param amount         paise.
 * @param purpose        two letters or digits.
 * @param initiationMode two digits.
 * @param note           up to 50 characters.
 * @param rrn            retrieval reference number, 12 digits.
 * @param codes          why it is where it is.
 * @param participants   who takes part.
 * @param begun          when the switch took it, ns.
 * @param ended          when it reached a state that nothing changes, ns; 0 = not yet.
 * @param deadline       when its waiting ends by itself, ns; 0 = nothing is awaited.
 */
public record UpiTransaction(
    String id,
    UpiKind kind,
    UpiState state,
    Party payer,
    Party payee,
    long amount,
    String purpose,
    String initiationMode,
    String note,
    long rrn,
    Codes codes,
    Participants participants,
    long begun,
    long ended,
    long deadline)
{
    /**
     * Response codes as {@link io.suuupra.codecs.upi.UpiCode} has them; 0 = none.
     *
     * @param code          of the switch.
     * @param cause         what the switch took the money back for.
     * @param payerResponse of the payer's side.
     * @param payeeResponse of the payee's side.
     */
    public record Codes(int code, int cause, int payerResponse, int payeeResponse)
    {
    }

    /**
     * Participants by their numbers; 0 = not known yet.
     *
     * @param payerPsp    of the payer's address.
     * @param payeePsp    of the payee's address.
     * @param remitter    the payer's bank.
     * @param beneficiary the payee's bank.
     */
    public record Participants(int payerPsp, int payeePsp, int remitter, int beneficiary)
    {
    }
}
