package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.UpiAuthorisationEncoder;
import io.suuupra.codecs.generated.UpiPartyType;
import io.suuupra.codecs.generated.UpiResult;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What the house is asked by ReqAuthDetails, and its answer, which is a RespAuthDetails as of any PSP. Reused. */
public final class HouseRequest
{
    private static final int BYTES = 2_048;
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    /** What the transaction belongs to, counted from 1; 0 = to nothing. */
    long owner;
    private PayMessage asked;
    private long idLow;
    private long idHigh;
    private final HouseAccount account = new HouseAccount();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[BYTES]);
    private final UpiAuthorisationEncoder encoder = new UpiAuthorisationEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AuthorisationMessage answer = new AuthorisationMessage();

    HouseRequest()
    {
    }

    HouseRequest ask(final PayMessage message)
    {
        asked = message;
        owner = 0;
        idLow = UpiLog.idLow(message.buffer, message.transactionId());
        idHigh = UpiLog.idHigh(message.buffer, message.transactionId());
        return this;
    }

    /** @return whether somebody wants to pay; else the house is asked to. */
    public boolean isPay()
    {
        return asked.isPay();
    }

    /** @return paise. */
    public long amount()
    {
        return asked.block.amount();
    }

    /** @return what holds the payee's address. */
    public DirectBuffer buffer()
    {
        return asked.buffer;
    }

    /** @return where that address begins. */
    public int address()
    {
        return asked.payeeAddress;
    }

    /** @return characters of it before the @. */
    public int localLength()
    {
        return Text.at(asked.buffer, asked.payeeAddress, asked.payeeAddressLength);
    }

    /** @return lower half of a number that no other transaction has. */
    public long idLow()
    {
        return idLow;
    }

    /** @return upper half of it. */
    public long idHigh()
    {
        return idHigh;
    }

    /**
     * Agrees to be paid.
     *
     * @param row      of what is paid.
     * @param house    that has the account.
     * @param category of the merchant.
     */
    public void agree(final long row, final HousePsp house, final int category)
    {
        owner = row + 1;
        house.account(account);
        encoder.wrapAndApplyHeader(buffer, 0, header)
            .request(0)
            .result(UpiResult.SUCCESS)
            .kind(asked.block.kind())
            .partyType(UpiPartyType.ENTITY)
            .accountType((short)account.type)
            .code(0)
            .partyCode(category)
            .verified((short)1)
            .payees((short)1)
            .payerAmount(asked.block.amount())
            .payeeAmount(asked.block.payeeAmount());
        encoder.account().low(account.low).high(account.high);
        account.putIfsc(buffer, HEADER + UpiAuthorisationEncoder.accountIfscEncodingOffset());
        encoder.putPayerAddress(asked.buffer, asked.payerAddress, asked.payerAddressLength);
        encoder.putPayeeAddress(asked.buffer, asked.payeeAddress, asked.payeeAddressLength);
        encoder.putCredentials(asked.buffer, 0, 0);
    }

    AuthorisationMessage answer()
    {
        return answer.wrap(buffer, HEADER);
    }
}
