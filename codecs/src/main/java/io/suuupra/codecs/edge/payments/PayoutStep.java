package io.suuupra.codecs.edge.payments;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.PayoutReport;

/**
 * What the bank says of a payout.
 *
 * @param payout   that it is about.
 * @param merchant that is paid out.
 * @param report   of the bank.
 */
public record PayoutStep(UInt128 payout, int merchant, PayoutReport report)
{
}
