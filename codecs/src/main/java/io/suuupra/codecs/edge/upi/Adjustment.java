package io.suuupra.codecs.edge.upi;

import io.suuupra.codecs.generated.UpiAdjustmentKind;

/**
 * What a bank, or an operator, tells the switch of a payment that it could not end by itself.
 *
 * @param transactionId of the payment, 1 to 35 letters and digits.
 * @param kind          TCC or RET of a deemed payment, by the payee's bank; DRC of an open reversal, by the payer's.
 * @param reason        102 or 103 with TCC, 115 to 120 with RET, 0 with DRC.
 */
public record Adjustment(String transactionId, UpiAdjustmentKind kind, int reason)
{
}
