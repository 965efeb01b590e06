package io.suuupra.engine.payments;

import io.suuupra.codecs.generated.ActOnPaymentsDecoder;
import io.suuupra.codecs.generated.CreatePaymentsDecoder;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.PaymentAction;
import io.suuupra.codecs.generated.PaymentError;
import io.suuupra.codecs.generated.PaymentMethod;
import io.suuupra.codecs.generated.PaymentState;
import io.suuupra.codecs.generated.PaymentStatus;
import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.engine.ledger.Hashing;
import io.suuupra.engine.ledger.TransferStore;

import static io.suuupra.engine.CorruptStateException.require;

/** Creates payments, and does with them what merchants, payers and the clock want. */
final class PaymentDesk
{
    private static final int NONE = PaymentMethod.NONE.value();
    private static final int WALLET = PaymentMethod.WALLET.value();
    private static final int UPI = UpiDesk.UPI;
    static final int CONFIRM_FLAG = 1;
    static final int MANUAL_FLAG = 2;
    private static final int MULTI_FLAG = 4;
    private static final int FLAGS = CONFIRM_FLAG | MANUAL_FLAG | MULTI_FLAG;
    private static final int ACTION_KIND = RecordKind.PAYMENT_ACTION.value();
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long EXPIRE_S = 86_400;
    private static final long EXPIRE_MAX_S = 30 * 86_400L;
    private static final long AUTHORIZED_S = 7 * 86_400L;
    /** Transfers that one item makes at most. */
    private static final int TRANSFERS_MAX = 8;

    private final Shelf shelf;
    private final Funds funds;
    private final Availability availability;
    private final UpiDesk upi;
    private final Outcome outcome = new Outcome();
    private final Version payment = new Version();
    private final Version action = new Version();

    PaymentDesk(final Shelf shelf, final Funds funds, final Availability availability, final UpiDesk upi)
    {
        this.upi = upi;
        this.shelf = shelf;
        this.funds = funds;
        this.availability = availability;
    }

    /** @param ownsBook whether the caller may take money out of wallets. */
    Outcome create(final CreatePaymentsDecoder.PaymentsDecoder item, final int merchant, final boolean ownsBook)
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
        final long digest = digest(item);
        final long known = shelf.find(Shelf.PAYMENT, merchant, idLow, idHigh);
        if (known != TransferStore.ABSENT)
        {
            shelf.log.load(known, known, payment);
            return payment.get(Version.DIGEST) == digest ? outcome.repeated(payment) :
                outcome.refuse(PaymentStatus.EXISTS_WITH_DIFFERENT_CONTENT);
        }
        final int flags = item.flags().getRaw();
        final PaymentStatus wrong = check(item, flags, merchant, ownsBook);
        if (wrong != PaymentStatus.DONE)
        {
            return outcome.refuse(wrong);
        }
        // From here the command must succeed.
        payment.begin(Shelf.PAYMENT, shelf.merchants.number(merchant), idLow, idHigh);
        payment.set(Version.AMOUNT, item.amount());
        payment.set(Version.ORDER_LOW, item.order().low());
        payment.set(Version.ORDER_HIGH, item.order().high());
        payment.set(Version.WALLET_LOW, item.wallet().low());
        payment.set(Version.WALLET_HIGH, item.wallet().high());
        payment.set(Version.DIGEST, digest);
        payment.flags(flags);
        payment.method(item.methodRaw());
        payment.state(item.methodRaw() == NONE ?
            PaymentState.REQUIRES_PAYMENT_METHOD : PaymentState.REQUIRES_CONFIRMATION);
        final long expireS = item.expireAfter() == 0 ? EXPIRE_S : item.expireAfter();
        final long hold = (flags & CONFIRM_FLAG) != 0 ? confirm(merchant) : OpenOnes.NONE;
        put(merchant, hold);
        if (isOpen() && !payment.is(PaymentState.REQUIRES_CAPTURE))
        {
            due(expireS);
        }
        return outcome.done(payment);
    }

    private PaymentStatus check(
        final CreatePaymentsDecoder.PaymentsDecoder item, final int flags, final int merchant, final boolean ownsBook)
    {
        final int method = item.methodRaw();
        if (item.reserved() != 0 || item.padding() != 0)
        {
            return PaymentStatus.RESERVED_FIELD;
        }
        if ((flags & ~FLAGS) != 0 || (flags & MULTI_FLAG) != 0 && (flags & MANUAL_FLAG) == 0)
        {
            return PaymentStatus.FLAGS_UNKNOWN;
        }
        final PaymentStatus wrong = check(method, flags);
        if (wrong != PaymentStatus.DONE)
        {
            return wrong;
        }
        if (method == NONE && (flags & CONFIRM_FLAG) != 0)
        {
            return PaymentStatus.METHOD_MISSING;
        }
        if (item.amount() < 1 || item.amount() > Fees.AMOUNT_MAX)
        {
            return PaymentStatus.AMOUNT_OUT_OF_RANGE;
        }
        if (item.expireAfter() > EXPIRE_MAX_S)
        {
            return PaymentStatus.EXPIRY_OUT_OF_RANGE;
        }
        if (!isPayer(method, item.wallet().low(), item.wallet().high(), ownsBook))
        {
            return PaymentStatus.WALLET_NOT_FOUND;
        }
        final Merchants merchants = shelf.merchants;
        if (merchants.get(merchant, Merchants.DISABLED) != 0)
        {
            return PaymentStatus.MERCHANT_DISABLED;
        }
        if (merchants.cost(merchant, item.amount()) > item.amount())
        {
            return PaymentStatus.AMOUNT_BELOW_FEE;
        }
        if (merchants.get(merchant, Merchants.OPEN) >= merchants.get(merchant, Merchants.OPEN_MAX))
        {
            return PaymentStatus.TOO_MANY_OPEN;
        }
        return funds.postings().hasRoom(TRANSFERS_MAX) ? PaymentStatus.DONE : PaymentStatus.CAPACITY_EXCEEDED;
    }

    private PaymentStatus check(final int method, final int flags)
    {
        if (method != NONE && method != WALLET && method != UPI)
        {
            return PaymentStatus.METHOD_UNKNOWN;
        }
        if (method == UPI && !upi.isSet())
        {
            return PaymentStatus.RAIL_NOT_SET;
        }
        return method == UPI && (flags & MANUAL_FLAG) != 0 ?
            PaymentStatus.METHOD_HOLDS_NOTHING : PaymentStatus.DONE;
    }

    private boolean isPayer(final int method, final long low, final long high, final boolean ownsBook)
    {
        return method == WALLET ? ownsBook && funds.isWallet(low, high) : (low | high) == 0;
    }

    private static long digest(final CreatePaymentsDecoder.PaymentsDecoder item)
    {
        long digest = Hashing.mix(item.amount(), item.wallet().low());
        digest = Hashing.mix(digest, item.wallet().high());
        digest = Hashing.mix(digest, item.order().low());
        digest = Hashing.mix(digest, item.order().high());
        return Hashing.mix(digest, item.expireAfter() << 32 | (long)item.flags().getRaw() << 8 | item.methodRaw());
    }

    /** Has the payer pay. Gives the row of the hold, where only a hold was made. */
    private long confirm(final int merchant)
    {
        if (payment.method() == UPI)
        {
            // The payer finds it under its address.
            payment.state(PaymentState.REQUIRES_ACTION);
            payment.error(0);
            payment.code(0);
            return OpenOnes.NONE;
        }
        final long amount = payment.get(Version.AMOUNT);
        funds.of(payment);
        if ((payment.flags() & MANUAL_FLAG) != 0)
        {
            final int status = funds.hold(payment);
            if (status != Funds.DONE)
            {
                decline(status);
                return OpenOnes.NONE;
            }
            payment.state(PaymentState.REQUIRES_CAPTURE);
            payment.error(0);
            return funds.lastRow();
        }
        final long fee = shelf.merchants.fee(merchant, amount);
        final long gst = Fees.gst(fee);
        final int status = funds.payByWallet(payment, fee, gst);
        if (status != Funds.DONE)
        {
            decline(status);
            return OpenOnes.NONE;
        }
        earn(merchant, amount, fee, gst);
        payment.state(PaymentState.SUCCEEDED);
        payment.error(0);
        return OpenOnes.NONE;
    }

    private void decline(final int status)
    {
        payment.state(PaymentState.REQUIRES_PAYMENT_METHOD);
        payment.method(NONE);
        payment.error((status == CreateTransferStatus.EXCEEDS_CREDITS.value() ? PaymentError.INSUFFICIENT_FUNDS :
            status == CreateTransferStatus.DEBIT_ACCOUNT_ALREADY_CLOSED.value() ? PaymentError.WALLET_CLOSED :
                PaymentError.OVERFLOW).value());
    }

    private void earn(final int merchant, final long amount, final long fee, final long gst)
    {
        payment.add(Version.CAPTURED, amount);
        payment.add(Version.FEE, fee);
        payment.add(Version.GST, gst);
        availability.earn(payment, merchant, amount - fee - gst);
    }

    private void put(final int merchant, final long hold)
    {
        shelf.put(payment, merchant, isOpen());
        if (hold != OpenOnes.NONE)
        {
            shelf.open.set(payment.get(Version.SLOT), OpenOnes.HOLD, hold);
            if (payment.is(PaymentState.REQUIRES_CAPTURE))
            {
                due(AUTHORIZED_S);
            }
        }
    }

    private boolean isOpen()
    {
        return !payment.is(PaymentState.SUCCEEDED) && !payment.is(PaymentState.CANCELED);
    }

    private void due(final long seconds)
    {
        shelf.open.due(payment.get(Version.SLOT), shelf.clock.now() + seconds * SECOND_NS);
    }

    Outcome act(final ActOnPaymentsDecoder.ActionsDecoder item, final int merchant, final boolean ownsBook)
    {
        if (merchant == Merchants.ABSENT)
        {
            return outcome.refuse(PaymentStatus.MERCHANT_NOT_FOUND);
        }
        if (!shelf.load(Shelf.PAYMENT, merchant, item.payment().low(), item.payment().high(), payment))
        {
            return outcome.refuse(PaymentStatus.PAYMENT_NOT_FOUND);
        }
        final long idLow = item.id().low();
        final long idHigh = item.id().high();
        final long digest = digest(item);
        final boolean hasId = (idLow | idHigh) != 0;
        final long known =
            hasId ? shelf.find(ACTION_KIND, merchant, idLow, idHigh) : TransferStore.ABSENT;
        if (known != TransferStore.ABSENT)
        {
            shelf.log.load(shelf.log.word(known, Version.RESULT), payment.headRow, payment);
            return shelf.log.word(known, Version.DIGEST) == digest ? outcome.repeated(payment) :
                outcome.refuse(PaymentStatus.EXISTS_WITH_DIFFERENT_CONTENT);
        }
        if (item.padding() != 0)
        {
            return outcome.refuse(PaymentStatus.RESERVED_FIELD);
        }
        if (!funds.postings().hasRoom(TRANSFERS_MAX) || !Shelf.mayChange(payment))
        {
            return outcome.refuse(PaymentStatus.CAPACITY_EXCEEDED);
        }
        final int what = item.actionRaw();
        final PaymentStatus status;
        if (what == PaymentAction.CONFIRM.value())
        {
            status = confirm(item, merchant, ownsBook);
        }
        else if (what == PaymentAction.CAPTURE.value())
        {
            status = capture(item, merchant);
        }
        else if (what == PaymentAction.CANCEL.value())
        {
            status = cancel(merchant, PaymentError.CANCELED);
        }
        else
        {
            status = PaymentStatus.ACTION_UNKNOWN;
        }
        if (status != PaymentStatus.DONE)
        {
            return outcome.refuse(status);
        }
        if (hasId)
        {
            note(idLow, idHigh, digest, merchant);
        }
        return outcome.done(payment);
    }

    private static long digest(final ActOnPaymentsDecoder.ActionsDecoder item)
    {
        long digest = Hashing.mix(item.amount(), item.wallet().low());
        digest = Hashing.mix(digest, item.wallet().high());
        digest = Hashing.mix(digest, item.payment().low());
        digest = Hashing.mix(digest, item.payment().high());
        return Hashing.mix(digest, (long)item.isLast() << 16 | (long)item.actionRaw() << 8 | item.methodRaw());
    }

    private void note(final long idLow, final long idHigh, final long digest, final int merchant)
    {
        action.begin(ACTION_KIND, payment.merchant(), idLow, idHigh);
        action.set(Version.PAYMENT_LOW, payment.get(Version.ID_LOW));
        action.set(Version.PAYMENT_HIGH, payment.get(Version.ID_HIGH));
        action.set(Version.DIGEST, digest);
        action.set(Version.RESULT, payment.row);
        shelf.put(action, merchant, false);
    }

    private PaymentStatus confirm(
        final ActOnPaymentsDecoder.ActionsDecoder item, final int merchant, final boolean ownsBook)
    {
        if (!payment.is(PaymentState.REQUIRES_PAYMENT_METHOD) && !payment.is(PaymentState.REQUIRES_CONFIRMATION))
        {
            return PaymentStatus.STATE_DOES_NOT_ALLOW;
        }
        if (item.amount() != 0 || item.isLast() != 0)
        {
            return PaymentStatus.RESERVED_FIELD;
        }
        final int method = item.methodRaw();
        final int chosen = method == NONE ? payment.method() : method;
        final PaymentStatus wrong = check(chosen, payment.flags());
        if (wrong != PaymentStatus.DONE)
        {
            return wrong;
        }
        if (chosen == NONE)
        {
            return PaymentStatus.METHOD_MISSING;
        }
        if (chosen == WALLET && !ownsBook || !isPayer(method, item.wallet().low(), item.wallet().high(), true))
        {
            return PaymentStatus.WALLET_NOT_FOUND;
        }
        if (shelf.merchants.cost(merchant, payment.get(Version.AMOUNT)) > payment.get(Version.AMOUNT))
        {
            return PaymentStatus.AMOUNT_BELOW_FEE;
        }
        if (method != NONE)
        {
            payment.method(method);
            payment.set(Version.WALLET_LOW, item.wallet().low());
            payment.set(Version.WALLET_HIGH, item.wallet().high());
        }
        put(merchant, confirm(merchant));
        return PaymentStatus.DONE;
    }

    private PaymentStatus capture(final ActOnPaymentsDecoder.ActionsDecoder item, final int merchant)
    {
        if (!payment.is(PaymentState.REQUIRES_CAPTURE) && !payment.is(PaymentState.PARTIALLY_CAPTURED))
        {
            return PaymentStatus.STATE_DOES_NOT_ALLOW;
        }
        if (item.methodRaw() != NONE || (item.wallet().low() | item.wallet().high()) != 0 || item.isLast() > 1)
        {
            return PaymentStatus.RESERVED_FIELD;
        }
        final long captured = payment.get(Version.CAPTURED);
        final long left = payment.get(Version.AMOUNT) - captured;
        final long amount = item.amount() == 0 ? left : item.amount();
        if (amount > left)
        {
            return PaymentStatus.EXCEEDS_AUTHORIZED;
        }
        // Terms may have changed since the capture before; nothing is given back by that.
        final long feeBefore = payment.get(Version.FEE);
        final long gstBefore = payment.get(Version.GST);
        final long feeUntilNow = Math.max(feeBefore, shelf.merchants.fee(merchant, captured + amount));
        final long fee = feeUntilNow - feeBefore;
        final long gst = Math.max(gstBefore, Fees.gst(feeUntilNow)) - gstBefore;
        if (fee + gst > amount)
        {
            return PaymentStatus.AMOUNT_BELOW_FEE;
        }
        final boolean isLast = amount == left || item.isLast() != 0 || (payment.flags() & MULTI_FLAG) == 0;
        final long slot = payment.get(Version.SLOT);
        funds.of(payment);
        if (funds.capture(payment, shelf.open.get(slot, OpenOnes.HOLD), amount, isLast ? 0 : left - amount, fee, gst) !=
            Funds.DONE)
        {
            return PaymentStatus.CAPACITY_EXCEEDED;
        }
        final long hold = isLast ? OpenOnes.NONE : funds.lastRow();
        earn(merchant, amount, fee, gst);
        payment.state(isLast ? PaymentState.SUCCEEDED : PaymentState.PARTIALLY_CAPTURED);
        put(merchant, hold);
        return PaymentStatus.DONE;
    }

    private PaymentStatus cancel(final int merchant, final PaymentError why)
    {
        if (!isOpen() || payment.is(PaymentState.PROCESSING) || payment.is(PaymentState.DEEMED) ||
            payment.is(PaymentState.PARTIALLY_CAPTURED))
        {
            return PaymentStatus.STATE_DOES_NOT_ALLOW;
        }
        if (payment.is(PaymentState.REQUIRES_CAPTURE))
        {
            funds.of(payment);
            funds.release(shelf.open.get(payment.get(Version.SLOT), OpenOnes.HOLD));
        }
        upi.withdraw(payment);
        payment.state(PaymentState.CANCELED);
        payment.error(why.value());
        shelf.put(payment, merchant, false);
        return PaymentStatus.DONE;
    }

    /** The time of a payment has passed: what is held is free again, and nobody can pay any more. */
    void expire(final long headRow)
    {
        shelf.load(headRow, payment);
        final int merchant = shelf.merchants.ofNumber(payment.merchant());
        if (payment.is(PaymentState.PARTIALLY_CAPTURED))
        {
            funds.of(payment);
            funds.release(shelf.open.get(payment.get(Version.SLOT), OpenOnes.HOLD));
            payment.state(PaymentState.SUCCEEDED);
            shelf.put(payment, merchant, false);
            return;
        }
        require(cancel(merchant, PaymentError.EXPIRED) == PaymentStatus.DONE, "what waits can be canceled");
    }
}
