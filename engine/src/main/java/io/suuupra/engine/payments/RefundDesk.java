package io.suuupra.engine.payments;

import io.suuupra.codecs.generated.CreateRefundsDecoder;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.PaymentError;
import io.suuupra.codecs.generated.PaymentState;
import io.suuupra.codecs.generated.PaymentStatus;
import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.engine.ledger.Hashing;
import io.suuupra.engine.ledger.TransferStore;

import static io.suuupra.engine.CorruptStateException.require;

/** Gives money back. */
final class RefundDesk
{
    private static final int REFUND = RecordKind.REFUND.value();
    private static final int TRANSFERS_MAX = 8;

    private final Shelf shelf;
    private final Funds funds;
    private final Availability availability;
    private final Outcome outcome = new Outcome();
    private final Version payment = new Version();
    private final Version refund = new Version();
    /** What comes back of the fee and its tax. */
    private long fee;
    private long gst;

    RefundDesk(final Shelf shelf, final Funds funds, final Availability availability)
    {
        this.shelf = shelf;
        this.funds = funds;
        this.availability = availability;
    }

    Outcome create(final CreateRefundsDecoder.RefundsDecoder item, final int merchant)
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
        final long digest = Hashing.mix(Hashing.mix(Hashing.mix(
            item.amount(), item.payment().low()), item.payment().high()), item.reason());
        final long known = shelf.find(REFUND, merchant, idLow, idHigh);
        if (known != TransferStore.ABSENT)
        {
            shelf.log.load(known, known, refund);
            return refund.get(Version.DIGEST) == digest ? outcome.repeated(refund) :
                outcome.refuse(PaymentStatus.EXISTS_WITH_DIFFERENT_CONTENT);
        }
        if (!shelf.load(Shelf.PAYMENT, merchant, item.payment().low(), item.payment().high(), payment))
        {
            return outcome.refuse(PaymentStatus.PAYMENT_NOT_FOUND);
        }
        final long left = payment.get(Version.CAPTURED) - payment.get(Version.REFUNDED) - payment.get(Version.DISPUTED);
        final long amount = item.amount() == 0 ? left : item.amount();
        final PaymentStatus wrong = check(merchant, amount, left);
        if (wrong != PaymentStatus.DONE)
        {
            return outcome.refuse(wrong);
        }
        // From here the command must succeed.
        refund.begin(REFUND, payment.merchant(), idLow, idHigh);
        refund.set(Version.AMOUNT, amount);
        refund.set(Version.PAYMENT_LOW, payment.get(Version.ID_LOW));
        refund.set(Version.PAYMENT_HIGH, payment.get(Version.ID_HIGH));
        refund.set(Version.REASON, item.reason());
        refund.set(Version.DIGEST, digest);
        refund.method(payment.method());
        toWallet(merchant, amount);
        return outcome.done(refund);
    }

    private PaymentStatus check(final int merchant, final long amount, final long left)
    {
        if (!payment.is(PaymentState.SUCCEEDED) || payment.isLost())
        {
            return PaymentStatus.STATE_DOES_NOT_ALLOW;
        }
        if (amount > left || amount == 0)
        {
            return PaymentStatus.EXCEEDS_CAPTURED;
        }
        if (!funds.postings().hasRoom(TRANSFERS_MAX) || !Shelf.mayChange(payment))
        {
            return PaymentStatus.CAPACITY_EXCEEDED;
        }
        availability.catchUp(merchant);
        final long refunded = payment.get(Version.REFUNDED) + amount;
        final boolean returnsFees = shelf.merchants.get(merchant, Merchants.RETURNS_FEES) != 0;
        // By difference, so that the parts of a whole refund add up to the whole fee.
        fee = returnsFees ? part(Version.FEE, Version.FEE_RETURNED, refunded) : 0;
        gst = returnsFees ? part(Version.GST, Version.GST_RETURNED, refunded) : 0;
        return funds.plan(merchant, availability.pendingLeft(payment, merchant), amount, fee + gst) ?
            PaymentStatus.DONE : PaymentStatus.INSUFFICIENT_BALANCE;
    }

    private void toWallet(final int merchant, final long amount)
    {
        funds.of(payment);
        final int status = funds.refundToWallet(payment, amount, fee, gst);
        if (status != Funds.DONE)
        {
            require(status != CreateTransferStatus.EXCEEDS_CREDITS.value(), "what was planned can be drawn");
            refund.state(PaymentState.FAILED);
            refund.error((status == CreateTransferStatus.CREDIT_ACCOUNT_ALREADY_CLOSED.value() ?
                PaymentError.WALLET_CLOSED : PaymentError.OVERFLOW).value());
            shelf.put(refund, merchant, false);
            return;
        }
        availability.take(payment, merchant, funds.fromPending());
        payment.add(Version.REFUNDED, amount);
        payment.add(Version.FEE_RETURNED, fee);
        payment.add(Version.GST_RETURNED, gst);
        refund.state(PaymentState.SUCCEEDED);
        refund.set(Version.FEE_RETURNED, fee);
        refund.set(Version.GST_RETURNED, gst);
        shelf.put(refund, merchant, false);
        shelf.put(payment, merchant, false);
    }

    private long part(final int whole, final int returned, final long refunded)
    {
        // Refunds that gave nothing back lie before those that do, if the terms have changed.
        return Fees.share(payment.get(whole), refunded, payment.get(Version.CAPTURED)) - payment.get(returned);
    }
}
