package io.suuupra.codecs.edge.payments;

/**
 * A merchant and its terms.
 *
 * @param merchant       its number, 1 to 1,000,000.
 * @param principalKey   id of the API key that it comes with; 0 = none.
 * @param category       merchant category code, 1 to 9,999.
 * @param feeBasisPoints fee in hundredths of a percent of the amount, 0 to 10,000.
 * @param feeFixed       fee of each payment beside that, minor units.
 * @param disputeFee     what a dispute costs, minor units.
 * @param receivableMax  how much it may owe, for refunds and disputes beyond its balance; minor units.
 * @param availableDays  days until what it has earned may be paid out, 0 to 30.
 * @param openMax        payments that may be open at once.
 * @param returnsFees    whether refunds give fees back.
 * @param disabled       whether it takes no new payments.
 */
public record MerchantTerms(
    int merchant,
    long principalKey,
    int category,
    int feeBasisPoints,
    long feeFixed,
    long disputeFee,
    long receivableMax,
    int availableDays,
    long openMax,
    boolean returnsFees,
    boolean disabled)
{
}
