package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.UpiAuthorisationDecoder;
import io.suuupra.codecs.generated.UpiPayDecoder;

/**
 * Whether a RespAuthDetails says of the transaction what the ReqPay said, and names an account that can be debited or
 * credited.
 */
final class AuthorisationCheck
{
    private static final int PAYEES = 1;
    private static final int IFSC_LENGTH = UpiPayDecoder.accountIfscLength();

    private AuthorisationCheck()
    {
    }

    /** @return the code of the first thing that differs or is wrong; {@code NONE}. */
    static int check(final AuthorisationMessage answer, final PayMessage asked)
    {
        final int differs = checkTransaction(answer, asked);
        if (differs != SwitchCode.NONE)
        {
            return differs;
        }
        final int type = asked.isPay() ? asked.block.payeeTypeRaw() : asked.block.payerTypeRaw();
        final int mcc = asked.isPay() ? asked.block.payeeCode() : asked.block.payerCode();
        if (answer.block.partyTypeRaw() != type || answer.block.partyCode() != mcc)
        {
            return asked.isPay() ? SwitchCode.PAYEE_INFO_DIFFERS : SwitchCode.PAYER_INFO_DIFFERS;
        }
        return checkAccount(answer, asked);
    }

    private static int checkTransaction(final AuthorisationMessage answer, final PayMessage asked)
    {
        if (answer.block.kindRaw() != asked.block.kindRaw())
        {
            return SwitchCode.KIND_DIFFERS;
        }
        if (answer.block.payees() != PAYEES)
        {
            return SwitchCode.PAYEES_DIFFER;
        }
        if (answer.block.payeeAmount() != asked.block.payeeAmount())
        {
            return SwitchCode.PAYEE_AMOUNT_DIFFERS;
        }
        if (answer.block.payerAmount() != asked.block.amount())
        {
            return SwitchCode.PAYER_AMOUNT_DIFFERS;
        }
        if (!Text.isSame(answer.buffer, answer.payeeAddress, answer.payeeAddressLength,
            asked.buffer, asked.payeeAddress, asked.payeeAddressLength))
        {
            return SwitchCode.PAYEE_ADDRESS_DIFFERS;
        }
        return Text.isSame(answer.buffer, answer.payerAddress, answer.payerAddressLength,
            asked.buffer, asked.payerAddress, asked.payerAddressLength) ?
            SwitchCode.NONE : SwitchCode.PAYER_ADDRESS_DIFFERS;
    }

    private static int checkAccount(final AuthorisationMessage answer, final PayMessage asked)
    {
        final int ifsc = answer.offset + UpiAuthorisationDecoder.accountIfscEncodingOffset();
        final long low = answer.block.account().low();
        final long high = answer.block.account().high();
        if ((low | high) == 0)
        {
            return SwitchCode.ACCOUNT;
        }
        if (!Text.isIfsc(answer.buffer, ifsc))
        {
            return SwitchCode.ACCOUNT_NUMBER;
        }
        if (answer.block.accountType() < 1 || answer.block.accountType() > PayMessage.ACCOUNT_TYPES)
        {
            return SwitchCode.ACCOUNT_TYPE;
        }
        if (asked.isPay() ? answer.credentialsLength != 0 : answer.credentialsLength == 0)
        {
            return asked.isPay() ? SwitchCode.CREDENTIALS_UNWANTED : SwitchCode.CREDENTIALS_MISSING;
        }
        final boolean same = low == asked.block.account().low() && high == asked.block.account().high() &&
            Text.isSame(answer.buffer, ifsc, IFSC_LENGTH, asked.buffer,
                asked.offset + UpiPayDecoder.accountIfscEncodingOffset(), IFSC_LENGTH);
        return same ? SwitchCode.SAME_ACCOUNT : SwitchCode.NONE;
    }
}
