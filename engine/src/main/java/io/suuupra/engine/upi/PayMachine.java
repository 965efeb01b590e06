package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.engine.ledger.Ledger;
import io.suuupra.engine.ledger.Postings;

import static io.suuupra.engine.CorruptStateException.require;

/**
 * The states of PAY and COLLECT: what each event does to a transaction, which request follows, and what happens to the
 * hold between the two banks' positions. The table stands in {@code docs/upi.md}.
 */
final class PayMachine
{
    private static final int AUTH_PENDING = UpiState.AUTH_PENDING.value();
    private static final int DEBIT_PENDING = UpiState.DEBIT_PENDING.value();
    private static final int CREDIT_PENDING = UpiState.CREDIT_PENDING.value();
    private static final int CREDIT_REV_PENDING = UpiState.CREDIT_REV_PENDING.value();
    private static final int DEBIT_REV_PENDING = UpiState.DEBIT_REV_PENDING.value();

    /** Code of transfers between positions. */
    private static final int POSITION = 60;
    private static final long POSITION_SALT = 0x557069506F736974L;
    private static final long RETURN_SALT = 0x5570695265747572L;

    private final Ledger ledger;
    private final Postings postings;
    private final Participants participants;
    private final Transactions transactions;
    private final Settings settings;
    private final UpiLog log;
    private final Cycles cycles;
    private HousePsp house = HousePsp.NONE;
    private long hostTimeNs;
    private long now;

    PayMachine(final Ledger ledger, final UpiTables tables, final UpiLog log, final Cycles cycles)
    {
        this.ledger = ledger;
        this.postings = new Postings(ledger);
        this.participants = tables.participants;
        this.transactions = tables.transactions;
        this.settings = tables.settings;
        this.log = log;
        this.cycles = cycles;
    }

    /** The host's clock for the command that runs, and its first stamp, from which times are counted. */
    void at(final long timeNs, final long firstStamp)
    {
        hostTimeNs = timeNs;
        now = firstStamp;
    }

    void house(final HousePsp psp)
    {
        house = psp;
    }

    HousePsp house()
    {
        return house;
    }

    long now()
    {
        return now;
    }

    long stamp()
    {
        return ledger.stamp(hostTimeNs);
    }

    /** ReqPay was taken: asks the other PSP. */
    void begin(final long slot, final long deadlineNs)
    {
        transactions.set(slot, Transactions.STATE, AUTH_PENDING);
        ask(slot, UpiRequestKind.AUTHORISE, Transactions.COUNTERPARTY, deadlineNs);
    }

    /** ReqPay was taken, and the other PSP is the one in the engine. */
    void beginInHouse(final long slot)
    {
        transactions.set(slot, Transactions.STATE, AUTH_PENDING);
    }

    /** @return state of a transaction, whether it is open or not; a value of {@code UpiState}. */
    int stateOf(final long slot, final long headRow)
    {
        return transactions.isOpen(slot, headRow) ? (int)transactions.get(slot, Transactions.STATE) :
            (int)log.word(log.findOutcome(headRow), UpiLog.STATE);
    }

    /** RespAuthDetails SUCCESS, and all in it is as it must be: holds the positions, and has the payer debited. */
    void authorised(final long slot)
    {
        final int code = holdPositions(slot);
        if (code != SwitchCode.NONE)
        {
            fail(slot, code, SwitchCode.NONE, SwitchCode.NONE);
            return;
        }
        transactions.set(slot, Transactions.STATE, DEBIT_PENDING);
        ask(slot, UpiRequestKind.DEBIT, Transactions.REMITTER, settings.behind(now, Settings.DEBIT_S));
        tellHouse(slot);
    }

    private int holdPositions(final long slot)
    {
        final int remitter = (int)transactions.get(slot, Transactions.REMITTER);
        final int beneficiary = (int)transactions.get(slot, Transactions.BENEFICIARY);
        if (remitter == beneficiary)
        {
            // An account cannot face itself, and the bank owes nobody.
            return SwitchCode.NONE;
        }
        final long amount = transactions.get(slot, Transactions.AMOUNT);
        final int debtor =
            postings.slot(participants.positionLow(remitter), participants.positionHigh(remitter));
        if (debtor < 0)
        {
            return SwitchCode.SYSTEM;
        }
        final long owed = postings.netDebit(debtor);
        final long cap = participants.netDebitCap(remitter);
        // Below 0 it is owed; so an amount above the cap may be right, and nothing here overflows.
        if (owed > cap - amount)
        {
            return SwitchCode.NET_DEBIT_CAP;
        }
        final long headRow = transactions.get(slot, Transactions.HEAD);
        final int status = between(remitter, beneficiary)
            .move(amount, true, POSITION, headRow, POSITION_SALT ^ headRow, POSITION_SALT, stamp());
        if (status != Postings.CREATED)
        {
            return SwitchCode.SYSTEM;
        }
        transactions.set(slot, Transactions.HOLD, ledger.store().rows() - 1);
        return SwitchCode.NONE;
    }

    private Postings between(final int debtor, final int creditor)
    {
        return postings.between(participants.positionLow(debtor), participants.positionHigh(debtor),
            participants.positionLow(creditor), participants.positionHigh(creditor));
    }

    /** RespPay 00 to the debit. */
    void debited(final long slot)
    {
        transactions.set(slot, Transactions.PAYER_CODE, SwitchCode.APPROVED);
        transactions.set(slot, Transactions.STATE, CREDIT_PENDING);
        ask(slot, UpiRequestKind.CREDIT, Transactions.BENEFICIARY, settings.behind(now, Settings.CREDIT_S));
    }

    /** RespPay 00 to the credit, or CS to its reversal. */
    void credited(final long slot, final int code)
    {
        transactions.set(slot, Transactions.PAYEE_CODE, code);
        transactions.set(slot, Transactions.CODE, SwitchCode.APPROVED);
        post(slot, false);
        end(slot, UpiState.SUCCESS);
    }

    /** The debit was not done, whoever says so. */
    void fail(final long slot, final int code, final int payerCode, final int payeeCode)
    {
        transactions.set(slot, Transactions.CODE, code);
        putIfAny(slot, Transactions.PAYER_CODE, payerCode);
        putIfAny(slot, Transactions.PAYEE_CODE, payeeCode);
        resolvePositions(slot, false);
        end(slot, code == SwitchCode.COLLECT_EXPIRED ? UpiState.EXPIRED : UpiState.FAILURE);
    }

    /** The debit may have been done, and must not stay. */
    void reverseDebit(final long slot, final int cause, final int payerCode, final int payeeCode)
    {
        transactions.set(slot, Transactions.CAUSE, cause);
        putIfAny(slot, Transactions.PAYER_CODE, payerCode);
        putIfAny(slot, Transactions.PAYEE_CODE, payeeCode);
        transactions.set(slot, Transactions.STATE, DEBIT_REV_PENDING);
        ask(slot, UpiRequestKind.REVERSE_DEBIT, Transactions.REMITTER, settings.behind(now, Settings.REVERSAL_S));
    }

    /** Nobody knows whether the credit was done. */
    void reverseCredit(final long slot)
    {
        transactions.set(slot, Transactions.CAUSE, SwitchCode.CREDIT_TIMEOUT);
        transactions.set(slot, Transactions.PAYEE_CODE, SwitchCode.BENEFICIARY_TIMEOUT);
        transactions.set(slot, Transactions.STATE, CREDIT_REV_PENDING);
        ask(slot, UpiRequestKind.REVERSE_CREDIT, Transactions.BENEFICIARY,
            settings.behind(now, Settings.REVERSAL_S));
    }

    /** The credit's reversal says nothing: it settles as a success until the bank tells more. */
    void deem(final long slot, final int payeeCode)
    {
        transactions.set(slot, Transactions.PAYEE_CODE, payeeCode);
        transactions.set(slot, Transactions.CODE, SwitchCode.CREDIT_TIMEOUT);
        post(slot, true);
        transactions.set(slot, Transactions.STATE, UpiState.DEEMED.value());
        transactions.set(slot, Transactions.AWAITED, Transactions.NONE);
        final boolean merchant = transactions.get(slot, Transactions.IS_MERCHANT) != 0;
        transactions.due(slot,
            settings.behind(now, merchant ? Settings.DEEMED_MERCHANT_S : Settings.DEEMED_PERSON_S));
        tellBoth(slot);
        tellHouse(slot);
    }

    /** The debit's reversal was answered: 00, or that there was no debit. */
    void debitReversed(final long slot, final int code)
    {
        final boolean reversed = code == SwitchCode.APPROVED;
        transactions.set(slot, Transactions.CODE,
            reversed ? SwitchCode.REVERTED : transactions.get(slot, Transactions.CAUSE));
        transactions.set(slot, Transactions.PAYER_CODE, reversed ? SwitchCode.FULLY_REVERSED : code);
        resolvePositions(slot, false);
        end(slot, UpiState.FAILURE);
    }

    /** The debit's reversal failed, or was not answered: it stays open until the books are compared. */
    void leaveOpen(final long slot, final int payerCode)
    {
        transactions.set(slot, Transactions.CODE, SwitchCode.DEBIT_REVERSAL_FAILED);
        transactions.set(slot, Transactions.PAYER_CODE, payerCode);
        resolvePositions(slot, false);
        transactions.set(slot, Transactions.STATE, UpiState.DRC_OPEN.value());
        transactions.set(slot, Transactions.AWAITED, Transactions.NONE);
        transactions.due(slot, Long.MAX_VALUE);
        tellBoth(slot);
        tellHouse(slot);
    }

    /** TCC: the payee of a deemed payment was credited. */
    void confirm(final long slot)
    {
        end(slot, UpiState.CONFIRMED);
    }

    /** RET, or no word of a deemed payment in its time: the payer gets the money back in the next dispute cycle. */
    void giveBack(final long slot)
    {
        final int remitter = (int)transactions.get(slot, Transactions.REMITTER);
        final int beneficiary = (int)transactions.get(slot, Transactions.BENEFICIARY);
        if (cycles.isSet())
        {
            cycles.returned(remitter, beneficiary, transactions.get(slot, Transactions.AMOUNT));
        }
        else if (remitter != beneficiary)
        {
            // Without cycles there is none that it could wait for.
            final long headRow = transactions.get(slot, Transactions.HEAD);
            final int status = between(beneficiary, remitter).move(transactions.get(slot, Transactions.AMOUNT), false,
                POSITION, headRow, RETURN_SALT ^ headRow, RETURN_SALT, stamp());
            if (status != Postings.CREATED)
            {
                // Somebody has moved these accounts to the end of what numbers can say; it stays deemed meanwhile.
                transactions.due(slot, settings.behind(now, Settings.DEEMED_PERSON_S));
                return;
            }
        }
        transactions.set(slot, Transactions.STATE, UpiState.RETURNED.value());
        log.request(UpiRequestKind.RETURN, participants.number(remitter), transactions, slot, stamp());
        end(slot, UpiState.RETURNED);
    }

    /** DRC: the remitter bank has taken the debit back. */
    void closeOpen(final long slot)
    {
        end(slot, UpiState.DRC_CLOSED);
    }

    /** A deadline passed. */
    void timeOut(final long slot)
    {
        switch (UpiState.get((short)transactions.get(slot, Transactions.STATE)))
        {
            case AUTH_PENDING -> fail(slot, transactions.get(slot, Transactions.IS_COLLECT) != 0 ?
                SwitchCode.COLLECT_EXPIRED : SwitchCode.AUTHORISATION_TIMEOUT_PAY, SwitchCode.NONE, SwitchCode.NONE);
            case DEBIT_PENDING ->
                reverseDebit(slot, SwitchCode.DEBIT_TIMEOUT, SwitchCode.REMITTER_TIMEOUT, SwitchCode.NONE);
            case CREDIT_PENDING -> reverseCredit(slot);
            case CREDIT_REV_PENDING -> deem(slot, SwitchCode.CREDIT_REVERSAL_TIMEOUT);
            case DEBIT_REV_PENDING -> leaveOpen(slot, SwitchCode.DEBIT_REVERSAL_TIMEOUT);
            case DEEMED -> giveBack(slot);
            default -> require(false, "only what waits has a deadline");
        }
    }

    private void post(final long slot, final boolean deemed)
    {
        resolvePositions(slot, true);
        cycles.paid((int)transactions.get(slot, Transactions.REMITTER),
            (int)transactions.get(slot, Transactions.BENEFICIARY), transactions.get(slot, Transactions.AMOUNT), deemed);
    }

    private void resolvePositions(final long slot, final boolean post)
    {
        final long hold = transactions.get(slot, Transactions.HOLD);
        if (hold != Transactions.NONE)
        {
            final int status = postings.resolve(hold, post, stamp());
            require(status == Postings.CREATED, "the hold of a position can be resolved");
            transactions.set(slot, Transactions.HOLD, Transactions.NONE);
        }
    }

    private void ask(final long slot, final UpiRequestKind kind, final int whom, final long deadlineNs)
    {
        transactions.due(slot, deadlineNs);
        final int participant = participants.number((int)transactions.get(slot, whom));
        transactions.set(slot, Transactions.AWAITED, log.request(kind, participant, transactions, slot, stamp()));
    }

    private void end(final long slot, final UpiState state)
    {
        transactions.set(slot, Transactions.STATE, state.value());
        transactions.set(slot, Transactions.AWAITED, Transactions.NONE);
        transactions.due(slot, Long.MAX_VALUE);
        tellBoth(slot);
        log.outcome(transactions, slot, stamp());
        tellHouse(slot);
        transactions.close(slot);
    }

    private void tellBoth(final long slot)
    {
        tell(slot, UpiRequestKind.RESPONSE, Transactions.INITIATOR);
        tell(slot, UpiRequestKind.CONFIRM, Transactions.COUNTERPARTY);
    }

    private void tell(final long slot, final UpiRequestKind kind, final int whom)
    {
        final int number = number(slot, whom);
        if (number != house.participant())
        {
            log.request(kind, number, transactions, slot, stamp());
        }
    }

    private void tellHouse(final long slot)
    {
        final long owner = transactions.get(slot, Transactions.OWNER);
        if (owner != 0)
        {
            house.moved(owner - 1, transactions.get(slot, Transactions.HEAD),
                UpiState.get((short)transactions.get(slot, Transactions.STATE)), reason(slot),
                transactions.get(slot, Transactions.RRN));
        }
    }

    /** @return of the codes, the one that says most: where a party declined, that of the party. */
    private int reason(final long slot)
    {
        final int code = transactions.code(slot, Transactions.CODE);
        if (code != SwitchCode.DEBIT_FAILED && code != SwitchCode.AUTHORISATION_DECLINED)
        {
            return code;
        }
        final int payers = transactions.code(slot, Transactions.PAYER_CODE);
        return payers == SwitchCode.NONE ? transactions.code(slot, Transactions.PAYEE_CODE) : payers;
    }

    private int number(final long slot, final int whom)
    {
        return participants.number((int)transactions.get(slot, whom));
    }

    private void putIfAny(final long slot, final int word, final int code)
    {
        if (code != SwitchCode.NONE)
        {
            transactions.set(slot, word, code);
        }
    }
}
