package io.suuupra.engine.payments;

import io.suuupra.codecs.generated.PaymentState;

/**
 * One version of a payment, a refund, a payout or a dispute: all that is known of it, in the words of one record. Used
 * again and again.
 */
final class Version
{
    static final int ID_LOW = 0;
    static final int ID_HIGH = 1;
    /** Merchant, state, method, error and flags. */
    static final int TRAITS = 2;
    static final int AMOUNT = 3;
    /** Of a payment. */
    static final int CAPTURED = 4;
    static final int REFUNDED = 5;
    static final int FEE = 6;
    static final int GST = 7;
    /** Of a refund or a dispute: the payment. */
    static final int PAYMENT_LOW = 4;
    static final int PAYMENT_HIGH = 5;
    /** Of an action: row of the payment's version that came of it. */
    static final int RESULT = 6;
    static final int FEE_RETURNED = 8;
    static final int GST_RETURNED = 9;
    static final int ORDER_LOW = 10;
    static final int ORDER_HIGH = 11;
    static final int WALLET_LOW = 12;
    static final int WALLET_HIGH = 13;
    /** In their place with the method UPI: of the transaction, and its row + 1. */
    static final int RRN = 12;
    static final int TRANSACTION = 13;
    /** In the table of what is open; -1 = none. */
    static final int SLOT = 14;
    /** Of what began it, to know the same again. */
    static final int DIGEST = 15;
    /** Day on which funds become available, and the rail's response code. */
    static final int DAY_AND_CODE = 16;
    /** What of the payment has not become available yet. */
    static final int PENDING_LEFT = 17;
    /** Of a payment: what disputes that are open or lost are about. Of a refund: its reason. */
    static final int DISPUTED = 18;
    static final int REASON = 18;
    /** Of a payout: the Indian day on which it was paid. */
    static final int PAID_DAY = 7;
    /** Of a dispute: what it cost. */
    static final int DISPUTE_FEE = 7;
    /** The merchant's row before + 1. */
    static final int PREVIOUS = 19;

    static final int WORDS = 20;

    private static final int STATE_SHIFT = 32;
    private static final int METHOD_SHIFT = 40;
    private static final int ERROR_SHIFT = 48;
    private static final int FLAGS_SHIFT = 56;
    private static final long BYTE = 0xFF;
    /** Flags beside those that a merchant sets. */
    static final int SCANNED = 1 << 5;
    private static final int SETTLED = 1 << 6;
    private static final int LOST = 1 << 7;

    /** What {@link #transaction} says where there is none. */
    static final long NO_TRANSACTION = -1;

    final long[] words = new long[WORDS];
    int kind;
    int version;
    /** Row of it, and of its version 0; -1 = not written yet. */
    long row;
    long headRow;

    /** Begins a new object, whose other words are 0. */
    void begin(final int recordKind, final int merchant, final long idLow, final long idHigh)
    {
        kind = recordKind;
        version = 0;
        row = OpenOnes.NONE;
        headRow = OpenOnes.NONE;
        for (int word = 0; word < WORDS; word++)
        {
            words[word] = 0;
        }
        words[ID_LOW] = idLow;
        words[ID_HIGH] = idHigh;
        words[TRAITS] = Integer.toUnsignedLong(merchant);
        words[SLOT] = OpenOnes.NONE;
    }

    long get(final int word)
    {
        return words[word];
    }

    void set(final int word, final long value)
    {
        words[word] = value;
    }

    void add(final int word, final long value)
    {
        words[word] += value;
    }

    int merchant()
    {
        return (int)words[TRAITS];
    }

    static int merchant(final long traits)
    {
        return (int)traits;
    }

    int state()
    {
        return trait(STATE_SHIFT);
    }

    boolean is(final PaymentState state)
    {
        return state() == state.value();
    }

    void state(final PaymentState state)
    {
        trait(STATE_SHIFT, state.value());
    }

    int method()
    {
        return trait(METHOD_SHIFT);
    }

    void method(final int method)
    {
        trait(METHOD_SHIFT, method);
    }

    int error()
    {
        return trait(ERROR_SHIFT);
    }

    void error(final int error)
    {
        trait(ERROR_SHIFT, error);
    }

    int flags()
    {
        return trait(FLAGS_SHIFT);
    }

    void flags(final int flags)
    {
        trait(FLAGS_SHIFT, flags);
    }

    /** Of a payment: whether a dispute about it was lost. */
    boolean isLost()
    {
        return (flags() & LOST) != 0;
    }

    void lose()
    {
        flags(flags() | LOST);
    }

    /** Of a payment: whether a payer made it by scanning the merchant's code. */
    boolean isScanned()
    {
        return (flags() & SCANNED) != 0;
    }

    /** Whether the rail has brought the money, or taken it. */
    boolean isSettled()
    {
        return (flags() & SETTLED) != 0;
    }

    void settle()
    {
        flags(flags() | SETTLED);
    }

    /** With the method UPI: row of the transaction; {@link #NO_TRANSACTION}. */
    long transaction()
    {
        return words[TRANSACTION] - 1;
    }

    void transaction(final long row, final long rrn)
    {
        words[TRANSACTION] = row + 1;
        words[RRN] = rrn;
    }

    /** Takes the method away, and what belongs to it. */
    void noMethod()
    {
        method(0);
        words[WALLET_LOW] = 0;
        words[WALLET_HIGH] = 0;
    }

    int reason()
    {
        return (int)words[REASON];
    }

    /** Below 0 the rail has not brought the money yet: it would be that day, negated. */
    int availableDay()
    {
        return (int)words[DAY_AND_CODE];
    }

    void availableDay(final int day)
    {
        words[DAY_AND_CODE] = words[DAY_AND_CODE] & ~0xFFFF_FFFFL | Integer.toUnsignedLong(day);
    }

    int code()
    {
        return (int)(words[DAY_AND_CODE] >>> Integer.SIZE);
    }

    void code(final int code)
    {
        words[DAY_AND_CODE] = words[DAY_AND_CODE] & 0xFFFF_FFFFL | (long)code << Integer.SIZE;
    }

    private int trait(final int shift)
    {
        return (int)(words[TRAITS] >>> shift & BYTE);
    }

    private void trait(final int shift, final int value)
    {
        words[TRAITS] = words[TRAITS] & ~(BYTE << shift) | (value & BYTE) << shift;
    }
}
