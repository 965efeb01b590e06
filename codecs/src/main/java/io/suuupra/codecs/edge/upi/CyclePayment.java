package io.suuupra.codecs.edge.upi;

import io.suuupra.codecs.generated.UpiKind;
import io.suuupra.codecs.generated.UpiState;

/**
 * A payment that was posted, or came back, in a settlement cycle. Immutable.
 *
 * @param timestamp     when, ns.
 * @param rrn           retrieval reference number.
 * @param amount        in minor units.
 * @param remitter      first four letters of the payer's IFSC.
 * @param beneficiary   of the payee's.
 * @param code          response code of the switch.
 * @param payerResponse what the remitter's side answered; 0 = nothing.
 * @param payeeResponse what the beneficiary's side answered.
 * @param payeeCode     merchant category of the payee; 0 = a person.
 * @param kind          of the payment.
 * @param state         SUCCESS or DEEMED; of disputes RETURNED.
 * @param transactionId of the payment.
 */
public record CyclePayment(
    long timestamp,
    long rrn,
    long amount,
    String remitter,
    String beneficiary,
    int code,
    int payerResponse,
    int payeeResponse,
    int payeeCode,
    UpiKind kind,
    UpiState state,
    String transactionId)
{
}
