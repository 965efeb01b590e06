package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.UpiAuthorisationDecoder;
import io.suuupra.engine.ledger.TransferStore;

/** What follows from a RespAuthDetails, whoever gives it. */
final class Authorisations
{
    private final Participants participants;
    private final Transactions transactions;
    private final PaymentLimits limits;
    private final UpiLog log;
    private final StoredPay stored;
    private final PayMachine machine;
    private final HouseRequest houseRequest = new HouseRequest();

    Authorisations(final TransferStore store, final UpiTables tables, final UpiLog log, final PayMachine machine)
    {
        participants = tables.participants;
        transactions = tables.transactions;
        limits = tables.limits;
        this.log = log;
        stored = new StoredPay(store);
        this.machine = machine;
    }

    /** The PSP agrees: if all that it says is as it must be, the payer is debited. */
    void accept(final long slot, final AuthorisationMessage message)
    {
        final int differs = check(slot, message);
        if (differs == SwitchCode.NONE)
        {
            machine.authorised(slot);
        }
        else
        {
            machine.fail(slot, differs, SwitchCode.NONE, SwitchCode.NONE);
        }
    }

    /** The PSP does not. */
    void decline(final long slot, final int why)
    {
        final boolean isCollect = transactions.get(slot, Transactions.IS_COLLECT) != 0;
        machine.fail(slot, SwitchCode.AUTHORISATION_DECLINED, isCollect ? why : SwitchCode.NONE,
            isCollect ? SwitchCode.NONE : why);
    }

    /** Asks the PSP in the engine, which answers at once. */
    void askHouse(final long slot, final PayMessage asked, final HousePsp house)
    {
        final int why = house.authorise(houseRequest.ask(asked));
        if (why == SwitchCode.NONE)
        {
            transactions.set(slot, Transactions.OWNER, houseRequest.owner);
            accept(slot, houseRequest.answer());
        }
        else
        {
            decline(slot, why);
        }
    }

    /** @return what in the answer differs from what was asked, or cannot be; if nothing, the slot has both banks. */
    private int check(final long slot, final AuthorisationMessage message)
    {
        final PayMessage asked = stored.load(transactions.get(slot, Transactions.HEAD), log);
        final int wrong = AuthorisationCheck.check(message, asked);
        if (wrong != SwitchCode.NONE)
        {
            return wrong;
        }
        // What its ReqPay was taken for was that the payee may be verified.
        final int limited = asked.isPay() && message.block.verified() != 1 ?
            limits.check(asked, false, CycleTimes.dayOf(machine.now())) : SwitchCode.NONE;
        if (limited != SwitchCode.NONE)
        {
            return limited;
        }
        final int bank = participants.enabledBank(
            message.buffer, message.offset + UpiAuthorisationDecoder.accountIfscEncodingOffset());
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
}
