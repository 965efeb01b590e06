package io.suuupra.bench.chart;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * Where values lie between the two ends of a side. Immutable.
 */
public final class Axis
{
    private static final int STEPS = 5;
    private static final double PERCENT = 100;
    private static final double[] TAIL = {0, 50, 90, 99, 99.9, 99.99, 99.999, 99.9999};

    private final String title;
    private final double from;
    private final double to;
    private final DoubleUnaryOperator scale;
    private final List<Tick> ticks;

    /**
     * A mark on an axis.
     *
     * @param at   place, 0 to 1.
     * @param text beside it.
     */
    record Tick(double at, String text)
    {
    }

    private Axis(
        final String title,
        final double from,
        final double to,
        final DoubleUnaryOperator scale,
        final double... marks)
    {
        this.title = title;
        this.scale = scale;
        this.from = scale.applyAsDouble(from);
        this.to = scale.applyAsDouble(to);
        final List<Tick> list = new ArrayList<>();
        for (final double mark : marks)
        {
            list.add(new Tick(at(mark), text(mark)));
        }
        ticks = List.copyOf(list);
    }

    /**
     * @param title with the unit.
     * @param max   of the values, 0 or more; the axis begins at 0 and ends at a round value.
     * @return equal distances for equal differences.
     */
    public static Axis linear(final String title, final double max)
    {
        final double step = roundStep(Math.max(max, Double.MIN_NORMAL) / STEPS);
        final int count = (int)Math.max(1, Math.ceil(max / step - 1e-9));
        final double[] marks = new double[count + 1];
        for (int i = 0; i <= count; i++)
        {
            marks[i] = i * step;
        }
        return new Axis(title, 0, count * step, DoubleUnaryOperator.identity(), marks);
    }

    // 1, 2 or 5 times a power of ten.
    private static double roundStep(final double least)
    {
        final double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (final int factor : new int[]{1, 2, 5})
        {
            if (factor * power >= least * (1 - 1e-9))
            {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /**
     * @param title with the unit.
     * @param min   of the values, above 0.
     * @param max   of the values, {@code min} or more.
     * @return equal distances for equal ratios; it begins and ends at powers of ten.
     */
    public static Axis logarithmic(final String title, final double min, final double max)
    {
        final int first = (int)Math.floor(Math.log10(min) + 1e-9);
        final int last = (int)Math.max(first + 1, Math.ceil(Math.log10(max) - 1e-9));
        final double[] marks = new double[last - first + 1];
        for (int i = 0; i < marks.length; i++)
        {
            marks[i] = Math.pow(10, first + i);
        }
        return new Axis(title, marks[0], marks[marks.length - 1], Math::log10, marks);
    }

    /**
     * @param title         with the unit.
     * @param maxPercentile the highest below 100 that is drawn; 100 itself stands at the end.
     * @return percentiles, each nine at the same distance from the next.
     */
    public static Axis tail(final String title, final double maxPercentile)
    {
        int last = 1;
        while (last < TAIL.length - 1 && TAIL[last] < maxPercentile)
        {
            last++;
        }
        final double[] marks = new double[last + 1];
        System.arraycopy(TAIL, 0, marks, 0, marks.length);
        final double end = nines(TAIL[last]) + (last == TAIL.length - 1 ? 0 : 0.25);
        return new Axis(title, 0, PERCENT, percentile -> Math.min(end, nines(percentile)), marks);
    }

    private static double nines(final double percentile)
    {
        return percentile >= PERCENT ? Double.MAX_VALUE : -Math.log10(1 - percentile / PERCENT);
    }

    /**
     * @param value to be placed.
     * @return 0 at one end to 1 at the other; values outside stand at the ends.
     */
    double at(final double value)
    {
        return Math.clamp((scale.applyAsDouble(value) - from) / (to - from), 0, 1);
    }

    List<Tick> ticks()
    {
        return ticks;
    }

    String title()
    {
        return title;
    }

    /**
     * @param value to be written.
     * @return the value in few characters.
     */
    static String text(final double value)
    {
        final DecimalFormat format = new DecimalFormat("#,##0.######", DecimalFormatSymbols.getInstance(Locale.ROOT));
        if (value >= 1_000_000)
        {
            return format.format(value / 1_000_000) + " M";
        }
        return value >= 10_000 ? format.format(value / 1_000) + " k" : format.format(value);
    }
}
