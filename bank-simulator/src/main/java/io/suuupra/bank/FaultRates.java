package io.suuupra.bank;

import io.suuupra.codecs.upi.UpiCode;

import java.util.Map;
import java.util.TreeMap;

/**
 * How often something goes wrong with requests of one kind, of 100,000: so that 1,000 are one per cent.
 *
 * @param deaf       requests that the bank never hears of: no posting, no answer.
 * @param silent     answers that are lost behind the posting.
 * @param duplicates answers that go out twice.
 * @param late       answers that go out when the switch does not wait for them any more.
 * @param noReversal reversals that the bank says it cannot do ({@code 96}); nothing is posted.
 * @param latency    of answers.
 * @param declines   of debits and credits, by response code; with those of all codes at most 100,000.
 */
public record FaultRates(
    int deaf, int silent, int duplicates, int late, int noReversal, Latency latency, Map<String, Integer> declines)
{
    /** What the rates are of. */
    public static final int ALL = 100_000;

    /** Response codes of declines that a bank has at most. */
    public static final int CODES_MAX = 64;

    /** Nothing goes wrong. */
    public static final FaultRates NONE = new FaultRates(0, 0, 0, 0, 0, Latency.NONE, Map.of());

    /**
     * @throws IllegalArgumentException if one is out of its range; the message names it.
     */
    public FaultRates
    {
        check("deaf", deaf);
        check("silent", silent);
        check("duplicates", duplicates);
        check("late", late);
        check("no-reversal", noReversal);
        if (declines.size() > CODES_MAX)
        {
            throw new IllegalArgumentException("declines: at most " + CODES_MAX + " codes");
        }
        long sum = 0;
        for (final Map.Entry<String, Integer> decline : declines.entrySet())
        {
            checkDecline(decline.getKey());
            check("decline " + decline.getKey(), decline.getValue());
            sum += decline.getValue();
        }
        if (sum > ALL)
        {
            throw new IllegalArgumentException("declines: all of them together are more than all requests");
        }
        declines = Map.copyOf(declines);
    }

    /**
     * @param code of a decline.
     * @throws IllegalArgumentException if it is no response code, or one that declines nothing.
     */
    static void checkDecline(final String code)
    {
        if (UpiCode.of(code) == UpiCode.NONE || "00".equals(code))
        {
            throw new IllegalArgumentException(
                "decline: must be the code of a decline, such as Z9; not '" + code + "'");
        }
    }

    private static void check(final String name, final int rate)
    {
        if (rate < 0 || rate > ALL)
        {
            throw new IllegalArgumentException(name + ": 0 to " + ALL + " of " + ALL + ", not " + rate);
        }
    }

    /**
     * @param rate of deaf requests.
     * @return a copy with it.
     */
    public FaultRates withDeaf(final int rate)
    {
        return new FaultRates(rate, silent, duplicates, late, noReversal, latency, declines);
    }

    /**
     * @param rate of lost answers.
     * @return a copy with it.
     */
    public FaultRates withSilent(final int rate)
    {
        return new FaultRates(deaf, rate, duplicates, late, noReversal, latency, declines);
    }

    /**
     * @param rate of answers that go out twice.
     * @return a copy with it.
     */
    public FaultRates withDuplicates(final int rate)
    {
        return new FaultRates(deaf, silent, rate, late, noReversal, latency, declines);
    }

    /**
     * @param rate of late answers.
     * @return a copy with it.
     */
    public FaultRates withLate(final int rate)
    {
        return new FaultRates(deaf, silent, duplicates, rate, noReversal, latency, declines);
    }

    /**
     * @param rate of reversals that fail.
     * @return a copy with it.
     */
    public FaultRates withNoReversal(final int rate)
    {
        return new FaultRates(deaf, silent, duplicates, late, rate, latency, declines);
    }

    /**
     * @param answers how long they take.
     * @return a copy with it.
     */
    public FaultRates withLatency(final Latency answers)
    {
        return new FaultRates(deaf, silent, duplicates, late, noReversal, answers, declines);
    }

    /**
     * @param code of a decline.
     * @param rate of requests that get it; 0 = none.
     * @return a copy with it.
     */
    public FaultRates withDecline(final String code, final int rate)
    {
        final Map<String, Integer> more = new TreeMap<>(declines);
        more.put(code, rate);
        if (rate == 0)
        {
            more.remove(code);
        }
        return new FaultRates(deaf, silent, duplicates, late, noReversal, latency, more);
    }
}
