package io.suuupra.bank;

/**
 * What a bank does with one request.
 *
 * @param heard         whether it hears of it at all.
 * @param decline       code that it declines a debit or a credit with, whatever its book says; 0 = what the book says.
 * @param reversalFails whether it says that it cannot reverse.
 * @param copies        how many times the answer goes out.
 * @param delayMs       before it goes out.
 * @param late          whether it goes out when nobody waits for it any more.
 * @param word          what it tells the switch later.
 */
record Treatment(
    boolean heard, int decline, boolean reversalFails, int copies, long delayMs, boolean late, Rule.Word word)
{
    static final Treatment NORMAL = new Treatment(true, 0, false, 1, 0, false, Rule.Word.NONE);
}
