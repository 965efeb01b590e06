package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.UpiPayDecoder;
import io.suuupra.engine.ledger.Ledger;
import io.suuupra.engine.ledger.TransferStore;
import org.agrona.DirectBuffer;

import static io.suuupra.engine.CorruptStateException.require;

/** Takes ReqPay: begins a transaction, or answers the same message as before. */
final class PayDesk
{
    private final Call call;
    private final Ledger ledger;
    private final Settings settings;
    private final Participants participants;
    private final Transactions transactions;
    private final PaymentLimits limits;
    private final UpiLog log;
    private final Authorisations authorisations;
    private final PayMachine machine;
    private final PayMessage pay = new PayMessage();

    PayDesk(
        final Call call, final Ledger ledger, final UpiTables tables, final UpiLog log,
        final Authorisations authorisations, final PayMachine machine)
    {
        this.call = call;
        this.ledger = ledger;
        this.settings = tables.settings;
        this.participants = tables.participants;
        this.transactions = tables.transactions;
        this.limits = tables.limits;
        this.log = log;
        this.authorisations = authorisations;
        this.machine = machine;
    }

    /** @return its code; {@code NONE} = taken. */
    int onPay(final DirectBuffer buffer, final int body)
    {
        final PayMessage message = pay.wrap(buffer, body);
        final int malformed = message.check();
        if (malformed != SwitchCode.NONE)
        {
            return malformed;
        }
        final boolean isPay = message.isPay();
        final int caller = call.caller;
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
        final int bank =
            participants.enabledBank(message.buffer, message.offset + UpiPayDecoder.accountIfscEncodingOffset());
        if (bank == Participants.ABSENT)
        {
            return isPay ? SwitchCode.REMITTER_NOT_AVAILABLE : SwitchCode.BENEFICIARY_OFFLINE;
        }
        // The payee's PSP has yet to say whether the payee of a PAY is verified; for that of a COLLECT nobody says it.
        final int limited = limits.check(message, isPay, CycleTimes.dayOf(call.now));
        if (limited != SwitchCode.NONE)
        {
            return limited;
        }
        if (transactions.openOf(caller) >= settings.openMax())
        {
            return isPay ? SwitchCode.PAYER_PSP_THROTTLED : SwitchCode.PAYEE_PSP_THROTTLED;
        }
        open(message, other, bank);
        return SwitchCode.NONE;
    }

    private void open(final PayMessage message, final int other, final int bank)
    {
        final boolean isPay = message.isPay();
        call.rrn = settings.nextRrn();
        final long stamp = machine.stamp();
        final long text = log.text(message.buffer, message.offset, message.length, stamp);
        final long headRow = ledger.store().rows();
        final long slot = transactions.open(headRow, call.caller);
        require(log.head(message, text, slot, call.caller, call.rrn, stamp) == headRow,
            "a transaction has the next row");
        transactions.set(slot, Transactions.AMOUNT, message.block.amount());
        transactions.set(slot, Transactions.IS_COLLECT, isPay ? 0 : 1);
        transactions.set(slot, Transactions.COUNTERPARTY, other);
        transactions.set(slot, isPay ? Transactions.REMITTER : Transactions.BENEFICIARY, bank);
        transactions.set(slot, Transactions.RRN, call.rrn);
        transactions.set(slot, Transactions.IS_MERCHANT, message.block.payeeCode() == 0 ? 0 : 1);
        final HousePsp house = machine.house();
        if (participants.number(other) == house.participant())
        {
            machine.beginInHouse(slot);
            authorisations.askHouse(slot, message, house);
        }
        else
        {
            machine.begin(slot, isPay ? settings.behind(call.now, Settings.AUTHORISATION_S) :
                settings.collectEnd(call.now, message.block.expireAfter()));
        }
        call.state = machine.stateOf(slot, headRow);
    }

    private int repeat(final long headRow, final PayMessage message)
    {
        if (!log.isTransaction(headRow) || log.word(headRow, UpiLog.INITIATOR) != call.caller ||
            !log.isSame(headRow, message))
        {
            return SwitchCode.DUPLICATE;
        }
        call.repeated = true;
        call.rrn = log.word(headRow, UpiLog.RRN);
        call.state = machine.stateOf(log.word(headRow, UpiLog.SLOT), headRow);
        return SwitchCode.NONE;
    }

    private int psp(final DirectBuffer buffer, final int address, final int length)
    {
        final int handle = Text.at(buffer, address, length) + 1;
        return participants.ofHandle(buffer, address + handle, length - handle);
    }
}
