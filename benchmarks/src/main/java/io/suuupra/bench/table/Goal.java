package io.suuupra.bench.table;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * What a figure of a row has to be.
 *
 * @param metric  that is held against it.
 * @param atLeast true: the figure must not be below the limit; false: not above it.
 * @param limit   in the metric's unit.
 */
record Goal(Metric metric, boolean atLeast, double limit)
{
    static Goal atLeast(final Metric metric, final double limit)
    {
        return new Goal(metric, true, limit);
    }

    static Goal atMost(final Metric metric, final double limit)
    {
        return new Goal(metric, false, limit);
    }

    /**
     * @param figure measured.
     * @return true if it is as it has to be.
     */
    boolean isReached(final double figure)
    {
        return atLeast ? figure >= limit : figure <= limit;
    }

    /** @return for instance {@code <= 20}. */
    String text()
    {
        final DecimalFormat format = new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT));
        return (atLeast ? ">= " : "<= ") + format.format(limit);
    }
}
