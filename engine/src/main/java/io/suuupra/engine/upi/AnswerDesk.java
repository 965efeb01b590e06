package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.UpiAdjustDecoder;
import io.suuupra.codecs.generated.UpiAdjustmentKind;
import io.suuupra.codecs.generated.UpiAnswerDecoder;
import io.suuupra.codecs.generated.UpiAuthorisationDecoder;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiResult;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.generated.UpiUndeliverableDecoder;
import io.suuupra.codecs.upi.UpiCode;
import io.suuupra.engine.ledger.TransferStore;
import org.agrona.DirectBuffer;

/** Takes what comes back on the switch's requests: answers of PSPs and banks, that nobody got one, adjustments. */
final class AnswerDesk
{
    private static final int SUCCESS = UpiResult.SUCCESS.value();
    private static final int FAILURE = UpiResult.FAILURE.value();
    private static final int TCC = UpiAdjustmentKind.TCC.value();
    private static final int RET = UpiAdjustmentKind.RET.value();
    private static final int DRC = UpiAdjustmentKind.DRC.value();

    private final Call call;
    private final Participants participants;
    private final Transactions transactions;
    private final UpiLog log;
    private final Authorisations authorisations;
    private final PayMachine machine;
    private final AuthorisationMessage authorisation = new AuthorisationMessage();
    private final UpiAnswerDecoder answer = new UpiAnswerDecoder();
    private final UpiUndeliverableDecoder undeliverable = new UpiUndeliverableDecoder();
    private final UpiAdjustDecoder adjust = new UpiAdjustDecoder();

    AnswerDesk(
        final Call call, final UpiTables tables, final UpiLog log, final Authorisations authorisations,
        final PayMachine machine)
    {
        this.call = call;
        this.participants = tables.participants;
        this.transactions = tables.transactions;
        this.log = log;
        this.authorisations = authorisations;
        this.machine = machine;
    }

    int onAuthorisation(final DirectBuffer buffer, final int body)
    {
        final AuthorisationMessage message = authorisation.wrap(buffer, body);
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
        final long headRow = transactions.get(slot, Transactions.HEAD);
        if (message.block.resultRaw() == SUCCESS)
        {
            authorisations.accept(slot, message);
        }
        else
        {
            authorisations.decline(slot, (int)message.block.code());
        }
        call.state = machine.stateOf(slot, headRow);
        return SwitchCode.NONE;
    }

    int onAnswer(final DirectBuffer buffer, final int body)
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
        call.state = machine.stateOf(slot, headRow);
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

    int onUndeliverable(final DirectBuffer buffer, final int body)
    {
        undeliverable.wrap(
            buffer, body, UpiUndeliverableDecoder.BLOCK_LENGTH, UpiUndeliverableDecoder.SCHEMA_VERSION);
        final long request = undeliverable.request();
        if (!call.isAdmin || !log.isRequest(request))
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
        call.state = machine.stateOf(slot, headRow);
        return SwitchCode.NONE;
    }

    int onAdjust(final DirectBuffer buffer, final int body)
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
        if (!call.isAdmin &&
            (call.caller == Participants.ABSENT || !isOpen || transactions.get(slot, bank) != call.caller))
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
        call.state = machine.stateOf(slot, headRow);
        return SwitchCode.NONE;
    }

    /** Forbidden looks like absent: a participant finds its own requests only. */
    private int checkAnswer(final long request, final int result, final long answered)
    {
        if (call.caller == Participants.ABSENT || !log.isRequest(request) ||
            log.word(request, UpiLog.PARTICIPANT) != participants.number(call.caller))
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
        if (transactions.get(slot, Transactions.DEADLINE) <= call.now)
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
}
