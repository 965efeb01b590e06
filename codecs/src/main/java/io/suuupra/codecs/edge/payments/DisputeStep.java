package io.suuupra.codecs.edge.payments;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.DisputeAction;

/**
 * Something to do with a dispute.
 *
 * @param dispute   its id; OPEN makes it.
 * @param payment   that it is about, to OPEN; else zero.
 * @param merchant  that the payment was for.
 * @param action    to take.
 * @param amount    to OPEN: what the payer wants back, paise; 0 = all that is left.
 * @param dueAfterH to OPEN: hours for evidence; 0 = seven days.
 */
public record DisputeStep(
    UInt128 dispute, UInt128 payment, int merchant, DisputeAction action, long amount, int dueAfterH)
{
    /**
     * @param dispute  its id.
     * @param payment  that it is about.
     * @param merchant that the payment was for.
     * @param amount   what the payer wants back, paise; 0 = all that is left.
     * @return the step that opens it.
     */
    public static DisputeStep open(
        final UInt128 dispute, final UInt128 payment, final int merchant, final long amount)
    {
        return new DisputeStep(dispute, payment, merchant, DisputeAction.OPEN, amount, 0);
    }

    /**
     * @param dispute  its id.
     * @param merchant that the payment was for.
     * @param action   to take.
     * @return the step.
     */
    public static DisputeStep of(final UInt128 dispute, final int merchant, final DisputeAction action)
    {
        return new DisputeStep(dispute, UInt128.ZERO, merchant, action, 0, 0);
    }
}
