package io.suuupra.gateway.rest.upi;

import io.suuupra.codecs.edge.upi.UpiTransaction;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.upi.CodeLayer;
import io.suuupra.codecs.upi.ResponseCode;
import io.suuupra.codecs.upi.ResponseCodes;
import io.suuupra.codecs.upi.UpiCode;

/** Says response codes in words. Some mean something else in another layer, so who says it counts. */
final class CodeMeaning
{
    private static final int PSP_SAID_NO = UpiCode.of("U19");

    private CodeMeaning()
    {
    }

    /** @return true if the code refuses a message by its form. */
    static boolean isForm(final String code)
    {
        return ResponseCodes.ALL.find(CodeLayer.SWITCH, code).isEmpty() &&
            ResponseCodes.ALL.find(CodeLayer.VALIDATION, code).isPresent();
    }

    /** @return what a code of the switch says; empty for none. */
    static String ofSwitch(final String code)
    {
        return first(code, CodeLayer.SWITCH, CodeLayer.VALIDATION, CodeLayer.LEG);
    }

    /** @return what the code of a payer's or payee's side says; empty for none. */
    static String ofSide(final UpiTransaction transaction, final String code)
    {
        final UpiState state = transaction.state();
        final boolean reversed = state == UpiState.DEEMED || state == UpiState.CONFIRMED ||
            state == UpiState.RETURNED || state == UpiState.DRC_OPEN || state == UpiState.DRC_CLOSED;
        if (transaction.codes().code() == PSP_SAID_NO)
        {
            return first(code, CodeLayer.AUTHORISATION, CodeLayer.LEG);
        }
        return reversed && !code.equals("00") ?
            first(code, CodeLayer.OUTCOME, CodeLayer.REVERSAL, CodeLayer.LEG) :
            first(code, CodeLayer.OUTCOME, CodeLayer.LEG, CodeLayer.REVERSAL);
    }

    private static String first(final String code, final CodeLayer... layers)
    {
        for (final CodeLayer layer : layers)
        {
            final ResponseCode found = ResponseCodes.ALL.find(layer, code).orElse(null);
            if (found != null)
            {
                return found.meaning();
            }
        }
        return "";
    }
}
