package io.suuupra.bank;

import io.suuupra.codecs.edge.upi.RespPay;
import io.suuupra.codecs.edge.upi.SwitchRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What goes wrong at a bank, out of a seed: the same requests in the same order suffer the same. Confined to the bank's
 * thread.
 */
public final class BankFaults
{
    private static final int ALL = 1_000;

    private final Rates rates;
    private final SplittableRandom random;

    /**
     * How often something goes wrong, of a thousand.
     *
     * @param deaf       requests that the bank never hears of: no posting, no answer.
     * @param silent     answers that are lost behind the posting.
     * @param duplicates answers that go out twice.
     */
    public record Rates(int deaf, int silent, int duplicates)
    {
        /** Nothing goes wrong. */
        public static final Rates NONE = new Rates(0, 0, 0);

        /**
         * @throws IllegalArgumentException if one is not 0 to 1,000; the message names it.
         */
        public Rates
        {
            check("deaf", deaf);
            check("silent", silent);
            check("duplicates", duplicates);
        }

        private static void check(final String name, final int rate)
        {
            if (rate < 0 || rate > ALL)
            {
                throw new IllegalArgumentException(name + ": 0 to " + ALL + " of a thousand, not " + rate);
            }
        }
    }

    /**
     * @param rates of faults.
     * @param seed  that they follow from.
     */
    public BankFaults(final Rates rates, final long seed)
    {
        this.rates = rates;
        this.random = new SplittableRandom(seed);
    }

    /** @return no faults. */
    public static BankFaults none()
    {
        return new BankFaults(Rates.NONE, 0);
    }

    /** @return those that the bank hears of. */
    List<SwitchRequest> heard(final List<SwitchRequest> requests)
    {
        if (rates.deaf == 0)
        {
            return requests;
        }
        final List<SwitchRequest> heard = new ArrayList<>(requests.size());
        for (final SwitchRequest request : requests)
        {
            if (!strikes(rates.deaf))
            {
                heard.add(request);
            }
        }
        return heard;
    }

    /** @return how many times an answer goes out. */
    int copies(final RespPay answer)
    {
        if (strikes(rates.silent))
        {
            return 0;
        }
        return strikes(rates.duplicates) ? 2 : 1;
    }

    private boolean strikes(final int rate)
    {
        return rate > 0 && random.nextInt(ALL) < rate;
    }
}
