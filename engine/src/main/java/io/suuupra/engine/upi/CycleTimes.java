package io.suuupra.engine.upi;

/**
 * When settlement cycles end: minutes behind midnight in India, which lies five and a half hours before UTC all year.
 * The cycles of a kind follow each other without a gap; the first of a day begins where the last of the day before has
 * ended, so on the evening before where that is before midnight.
 */
final class CycleTimes
{
    /** Stands in a list of ends for "no more". */
    static final int NONE = 0xFFFF;

    private static final int DAY_MIN = 1_440;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long INDIA_MIN = 330;
    private static final int NUMBER_BITS = 8;

    private CycleTimes()
    {
    }

    /** @return days since 1970 in India. */
    static long dayOf(final long stampNs)
    {
        return minuteOf(stampNs) / DAY_MIN;
    }

    /** @return day and number of the cycle in which a moment lies, as one word: its name. */
    static long nameAt(final long stampNs, final int[] ends)
    {
        final long day = dayOf(stampNs);
        for (int i = 0; i < ends.length; i++)
        {
            if (endOf(day, ends[i]) > stampNs)
            {
                return name(day, i + 1);
            }
        }
        return name(day + 1, 1);
    }

    /** @return when the cycle with that name ends; the moment itself is the first of the next one. */
    static long end(final long name, final int[] ends)
    {
        return endOf(day(name), ends[number(name) - 1]);
    }

    static long name(final long day, final int number)
    {
        return day << NUMBER_BITS | number;
    }

    static long day(final long name)
    {
        return name >>> NUMBER_BITS;
    }

    /** @return number of a cycle in its day, from 1. */
    static int number(final long name)
    {
        return (int)name & (1 << NUMBER_BITS) - 1;
    }

    /** @return whether minutes rise, from midnight to midnight at most, and begin within a day of the last. */
    static boolean areEnds(final int[] ends)
    {
        int before = -1;
        for (final int end : ends)
        {
            if (end <= before || end > DAY_MIN)
            {
                return false;
            }
            before = end;
        }
        return ends.length > 0 && before - ends[0] < DAY_MIN;
    }

    private static long minuteOf(final long stampNs)
    {
        return stampNs / MINUTE_NS + INDIA_MIN;
    }

    private static long endOf(final long day, final int minute)
    {
        return (day * DAY_MIN + minute - INDIA_MIN) * MINUTE_NS;
    }
}
