package io.suuupra.engine.payments;

import io.suuupra.codecs.generated.RegisterMerchantDecoder;
import io.suuupra.engine.table.PagedWords;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.Long2LongHashMap;

/**
 * Merchants, their terms, and what becomes available to each on which day. None is ever taken away; one may be
 * disabled.
 */
final class Merchants
{
    static final int ABSENT = -1;

    static final int MAX = 1_000_000;

    /** Most days between a payment and its availability. */
    static final int DAYS_MAX = 30;

    /** Words of each. */
    static final int WORDS = 64;

    static final int NUMBER = 0;
    static final int KEY = 1;
    static final int OPEN_MAX = 2;
    static final int FEE_FIXED = 3;
    static final int RECEIVABLE_MAX = 4;
    static final int DISPUTE_FEE = 5;
    static final int FEE_BASIS_POINTS = 6;
    static final int CATEGORY = 7;
    static final int AVAILABLE_DAYS = 8;
    static final int RETURNS_FEES = 9;
    static final int DISABLED = 10;
    /** Payments that are open. */
    static final int OPEN = 11;
    /** Its newest row + 1. */
    static final int LAST_ROW = 12;
    /** The last day whose funds it has got. */
    static final int DAY = 13;
    /** Sums by day modulo {@link #DAYS}. */
    static final int SUMS = 32;
    static final int DAYS = 32;

    private final PagedWords words = new PagedWords();
    private final Int2IntHashMap byNumber = new Int2IntHashMap(ABSENT);
    private final Long2LongHashMap byKey = new Long2LongHashMap(ABSENT);
    private int count;

    PagedWords words()
    {
        return words;
    }

    int count()
    {
        return count;
    }

    int ofNumber(final int number)
    {
        return byNumber.get(number);
    }

    int ofKey(final long key)
    {
        return key == 0 ? ABSENT : (int)byKey.get(key);
    }

    int number(final int index)
    {
        return (int)get(index, NUMBER);
    }

    long get(final int index, final int word)
    {
        return words.get((long)index * WORDS + word);
    }

    void set(final int index, final int word, final long value)
    {
        words.touch((long)index * WORDS);
        words.set((long)index * WORDS + word, value);
    }

    void add(final int index, final int word, final long value)
    {
        set(index, word, get(index, word) + value);
    }

    /** @return what a payment of that amount costs the merchant, without the tax. */
    long fee(final int index, final long amount)
    {
        return Fees.fee(amount, get(index, FEE_BASIS_POINTS), get(index, FEE_FIXED));
    }

    /** @return what it costs with the tax. */
    long cost(final int index, final long amount)
    {
        final long fee = fee(index, amount);
        return fee + Fees.gst(fee);
    }

    /** @return where the sum of a day stands, which must lie within the next {@link #DAYS}. */
    static int sum(final int day)
    {
        return SUMS + day % DAYS;
    }

    static boolean isWellFormed(final RegisterMerchantDecoder message)
    {
        return message.merchant() >= 1 && message.merchant() <= MAX && message.padding() == 0 &&
            message.feeFixed() <= Fees.AMOUNT_MAX && message.receivableMax() <= Fees.AMOUNT_MAX &&
            message.disputeFee() <= Fees.AMOUNT_MAX && message.feeBasisPoints() <= Fees.BASIS_POINTS &&
            message.category() >= 1 && message.category() <= 9_999 && message.availableDays() <= DAYS_MAX &&
            message.returnsFees() <= 1 && message.disabled() <= 1;
    }

    /** @return whether no other merchant comes with that key. */
    boolean mayHaveKey(final RegisterMerchantDecoder message)
    {
        final int other = ofKey(message.principalKey());
        return other == ABSENT || other == ofNumber((int)message.merchant());
    }

    /** Adds a merchant, or changes its terms. */
    void register(final RegisterMerchantDecoder message, final int today)
    {
        final int number = (int)message.merchant();
        final int known = ofNumber(number);
        final int index = known == ABSENT ? count : known;
        if (known == ABSENT)
        {
            words.ensure((index + 1L) * WORDS);
            count++;
            set(index, NUMBER, number);
            set(index, DAY, today);
            byNumber.put(number, index);
        }
        else if (get(index, KEY) != 0)
        {
            byKey.remove(get(index, KEY));
        }
        set(index, KEY, message.principalKey());
        set(index, OPEN_MAX, message.openMax());
        set(index, FEE_FIXED, message.feeFixed());
        set(index, RECEIVABLE_MAX, message.receivableMax());
        set(index, DISPUTE_FEE, message.disputeFee());
        set(index, FEE_BASIS_POINTS, message.feeBasisPoints());
        set(index, CATEGORY, message.category());
        set(index, AVAILABLE_DAYS, message.availableDays());
        set(index, RETURNS_FEES, message.returnsFees());
        set(index, DISABLED, message.disabled());
        if (message.principalKey() != 0)
        {
            byKey.put(message.principalKey(), index);
        }
    }

    /** Ends a restore, when all words are back. */
    void restored(final long wordCount)
    {
        count = (int)(wordCount / WORDS);
        for (int index = 0; index < count; index++)
        {
            byNumber.put(number(index), index);
            if (get(index, KEY) != 0)
            {
                byKey.put(get(index, KEY), index);
            }
        }
    }
}
