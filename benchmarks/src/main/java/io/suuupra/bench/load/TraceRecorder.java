package io.suuupra.bench.load;

import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.AtomicHistogram;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/** Notes the course of a run, second by second (or in longer slices where it is long). Any thread may use it. */
final class TraceRecorder
{
    private static final double[] PERCENTILES = {
        0, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.75, 99.9, 99.95, 99.99, 99.995, 99.999, 99.9999, 100};
    private static final int SLICES_MAX = 3_600;
    private static final int DIGITS = 2;

    private final long latencyMaxNs;
    private final long sliceNs;
    private final AtomicReferenceArray<Cell> cells;

    /** What fell into one slice. */
    private static final class Cell
    {
        private final LongAdder created = new LongAdder();
        private final AbstractHistogram latency;

        Cell(final long latencyMaxNs)
        {
            latency = new AtomicHistogram(latencyMaxNs, DIGITS);
        }
    }

    /**
     * @param countNs      that are measured at most.
     * @param latencyMaxNs that is recorded at most.
     */
    TraceRecorder(final long countNs, final long latencyMaxNs)
    {
        this.latencyMaxNs = latencyMaxNs;
        final long seconds = Math.max(1, (countNs + Pace.SECOND_NS - 1) / Pace.SECOND_NS);
        sliceNs = (seconds + SLICES_MAX - 1) / SLICES_MAX * Pace.SECOND_NS;
        cells = new AtomicReferenceArray<>((int)((countNs + sliceNs - 1) / sliceNs));
    }

    /**
     * @param atNs      when an answer came, from the begin of the measured time; what is outside of it is left out.
     * @param latencyNs of the request, 0 or more.
     * @param created   transfers of it that were created.
     */
    void record(final long atNs, final long latencyNs, final int created)
    {
        final long index = atNs / sliceNs;
        if (atNs < 0 || index >= cells.length())
        {
            return;
        }
        Cell cell = cells.get((int)index);
        if (cell == null)
        {
            final Cell fresh = new Cell(latencyMaxNs);
            final Cell other = cells.compareAndExchange((int)index, null, fresh);
            cell = other == null ? fresh : other;
        }
        cell.created.add(created);
        cell.latency.recordValue(Math.clamp(latencyNs, 0, latencyMaxNs));
    }

    /**
     * @param latency    of the whole run.
     * @param measuredNs that the run had in the end.
     * @return what was noted; a last slice that is much shorter than the others is left out.
     */
    Trace trace(final AbstractHistogram latency, final long measuredNs)
    {
        final List<Trace.Slice> slices = new ArrayList<>();
        for (int i = 0; i < cells.length() && i * sliceNs < measuredNs; i++)
        {
            final long lengthNs = Math.min(sliceNs, measuredNs - i * sliceNs);
            if (i > 0 && lengthNs < sliceNs / 2)
            {
                break;
            }
            final Cell cell = cells.get(i);
            slices.add(new Trace.Slice(
                (double)(i * sliceNs) / Pace.SECOND_NS,
                cell == null ? 0 : (double)cell.created.sum() * Pace.SECOND_NS / lengthNs,
                cell == null ? 0 : Percentiles.of(cell.latency).p99()));
        }
        return new Trace(curve(latency), List.copyOf(slices));
    }

    /**
     * @param latency of a run.
     * @return points of its curve up to its last value; percentiles that no single value could tell are left out.
     */
    static List<Trace.Point> curve(final AbstractHistogram latency)
    {
        final List<Trace.Point> curve = new ArrayList<>();
        final long count = latency.getTotalCount();
        for (final double percentile : PERCENTILES)
        {
            final boolean isTold = percentile == PERCENTILES[PERCENTILES.length - 1] ||
                count * (100 - percentile) >= 100;
            if (count > 0 && isTold)
            {
                curve.add(new Trace.Point(percentile, latency.getValueAtPercentile(percentile)));
            }
        }
        return List.copyOf(curve);
    }
}
