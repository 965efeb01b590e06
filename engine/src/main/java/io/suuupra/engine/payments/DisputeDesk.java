package io.suuupra.engine.payments;

import io.suuupra.codecs.generated.ActOnDisputesDecoder;
import io.suuupra.codecs.generated.DisputeAction;
import io.suuupra.codecs.generated.PaymentState;
import io.suuupra.codecs.generated.PaymentStatus;
import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.engine.ledger.Hashing;
import io.suuupra.engine.ledger.TransferStore;

/** Payers who want their money back, and what becomes of that. */
final class DisputeDesk
{
    static final int DISPUTE = RecordKind.DISPUTE.value();

    private static final int TRANSFERS_MAX = 8;
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final int DUE_HOURS = 7 * 24;
    private static final int AGAIN_HOURS = 24;

    private final Shelf shelf;
    private final Funds funds;
    private final Availability availability;
    private final Outcome outcome = new Outcome();
    private final Version payment = new Version();
    private final Version dispute = new Version();

    DisputeDesk(final Shelf shelf, final Funds funds, final Availability availability)
    {
        this.shelf = shelf;
        this.funds = funds;
        this.availability = availability;
    }

    Outcome act(final ActOnDisputesDecoder.ActionsDecoder item, final int merchant, final boolean admin)
    {
        final long idLow = item.dispute().low();
        final long idHigh = item.dispute().high();
        final int action = item.actionRaw();
        if ((idLow | idHigh) == 0)
        {
            return outcome.refuse(PaymentStatus.ID_MUST_NOT_BE_ZERO);
        }
        if (merchant == Merchants.ABSENT)
        {
            return outcome.refuse(PaymentStatus.MERCHANT_NOT_FOUND);
        }
        if (action < DisputeAction.OPEN.value() || action > DisputeAction.LOSE.value())
        {
            return outcome.refuse(PaymentStatus.ACTION_UNKNOWN);
        }
        if (!admin && action != DisputeAction.SUBMIT_EVIDENCE.value())
        {
            // Forbidden looks like absent.
            return outcome.refuse(PaymentStatus.DISPUTE_NOT_FOUND);
        }
        if (item.padding() != 0)
        {
            return outcome.refuse(PaymentStatus.RESERVED_FIELD);
        }
        if (!funds.postings().hasRoom(TRANSFERS_MAX))
        {
            return outcome.refuse(PaymentStatus.CAPACITY_EXCEEDED);
        }
        return action == DisputeAction.OPEN.value() ? open(item, merchant, idLow, idHigh) :
            decide(DisputeAction.get((short)action), merchant, idLow, idHigh);
    }

    private Outcome open(
        final ActOnDisputesDecoder.ActionsDecoder item, final int merchant, final long idLow, final long idHigh)
    {
        final long digest = Hashing.mix(Hashing.mix(Hashing.mix(
            item.amount(), item.payment().low()), item.payment().high()), item.dueAfter());
        final long known = shelf.find(DISPUTE, merchant, idLow, idHigh);
        if (known != TransferStore.ABSENT)
        {
            shelf.log.load(known, known, dispute);
            return dispute.get(Version.DIGEST) == digest ? outcome.repeated(dispute) :
                outcome.refuse(PaymentStatus.EXISTS_WITH_DIFFERENT_CONTENT);
        }
        if (!shelf.load(Shelf.PAYMENT, merchant, item.payment().low(), item.payment().high(), payment))
        {
            return outcome.refuse(PaymentStatus.PAYMENT_NOT_FOUND);
        }
        if (!payment.is(PaymentState.SUCCEEDED) || !Shelf.mayChange(payment))
        {
            return outcome.refuse(PaymentStatus.STATE_DOES_NOT_ALLOW);
        }
        final long left = payment.get(Version.CAPTURED) - payment.get(Version.REFUNDED) - payment.get(Version.DISPUTED);
        final long amount = item.amount() == 0 ? left : item.amount();
        if (amount > left || amount == 0)
        {
            return outcome.refuse(PaymentStatus.EXCEEDS_CAPTURED);
        }
        final long fee = shelf.merchants.get(merchant, Merchants.DISPUTE_FEE);
        availability.catchUp(merchant);
        if (!funds.plan(merchant, availability.pendingLeft(payment, merchant), amount + fee, 0))
        {
            return outcome.refuse(PaymentStatus.INSUFFICIENT_BALANCE);
        }
        funds.of(payment);
        if (funds.openDispute(payment, amount, fee) != Funds.DONE)
        {
            return outcome.refuse(PaymentStatus.CAPACITY_EXCEEDED);
        }
        // From here the command must succeed.
        availability.take(payment, merchant, funds.fromPending());
        payment.add(Version.DISPUTED, amount);
        dispute.begin(DISPUTE, payment.merchant(), idLow, idHigh);
        dispute.set(Version.AMOUNT, amount);
        dispute.set(Version.PAYMENT_LOW, payment.get(Version.ID_LOW));
        dispute.set(Version.PAYMENT_HIGH, payment.get(Version.ID_HIGH));
        dispute.set(Version.DISPUTE_FEE, fee);
        dispute.set(Version.DIGEST, digest);
        dispute.method(payment.method());
        dispute.state(PaymentState.NEEDS_RESPONSE);
        shelf.put(payment, merchant, false);
        shelf.put(dispute, merchant, true);
        due(item.dueAfter() == 0 ? DUE_HOURS : item.dueAfter());
        return outcome.done(dispute);
    }

    private void due(final long hours)
    {
        shelf.open.due(dispute.get(Version.SLOT), shelf.clock.now() + hours * HOUR_NS);
    }

    private Outcome decide(final DisputeAction action, final int merchant, final long idLow, final long idHigh)
    {
        if (!shelf.load(DISPUTE, merchant, idLow, idHigh, dispute))
        {
            return outcome.refuse(PaymentStatus.DISPUTE_NOT_FOUND);
        }
        final PaymentState next = switch (action)
        {
            case SUBMIT_EVIDENCE -> PaymentState.UNDER_REVIEW;
            case WIN -> PaymentState.WON;
            default -> PaymentState.LOST;
        };
        if (dispute.is(next))
        {
            return outcome.repeated(dispute);
        }
        final PaymentState before =
            next == PaymentState.UNDER_REVIEW ? PaymentState.NEEDS_RESPONSE : PaymentState.UNDER_REVIEW;
        if (!dispute.is(before))
        {
            return outcome.refuse(PaymentStatus.STATE_DOES_NOT_ALLOW);
        }
        if (next == PaymentState.UNDER_REVIEW)
        {
            dispute.state(next);
            shelf.put(dispute, merchant, true);
            shelf.open.due(dispute.get(Version.SLOT), Long.MAX_VALUE);
            return outcome.done(dispute);
        }
        return end(merchant, next) ? outcome.done(dispute) : outcome.refuse(PaymentStatus.CAPACITY_EXCEEDED);
    }

    private boolean end(final int merchant, final PaymentState how)
    {
        final boolean isWon = how == PaymentState.WON;
        final long amount = dispute.get(Version.AMOUNT);
        shelf.load(Shelf.PAYMENT, merchant, dispute.get(Version.PAYMENT_LOW), dispute.get(Version.PAYMENT_HIGH),
            payment);
        funds.of(payment);
        final int status = isWon ? funds.winDispute(payment, amount) : funds.loseDispute(payment, amount);
        if (status != Funds.DONE)
        {
            return false;
        }
        if (isWon)
        {
            payment.add(Version.DISPUTED, -amount);
        }
        else
        {
            payment.lose();
        }
        dispute.state(how);
        shelf.put(payment, merchant, false);
        shelf.put(dispute, merchant, false);
        return true;
    }

    /** The time for evidence has passed. */
    void expire(final long headRow)
    {
        shelf.load(headRow, dispute);
        if (!end(shelf.merchants.ofNumber(dispute.merchant()), PaymentState.LOST))
        {
            // The wallet holds as much as it can; it is tried again.
            due(AGAIN_HOURS);
        }
    }
}
