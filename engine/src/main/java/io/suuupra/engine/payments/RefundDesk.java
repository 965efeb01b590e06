package io.suuupra.engine.payments;

import io.suuupra.codecs.generated.CreateRefundsDecoder;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.PaymentError;
import io.suuupra.codecs.generated.PaymentState;
import io.suuupra.codecs.generated.PaymentStatus;
import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.codecs.generated.UpiState;
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
    private UpiDesk upi;
    /** What comes back of the fee and its tax. */
    private long fee;
    private long gst;

    RefundDesk(final Shelf shelf, final Funds funds, final Availability availability)
    {
        this.shelf = shelf;
        this.funds = funds;
        this.availability = availability;
    }

    /** Names who pays back what came through UPI. */
    void through(final UpiDesk desk)
    {
        upi = desk;
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
        if (payment.method() == UpiDesk.UPI)
        {
            throughUpi(merchant, amount);
        }
        else
        {
            toWallet(merchant, amount);
        }
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
        // Through UPI, fees come back when the money has gone.
        final long returned = payment.method() == UpiDesk.UPI ? 0 : fee + gst;
        return funds.plan(merchant, availability.pendingLeft(payment, merchant), amount, returned) ?
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
        take(merchant, amount);
        refund.state(PaymentState.SUCCEEDED);
        shelf.put(refund, merchant, false);
        shelf.put(payment, merchant, false);
    }

    private void take(final int merchant, final long amount)
    {
        availability.take(payment, merchant, funds.fromPending());
        payment.add(Version.REFUNDED, amount);
        payment.add(Version.FEE_RETURNED, fee);
        payment.add(Version.GST_RETURNED, gst);
        refund.set(Version.FEE_RETURNED, fee);
        refund.set(Version.GST_RETURNED, gst);
    }

    private void throughUpi(final int merchant, final long amount)
    {
        funds.of(payment);
        refund.state(PaymentState.PENDING);
        if (funds.beginRefund(payment.merchant()) != Funds.DONE)
        {
            refund.state(PaymentState.FAILED);
            refund.error(PaymentError.OVERFLOW.value());
            shelf.put(refund, merchant, false);
            return;
        }
        take(merchant, amount);
        shelf.put(payment, merchant, false);
        shelf.put(refund, merchant, true);
        final long transaction = upi.payBack(payment, refund);
        if (transaction < 0)
        {
            fail(merchant, (int)-transaction);
        }
        else
        {
            refund.transaction(transaction, upi.rrn(transaction));
            shelf.put(refund, merchant, true);
        }
    }

    /** The switch tells what became of a refund's payment. */
    void moved(final long headRow, final UpiState state, final int code)
    {
        shelf.load(headRow, refund);
        final int merchant = shelf.merchants.ofNumber(refund.merchant());
        if (state != UpiState.DEBIT_PENDING && refund.is(PaymentState.PENDING))
        {
            shelf.load(Shelf.PAYMENT, merchant, refund.get(Version.PAYMENT_LOW), refund.get(Version.PAYMENT_HIGH),
                payment);
            funds.of(payment);
            switch (state)
            {
                case SUCCESS, CONFIRMED -> succeed(merchant, code);
                case FAILURE, EXPIRED, DRC_OPEN, RETURNED -> fail(merchant, code);
                default ->
                {
                    // While it is deemed, nobody knows.
                }
            }
        }
    }

    private void succeed(final int merchant, final int code)
    {
        if (funds.endRefund(refund.merchant(), refund.get(Version.AMOUNT), refund.get(Version.FEE_RETURNED),
            refund.get(Version.GST_RETURNED)) != Funds.DONE)
        {
            overflow(merchant);
            return;
        }
        refund.state(PaymentState.SUCCEEDED);
        refund.code(code);
        shelf.put(refund, merchant, false);
    }

    private void fail(final int merchant, final int code)
    {
        if (funds.failRefund(refund.merchant(), refund.get(Version.AMOUNT)) != Funds.DONE)
        {
            overflow(merchant);
            return;
        }
        payment.add(Version.REFUNDED, -refund.get(Version.AMOUNT));
        payment.add(Version.FEE_RETURNED, -refund.get(Version.FEE_RETURNED));
        payment.add(Version.GST_RETURNED, -refund.get(Version.GST_RETURNED));
        shelf.put(payment, merchant, false);
        refund.set(Version.FEE_RETURNED, 0);
        refund.set(Version.GST_RETURNED, 0);
        refund.state(PaymentState.FAILED);
        refund.error(PaymentError.DECLINED.value());
        refund.code(code);
        shelf.put(refund, merchant, false);
    }

    /** An account holds as much as numbers can say: it stays pending, for an operator to look at. */
    private void overflow(final int merchant)
    {
        refund.error(PaymentError.OVERFLOW.value());
        shelf.put(refund, merchant, true);
    }

    private long part(final int whole, final int returned, final long refunded)
    {
        // Refunds that gave nothing back lie before those that do, if the terms have changed; and one that failed may
        // have been given a paisa more than it would be given now.
        return Math.max(0,
            Fees.share(payment.get(whole), refunded, payment.get(Version.CAPTURED)) - payment.get(returned));
    }
}
