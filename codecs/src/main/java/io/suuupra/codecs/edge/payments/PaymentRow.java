package io.suuupra.codecs.edge.payments;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.PaymentError;
import io.suuupra.codecs.generated.PaymentMethod;
import io.suuupra.codecs.generated.PaymentState;
import io.suuupra.codecs.generated.RecordKind;

/**
 * A payment, a refund, a payout or a dispute as it is, or as one change left it. Amounts are paise.
 *
 * @param key          by which it is found.
 * @param payment      that a refund or a dispute is of; zero elsewhere.
 * @param wallet       that pays; zero = none.
 * @param order        the merchant's reference.
 * @param cursor       to read on from here.
 * @param timestamp    of this version, ns.
 * @param created      of the payment, ns; of others that of this version.
 * @param amount       of it.
 * @param captured     taken by the merchant.
 * @param refunded     given back.
 * @param disputed     by disputes that are open or lost.
 * @param fee          on what was captured.
 * @param gst          tax on the fee.
 * @param feeReturned  by refunds.
 * @param gstReturned  by refunds.
 * @param code         response code of the rail; 0 = none.
 * @param availableDay day on which it may be paid out, counted from 1970-01-01, Indian time; 0 = not known yet.
 * @param reason       of a refund.
 * @param version      counts the changes from 0.
 * @param flags        bits of {@code PaymentFlags}.
 * @param method       by which it is paid.
 * @param state        of it.
 * @param cause        why the last attempt came to nothing.
 * @param rrn          of its transaction of UPI; 0 = none.
 */
public record PaymentRow(
    PaymentKey key,
    UInt128 payment,
    UInt128 wallet,
    UInt128 order,
    long cursor,
    long timestamp,
    long created,
    long amount,
    long captured,
    long refunded,
    long disputed,
    long fee,
    long gst,
    long feeReturned,
    long gstReturned,
    int code,
    int availableDay,
    long reason,
    int version,
    int flags,
    PaymentMethod method,
    PaymentState state,
    PaymentError cause,
    long rrn)
{
    /** @return kind of the record. */
    public RecordKind kind()
    {
        return key.kind();
    }
}
