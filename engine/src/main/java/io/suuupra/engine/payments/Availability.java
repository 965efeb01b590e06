package io.suuupra.engine.payments;

/** When merchants get what they have earned: sums by Indian day, each made available as a whole when its day begins. */
final class Availability
{
    /** Merchants that one command serves. */
    private static final int MERCHANTS_AT_ONCE = 256;

    private final Settings settings;
    private final Merchants merchants;
    private final Funds funds;
    private final Clock clock;

    Availability(final PaymentTables tables, final Funds funds, final Clock clock)
    {
        settings = tables.settings;
        merchants = tables.merchants;
        this.funds = funds;
        this.clock = clock;
    }

    /** A payment has earned that much; all it has earned becomes available together, counted from its last capture. */
    void earn(final Version payment, final int merchant, final long net)
    {
        final int today = clock.today();
        final int day = today + (int)merchants.get(merchant, Merchants.AVAILABLE_DAYS);
        catchUp(merchant);
        final long before = pendingLeft(payment, merchant);
        if (before > 0)
        {
            merchants.add(merchant, Merchants.sum(payment.availableDay()), -before);
        }
        payment.availableDay(day);
        payment.set(Version.PENDING_LEFT, before + net);
        merchants.add(merchant, Merchants.sum(day), before + net);
        if (day <= today)
        {
            release(merchant, day);
        }
    }

    /** A payment has earned that much, but the rail has yet to bring it: it belongs to no day until then. */
    void earnUnsettled(final Version payment, final int merchant, final long net)
    {
        payment.availableDay(-(clock.today() + (int)merchants.get(merchant, Merchants.AVAILABLE_DAYS)));
        payment.set(Version.PENDING_LEFT, net);
    }

    /** The rail has brought it: what is left becomes available on its day, or at once if that has begun. */
    void settle(final Version payment, final int merchant)
    {
        catchUp(merchant);
        final int today = clock.today();
        final int day = Math.max(today, -payment.availableDay());
        payment.availableDay(day);
        merchants.add(merchant, Merchants.sum(day), payment.get(Version.PENDING_LEFT));
        if (day == today)
        {
            release(merchant, day);
        }
    }

    /** @return what of a payment is not available yet. */
    long pendingLeft(final Version payment, final int merchant)
    {
        final int day = payment.availableDay();
        return day < 0 || day > merchants.get(merchant, Merchants.DAY) ? payment.get(Version.PENDING_LEFT) : 0;
    }

    /** Some of it is given back before it became available. */
    void take(final Version payment, final int merchant, final long amount)
    {
        if (amount > 0)
        {
            payment.add(Version.PENDING_LEFT, -amount);
            if (payment.availableDay() > 0)
            {
                merchants.add(merchant, Merchants.sum(payment.availableDay()), -amount);
            }
        }
    }

    /** Makes available what is due to one merchant. */
    void catchUp(final int merchant)
    {
        final int today = clock.today();
        final int done = (int)merchants.get(merchant, Merchants.DAY);
        if (done >= today)
        {
            return;
        }
        // Behind the last day that has a sum there is none.
        final int last = Math.min(today, done + Merchants.DAYS_MAX);
        for (int day = done + 1; day <= last; day++)
        {
            release(merchant, day);
        }
        merchants.set(merchant, Merchants.DAY, today);
        funds.repay(merchants.number(merchant));
    }

    private void release(final int merchant, final int day)
    {
        final long sum = merchants.get(merchant, Merchants.sum(day));
        if (sum == 0)
        {
            return;
        }
        merchants.set(merchant, Merchants.sum(day), 0);
        if (!funds.makeAvailable(merchants.number(merchant), sum))
        {
            // An account holds as much as it can. It stays pending until then.
            merchants.add(merchant, Merchants.sum(clock.today() + 1), sum);
        }
    }

    /** @return when the next day begins; {@code Long.MAX_VALUE} where there is no merchant. */
    long firstDeadline()
    {
        return merchants.count() == 0 ? Long.MAX_VALUE : Clock.startOf((int)settings.get(Settings.DAY) + 1);
    }

    /** Serves some merchants of the day that has begun. */
    void fire()
    {
        if (firstDeadline() > clock.now())
        {
            return;
        }
        final int from = (int)settings.get(Settings.ROLLED);
        if (from == 0)
        {
            settings.set(Settings.ROLLING, clock.today());
        }
        final int to = Math.min(merchants.count(), from + MERCHANTS_AT_ONCE);
        for (int merchant = from; merchant < to; merchant++)
        {
            catchUp(merchant);
        }
        settings.set(Settings.ROLLED, to);
        if (to == merchants.count())
        {
            settings.set(Settings.ROLLED, 0);
            settings.set(Settings.DAY, settings.get(Settings.ROLLING));
        }
    }
}
