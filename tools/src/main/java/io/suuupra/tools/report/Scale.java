package io.suuupra.tools.report;

import io.suuupra.tools.mapping.MinorUnits;

import java.util.Currency;
import java.util.HashMap;
import java.util.Map;

/**
 * How many decimals the amounts of a ledger are shown with.
 *
 * <p>A ledger whose number is the numeric code of an ISO 4217 currency takes the exponent of that currency; any other
 * is shown in minor units. A fixed scale overrides both.
 */
public final class Scale
{
    /** Stands for "by ledger". */
    public static final int BY_LEDGER = -1;

    private final int fixed;
    private final Map<Integer, Currency> currencies = new HashMap<>();

    /**
     * @param fixed decimals for every ledger, 0 to 18; {@link #BY_LEDGER}.
     */
    public Scale(final int fixed)
    {
        this.fixed = fixed;
        for (final Currency currency : Currency.getAvailableCurrencies())
        {
            // A few withdrawn currencies share a number with their successor, and then the exponent too.
            if (currency.getNumericCode() > 0 && currency.getDefaultFractionDigits() >= 0)
            {
                currencies.merge(currency.getNumericCode(), currency, Scale::first);
            }
        }
    }

    /**
     * @param minorUnits amount.
     * @param ledger     unsigned number of its ledger.
     * @return the amount with a decimal point.
     */
    public String format(final long minorUnits, final int ledger)
    {
        return MinorUnits.format(minorUnits, of(ledger));
    }

    /**
     * @param ledger unsigned number.
     * @return decimals.
     */
    public int of(final int ledger)
    {
        if (fixed != BY_LEDGER)
        {
            return fixed;
        }
        final Currency currency = currencies.get(ledger);
        return currency == null ? 0 : currency.getDefaultFractionDigits();
    }

    /**
     * @param ledger unsigned number.
     * @return the ledger for a reader: its number, and its currency where it has one.
     */
    public String name(final int ledger)
    {
        final Currency currency = currencies.get(ledger);
        return Integer.toUnsignedString(ledger) + (currency == null ? "" : " " + currency.getCurrencyCode());
    }

    private static Currency first(final Currency one, final Currency other)
    {
        return one.getCurrencyCode().compareTo(other.getCurrencyCode()) <= 0 ? one : other;
    }
}
