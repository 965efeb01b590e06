package io.suuupra.engine.upi;

import io.suuupra.codecs.upi.UpiCode;

/** The response codes that the switch itself raises; what they say stands in {@code ResponseCodes}. */
final class SwitchCode
{
    static final int NONE = UpiCode.NONE;

    // The switch's own.
    static final int DUPLICATE = UpiCode.of("U01");
    static final int NET_DEBIT_CAP = UpiCode.of("U03");
    static final int REQUEST_NOT_FOUND = UpiCode.of("U04");
    static final int SYSTEM = UpiCode.of("U08");
    static final int AUTHORISATION_TIMEOUT_PAY = UpiCode.of("U09");
    static final int ILLEGAL_OPERATION = UpiCode.of("U10");
    static final int CREDENTIALS_MISSING = UpiCode.of("U11");
    static final int PSP_NOT_REGISTERED = UpiCode.of("U17");
    static final int AUTHORISATION_NOT_ACKNOWLEDGED = UpiCode.of("U18");
    static final int AUTHORISATION_DECLINED = UpiCode.of("U19");
    static final int REMITTER_NOT_AVAILABLE = UpiCode.of("U28");
    static final int ADDRESS_NOT_RESOLVED = UpiCode.of("U29");
    static final int DEBIT_FAILED = UpiCode.of("U30");
    static final int CREDIT_FAILED = UpiCode.of("U31");
    static final int DEBIT_REVERSAL_FAILED = UpiCode.of("U33");
    static final int REVERTED = UpiCode.of("U34");
    static final int OTHER_ORGANISATION = UpiCode.of("U55");
    static final int PAYEES_DIFFER = UpiCode.of("U56");
    static final int PAYEE_AMOUNT_DIFFERS = UpiCode.of("U57");
    static final int PAYER_AMOUNT_DIFFERS = UpiCode.of("U58");
    static final int PAYEE_ADDRESS_DIFFERS = UpiCode.of("U59");
    static final int PAYER_ADDRESS_DIFFERS = UpiCode.of("U60");
    static final int PAYEE_INFO_DIFFERS = UpiCode.of("U61");
    static final int PAYER_INFO_DIFFERS = UpiCode.of("U62");
    static final int DEBIT_TIMEOUT = UpiCode.of("U67");
    static final int CREDIT_TIMEOUT = UpiCode.of("U68");
    static final int COLLECT_EXPIRED = UpiCode.of("U69");
    static final int LATE = UpiCode.of("U70");
    static final int BENEFICIARY_OFFLINE = UpiCode.of("U78");
    static final int PAYER_PSP_THROTTLED = UpiCode.of("U80");
    static final int DEBIT_NOT_SENT = UpiCode.of("U85");
    static final int CREDIT_NOT_SENT = UpiCode.of("U88");
    static final int PAYER_PSP_NOT_AVAILABLE = UpiCode.of("U92");
    static final int PAYEE_PSP_NOT_AVAILABLE = UpiCode.of("U93");
    static final int PAYEE_PSP_THROTTLED = UpiCode.of("U94");
    static final int SAME_ACCOUNT = UpiCode.of("U96");
    static final int KIND_DIFFERS = UpiCode.of("T17");

    // What stands in the place of a bank's answer in the final message.
    static final int FULLY_REVERSED = UpiCode.of("21");
    static final int REMITTER_TIMEOUT = UpiCode.of("UT");
    static final int BENEFICIARY_TIMEOUT = UpiCode.of("BT");
    static final int DEBIT_REVERSAL_TIMEOUT = UpiCode.of("RR");
    static final int CREDIT_REVERSAL_TIMEOUT = UpiCode.of("RB");

    // What banks answer.
    static final int APPROVED = UpiCode.of("00");
    static final int CREDIT_WAS_DONE = UpiCode.of("CS");
    static final int CREDIT_NOT_DONE = UpiCode.of("NC");
    static final int CREDIT_NOT_FOUND = UpiCode.of("OC");
    static final int DEBIT_NOT_DONE = UpiCode.of("ND");
    static final int DEBIT_NOT_FOUND = UpiCode.of("OD");
    static final int REVERSAL_FAILED = UpiCode.of("96");

    // The form of a message.
    static final int MESSAGE_ID = UpiCode.of("H06");
    static final int TRANSACTION_ID = UpiCode.of("T02");
    static final int NOTE = UpiCode.of("T03");
    static final int KIND = UpiCode.of("T07");
    static final int PURPOSE = UpiCode.of("T14");
    static final int PURPOSE_WITH_REMITTANCE = UpiCode.of("T15");
    static final int INITIATION_MODE = UpiCode.of("IM0");
    static final int REMITTANCE_COLLECT = UpiCode.of("IM1");
    static final int PAYER_ADDRESS = UpiCode.of("R02");
    static final int PAYER_TYPE = UpiCode.of("R05");
    static final int PAYER_CODE = UpiCode.of("R06");
    static final int PAYEE_ADDRESS = UpiCode.of("B03");
    static final int PAYEE_TYPE = UpiCode.of("B06");
    static final int PAYEE_CODE = UpiCode.of("B07");
    static final int MERCHANT_MISSING = UpiCode.of("PM0");
    static final int MERCHANT_UNWANTED = UpiCode.of("PN0");
    static final int AMOUNTS_DIFFER = UpiCode.of("M05");
    static final int AMOUNT = UpiCode.of("V03");
    static final int CREDENTIALS_UNWANTED = UpiCode.of("C11");
    static final int ACCOUNT = UpiCode.of("A01");
    static final int ACCOUNT_TYPE = UpiCode.of("A03");
    static final int ACCOUNT_NUMBER = UpiCode.of("A06");
    static final int EXPIRE_AFTER = UpiCode.of("L04");
    static final int RESULT = UpiCode.of("E06");
    static final int ERROR_CODE_MISSING = UpiCode.of("E04");
    static final int ERROR_CODE_UNWANTED = UpiCode.of("E05");
    static final int RESPONSE_CODE = UpiCode.of("E15");

    private SwitchCode()
    {
    }
}
