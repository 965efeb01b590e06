package io.suuupra.engine.upi;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.UpiAdjustDecoder;
import io.suuupra.codecs.generated.UpiAdjustmentKind;
import io.suuupra.codecs.generated.UpiAnswerDecoder;
import io.suuupra.codecs.generated.UpiAuthorisationDecoder;
import io.suuupra.codecs.generated.UpiPayDecoder;
import io.suuupra.codecs.generated.UpiRegisterDecoder;
import io.suuupra.codecs.generated.UpiReplyEncoder;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiResult;
import io.suuupra.codecs.generated.UpiSetTimersDecoder;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.generated.UpiUndeliverableDecoder;
import io.suuupra.codecs.upi.UpiCode;
import io.suuupra.engine.ledger.Ledger;
import io.suuupra.engine.ledger.TransferStore;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import static io.suuupra.engine.CorruptStateException.require;

/**
 * Takes the commands of UPI and acknowledges each at once; what follows from it goes out as requests in the store.
 *
 * <p>A refusal is a value: its response code. What is refused has changed nothing.
 */
public final class UpiSwitch
{
    private static final int TEMPLATE_MIN = UpiPayDecoder.TEMPLATE_ID;
    private static final int SUCCESS = UpiResult.SUCCESS.value();
    private static final int FAILURE = UpiResult.FAILURE.value();
    private static final int TCC = UpiAdjustmentKind.TCC.value();
    private static final int RET = UpiAdjustmentKind.RET.value();
    private static final int DRC = UpiAdjustmentKind.DRC.value();
    private static final int TEMPLATE_MAX = UpiSetTimersDecoder.TEMPLATE_ID;

    private final Ledger ledger;
    private final UpiTables tables = new UpiTables();
    private final Settings settings = tables.settings;
    private final Participants participants = tables.participants;
    private final Transactions transactions = tables.transactions;
    private final UpiLog log;
    private final PayMachine machine;
    private final PayMessage pay = new PayMessage();
    private final StoredPay stored;
    private final AuthorisationMessage authorisation = new AuthorisationMessage();
    private final UpiAnswerDecoder answer = new UpiAnswerDecoder();
    private final UpiUndeliverableDecoder undeliverable = new UpiUndeliverableDecoder();
    private final UpiAdjustDecoder adjust = new UpiAdjustDecoder();
    private final UpiReplyEncoder reply = new UpiReplyEncoder();
    private final MessageHeaderEncoder replyHeader = new MessageHeaderEncoder();
    private int caller;
    private boolean admin;
    private int code;
    private int state;
    private boolean repeated;
    private long rrn;
    private long now;

    /**
     * @param ledger that holds the banks' positions, and the store.
     */
    public UpiSwitch(final Ledger ledger)
    {
        this.ledger = ledger;
        log = new UpiLog(ledger.store());
        stored = new StoredPay(ledger.store());
        machine = new PayMachine(ledger, participants, transactions, settings, log);
    }

    /**
     * @param templateId of a command.
     * @return whether it is one of UPI.
     */
    public static boolean takes(final int templateId)
    {
        return templateId >= TEMPLATE_MIN && templateId <= TEMPLATE_MAX;
    }

    /**
     * Runs one command.
     *
     * @param templateId   of it.
     * @param principalKey id of the API key that it came with.
     * @param isAdmin      whether that key may do everything.
     * @param hostTimeNs   the host's clock.
     * @param buffer       that holds the message.
     * @param body         offset of the message behind its header.
     * @param target       takes the reply.
     * @param targetOffset of the reply.
     * @return bytes of the reply.
     */
    public int onCommand(
        final int templateId,
        final long principalKey,
        final boolean isAdmin,
        final long hostTimeNs,
        final DirectBuffer buffer,
        final int body,
        final MutableDirectBuffer target,
        final int targetOffset)
    {
        caller = participants.ofKey(principalKey);
        admin = isAdmin;
        state = 0;
        repeated = false;
        rrn = 0;
        now = ledger.begin(hostTimeNs);
        machine.at(hostTimeNs, now);
        fire();
        code = switch (templateId)
        {
            case UpiPayDecoder.TEMPLATE_ID -> onPay(pay.wrap(buffer, body));
            case UpiAuthorisationDecoder.TEMPLATE_ID -> onAuthorisation(authorisation.wrap(buffer, body));
            case UpiAnswerDecoder.TEMPLATE_ID -> onAnswer(buffer, body);
            case UpiUndeliverableDecoder.TEMPLATE_ID -> onUndeliverable(buffer, body);
            case UpiAdjustDecoder.TEMPLATE_ID -> onAdjust(buffer, body);
            case UpiRegisterDecoder.TEMPLATE_ID -> onRegister(buffer, body);
            case UpiSetTimersDecoder.TEMPLATE_ID -> onSetTimers(buffer, body);
            default -> throw new IllegalArgumentException("the switch knows no command " + templateId);
        };
        ledger.end();
        reply.wrapAndApplyHeader(target, targetOffset, replyHeader)
            .timestamp(ledger.stamps().last())
            .code(Integer.toUnsignedLong(code))
            .state(state == 0 ? UpiState.NULL_VAL : UpiState.get((short)state))
            .repeated((short)(repeated ? 1 : 0))
            .padding(0)
            .rrn(rrn);
        return MessageHeaderEncoder.ENCODED_LENGTH + reply.encodedLength();
    }

    /** @return when the first transaction is due in ns; {@code Long.MAX_VALUE} where none waits. */
    public long firstDeadline()
    {
        return transactions.firstDeadline();
    }

    /**
     * @param hostTimeNs the host's clock.
     * @return true if a tick now would end a transaction's waiting.
     */
    public boolean hasDue(final long hostTimeNs)
    {
        return firstDeadline() <= Math.max(hostTimeNs, ledger.stamps().last());
    }

    /**
     * Lets time pass: what is due happens, a bounded number at a time.
     *
     * @param hostTimeNs the host's clock.
     */
    public void tick(final long hostTimeNs)
    {
        now = Math.max(hostTimeNs, ledger.stamps().last());
        machine.at(hostTimeNs, now);
        fire();
        ledger.end();
    }

    private void fire()
    {
        for (int i = 0; i < Limits.EXPIRY_MAX && transactions.firstDeadline() <= now; i++)
        {
            machine.timeOut(transactions.takeDue());
        }
    }

    private int onPay(final PayMessage message)
    {
        final int malformed = message.check();
        if (malformed != SwitchCode.NONE)
        {
            return malformed;
        }
        final boolean isPay = message.isPay();
        if (caller == Participants.ABSENT || !participants.isPsp(caller) || !participants.isEnabled(caller))
        {
            return SwitchCode.PSP_NOT_REGISTERED;
        }
        final long known = log.find(UpiLog.idLow(message.buffer, message.transactionId()),
            UpiLog.idHigh(message.buffer, message.transactionId()));
        if (known != TransferStore.ABSENT)
        {
            return repeat(known, message);
        }
        final int payerPsp = psp(message.buffer, message.payerAddress, message.payerAddressLength);
        final int payeePsp = psp(message.buffer, message.payeeAddress, message.payeeAddressLength);
        final int other = isPay ? payeePsp : payerPsp;
        if ((isPay ? payerPsp : payeePsp) != caller)
        {
            return SwitchCode.OTHER_ORGANISATION;
        }
        if (other == Participants.ABSENT)
        {
            return SwitchCode.ADDRESS_NOT_RESOLVED;
        }
        if (!participants.isEnabled(other))
        {
            return isPay ? SwitchCode.PAYEE_PSP_NOT_AVAILABLE : SwitchCode.PAYER_PSP_NOT_AVAILABLE;
        }
        final int bank = bank(message.buffer, message.offset + UpiPayDecoder.accountIfscEncodingOffset());
        if (bank == Participants.ABSENT)
        {
            return isPay ? SwitchCode.REMITTER_NOT_AVAILABLE : SwitchCode.BENEFICIARY_OFFLINE;
        }
        open(message, other, bank);
        return SwitchCode.NONE;
    }

    private void open(final PayMessage message, final int other, final int bank)
    {
        final boolean isPay = message.isPay();
        rrn = settings.nextRrn();
        final long stamp = machine.stamp();
        final long text = log.text(message.buffer, message.offset, message.length, stamp);
        final long headRow = ledger.store().rows();
        final long slot = transactions.open(headRow);
        require(log.head(message, text, slot, caller, rrn, stamp) == headRow, "a transaction has the next row");
        transactions.set(slot, Transactions.AMOUNT, message.block.amount());
        transactions.set(slot, Transactions.IS_COLLECT, isPay ? 0 : 1);
        transactions.set(slot, Transactions.INITIATOR, caller);
        transactions.set(slot, Transactions.COUNTERPARTY, other);
        transactions.set(slot, isPay ? Transactions.REMITTER : Transactions.BENEFICIARY, bank);
        transactions.set(slot, Transactions.RRN, rrn);
        transactions.set(slot, Transactions.IS_MERCHANT, message.block.payeeCode() == 0 ? 0 : 1);
        machine.begin(slot, isPay ? settings.behind(now, Settings.AUTHORISATION_S) :
            settings.collectEnd(now, message.block.expireAfter()));
        state = (int)transactions.get(slot, Transactions.STATE);
    }

    private int repeat(final long headRow, final PayMessage message)
    {
        if (!log.isTransaction(headRow) || log.word(headRow, UpiLog.INITIATOR) != caller ||
            !log.isSame(headRow, message))
        {
            return SwitchCode.DUPLICATE;
        }
        repeated = true;
        rrn = log.word(headRow, UpiLog.RRN);
        final long slot = log.word(headRow, UpiLog.SLOT);
        if (transactions.isOpen(slot, headRow))
        {
            state = (int)transactions.get(slot, Transactions.STATE);
            return SwitchCode.NONE;
        }
        state = (int)log.word(log.findOutcome(headRow), UpiLog.STATE);
        return SwitchCode.NONE;
    }

    private int psp(final DirectBuffer buffer, final int address, final int length)
    {
        final int handle = Text.at(buffer, address, length) + 1;
        return participants.ofHandle(buffer, address + handle, length - handle);
    }

    private int bank(final DirectBuffer buffer, final int ifsc)
    {
        final int found = participants.ofBank(Participants.bank(buffer, ifsc));
        return found != Participants.ABSENT && participants.isEnabled(found) ? found : Participants.ABSENT;
    }

    private int onAuthorisation(final AuthorisationMessage message)
    {
        final long request = message.block.request();
        final int refused = checkAnswer(request, message.block.resultRaw(), message.block.code());
        if (refused != SwitchCode.NONE)
        {
            return refused;
        }
        if (log.requestKind(request) != UpiRequestKind.AUTHORISE)
        {
            return SwitchCode.REQUEST_NOT_FOUND;
        }
        if (message.block.resultRaw() == SUCCESS && message.block.code() != SwitchCode.NONE)
        {
            return SwitchCode.ERROR_CODE_UNWANTED;
        }
        final long slot = awaiting(request);
        if (slot == Transactions.NONE)
        {
            return late(request, message.block.code());
        }
        if (message.block.resultRaw() != SUCCESS)
        {
            final boolean isCollect = transactions.get(slot, Transactions.IS_COLLECT) != 0;
            final int why = (int)message.block.code();
            machine.fail(slot, SwitchCode.AUTHORISATION_DECLINED, isCollect ? why : SwitchCode.NONE,
                isCollect ? SwitchCode.NONE : why);
            state = UpiState.FAILURE.value();
            return SwitchCode.NONE;
        }
        final int differs = authorise(slot, message);
        if (differs != SwitchCode.NONE)
        {
            machine.fail(slot, differs, SwitchCode.NONE, SwitchCode.NONE);
            state = UpiState.FAILURE.value();
            return SwitchCode.NONE;
        }
        final long headRow = transactions.get(slot, Transactions.HEAD);
        machine.authorised(slot);
        state = transactions.isOpen(slot, headRow) ? (int)transactions.get(slot, Transactions.STATE) :
            UpiState.FAILURE.value();
        return SwitchCode.NONE;
    }

    /** @return what in the answer differs from what was asked, or cannot be; if nothing, the slot has both banks. */
    private int authorise(final long slot, final AuthorisationMessage message)
    {
        final PayMessage asked = stored.load(transactions.get(slot, Transactions.HEAD), log);
        final int wrong = AuthorisationCheck.check(message, asked);
        if (wrong != SwitchCode.NONE)
        {
            return wrong;
        }
        final int bank = bank(message.buffer, message.offset + UpiAuthorisationDecoder.accountIfscEncodingOffset());
        if (bank == Participants.ABSENT)
        {
            return asked.isPay() ? SwitchCode.BENEFICIARY_OFFLINE : SwitchCode.REMITTER_NOT_AVAILABLE;
        }
        transactions.set(slot, asked.isPay() ? Transactions.BENEFICIARY : Transactions.REMITTER, bank);
        final long text = log.text(message.buffer, message.offset, message.length, machine.stamp());
        transactions.set(slot, Transactions.AUTHORISATION, text);
        transactions.set(slot, Transactions.AUTHORISATION_LENGTH, message.length);
        return SwitchCode.NONE;
    }

    private int onAnswer(final DirectBuffer buffer, final int body)
    {
        answer.wrap(buffer, body, UpiAnswerDecoder.BLOCK_LENGTH, UpiAnswerDecoder.SCHEMA_VERSION);
        final long request = answer.request();
        final int answered = (int)answer.code();
        final int refused = checkAnswer(request, answer.resultRaw(), answer.code());
        if (refused != SwitchCode.NONE)
        {
            return refused;
        }
        final UpiRequestKind kind = log.requestKind(request);
        if (kind == UpiRequestKind.AUTHORISE)
        {
            return SwitchCode.REQUEST_NOT_FOUND;
        }
        if (kind == UpiRequestKind.RESPONSE || kind == UpiRequestKind.CONFIRM || kind == UpiRequestKind.RETURN)
        {
            // They end nothing: whoever got one has said so.
            return SwitchCode.NONE;
        }
        final boolean success = answer.resultRaw() == SUCCESS;
        if (!Answers.isKnown(kind, success, answered))
        {
            return SwitchCode.RESPONSE_CODE;
        }
        final long slot = awaiting(request);
        if (slot == Transactions.NONE)
        {
            return late(request, answered);
        }
        transactions.set(slot, Transactions.APPROVAL, answer.approval());
        final long headRow = transactions.get(slot, Transactions.HEAD);
        switch (kind)
        {
            case DEBIT -> onDebit(slot, success, answered);
            case CREDIT -> onCredit(slot, success, answered);
            case REVERSE_CREDIT -> onCreditReversal(slot, answered);
            default -> onDebitReversal(slot, answered);
        }
        state = stateOf(slot, headRow);
        return SwitchCode.NONE;
    }

    private void onDebit(final long slot, final boolean success, final int answered)
    {
        if (success)
        {
            machine.debited(slot);
        }
        else
        {
            machine.fail(slot, SwitchCode.DEBIT_FAILED, answered, SwitchCode.NONE);
        }
    }

    private void onCredit(final long slot, final boolean success, final int answered)
    {
        if (success)
        {
            machine.credited(slot, answered);
        }
        else
        {
            machine.reverseDebit(slot, SwitchCode.CREDIT_FAILED, SwitchCode.NONE, answered);
        }
    }

    private void onCreditReversal(final long slot, final int answered)
    {
        if (answered == SwitchCode.CREDIT_WAS_DONE)
        {
            machine.credited(slot, answered);
        }
        else if (answered == SwitchCode.REVERSAL_FAILED)
        {
            machine.deem(slot, answered);
        }
        else
        {
            machine.reverseDebit(slot, SwitchCode.CREDIT_FAILED, SwitchCode.NONE, answered);
        }
    }

    private void onDebitReversal(final long slot, final int answered)
    {
        if (answered == SwitchCode.REVERSAL_FAILED)
        {
            machine.leaveOpen(slot, answered);
        }
        else
        {
            machine.debitReversed(slot, answered);
        }
    }

    private int onUndeliverable(final DirectBuffer buffer, final int body)
    {
        undeliverable.wrap(
            buffer, body, UpiUndeliverableDecoder.BLOCK_LENGTH, UpiUndeliverableDecoder.SCHEMA_VERSION);
        final long request = undeliverable.request();
        if (!admin || !log.isRequest(request))
        {
            return SwitchCode.REQUEST_NOT_FOUND;
        }
        final long slot = awaiting(request);
        if (slot == Transactions.NONE)
        {
            return late(request, SwitchCode.NONE);
        }
        final long headRow = transactions.get(slot, Transactions.HEAD);
        switch (log.requestKind(request))
        {
            case AUTHORISE -> machine.fail(
                slot, SwitchCode.AUTHORISATION_NOT_ACKNOWLEDGED, SwitchCode.NONE, SwitchCode.NONE);
            case DEBIT -> machine.fail(slot, SwitchCode.DEBIT_NOT_SENT, SwitchCode.NONE, SwitchCode.NONE);
            case CREDIT -> machine.reverseDebit(slot, SwitchCode.CREDIT_NOT_SENT, SwitchCode.NONE, SwitchCode.NONE);
            default ->
            {
                // A reversal is delivered until it is answered.
                return SwitchCode.ILLEGAL_OPERATION;
            }
        }
        state = stateOf(slot, headRow);
        return SwitchCode.NONE;
    }

    private int onAdjust(final DirectBuffer buffer, final int body)
    {
        adjust.wrap(buffer, body, UpiAdjustDecoder.BLOCK_LENGTH, UpiAdjustDecoder.SCHEMA_VERSION);
        final int id = body + UpiAdjustDecoder.transactionIdEncodingOffset();
        final int kind = adjust.kindRaw();
        if (Text.idLength(buffer, id, PayMessage.ID_LENGTH) < 0)
        {
            return SwitchCode.TRANSACTION_ID;
        }
        final long headRow = log.find(UpiLog.idLow(buffer, id), UpiLog.idHigh(buffer, id));
        if (headRow == TransferStore.ABSENT || !log.isTransaction(headRow))
        {
            return SwitchCode.REQUEST_NOT_FOUND;
        }
        final long slot = log.word(headRow, UpiLog.SLOT);
        final boolean isOpen = transactions.isOpen(slot, headRow);
        final UpiState wanted = kind == DRC ? UpiState.DRC_OPEN : UpiState.DEEMED;
        final int bank = kind == DRC ? Transactions.REMITTER : Transactions.BENEFICIARY;
        if (!admin && (caller == Participants.ABSENT || !isOpen || transactions.get(slot, bank) != caller))
        {
            return SwitchCode.REQUEST_NOT_FOUND;
        }
        if (!Answers.isReason(kind, adjust.reason()) || !isOpen ||
            transactions.get(slot, Transactions.STATE) != wanted.value())
        {
            return SwitchCode.ILLEGAL_OPERATION;
        }
        transactions.set(slot, Transactions.REASON, adjust.reason());
        if (kind == TCC)
        {
            machine.confirm(slot);
        }
        else if (kind == RET)
        {
            machine.giveBack(slot);
        }
        else
        {
            machine.closeOpen(slot);
        }
        state = stateOf(slot, headRow);
        return SwitchCode.NONE;
    }

    private int onRegister(final DirectBuffer buffer, final int body)
    {
        final UpiRegisterDecoder message = new UpiRegisterDecoder();
        message.wrap(buffer, body, UpiRegisterDecoder.BLOCK_LENGTH, UpiRegisterDecoder.SCHEMA_VERSION);
        return taken(admin && Registration.isWellFormed(message) &&
            participants.register(message, Registration.handle(message), Registration.handleLength(message)));
    }

    private int onSetTimers(final DirectBuffer buffer, final int body)
    {
        final UpiSetTimersDecoder message = new UpiSetTimersDecoder();
        message.wrap(buffer, body, UpiSetTimersDecoder.BLOCK_LENGTH, UpiSetTimersDecoder.SCHEMA_VERSION);
        return taken(admin && settings.take(message));
    }

    private int taken(final boolean done)
    {
        if (done)
        {
            settings.set(Settings.USED, 1);
        }
        return done ? SwitchCode.NONE : SwitchCode.ILLEGAL_OPERATION;
    }

    /** Forbidden looks like absent: a participant finds its own requests only. */
    private int checkAnswer(final long request, final int result, final long answered)
    {
        if (caller == Participants.ABSENT || !log.isRequest(request) ||
            log.word(request, UpiLog.PARTICIPANT) != participants.number(caller))
        {
            return SwitchCode.REQUEST_NOT_FOUND;
        }
        if (result != SUCCESS && result != FAILURE)
        {
            return SwitchCode.RESULT;
        }
        if (!UpiCode.isWellFormed((int)answered))
        {
            return SwitchCode.RESPONSE_CODE;
        }
        return result == FAILURE && answered == SwitchCode.NONE ?
            SwitchCode.ERROR_CODE_MISSING : SwitchCode.NONE;
    }

    /** @return slot that waits for an answer to this very request. */
    private long awaiting(final long request)
    {
        final long slot = log.word(request, UpiLog.REQUEST_SLOT);
        if (!transactions.isOpen(slot, log.word(request, UpiLog.HEAD)) ||
            transactions.get(slot, Transactions.AWAITED) != request)
        {
            return Transactions.NONE;
        }
        if (transactions.get(slot, Transactions.DEADLINE) <= now)
        {
            // More were due than one command may end: its own time has passed all the same.
            machine.timeOut(slot);
            return Transactions.NONE;
        }
        return slot;
    }

    private int late(final long request, final long answered)
    {
        log.late(request, (int)log.word(request, UpiLog.PARTICIPANT), (int)answered, machine.stamp());
        return SwitchCode.LATE;
    }

    private int stateOf(final long slot, final long headRow)
    {
        return transactions.isOpen(slot, headRow) ? (int)transactions.get(slot, Transactions.STATE) :
            (int)log.word(log.findOutcome(headRow), UpiLog.STATE);
    }

    /**
     * @param principalKey id of an API key.
     * @return number of the participant that comes with it; 0 = none. Any thread.
     */
    public int participant(final long principalKey)
    {
        return participants.numberOfKey(principalKey);
    }

    /** @return what a snapshot and the state hash take of the switch. */
    public UpiTables tables()
    {
        return tables;
    }
}
