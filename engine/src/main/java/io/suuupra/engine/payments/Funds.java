package io.suuupra.engine.payments;

import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.engine.ledger.Accounts;
import io.suuupra.engine.ledger.Hashing;
import io.suuupra.engine.ledger.Ledger;
import io.suuupra.engine.ledger.Postings;

import static io.suuupra.engine.CorruptStateException.require;

/**
 * The postings of payments; their rows are those of the table in {@code docs/payments.md}, and a transfer's code is its
 * row's number there. A row of several legs stands as a whole or not at all.
 */
final class Funds
{
    static final int DONE = CreateTransferStatus.CREATED.value();

    /** Codes of transfers. */
    static final int PAY = 101;
    static final int FEE = 102;
    static final int GST = 103;
    static final int RELEASE = 104;
    static final int DRAW = 105;
    static final int REFUND = 106;
    static final int FEE_BACK = 107;
    static final int GST_BACK = 108;
    static final int PAYOUT = 109;
    static final int PAYOUT_PAID = 110;
    static final int PAYOUT_FAILED = 111;
    static final int PAYOUT_RETURNED = 112;
    static final int DISPUTE_FEE = 113;
    static final int DISPUTE_WON = 114;
    static final int DISPUTE_LOST = 115;
    static final int REPAY = 116;
    static final int DEEM = 117;
    static final int DEEMED_PAID = 118;
    static final int DEEMED_RETURNED = 119;
    static final int SETTLE = 120;
    static final int REFUND_FAILED = 121;
    static final int WITHDRAW = 122;
    static final int WITHDRAW_BACK = 123;

    private static final long SALT = 0x5061796D656E7450L;

    private final Ledger ledger;
    private final Accounts accounts;
    private final Postings postings;
    private final Clock clock;
    private final Merchants merchants;
    /** What {@link #plan} has found. */
    private long fromPending;
    private long fromAvailable;
    private long fromReceivable;

    Funds(final Ledger ledger, final Merchants merchants, final Clock clock)
    {
        this.ledger = ledger;
        this.accounts = ledger.accounts();
        this.postings = new Postings(ledger);
        this.merchants = merchants;
        this.clock = clock;
    }

    Postings postings()
    {
        return postings;
    }

    /** @return whether an account can pay, as far as that does not change: it is there, and in the platform's book. */
    boolean isWallet(final long idLow, final long idHigh)
    {
        final int slot = postings.slot(idLow, idHigh);
        return slot >= 0 && accounts.ledger(slot) == Chart.LEDGER && idHigh != Chart.ID_HIGH;
    }

    /** @return row of the transfer that was made last. */
    long lastRow()
    {
        return ledger.store().rows() - 1;
    }

    /** Notes a payment with the transfers that follow. */
    void of(final Version payment)
    {
        postings.note(payment.get(Version.ID_LOW), payment.get(Version.ID_HIGH));
    }

    private int move(
        final long debitLow, final long debitHigh, final long creditLow, final long creditHigh, final long amount,
        final boolean owed, final int code, final int merchant)
    {
        if (amount == 0)
        {
            return DONE;
        }
        final long stamp = clock.stamp();
        return postings.between(debitLow, debitHigh, creditLow, creditHigh)
            .move(amount, false, owed, code, merchant, Hashing.mix(SALT, stamp), SALT, stamp);
    }

    private int between(final long debit, final long credit, final long amount, final int code, final int merchant)
    {
        return move(debit, Chart.ID_HIGH, credit, Chart.ID_HIGH, amount, true, code, merchant);
    }

    private int end(final int status)
    {
        if (status == DONE)
        {
            postings.commit();
        }
        else
        {
            postings.rollback();
        }
        return status;
    }

    /** P2 and P3: the wallet pays, and the merchant its fee. */
    int payByWallet(final Version payment, final long fee, final long gst)
    {
        final int merchant = payment.merchant();
        postings.begin();
        int status = move(payment.get(Version.WALLET_LOW), payment.get(Version.WALLET_HIGH),
            Chart.of(merchant, Chart.PENDING), Chart.ID_HIGH, payment.get(Version.AMOUNT), false, PAY, merchant);
        if (status == DONE)
        {
            status = fees(merchant, fee, gst);
        }
        return end(status);
    }

    private int fees(final int merchant, final long fee, final long gst)
    {
        final long pending = Chart.of(merchant, Chart.PENDING);
        final int status = between(pending, Chart.FEE_INCOME, fee, FEE, merchant);
        return status == DONE ? between(pending, Chart.GST_PAYABLE, gst, GST, merchant) : status;
    }

    /** P2, or P2e of a payment that was deemed, and P3. */
    int payByUpi(final Version payment, final boolean wasDeemed, final long fee, final long gst)
    {
        final int merchant = payment.merchant();
        postings.begin();
        int status = between(wasDeemed ? Chart.DEEMED_SUSPENSE : Chart.UPI_RECEIVABLE,
            Chart.of(merchant, Chart.PENDING), payment.get(Version.AMOUNT), wasDeemed ? DEEMED_PAID : PAY, merchant);
        if (status == DONE)
        {
            status = fees(merchant, fee, gst);
        }
        return end(status);
    }

    /** P2d: the rail owes it, and nobody knows yet whether the merchant gets it. */
    int deem(final Version payment)
    {
        return between(Chart.UPI_RECEIVABLE, Chart.DEEMED_SUSPENSE, payment.get(Version.AMOUNT), DEEM,
            payment.merchant());
    }

    /** P2f: the payer gets it back. */
    int undeem(final Version payment)
    {
        return between(Chart.DEEMED_SUSPENSE, Chart.UPI_RECEIVABLE, payment.get(Version.AMOUNT), DEEMED_RETURNED,
            payment.merchant());
    }

    /** P5: the rail has brought what it owes for a payment, or taken what a refund owes it. */
    int settle(final int merchant, final long amount, final boolean brought)
    {
        return brought ? between(Chart.NOSTRO, Chart.UPI_RECEIVABLE, amount, SETTLE, merchant) :
            between(Chart.UPI_RECEIVABLE, Chart.NOSTRO, amount, SETTLE, merchant);
    }

    /** P1: the wallet's money is held. */
    int hold(final Version payment)
    {
        return hold(payment, payment.get(Version.AMOUNT), false);
    }

    private int hold(final Version payment, final long amount, final boolean owed)
    {
        final int merchant = payment.merchant();
        final long stamp = clock.stamp();
        return postings.between(payment.get(Version.WALLET_LOW), payment.get(Version.WALLET_HIGH),
                Chart.of(merchant, Chart.PENDING), Chart.ID_HIGH)
            .move(amount, true, owed, PAY, merchant, Hashing.mix(SALT, stamp), SALT, stamp);
    }

    /** P2 of a hold, with what is due of P3; what is left is held anew, if anything. */
    int capture(
        final Version payment, final long holdRow, final long amount, final long left, final long fee, final long gst)
    {
        postings.begin();
        int status = postings.resolve(holdRow, amount, clock.stamp());
        if (status == DONE)
        {
            status = fees(payment.merchant(), fee, gst);
        }
        if (status == DONE && left > 0)
        {
            status = hold(payment, left, true);
        }
        return end(status);
    }

    /** P1 taken back. */
    void release(final long holdRow)
    {
        require(postings.resolve(holdRow, false, clock.stamp()) == DONE, "the hold of a payment can be voided");
    }

    /**
     * Finds from where a merchant gives back an amount: from what of the payment is not available yet, then from what
     * is available, then it owes it.
     *
     * @param returned fees that become available before.
     * @return whether it can.
     */
    boolean plan(final int merchant, final long pendingLeft, final long amount, final long returned)
    {
        final int number = merchants.number(merchant);
        fromPending = Math.min(amount, pendingLeft);
        fromAvailable = Math.min(amount - fromPending, available(number) + returned);
        fromReceivable = amount - fromPending - fromAvailable;
        return fromReceivable <= Math.max(0, merchants.get(merchant, Merchants.RECEIVABLE_MAX) - owed(number));
    }

    long fromPending()
    {
        return fromPending;
    }

    private long available(final int number)
    {
        final int slot = postings.slot(Chart.of(number, Chart.AVAILABLE), Chart.ID_HIGH);
        return -postings.netDebit(slot);
    }

    private long owed(final int number)
    {
        return postings.netDebit(postings.slot(Chart.of(number, Chart.RECEIVABLE), Chart.ID_HIGH));
    }

    private int draw(final int merchant, final long target)
    {
        int status = between(Chart.of(merchant, Chart.PENDING), target, fromPending, DRAW, merchant);
        if (status == DONE)
        {
            status = between(Chart.of(merchant, Chart.AVAILABLE), target, fromAvailable, DRAW, merchant);
        }
        if (status == DONE)
        {
            status = between(Chart.of(merchant, Chart.RECEIVABLE), target, fromReceivable, DRAW, merchant);
        }
        return status;
    }

    /** P7f, P7a and P7b: fees back to the merchant, and as {@link #plan} has found, the money back to the wallet. */
    int refundToWallet(final Version payment, final long amount, final long fee, final long gst)
    {
        final int merchant = payment.merchant();
        final long available = Chart.of(merchant, Chart.AVAILABLE);
        postings.begin();
        int status = between(Chart.FEE_INCOME, available, fee, FEE_BACK, merchant);
        if (status == DONE)
        {
            status = between(Chart.GST_PAYABLE, available, gst, GST_BACK, merchant);
        }
        if (status == DONE)
        {
            status = draw(merchant, Chart.REFUND_CLEARING);
        }
        if (status == DONE)
        {
            status = move(Chart.REFUND_CLEARING, Chart.ID_HIGH, payment.get(Version.WALLET_LOW),
                payment.get(Version.WALLET_HIGH), amount, false, REFUND, merchant);
        }
        return end(status);
    }

    /** P7a alone, as {@link #plan} has found: the money waits until the rail has taken it to the payer. */
    int beginRefund(final int merchant)
    {
        postings.begin();
        return end(draw(merchant, Chart.REFUND_CLEARING));
    }

    /** P7b through UPI, and P7f. */
    int endRefund(final int merchant, final long amount, final long fee, final long gst)
    {
        final long available = Chart.of(merchant, Chart.AVAILABLE);
        postings.begin();
        int status = between(Chart.REFUND_CLEARING, Chart.UPI_RECEIVABLE, amount, REFUND, merchant);
        if (status == DONE)
        {
            status = between(Chart.FEE_INCOME, available, fee, FEE_BACK, merchant);
        }
        if (status == DONE)
        {
            status = between(Chart.GST_PAYABLE, available, gst, GST_BACK, merchant);
        }
        return end(status);
    }

    /** P7c. */
    int failRefund(final int merchant, final long amount)
    {
        return between(Chart.REFUND_CLEARING, Chart.of(merchant, Chart.AVAILABLE), amount, REFUND_FAILED, merchant);
    }

    /** P6: what was earned for a day becomes available. */
    boolean makeAvailable(final int merchant, final long amount)
    {
        postings.note(0, 0);
        return between(Chart.of(merchant, Chart.PENDING), Chart.of(merchant, Chart.AVAILABLE), amount, RELEASE,
            merchant) == DONE;
    }

    /** P6r: what is available pays what the merchant owes. */
    void repay(final int merchant)
    {
        final long owed = owed(merchant);
        if (owed > 0)
        {
            postings.note(0, 0);
            require(between(Chart.of(merchant, Chart.AVAILABLE), Chart.of(merchant, Chart.RECEIVABLE),
                Math.min(owed, available(merchant)), REPAY, merchant) == DONE, "what is available can pay");
        }
    }

    /** P9a. */
    int payOut(final int merchant, final long amount)
    {
        return move(Chart.of(merchant, Chart.AVAILABLE), Chart.ID_HIGH, Chart.PAYOUT_CLEARING, Chart.ID_HIGH, amount,
            false, PAYOUT, merchant);
    }

    /** P9b, P9c or P9d, by its code. */
    int endPayout(final int merchant, final long amount, final int code)
    {
        final long available = Chart.of(merchant, Chart.AVAILABLE);
        return switch (code)
        {
            case PAYOUT_PAID -> between(Chart.PAYOUT_CLEARING, Chart.NOSTRO, amount, code, merchant);
            case PAYOUT_FAILED -> between(Chart.PAYOUT_CLEARING, available, amount, code, merchant);
            default -> between(Chart.NOSTRO, available, amount, code, merchant);
        };
    }

    /** P8a: as {@link #plan} has found; of a payment through UPI, P8s with it. */
    int openDispute(final Version payment, final long amount, final long fee)
    {
        final int merchant = payment.merchant();
        postings.begin();
        int status = draw(merchant, Chart.DISPUTE_HELD);
        if (status == DONE)
        {
            status = between(Chart.DISPUTE_HELD, Chart.DISPUTE_FEE, fee, DISPUTE_FEE, merchant);
        }
        if (status == DONE && payment.method() == UpiDesk.UPI)
        {
            status = between(Chart.CHARGEBACK_RECEIVABLE, Chart.UPI_RECEIVABLE, amount, WITHDRAW, merchant);
        }
        return end(status);
    }

    /** P8b. */
    int winDispute(final Version payment, final long amount)
    {
        final int merchant = payment.merchant();
        postings.begin();
        int status = between(Chart.DISPUTE_HELD, Chart.of(merchant, Chart.AVAILABLE), amount, DISPUTE_WON, merchant);
        if (status == DONE && payment.method() == UpiDesk.UPI)
        {
            status = between(Chart.UPI_RECEIVABLE, Chart.CHARGEBACK_RECEIVABLE, amount, WITHDRAW_BACK, merchant);
        }
        return end(status);
    }

    /** P8c: the payer gets it back from us if it came from a wallet; else the rail has given it back. */
    int loseDispute(final Version payment, final long amount)
    {
        if (payment.method() == UpiDesk.UPI)
        {
            return between(Chart.DISPUTE_HELD, Chart.CHARGEBACK_RECEIVABLE, amount, DISPUTE_LOST, payment.merchant());
        }
        return move(Chart.DISPUTE_HELD, Chart.ID_HIGH, payment.get(Version.WALLET_LOW),
            payment.get(Version.WALLET_HIGH), amount, true, DISPUTE_LOST, payment.merchant());
    }
}
