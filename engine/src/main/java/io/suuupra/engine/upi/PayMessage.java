package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.UpiKind;
import io.suuupra.codecs.generated.UpiPartyType;
import io.suuupra.codecs.generated.UpiPayDecoder;
import org.agrona.DirectBuffer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * A ReqPay, read where it lies, and the check of its form: the first field that is wrong has its code. Reused. It
 * stays valid as long as its buffer.
 */
final class PayMessage
{
    static final int ID_LENGTH = UpiPayDecoder.transactionIdLength();

    /** Number of kinds of accounts, which begin with 1. */
    static final int ACCOUNT_TYPES = 6;

    private static final long AMOUNT_MAX = 999_999_999_999_999_999L;
    private static final int MCC_MAX = 9_999;
    private static final long EXPIRE_AFTER_MAX_MIN = 45 * 24 * 60;
    private static final int LENGTH = Integer.BYTES;
    private static final int REMITTANCE = 12;

    final UpiPayDecoder block = new UpiPayDecoder();
    DirectBuffer buffer;

    /** Of the whole message, its header excluded. */
    int offset;
    int length;
    int payerAddress;
    int payerAddressLength;
    int payeeAddress;
    int payeeAddressLength;
    int note;
    int noteLength;
    int credentials;
    int credentialsLength;

    /** Reads a message that has passed {@code MessageCheck}, or that the store holds. */
    PayMessage wrap(final DirectBuffer source, final int body)
    {
        buffer = source;
        offset = body;
        block.wrap(source, body, UpiPayDecoder.BLOCK_LENGTH, MessageHeaderDecoder.SCHEMA_VERSION);
        int at = body + UpiPayDecoder.BLOCK_LENGTH;
        payerAddress = at + LENGTH;
        payerAddressLength = source.getInt(at, LITTLE_ENDIAN);
        at = payerAddress + payerAddressLength;
        payeeAddress = at + LENGTH;
        payeeAddressLength = source.getInt(at, LITTLE_ENDIAN);
        at = payeeAddress + payeeAddressLength;
        note = at + LENGTH;
        noteLength = source.getInt(at, LITTLE_ENDIAN);
        at = note + noteLength;
        credentials = at + LENGTH;
        credentialsLength = source.getInt(at, LITTLE_ENDIAN);
        length = credentials + credentialsLength - body;
        return this;
    }

    boolean isPay()
    {
        return block.kindRaw() == UpiKind.PAY.value();
    }

    int transactionId()
    {
        return offset + UpiPayDecoder.transactionIdEncodingOffset();
    }

    /** @return why its form is refused; {@code NONE} if nothing is wrong. */
    int check()
    {
        int code = checkTransaction();
        if (code == SwitchCode.NONE)
        {
            code = checkParties();
        }
        if (code == SwitchCode.NONE)
        {
            code = checkAmounts();
        }
        return code == SwitchCode.NONE ? checkAccount() : code;
    }

    private int checkTransaction()
    {
        if (Text.idLength(buffer, offset + UpiPayDecoder.messageIdEncodingOffset(), ID_LENGTH) < 0)
        {
            return SwitchCode.MESSAGE_ID;
        }
        if (Text.idLength(buffer, transactionId(), ID_LENGTH) < 0)
        {
            return SwitchCode.TRANSACTION_ID;
        }
        if (!isPay() && block.kindRaw() != UpiKind.COLLECT.value())
        {
            return SwitchCode.KIND;
        }
        if (!Text.isNote(buffer, note, noteLength))
        {
            return SwitchCode.NOTE;
        }
        if (!isPair(UpiPayDecoder.purposeEncodingOffset()))
        {
            return SwitchCode.PURPOSE;
        }
        final int mode = twoDigits(UpiPayDecoder.initiationModeEncodingOffset());
        if (mode < 0)
        {
            return SwitchCode.INITIATION_MODE;
        }
        if (mode == REMITTANCE && !isPay())
        {
            return SwitchCode.REMITTANCE_COLLECT;
        }
        if (mode == REMITTANCE && twoDigits(UpiPayDecoder.purposeEncodingOffset()) != 0)
        {
            return SwitchCode.PURPOSE_WITH_REMITTANCE;
        }
        return isPay() ? block.expireAfter() == 0 ? SwitchCode.NONE : SwitchCode.EXPIRE_AFTER :
            block.expireAfter() <= EXPIRE_AFTER_MAX_MIN ? SwitchCode.NONE : SwitchCode.EXPIRE_AFTER;
    }

    private int checkParties()
    {
        if (Text.at(buffer, payerAddress, payerAddressLength) < 0)
        {
            return SwitchCode.PAYER_ADDRESS;
        }
        if (!isPartyType(block.payerTypeRaw()))
        {
            return SwitchCode.PAYER_TYPE;
        }
        if (block.payerCode() > MCC_MAX)
        {
            return SwitchCode.PAYER_CODE;
        }
        if (Text.at(buffer, payeeAddress, payeeAddressLength) < 0)
        {
            return SwitchCode.PAYEE_ADDRESS;
        }
        if (!isPartyType(block.payeeTypeRaw()))
        {
            return SwitchCode.PAYEE_TYPE;
        }
        if (block.payeeCode() > MCC_MAX)
        {
            return SwitchCode.PAYEE_CODE;
        }
        final int code = checkMerchant(block.payerTypeRaw(), block.payerCode());
        return code == SwitchCode.NONE ? checkMerchant(block.payeeTypeRaw(), block.payeeCode()) : code;
    }

    // Values are compared as they came: the generated enums throw at one that they do not know.
    private static boolean isPartyType(final int type)
    {
        return type == UpiPartyType.PERSON.value() || type == UpiPartyType.ENTITY.value();
    }

    private static int checkMerchant(final int type, final int mcc)
    {
        if (type == UpiPartyType.ENTITY.value())
        {
            return mcc == 0 ? SwitchCode.MERCHANT_MISSING : SwitchCode.NONE;
        }
        return mcc == 0 ? SwitchCode.NONE : SwitchCode.MERCHANT_UNWANTED;
    }

    private int checkAmounts()
    {
        if (block.amount() < 1 || block.amount() > AMOUNT_MAX)
        {
            return SwitchCode.AMOUNT;
        }
        return block.payeeAmount() == block.amount() ? SwitchCode.NONE : SwitchCode.AMOUNTS_DIFFER;
    }

    private int checkAccount()
    {
        if ((block.account().low() | block.account().high()) == 0)
        {
            return SwitchCode.ACCOUNT;
        }
        if (!Text.isIfsc(buffer, offset + UpiPayDecoder.accountIfscEncodingOffset()))
        {
            return SwitchCode.ACCOUNT_NUMBER;
        }
        if (block.accountType() < 1 || block.accountType() > ACCOUNT_TYPES)
        {
            return SwitchCode.ACCOUNT_TYPE;
        }
        if (isPay())
        {
            return credentialsLength == 0 ? SwitchCode.CREDENTIALS_MISSING : SwitchCode.NONE;
        }
        return credentialsLength == 0 ? SwitchCode.NONE : SwitchCode.CREDENTIALS_UNWANTED;
    }

    private boolean isPair(final int field)
    {
        return Text.isAlphanumeric(buffer.getByte(offset + field)) &&
            Text.isAlphanumeric(buffer.getByte(offset + field + 1));
    }

    private int twoDigits(final int field)
    {
        final int first = buffer.getByte(offset + field) - '0';
        final int second = buffer.getByte(offset + field + 1) - '0';
        return first >= 0 && first <= 9 && second >= 0 && second <= 9 ? first * 10 + second : -1;
    }
}
