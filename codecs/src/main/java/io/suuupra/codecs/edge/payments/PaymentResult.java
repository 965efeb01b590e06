package io.suuupra.codecs.edge.payments;

import io.suuupra.codecs.generated.PaymentError;
import io.suuupra.codecs.generated.PaymentState;
import io.suuupra.codecs.generated.PaymentStatus;

/**
 * What became of one item of a batch.
 *
 * @param timestamp of it, ns.
 * @param status    DONE, REPEATED, or why nothing happened.
 * @param state     behind it, of what was asked for; null where nothing happened.
 * @param cause     why the last attempt came to nothing; NONE.
 * @param code      response code of the rail, as {@code UpiCode} has it; 0 = none.
 */
public record PaymentResult(long timestamp, PaymentStatus status, PaymentState state, PaymentError cause, int code)
{
    /** @return whether it was done, now or before. */
    public boolean isDone()
    {
        return status == PaymentStatus.DONE || status == PaymentStatus.REPEATED;
    }
}
