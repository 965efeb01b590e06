package io.suuupra.engine.payments;

import io.suuupra.codecs.generated.PaymentState;
import io.suuupra.codecs.generated.PaymentStatus;
import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.codecs.generated.SettlePaymentsDecoder;

/** Takes the statement of the pool account: which payments have brought their money, which refunds have taken it. */
final class StatementDesk
{
    private static final int REFUND = RecordKind.REFUND.value();
    private static final int TRANSFERS_MAX = 8;

    private final Shelf shelf;
    private final Funds funds;
    private final Availability availability;
    private final Outcome outcome = new Outcome();
    private final Version entry = new Version();

    StatementDesk(final Shelf shelf, final Funds funds, final Availability availability)
    {
        this.shelf = shelf;
        this.funds = funds;
        this.availability = availability;
    }

    Outcome settle(final SettlePaymentsDecoder.EntriesDecoder item, final int merchant)
    {
        if (merchant == Merchants.ABSENT)
        {
            return outcome.refuse(PaymentStatus.MERCHANT_NOT_FOUND);
        }
        final int kind = item.kindRaw();
        if (kind != Shelf.PAYMENT && kind != REFUND)
        {
            return outcome.refuse(PaymentStatus.ACTION_UNKNOWN);
        }
        if (item.padding() != 0 || item.padding2() != 0)
        {
            return outcome.refuse(PaymentStatus.RESERVED_FIELD);
        }
        if (!shelf.load(kind, merchant, item.id().low(), item.id().high(), entry))
        {
            return outcome.refuse(PaymentStatus.PAYMENT_NOT_FOUND);
        }
        final boolean isPayment = kind == Shelf.PAYMENT;
        if (!entry.is(PaymentState.SUCCEEDED) || entry.method() != UpiDesk.UPI)
        {
            return outcome.refuse(PaymentStatus.STATE_DOES_NOT_ALLOW);
        }
        if (item.amount() != entry.get(isPayment ? Version.CAPTURED : Version.AMOUNT))
        {
            return outcome.refuse(PaymentStatus.AMOUNT_DIFFERS);
        }
        if (entry.isSettled())
        {
            return outcome.repeated(entry);
        }
        if (!funds.postings().hasRoom(TRANSFERS_MAX) || !Shelf.mayChange(entry))
        {
            return outcome.refuse(PaymentStatus.CAPACITY_EXCEEDED);
        }
        funds.of(entry);
        if (funds.settle(entry.merchant(), item.amount(), isPayment) != Funds.DONE)
        {
            return outcome.refuse(PaymentStatus.CAPACITY_EXCEEDED);
        }
        entry.settle();
        if (isPayment)
        {
            availability.settle(entry, merchant);
        }
        shelf.put(entry, merchant, false);
        return outcome.done(entry);
    }
}
