package io.suuupra.bench.load;

import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.generated.CreateTransferStatus;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what became of every request. Any thread may use it.
 *
 * <p>Errors count whenever they happen; latency and throughput only in the measured time.
 */
final class Tally
{
    private static final long LATENCY_MAX_NS = 3_600 * Pace.SECOND_NS;
    private static final int DIGITS = 3;
    private static final int REASONS_MAX = 20;
    private static final String OTHER_REASONS = "other reasons";

    private final Pace pace;
    private final Histogram latency = new ConcurrentHistogram(LATENCY_MAX_NS, DIGITS);
    private final Histogram lateness = new ConcurrentHistogram(LATENCY_MAX_NS, DIGITS);
    private final LongAdder asked = new LongAdder();
    private final LongAdder created = new LongAdder();
    private final LongAdder createdInTime = new LongAdder();
    private final LongAdder createdEver = new LongAdder();
    private final LongAdder heldBack = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder unsent = new LongAdder();
    private final LongAccumulator lastAnsweredNs;
    private final Map<CreateTransferStatus, LongAdder> refused = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> failed = new ConcurrentHashMap<>();
    private final TraceRecorder trace;

    Tally(final Pace pace)
    {
        this.pace = pace;
        lastAnsweredNs = new LongAccumulator(Math::max, pace.measuredFromNs());
        trace = new TraceRecorder(pace.endNs() - pace.measuredFromNs(), LATENCY_MAX_NS);
    }

    /**
     * @param intendedNs when the request was meant to start.
     * @param sentNs     when it was sent.
     * @param transfers  of it.
     */
    void sent(final long intendedNs, final long sentNs, final int transfers)
    {
        if (pace.isMeasured(intendedNs, sentNs))
        {
            asked.add(transfers);
            record(lateness, sentNs - intendedNs);
        }
    }

    /**
     * @param intendedNs when the request was meant to start.
     * @param answeredNs when it was answered.
     * @param results    of its transfers.
     */
    void answered(
        final long intendedNs, final long answeredNs, final List<CreateResult<CreateTransferStatus>> results)
    {
        int good = 0;
        for (final CreateResult<CreateTransferStatus> result : results)
        {
            if (result.status() == CreateTransferStatus.CREATED)
            {
                good++;
            }
            else
            {
                refused.computeIfAbsent(result.status(), status -> new LongAdder()).increment();
            }
        }
        errors.add(results.size() - good);
        answered(intendedNs, answeredNs, good);
    }

    /**
     * @param intendedNs when a request was meant to start.
     * @param answeredNs when it was answered.
     * @param good       transfers of it that were created.
     */
    void answered(final long intendedNs, final long answeredNs, final int good)
    {
        createdEver.add(good);
        if (pace.isInTime(answeredNs))
        {
            createdInTime.add(good);
            lastAnsweredNs.accumulate(answeredNs);
            trace.record(answeredNs - pace.measuredFromNs(), answeredNs - intendedNs, good);
        }
        if (pace.isMeasured(intendedNs, answeredNs))
        {
            created.add(good);
            record(latency, answeredNs - intendedNs);
        }
        if (pace instanceof Pace.Amount amount)
        {
            amount.onCreated(answeredNs, createdEver.sum(), createdInTime.sum());
        }
    }

    /**
     * @param transfers of a request that got no answer from the engine.
     * @param reason    why.
     */
    void failed(final int transfers, final String reason)
    {
        errors.add(transfers);
        final String kept = failed.size() < REASONS_MAX || failed.containsKey(reason) ? reason : OTHER_REASONS;
        failed.computeIfAbsent(kept, why -> new LongAdder()).add(transfers);
    }

    /**
     * A request that should have started and never did. It is given the time that it has waited so far, so that the
     * percentiles are not the better for it.
     *
     * @param intendedNs when it was meant to start.
     * @param nowNs      the time.
     * @param transfers  of it.
     */
    void unsent(final long intendedNs, final long nowNs, final int transfers)
    {
        errors.add(transfers);
        unsent.add(transfers);
        if (pace.isMeasured(intendedNs, nowNs))
        {
            asked.add(transfers);
            record(latency, nowNs - intendedNs);
        }
    }

    /** A request that could not be sent in time because too many others had no answer yet. */
    void heldBack()
    {
        heldBack.increment();
    }

    private static void record(final Histogram histogram, final long ns)
    {
        histogram.recordValue(Math.clamp(ns, 0, LATENCY_MAX_NS));
    }

    /** @return transfers created so far, those of the warm-up included. */
    long createdEver()
    {
        return createdEver.sum();
    }

    /** @return transfers refused, failed or never sent so far. */
    long errors()
    {
        return errors.sum();
    }

    /** @return everything; to be called when all requests are over. */
    LoadFigures figures()
    {
        final Map<String, Long> refusals = new TreeMap<>();
        refused.forEach((status, count) -> refusals.put(status.name().toLowerCase(Locale.ROOT), count.sum()));
        final Map<String, Long> failures = new TreeMap<>();
        failed.forEach((reason, count) -> failures.put(reason, count.sum()));
        final long measuredNs = pace.measuredNs(lastAnsweredNs.get());
        return new LoadFigures(
            asked.sum(),
            created.sum(),
            createdInTime.sum(),
            measuredNs,
            Percentiles.of(latency),
            Percentiles.of(lateness),
            refusals,
            failures,
            unsent.sum(),
            heldBack.sum(),
            createdEver.sum(),
            trace.trace(latency, measuredNs));
    }
}
