package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.UpiRequestKind;

/** Which response codes a bank may answer a request with. */
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
}
