package io.suuupra.engine.payments;

import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.engine.ledger.Postings;

/**
 * Chart of the platform's accounts. Their ids follow from owner and role, so nobody has to keep them: the upper half is
 * {@link #ID_HIGH}, the lower half {@code owner << 8 | role}, where the platform itself is the owner 0.
 */
final class Chart
{
    /** Ledger of the platform's book, in rupees. */
    static final int LEDGER = 1 << 16 | 356;

    /** "Payments". */
    static final long ID_HIGH = 0x5061796D656E7473L;

    /** Due from the rail for what it has collected. */
    static final long UPI_RECEIVABLE = 1;
    static final long FEE_INCOME = 2;
    /** Tax on fees, due to the state. */
    static final long GST_PAYABLE = 3;
    static final long REFUND_CLEARING = 4;
    static final long PAYOUT_CLEARING = 5;
    /** The platform's money at its bank. */
    static final long NOSTRO = 6;
    /** What disputes are about, until they are decided. */
    static final long DISPUTE_HELD = 7;
    static final long DISPUTE_FEE = 8;
    static final long CHARGEBACK_RECEIVABLE = 9;
    static final long DEEMED_SUSPENSE = 10;

    private static final int PLATFORM_ROLES = 10;
    private static final int PLATFORM_CODE = 100;

    /** Of a merchant: earned, and not to be paid out yet. */
    static final int PENDING = 1;
    /** Of a merchant: may be paid out. */
    static final int AVAILABLE = 2;
    /** Of a merchant: what it owes. */
    static final int RECEIVABLE = 3;

    private static final int MERCHANT_CODE = 200;
    private static final int OWNER_SHIFT = 8;

    private Chart()
    {
    }

    /** @return lower half of the id of a merchant's account. */
    static long of(final int merchant, final int role)
    {
        return (long)merchant << OWNER_SHIFT | role;
    }

    /** Opens what is not there yet; false if an id is taken by another account, or no more fit. */
    static boolean open(final Postings postings, final int merchant, final Clock clock)
    {
        for (int role = 1; role <= PLATFORM_ROLES; role++)
        {
            if (!postings.open(role, ID_HIGH, LEDGER, PLATFORM_CODE + role, 0, clock.stamp()))
            {
                return false;
            }
        }
        return postings.open(of(merchant, PENDING), ID_HIGH, LEDGER, MERCHANT_CODE + PENDING,
            AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS, clock.stamp()) &&
            postings.open(of(merchant, AVAILABLE), ID_HIGH, LEDGER, MERCHANT_CODE + AVAILABLE,
                AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS, clock.stamp()) &&
            postings.open(of(merchant, RECEIVABLE), ID_HIGH, LEDGER, MERCHANT_CODE + RECEIVABLE,
                AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS, clock.stamp());
    }
}
