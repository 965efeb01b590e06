package io.suuupra.engine.payments;

import io.suuupra.codecs.generated.CreatePayoutsDecoder;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.PaymentState;
import io.suuupra.codecs.generated.PaymentStatus;
import io.suuupra.codecs.generated.PayoutReport;
import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.codecs.generated.ReportPayoutsDecoder;
import io.suuupra.engine.ledger.Hashing;
import io.suuupra.engine.ledger.TransferStore;

/** Pays merchants out. */
final class PayoutDesk
{
    private static final int PAYOUT = RecordKind.PAYOUT.value();
    private static final int RETURN_DAYS = 5;
    private static final int WEEK = 7;
    /** 1970-01-01 was a Thursday; counted from Monday. */
    private static final int FIRST_WEEKDAY = 3;
    private static final int SATURDAY = 5;

    private final Shelf shelf;
    private final Funds funds;
    private final Availability availability;
    private final Outcome outcome = new Outcome();
    private final Version payout = new Version();

    PayoutDesk(final Shelf shelf, final Funds funds, final Availability availability)
    {
        this.shelf = shelf;
        this.funds = funds;
        this.availability = availability;
    }

    Outcome create(final CreatePayoutsDecoder.PayoutsDecoder item, final int merchant)
    {
        final long idLow = item.id().low();
        final long idHigh = item.id().high();
        if ((idLow | idHigh) == 0)
        {
            return outcome.refuse(PaymentStatus.ID_MUST_NOT_BE_ZERO);
        }
        if (merchant == Merchants.ABSENT)
        {
            return outcome.refuse(PaymentStatus.MERCHANT_NOT_FOUND);
        }
        final long digest = Hashing.mix(item.amount(), 1);
        final long known = shelf.find(PAYOUT, merchant, idLow, idHigh);
        if (known != TransferStore.ABSENT)
        {
            shelf.log.load(known, known, payout);
            return payout.get(Version.DIGEST) == digest ? outcome.repeated(payout) :
                outcome.refuse(PaymentStatus.EXISTS_WITH_DIFFERENT_CONTENT);
        }
        if (item.padding() != 0)
        {
            return outcome.refuse(PaymentStatus.RESERVED_FIELD);
        }
        if (item.amount() < 1 || item.amount() > Fees.AMOUNT_MAX)
        {
            return outcome.refuse(PaymentStatus.AMOUNT_OUT_OF_RANGE);
        }
        availability.catchUp(merchant);
        payout.begin(PAYOUT, shelf.merchants.number(merchant), idLow, idHigh);
        funds.of(payout);
        final int status = funds.payOut(payout.merchant(), item.amount());
        if (status != Funds.DONE)
        {
            return outcome.refuse(status == CreateTransferStatus.EXCEEDS_CREDITS.value() ?
                PaymentStatus.INSUFFICIENT_BALANCE : PaymentStatus.CAPACITY_EXCEEDED);
        }
        payout.set(Version.AMOUNT, item.amount());
        payout.set(Version.DIGEST, digest);
        payout.state(PaymentState.PENDING);
        shelf.put(payout, merchant, false);
        return outcome.done(payout);
    }

    Outcome report(final ReportPayoutsDecoder.ReportsDecoder item, final int merchant)
    {
        if (merchant == Merchants.ABSENT)
        {
            return outcome.refuse(PaymentStatus.MERCHANT_NOT_FOUND);
        }
        if (!shelf.load(PAYOUT, merchant, item.payout().low(), item.payout().high(), payout))
        {
            return outcome.refuse(PaymentStatus.PAYOUT_NOT_FOUND);
        }
        if (item.padding() != 0 || item.padding2() != 0)
        {
            return outcome.refuse(PaymentStatus.RESERVED_FIELD);
        }
        final int report = item.reportRaw();
        if (report < PayoutReport.ACCEPTED.value() || report > PayoutReport.RETURNED.value())
        {
            return outcome.refuse(PaymentStatus.ACTION_UNKNOWN);
        }
        final PayoutReport what = PayoutReport.get((short)report);
        final PaymentState next = what == PayoutReport.ACCEPTED ? PaymentState.IN_TRANSIT :
            what == PayoutReport.PAID ? PaymentState.PAID : PaymentState.FAILED;
        // A failure and a return end in the same state, but only one of them can have come from a payout that was paid.
        if (payout.is(next) && payout.reason() == report)
        {
            return outcome.repeated(payout);
        }
        if (!mayFollow(what))
        {
            return outcome.refuse(PaymentStatus.STATE_DOES_NOT_ALLOW);
        }
        funds.of(payout);
        final int code = what == PayoutReport.PAID ? Funds.PAYOUT_PAID :
            what == PayoutReport.FAILED ? Funds.PAYOUT_FAILED : Funds.PAYOUT_RETURNED;
        if (what != PayoutReport.ACCEPTED &&
            funds.endPayout(payout.merchant(), payout.get(Version.AMOUNT), code) != Funds.DONE)
        {
            return outcome.refuse(PaymentStatus.CAPACITY_EXCEEDED);
        }
        payout.state(next);
        payout.set(Version.REASON, report);
        payout.set(Version.PAID_DAY, what == PayoutReport.PAID ? shelf.clock.today() : 0);
        shelf.put(payout, merchant, false);
        return outcome.done(payout);
    }

    private boolean mayFollow(final PayoutReport report)
    {
        return switch (report)
        {
            case ACCEPTED -> payout.is(PaymentState.PENDING);
            case PAID -> payout.is(PaymentState.IN_TRANSIT);
            case FAILED -> payout.is(PaymentState.PENDING) || payout.is(PaymentState.IN_TRANSIT);
            case RETURNED -> payout.is(PaymentState.PAID) &&
                businessDays((int)payout.get(Version.PAID_DAY), shelf.clock.today()) <= RETURN_DAYS;
            default -> false;
        };
    }

    /** @return days from Monday to Friday that have begun after one day, until another. Holidays are not known here. */
    static int businessDays(final int after, final int until)
    {
        // Beyond two weeks nobody asks how many.
        int days = 0;
        for (int day = after + 1; day <= Math.min(until, after + 2 * WEEK); day++)
        {
            if ((day + FIRST_WEEKDAY) % WEEK < SATURDAY)
            {
                days++;
            }
        }
        return days;
    }
}
