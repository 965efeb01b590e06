package io.suuupra.codecs.edge.upi;

import io.suuupra.codecs.upi.UpiCode;

/**
 * A PSP's answer to AUTHORISE (NPCI's RespAuthDetails).
 *
 * @param request     that is answered.
 * @param code        why not, as {@link UpiCode} has it; 0 = yes.
 * @param account     of the party that the PSP answers for.
 * @param verified    whether a merchant was verified.
 * @param credentials of the payer of a COLLECT.
 */
public record RespAuthDetails(
    SwitchRequest request, int code, BankAccount account, boolean verified, Ciphertext credentials)
{
    /**
     * @param request  for a PAY.
     * @param account  of the payee.
     * @param verified whether the payee is a verified merchant.
     * @return yes.
     */
    public static RespAuthDetails accept(final SwitchRequest request, final BankAccount account, final boolean verified)
    {
        return new RespAuthDetails(request, UpiCode.NONE, account, verified, Ciphertext.NONE);
    }

    /**
     * @param request     for a COLLECT.
     * @param account     of the payer.
     * @param credentials for the payer's bank.
     * @return yes.
     */
    public static RespAuthDetails pay(
        final SwitchRequest request, final BankAccount account, final Ciphertext credentials)
    {
        return new RespAuthDetails(request, UpiCode.NONE, account, false, credentials);
    }

    /**
     * @param request of either.
     * @param code    why not, such as {@code ZA}.
     * @return no.
     */
    public static RespAuthDetails decline(final SwitchRequest request, final int code)
    {
        return new RespAuthDetails(request, code, BankAccount.NONE, false, Ciphertext.NONE);
    }
}
