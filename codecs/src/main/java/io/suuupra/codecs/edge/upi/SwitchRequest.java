package io.suuupra.codecs.edge.upi;

import io.suuupra.codecs.generated.UpiKind;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.upi.UpiCode;

/**
 * What the switch asks a participant, or tells it.
 *
 * @param number        that the answer carries; numbers rise.
 * @param timestamp     when it was asked, ns; the position of the stream.
 * @param deadline      when the answer must have come, ns; {@code Long.MAX_VALUE} = never.
 * @param kind          what is asked.
 * @param state         of the transaction then.
 * @param pay           the payment as it began. Its account is that of the leg that the bank is asked for; PSPs get
 *                      none. Its credentials come with DEBIT alone.
 * @param code          of the switch, as {@link UpiCode} has it; 0 = none.
 * @param payerResponse of the payer's side.
 * @param payeeResponse of the payee's side.
 * @param rrn           retrieval reference number, 12 digits.
 */
public record SwitchRequest(
    long number,
    long timestamp,
    long deadline,
    UpiRequestKind kind,
    UpiState state,
    ReqPay pay,
    int code,
    int payerResponse,
    int payeeResponse,
    long rrn)
{
    /** @return true if a PAY is asked for, false for a COLLECT. */
    public boolean isPay()
    {
        return pay.kind() == UpiKind.PAY;
    }
}
