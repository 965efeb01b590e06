package io.suuupra.engine.payments;

import io.suuupra.codecs.generated.CollectPaymentDecoder;
import io.suuupra.codecs.generated.PaymentError;
import io.suuupra.codecs.generated.PaymentMethod;
import io.suuupra.codecs.generated.PaymentState;
import io.suuupra.codecs.generated.PaymentStatus;
import io.suuupra.codecs.generated.UpiPartyType;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.upi.UpiCode;
import io.suuupra.engine.ledger.Hashing;
import io.suuupra.engine.ledger.TransferStore;
import io.suuupra.engine.upi.House;
import io.suuupra.engine.upi.HouseAccount;
import io.suuupra.engine.upi.HouseOrder;
import io.suuupra.engine.upi.HousePsp;
import io.suuupra.engine.upi.HouseRequest;
import org.agrona.DirectBuffer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * Payments through UPI: the PSP of all merchants. Payers find a merchant, or one payment of it, under an address, or
 * are asked by a collect; the switch tells in the same command what becomes of that.
 */
final class UpiDesk implements HousePsp
{
    static final int UPI = PaymentMethod.UPI.value();

    private static final int INVALID_ADDRESS = UpiCode.of("ZH");
    private static final int NOT_PERMITTED = UpiCode.of("ZE");
    private static final long EXPIRE_AFTER_MAX_MIN = 45 * 24 * 60;
    private static final long SALT = 0x5061796D656E7455L;
    /** Transfers that a payment makes at most. */
    private static final int TRANSFERS_MAX = 8;

    private final Shelf shelf;
    private final Merchants merchants;
    private final Funds funds;
    private final Availability availability;
    private final Rail rail;
    private final RefundDesk refunds;
    private final Runnable due;
    private final House house;
    private final HouseOrder order = new HouseOrder();
    private final MerchantAddress address = new MerchantAddress();
    private final Outcome outcome = new Outcome();
    private final Version payment = new Version();

    UpiDesk(
        final Shelf shelf, final Funds funds, final Availability availability, final Rail rail,
        final RefundDesk refunds, final House house, final Runnable due)
    {
        this.shelf = shelf;
        merchants = shelf.merchants;
        this.funds = funds;
        this.availability = availability;
        this.rail = rail;
        this.refunds = refunds;
        this.house = house;
        this.due = due;
    }

    @Override
    public int participant()
    {
        return rail.participant();
    }

    @Override
    public void at(final long hostTimeNs, final long now)
    {
        shelf.clock.at(hostTimeNs, now);
    }

    @Override
    public void fire()
    {
        due.run();
    }

    @Override
    public void account(final HouseAccount account)
    {
        rail.account(account);
    }

    @Override
    public int authorise(final HouseRequest request)
    {
        if (!request.isPay() || !address.read(request.buffer(), request.address(), request.localLength()))
        {
            return INVALID_ADDRESS;
        }
        final int merchant = merchants.ofNumber(address.merchant());
        if (merchant == Merchants.ABSENT || address.hasPayment() &&
            !shelf.load(Shelf.PAYMENT, merchant, address.idLow(), address.idHigh(), payment))
        {
            return INVALID_ADDRESS;
        }
        if (!funds.postings().hasRoom(TRANSFERS_MAX) ||
            !(address.hasPayment() ? isAwaited(request.amount()) : isScanned(merchant, request)))
        {
            return NOT_PERMITTED;
        }
        request.agree(payment.headRow, this, (int)merchants.get(merchant, Merchants.CATEGORY));
        return UpiCode.NONE;
    }

    /** A code for one payment admits one payer at a time, and the amount that it says. */
    private boolean isAwaited(final long amount)
    {
        return payment.is(PaymentState.REQUIRES_ACTION) && payment.transaction() == Version.NO_TRANSACTION &&
            payment.get(Version.AMOUNT) == amount && Shelf.mayChange(payment) &&
            shelf.open.get(payment.get(Version.SLOT), OpenOnes.DEADLINE) > shelf.clock.now();
    }

    private boolean isScanned(final int merchant, final HouseRequest request)
    {
        final long amount = request.amount();
        if (merchants.get(merchant, Merchants.DISABLED) != 0 || amount > Fees.AMOUNT_MAX ||
            merchants.cost(merchant, amount) > amount ||
            merchants.get(merchant, Merchants.OPEN) >= merchants.get(merchant, Merchants.OPEN_MAX) ||
            shelf.find(Shelf.PAYMENT, merchant, request.idLow(), request.idHigh()) != TransferStore.ABSENT)
        {
            return false;
        }
        payment.begin(Shelf.PAYMENT, merchants.number(merchant), request.idLow(), request.idHigh());
        payment.set(Version.AMOUNT, amount);
        payment.flags(PaymentDesk.CONFIRM_FLAG | Version.SCANNED);
        payment.method(UPI);
        payment.state(PaymentState.REQUIRES_ACTION);
        shelf.put(payment, merchant, true);
        return true;
    }

    @Override
    public void moved(
        final long owner, final long transaction, final UpiState state, final int code, final long rrn)
    {
        if (shelf.log.kind(owner) != Shelf.PAYMENT)
        {
            refunds.moved(owner, state, code);
            return;
        }
        shelf.load(owner, payment);
        final int merchant = merchants.ofNumber(payment.merchant());
        funds.of(payment);
        if (state == UpiState.DEBIT_PENDING)
        {
            begun(merchant, transaction, rrn);
        }
        else if (payment.transaction() == transaction)
        {
            ended(merchant, state, code);
        }
        else if (payment.is(PaymentState.REQUIRES_ACTION) && payment.isScanned())
        {
            // Nothing was asked of the payer's bank, and nobody will try this one again.
            payment.state(PaymentState.CANCELED);
            payment.error(PaymentError.DECLINED.value());
            payment.code(code);
            shelf.put(payment, merchant, false);
        }
    }

    private void begun(final int merchant, final long transaction, final long rrn)
    {
        final long slot = payment.get(Version.SLOT);
        shelf.open.set(slot, OpenOnes.EXPIRES, shelf.open.get(slot, OpenOnes.DEADLINE));
        shelf.open.due(slot, Long.MAX_VALUE);
        payment.transaction(transaction, rrn);
        payment.state(PaymentState.PROCESSING);
        payment.error(PaymentError.NONE.value());
        payment.code(0);
        shelf.put(payment, merchant, true);
    }

    private void ended(final int merchant, final UpiState state, final int code)
    {
        switch (state)
        {
            case SUCCESS -> succeed(merchant, code, false);
            case CONFIRMED -> succeed(merchant, code, true);
            case DEEMED -> deem(merchant, code);
            case RETURNED ->
            {
                if (funds.undeem(payment) == Funds.DONE)
                {
                    fail(merchant, PaymentError.DECLINED, code);
                }
                else
                {
                    overflow(merchant);
                }
            }
            case EXPIRED -> fail(merchant, PaymentError.EXPIRED, code);
            // A reversal that is open is between the switch and the payer's bank.
            case FAILURE, DRC_OPEN -> fail(merchant, PaymentError.DECLINED, code);
            default ->
            {
                // It has come no further for the merchant.
            }
        }
    }

    private void succeed(final int merchant, final int code, final boolean wasDeemed)
    {
        final long amount = payment.get(Version.AMOUNT);
        // Terms may have changed since it was created; a payment costs no more than it brings.
        final boolean costs = merchants.cost(merchant, amount) <= amount;
        final long fee = costs ? merchants.fee(merchant, amount) : 0;
        final long gst = Fees.gst(fee);
        if (funds.payByUpi(payment, wasDeemed, fee, gst) != Funds.DONE)
        {
            overflow(merchant);
            return;
        }
        payment.add(Version.CAPTURED, amount);
        payment.add(Version.FEE, fee);
        payment.add(Version.GST, gst);
        availability.earnUnsettled(payment, merchant, amount - fee - gst);
        payment.state(PaymentState.SUCCEEDED);
        payment.code(code);
        shelf.put(payment, merchant, false);
    }

    private void deem(final int merchant, final int code)
    {
        if (funds.deem(payment) != Funds.DONE)
        {
            overflow(merchant);
            return;
        }
        payment.state(PaymentState.DEEMED);
        payment.code(code);
        shelf.put(payment, merchant, true);
    }

    /** An account holds as much as numbers can say: it stays as it is, for an operator to look at. */
    private void overflow(final int merchant)
    {
        payment.error(PaymentError.OVERFLOW.value());
        shelf.put(payment, merchant, true);
    }

    private void fail(final int merchant, final PaymentError why, final int code)
    {
        final boolean wasBegun = !payment.is(PaymentState.REQUIRES_ACTION);
        payment.error(why.value());
        payment.code(code);
        if (payment.isScanned())
        {
            payment.state(PaymentState.CANCELED);
            shelf.put(payment, merchant, false);
            return;
        }
        final long slot = payment.get(Version.SLOT);
        payment.noMethod();
        payment.state(PaymentState.REQUIRES_PAYMENT_METHOD);
        shelf.put(payment, merchant, true);
        if (wasBegun)
        {
            shelf.open.due(slot, shelf.open.get(slot, OpenOnes.EXPIRES));
        }
    }

    /** Takes back the collect of a payment that ends, if there is one. */
    void withdraw(final Version ending)
    {
        if (ending.method() == UPI && ending.transaction() != Version.NO_TRANSACTION)
        {
            house.withdraw(ending.transaction());
        }
    }

    boolean isSet()
    {
        return rail.isSet();
    }

    Outcome collect(final CollectPaymentDecoder item, final int merchant)
    {
        if (merchant == Merchants.ABSENT)
        {
            return outcome.refuse(PaymentStatus.MERCHANT_NOT_FOUND);
        }
        if (!shelf.load(Shelf.PAYMENT, merchant, item.payment().low(), item.payment().high(), payment))
        {
            return outcome.refuse(PaymentStatus.PAYMENT_NOT_FOUND);
        }
        final DirectBuffer buffer = item.buffer();
        final int texts = item.offset() + CollectPaymentDecoder.BLOCK_LENGTH;
        final int length = buffer.getInt(texts, LITTLE_ENDIAN);
        final PaymentStatus wrong = check(item, merchant, buffer, texts + Integer.BYTES, length);
        if (wrong != PaymentStatus.DONE)
        {
            return outcome.refuse(wrong);
        }
        order.begin(true, payment.headRow, number(payment, 1), number(payment, 2), payment.get(Version.AMOUNT),
            (int)merchants.get(merchant, Merchants.CATEGORY), item.expireAfter());
        order.other(buffer, texts + Integer.BYTES, length, UpiPartyType.PERSON.value(), 0);
        final long transaction = begin(payment.merchant());
        if (transaction < 0 || !house.isWaiting(transaction))
        {
            payment.noMethod();
            payment.state(PaymentState.REQUIRES_PAYMENT_METHOD);
            payment.error(PaymentError.DECLINED.value());
            payment.code(transaction < 0 ? (int)-transaction : NOT_PERMITTED);
        }
        else
        {
            payment.method(UPI);
            payment.transaction(transaction, house.rrn(transaction));
            payment.state(PaymentState.REQUIRES_ACTION);
            payment.error(PaymentError.NONE.value());
            payment.code(0);
        }
        shelf.put(payment, merchant, true);
        return outcome.done(payment);
    }

    private PaymentStatus check(
        final CollectPaymentDecoder item, final int merchant, final DirectBuffer buffer, final int at,
        final int length)
    {
        final boolean waits = payment.is(PaymentState.REQUIRES_PAYMENT_METHOD) ||
            payment.is(PaymentState.REQUIRES_CONFIRMATION) ||
            payment.is(PaymentState.REQUIRES_ACTION) && payment.transaction() == Version.NO_TRANSACTION;
        if (!waits)
        {
            return PaymentStatus.STATE_DOES_NOT_ALLOW;
        }
        if (!isSet())
        {
            return PaymentStatus.RAIL_NOT_SET;
        }
        if ((payment.flags() & PaymentDesk.MANUAL_FLAG) != 0)
        {
            return PaymentStatus.METHOD_HOLDS_NOTHING;
        }
        if (!House.isAddress(buffer, at, length))
        {
            return PaymentStatus.ADDRESS_MALFORMED;
        }
        if (item.expireAfter() > EXPIRE_AFTER_MAX_MIN)
        {
            return PaymentStatus.EXPIRY_OUT_OF_RANGE;
        }
        if (merchants.cost(merchant, payment.get(Version.AMOUNT)) > payment.get(Version.AMOUNT))
        {
            return PaymentStatus.AMOUNT_BELOW_FEE;
        }
        return funds.postings().hasRoom(TRANSFERS_MAX) && Shelf.mayChange(payment) ?
            PaymentStatus.DONE : PaymentStatus.CAPACITY_EXCEEDED;
    }

    /** Pays a refund out to whoever has paid. Gives the row of the transaction; below 0, a code negated. */
    long payBack(final Version paid, final Version refund)
    {
        final int merchant = merchants.ofNumber(paid.merchant());
        order.begin(false, refund.headRow, number(refund, 1), number(refund, 2), refund.get(Version.AMOUNT),
            (int)merchants.get(merchant, Merchants.CATEGORY), 0);
        house.toPayerOf(order, paid.transaction());
        return begin(paid.merchant());
    }

    long rrn(final long transaction)
    {
        return house.rrn(transaction);
    }

    private long begin(final int merchant)
    {
        MerchantAddress.write(order, merchant);
        house.putHandle(order);
        return house.begin(order, shelf.clock.now());
    }

    /** @return half of a number that no other attempt has. */
    private static long number(final Version of, final long salt)
    {
        final long what = (long)of.kind << 48 | (long)of.merchant() << 16 | of.version;
        final long id = Hashing.mix(Hashing.mix(SALT + salt, of.get(Version.ID_LOW)), of.get(Version.ID_HIGH));
        return Hashing.mix(id, what);
    }
}
