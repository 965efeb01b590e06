package io.suuupra.codecs.edge.upi;

import io.suuupra.codecs.generated.UpiResult;
import io.suuupra.codecs.upi.UpiCode;

/**
 * A bank's answer to a debit, a credit or a reversal (NPCI's RespPay).
 *
 * @param request  number of what is answered.
 * @param result   SUCCESS or FAILURE.
 * @param code     as {@link UpiCode} has it; {@code 00} with a plain success.
 * @param approval the bank's number of its posting, unsigned; 0 = none.
 */
public record RespPay(long request, UpiResult result, int code, int approval)
{
}
