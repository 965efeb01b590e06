package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.UpiAdjustmentKind;
import io.suuupra.codecs.generated.UpiRequestKind;

/** Which response codes a bank may answer a request with, and for which reasons it may adjust a payment. */
final class Answers
{
    private Answers()
    {
    }

    static boolean isKnown(final UpiRequestKind kind, final boolean success, final int code)
    {
        return switch (kind)
        {
            case DEBIT, CREDIT -> success == (code == SwitchCode.APPROVED);
            case REVERSE_CREDIT -> code == SwitchCode.APPROVED || code == SwitchCode.REVERSAL_FAILED ||
                code == SwitchCode.CREDIT_WAS_DONE || code == SwitchCode.CREDIT_NOT_DONE ||
                code == SwitchCode.CREDIT_NOT_FOUND;
            case REVERSE_DEBIT -> code == SwitchCode.APPROVED || code == SwitchCode.REVERSAL_FAILED ||
                code == SwitchCode.DEBIT_NOT_DONE || code == SwitchCode.DEBIT_NOT_FOUND;
            default -> true;
        };
    }

    /** TCC has the reasons 102 and 103, RET 115 to 120, DRC none. */
    static boolean isReason(final int kind, final int reason)
    {
        if (kind == UpiAdjustmentKind.TCC.value())
        {
            return reason == 102 || reason == 103;
        }
        if (kind == UpiAdjustmentKind.RET.value())
        {
            return reason >= 115 && reason <= 120;
        }
        return kind == UpiAdjustmentKind.DRC.value() && reason == 0;
    }
}
