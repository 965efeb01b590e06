package io.suuupra.codecs.upi;

import io.suuupra.codecs.generated.UpiLimitKind;
import io.suuupra.codecs.generated.UpiPayeeKind;

/**
 * The largest amount of one payment, for those that a rule fits. Immutable.
 *
 * @param kind       of the payment.
 * @param payee      who gets it.
 * @param payeeCode  merchant category, 1 to 9,999; 0 = any.
 * @param purpose    two letters or digits; empty = any.
 * @param mode       of initiation, two letters or digits; empty = any.
 * @param verified   true = only payees that their PSP calls verified.
 * @param fromDay    first day on which it counts, days since 1970 in India; 0 = from the first.
 * @param code       of {@link UpiCode}, for a payment that is above it.
 * @param perPayment largest amount in minor units, 0 to 2^63 - 1; 0 = no such payment is taken.
 */
public record PaymentLimit(
    UpiLimitKind kind,
    UpiPayeeKind payee,
    int payeeCode,
    String purpose,
    String mode,
    boolean verified,
    long fromDay,
    int code,
    long perPayment)
{
}
