package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.GetUpiTransactionDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.generated.UpiAuthorisationDecoder;
import io.suuupra.codecs.generated.UpiPayDecoder;
import io.suuupra.codecs.generated.UpiTransactionReplyEncoder;
import io.suuupra.codecs.generated.UpiTransactionReplyEncoder.TransactionsEncoder;
import io.suuupra.engine.ledger.EventRows;
import io.suuupra.engine.ledger.TransferStore;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import static io.suuupra.engine.CorruptStateException.require;

/**
 * Tells what has become of a transaction: out of its slot while it is open, out of the store once it has ended. A PSP
 * is told of what it began or was asked about, a bank of what its leg was asked for; to anybody else it is not there.
 * Accounts and credentials are never told. Changes nothing; the engine's thread alone.
 */
public final class TransactionReader
{
    private static final int TEXT_ROOM = 4_096;
    private static final int NONE = 0;

    private final Participants participants;
    private final Transactions transactions;
    private final TransferStore store;
    private final UpiLog log;
    private final EventRows rows;
    private final byte[] payArray = new byte[TEXT_ROOM];
    private final UnsafeBuffer payBytes = new UnsafeBuffer(payArray);
    private final UnsafeBuffer authorisationBytes = new UnsafeBuffer(new byte[TEXT_ROOM]);
    private final PayMessage pay = new PayMessage();
    private final AuthorisationMessage authorisation = new AuthorisationMessage();
    private final UpiTransactionReplyEncoder reply = new UpiTransactionReplyEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private UpiState state;
    private int code;
    private int cause;
    private int payerResponse;
    private int payeeResponse;
    private long deadline;
    private long ended;
    /** Participants as {@code Participants} counts them. */
    private int initiator;
    private int counterparty;
    private int remitter;
    private int beneficiary;

    /**
     * @param tables of the switch.
     * @param store  that holds its records.
     */
    public TransactionReader(final UpiTables tables, final TransferStore store)
    {
        this.participants = tables.participants;
        this.transactions = tables.transactions;
        this.store = store;
        this.log = new UpiLog(store);
        this.rows = new EventRows(store);
    }

    /**
     * Answers a GetUpiTransaction.
     *
     * @param principalKey id of the API key that it came with.
     * @param isAdmin      whether that key sees everything.
     * @param buffer       that holds the message.
     * @param body         offset of the message behind its header.
     * @param target       takes the reply.
     * @param targetOffset of the reply.
     * @return bytes of the reply.
     */
    public int read(
        final long principalKey,
        final boolean isAdmin,
        final DirectBuffer buffer,
        final int body,
        final MutableDirectBuffer target,
        final int targetOffset)
    {
        final int id = body + GetUpiTransactionDecoder.transactionIdEncodingOffset();
        final long headRow = find(buffer, id);
        final boolean isShown = headRow != TransferStore.ABSENT && (isAdmin || tookPart(principalKey));
        final TransactionsEncoder group =
            reply.wrapAndApplyHeader(target, targetOffset, header).transactionsCount(isShown ? 1 : 0);
        if (isShown)
        {
            write(headRow, group.next());
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + reply.encodedLength();
    }

    /** Finds a transaction, and takes what is known of it. */
    private long find(final DirectBuffer buffer, final int id)
    {
        final long row = log.find(UpiLog.idLow(buffer, id), UpiLog.idHigh(buffer, id));
        if (row == TransferStore.ABSENT || !log.isTransaction(row))
        {
            return TransferStore.ABSENT;
        }
        rows.readText(log.word(row, UpiLog.MESSAGE), (int)log.word(row, UpiLog.MESSAGE_LENGTH), payBytes);
        pay.wrap(payBytes, 0);
        initiator = (int)log.word(row, UpiLog.INITIATOR);
        final long slot = log.word(row, UpiLog.SLOT);
        if (transactions.isOpen(slot, row))
        {
            takeOpen(slot);
        }
        else
        {
            takeEnded(log.findOutcome(row));
        }
        return row;
    }

    private void takeOpen(final long slot)
    {
        state = UpiState.get((short)transactions.get(slot, Transactions.STATE));
        code = transactions.code(slot, Transactions.CODE);
        cause = transactions.code(slot, Transactions.CAUSE);
        payerResponse = transactions.code(slot, Transactions.PAYER_CODE);
        payeeResponse = transactions.code(slot, Transactions.PAYEE_CODE);
        final long due = transactions.get(slot, Transactions.DEADLINE);
        deadline = due == Long.MAX_VALUE ? NONE : due;
        ended = NONE;
        counterparty = (int)transactions.get(slot, Transactions.COUNTERPARTY);
        remitter = (int)transactions.get(slot, Transactions.REMITTER);
        beneficiary = (int)transactions.get(slot, Transactions.BENEFICIARY);
    }

    private void takeEnded(final long outcome)
    {
        require(outcome != TransferStore.ABSENT, "a transaction is open or has ended");
        state = UpiState.get((short)log.word(outcome, UpiLog.STATE));
        final long codes = log.word(outcome, UpiLog.CODES);
        final long responses = log.word(outcome, UpiLog.SIDE_CODES);
        code = (int)codes;
        cause = (int)(codes >>> Integer.SIZE);
        payerResponse = (int)responses;
        payeeResponse = (int)(responses >>> Integer.SIZE);
        deadline = NONE;
        ended = store.recorded(outcome);
        // What makes a participant known never changes, so the messages still say whom they named then.
        counterparty = pay.isPay() ? psp(pay.payeeAddress, pay.payeeAddressLength) :
            psp(pay.payerAddress, pay.payerAddressLength);
        final int own = bank(payBytes, UpiPayDecoder.accountIfscEncodingOffset());
        final int others = bankOfAuthorisation(outcome);
        remitter = pay.isPay() ? own : others;
        beneficiary = pay.isPay() ? others : own;
    }

    private int bankOfAuthorisation(final long outcome)
    {
        final long text = log.word(outcome, UpiLog.AUTHORISATION);
        if (text == Transactions.NONE)
        {
            return Participants.ABSENT;
        }
        rows.readText(text, (int)log.word(outcome, UpiLog.AUTHORISATION_LENGTH), authorisationBytes);
        authorisation.wrap(authorisationBytes, 0);
        return bank(authorisationBytes, UpiAuthorisationDecoder.accountIfscEncodingOffset());
    }

    private int bank(final DirectBuffer message, final int ifsc)
    {
        return participants.ofBank(Participants.bank(message, ifsc));
    }

    private int psp(final int address, final int length)
    {
        final int handle = Text.at(payBytes, address, length) + 1;
        return participants.ofHandle(payBytes, address + handle, length - handle);
    }

    private boolean tookPart(final long principalKey)
    {
        final int caller = participants.ofKey(principalKey);
        return caller != Participants.ABSENT && (caller == initiator || caller == counterparty ||
            caller == remitter && isDebitAsked() || caller == beneficiary && isCreditAsked());
    }

    private boolean isDebitAsked()
    {
        return switch (state)
        {
            case AUTH_PENDING, EXPIRED -> false;
            case FAILURE -> cause != NONE || code == SwitchCode.DEBIT_FAILED || code == SwitchCode.DEBIT_NOT_SENT;
            default -> true;
        };
    }

    private boolean isCreditAsked()
    {
        return switch (state)
        {
            case CREDIT_PENDING, CREDIT_REV_PENDING, SUCCESS, DEEMED, CONFIRMED, RETURNED -> true;
            case DEBIT_REV_PENDING, FAILURE, DRC_OPEN, DRC_CLOSED ->
                cause != NONE && cause != SwitchCode.DEBIT_TIMEOUT;
            default -> false;
        };
    }

    private void write(final long headRow, final TransactionsEncoder to)
    {
        to.begun(store.recorded(headRow))
            .ended(ended)
            .deadline(deadline)
            .amount(pay.block.amount())
            .rrn(log.word(headRow, UpiLog.RRN))
            .code(Integer.toUnsignedLong(code))
            .cause(Integer.toUnsignedLong(cause))
            .payerResponse(Integer.toUnsignedLong(payerResponse))
            .payeeResponse(Integer.toUnsignedLong(payeeResponse))
            .payerPsp(number(pay.isPay() ? initiator : counterparty))
            .payeePsp(number(pay.isPay() ? counterparty : initiator))
            .remitter(number(remitter))
            .beneficiary(number(beneficiary))
            .payerCode(pay.block.payerCode())
            .payeeCode(pay.block.payeeCode())
            .state(state)
            .kind(pay.block.kind())
            .payerType(pay.block.payerType())
            .payeeType(pay.block.payeeType());
        to.putPurpose(payArray, UpiPayDecoder.purposeEncodingOffset())
            .putInitiationMode(payArray, UpiPayDecoder.initiationModeEncodingOffset())
            .putTransactionId(payArray, pay.transactionId());
        to.putPayerAddress(payBytes, pay.payerAddress, pay.payerAddressLength);
        to.putPayeeAddress(payBytes, pay.payeeAddress, pay.payeeAddressLength);
        to.putNote(payBytes, pay.note, pay.noteLength);
    }

    private long number(final int participant)
    {
        return participant == Participants.ABSENT ? 0 : participants.number(participant);
    }
}
