package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.UpiKind;
import io.suuupra.codecs.generated.UpiPartyType;
import io.suuupra.codecs.generated.UpiPayEncoder;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.engine.ledger.Hashing;
import io.suuupra.engine.ledger.TransferStore;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The switch as the PSP in the engine uses it. Its payments and collects are messages of the same form as those of
 * others, and taken or refused by the same rules.
 */
public final class House
{
    private static final int BYTES = 2_048;
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int ID_LENGTH = UpiPayEncoder.transactionIdLength();
    private static final byte[] PREFIX = {'S', 'U', 'P'};
    private static final byte[] DIGITS = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final int HEX_BITS = 4;
    /** Its bank knows the house's key; nobody types a PIN. */
    private static final byte[] CREDENTIALS = {'h', 'o', 'u', 's', 'e'};
    /** Between businesses: pre-approved by the payer. */
    private static final byte[] PAY_PURPOSE = {'2', '0'};

    private final UpiSwitch upi;
    private final Call call;
    private final Participants participants;
    private final Transactions transactions;
    private final UpiLog log;
    private final StoredPay stored;
    private final PayMachine machine;
    private final PayDesk desk;
    private final HouseAccount account = new HouseAccount();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[BYTES]);
    private final UpiPayEncoder encoder = new UpiPayEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private HousePsp psp = HousePsp.NONE;

    House(
        final UpiSwitch upi, final Call call, final UpiTables tables, final TransferStore store, final UpiLog log,
        final PayMachine machine, final PayDesk desk)
    {
        this.upi = upi;
        this.call = call;
        participants = tables.participants;
        transactions = tables.transactions;
        this.log = log;
        stored = new StoredPay(store);
        this.machine = machine;
        this.desk = desk;
    }

    void open(final HousePsp house)
    {
        psp = house;
    }

    HousePsp psp()
    {
        return psp;
    }

    /**
     * Lets happen what is due at the switch, before the house does something.
     *
     * @param hostTimeNs the host's clock.
     * @param now        the command's first stamp.
     */
    public void pass(final long hostTimeNs, final long now)
    {
        upi.fire(now, hostTimeNs);
    }

    /**
     * @param buffer that holds a text.
     * @param offset of it.
     * @param length of it.
     * @return whether it has the form of an address.
     */
    public static boolean isAddress(final DirectBuffer buffer, final int offset, final int length)
    {
        return Text.at(buffer, offset, length) > 0;
    }

    /**
     * @param number of a participant.
     * @return whether it can be the house: a PSP that is no bank, and nobody else's request waits for it.
     */
    public boolean canBe(final long number)
    {
        final int index = number < 1 || number > Participants.MAX ?
            Participants.ABSENT : participants.ofNumber((int)number);
        return index != Participants.ABSENT && participants.isPsp(index) && !participants.isBank(index);
    }

    /**
     * @param ifscFirst eight characters of a branch's code, the first in the lowest byte.
     * @return whether its bank takes part.
     */
    public boolean knowsBank(final long ifscFirst)
    {
        return participants.ofBank((int)ifscFirst) != Participants.ABSENT;
    }

    /**
     * Writes the handle of the house.
     *
     * @param order that has the rest of the address before it.
     */
    public void putHandle(final HouseOrder order)
    {
        order.ownLength +=
            participants.writeHandle(participants.ofNumber(psp.participant()), order.ownAddress, order.ownLength);
    }

    /**
     * Begins a transaction.
     *
     * @param order what is wanted.
     * @param now   the command's first stamp.
     * @return row of the transaction; below 0 a code, negated, if the switch refuses it.
     */
    public long begin(final HouseOrder order, final long now)
    {
        psp.account(account);
        encode(order);
        long idLow = order.idLow;
        do
        {
            // Where somebody has taken that id, the next that is free.
            putId(UpiPayEncoder.transactionIdEncodingOffset(), idLow, order.idHigh);
            putId(UpiPayEncoder.messageIdEncodingOffset(), idLow, order.idHigh);
            idLow = Hashing.mix(idLow, 1);
        }
        while (find() != TransferStore.ABSENT);
        call.begin(participants.ofNumber(psp.participant()), false, now);
        final int code = desk.onPay(buffer, HEADER);
        if (code != SwitchCode.NONE)
        {
            return -Integer.toUnsignedLong(code);
        }
        final long row = find();
        final long slot = log.word(row, UpiLog.SLOT);
        if (transactions.isOpen(slot, row))
        {
            transactions.set(slot, Transactions.OWNER, order.owner);
        }
        return row;
    }

    private long find()
    {
        final int id = HEADER + UpiPayEncoder.transactionIdEncodingOffset();
        return log.find(UpiLog.idLow(buffer, id), UpiLog.idHigh(buffer, id));
    }

    private void encode(final HouseOrder order)
    {
        final boolean collects = order.isCollect;
        final UpiPartyType other =
            order.otherType == UpiPartyType.PERSON.value() ? UpiPartyType.PERSON : UpiPartyType.ENTITY;
        encoder.wrapAndApplyHeader(buffer, 0, header)
            .kind(collects ? UpiKind.COLLECT : UpiKind.PAY)
            .payerType(collects ? other : UpiPartyType.ENTITY)
            .payeeType(collects ? UpiPartyType.ENTITY : other)
            .accountType((short)account.type)
            .payerCode(collects ? order.otherCode : order.category)
            .payeeCode(collects ? order.category : order.otherCode)
            .amount(order.amount)
            .payeeAmount(order.amount)
            .expireAfter(collects ? order.expireAfter : 0);
        encoder.account().low(account.low).high(account.high);
        account.putIfsc(buffer, HEADER + UpiPayEncoder.accountIfscEncodingOffset());
        final int purpose = HEADER + UpiPayEncoder.purposeEncodingOffset();
        buffer.putByte(purpose, collects ? (byte)'0' : PAY_PURPOSE[0]);
        buffer.putByte(purpose + 1, collects ? (byte)'0' : PAY_PURPOSE[1]);
        buffer.setMemory(HEADER + UpiPayEncoder.initiationModeEncodingOffset(),
            UpiPayEncoder.initiationModeEncodingLength(), (byte)'0');
        if (collects)
        {
            encoder.putPayerAddress(order.otherAddress, 0, order.otherLength);
            encoder.putPayeeAddress(order.ownAddress, 0, order.ownLength);
        }
        else
        {
            encoder.putPayerAddress(order.ownAddress, 0, order.ownLength);
            encoder.putPayeeAddress(order.otherAddress, 0, order.otherLength);
        }
        encoder.putNote(CREDENTIALS, 0, 0);
        encoder.putCredentials(CREDENTIALS, 0, collects ? 0 : CREDENTIALS.length);
    }

    private void putId(final int field, final long low, final long high)
    {
        final int at = HEADER + field;
        buffer.setMemory(at, ID_LENGTH, (byte)0);
        buffer.putBytes(at, PREFIX);
        for (int i = 0; i < 2 * Long.BYTES; i++)
        {
            final int shift = Long.SIZE - HEX_BITS * (i + 1);
            buffer.putByte(at + PREFIX.length + i, DIGITS[(int)(high >>> shift) & 15]);
            buffer.putByte(at + PREFIX.length + 2 * Long.BYTES + i, DIGITS[(int)(low >>> shift) & 15]);
        }
    }

    /**
     * @param transaction row of it.
     * @return whether it waits for the payer's consent, so that it can still be taken back.
     */
    public boolean isWaiting(final long transaction)
    {
        final long slot = log.word(transaction, UpiLog.SLOT);
        return transactions.isOpen(slot, transaction) &&
            transactions.get(slot, Transactions.STATE) == UpiState.AUTH_PENDING.value();
    }

    /**
     * Takes back a collect that {@link #isWaiting}; the house is not told of that.
     *
     * @param transaction row of it.
     */
    public void withdraw(final long transaction)
    {
        final long slot = log.word(transaction, UpiLog.SLOT);
        transactions.set(slot, Transactions.OWNER, 0);
        machine.fail(slot, SwitchCode.COLLECT_EXPIRED, SwitchCode.NONE, SwitchCode.NONE);
    }

    /**
     * @param transaction row of it.
     * @return its retrieval reference number.
     */
    public long rrn(final long transaction)
    {
        return log.word(transaction, UpiLog.RRN);
    }

    /**
     * Names the payer of a transaction as the other side.
     *
     * @param order       to fill in.
     * @param transaction row of it.
     */
    public void toPayerOf(final HouseOrder order, final long transaction)
    {
        final PayMessage message = stored.load(transaction, log);
        order.other(message.buffer, message.payerAddress, message.payerAddressLength, message.block.payerTypeRaw(),
            message.block.payerCode());
    }
}
