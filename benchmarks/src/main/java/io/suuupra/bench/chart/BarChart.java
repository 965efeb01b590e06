package io.suuupra.bench.chart;

import java.util.List;

/**
 * Two bars for each name, one below the other.
 *
 * @param title  above it.
 * @param unit   of the values.
 * @param first  what the first bar of each is.
 * @param second what the second bar of each is.
 * @param bars   from top to bottom.
 */
public record BarChart(String title, String unit, String first, String second, List<Bar> bars)
{
    private static final int WIDTH = 460;
    private static final int LEFT = 130;
    private static final int RIGHT = 76;
    private static final int TOP = 44;
    private static final int ROW = 34;
    private static final int THICK = 11;
    private static final int INNER_WIDTH = WIDTH - LEFT - RIGHT;

    /**
     * A name with two values.
     *
     * @param name   of it.
     * @param first  0 or more; NaN = not known.
     * @param second 0 or more; NaN = not known.
     */
    public record Bar(String name, double first, double second)
    {
    }

    /** @return the chart. */
    public String svg()
    {
        final Svg svg = new Svg(WIDTH, TOP + bars.size() * ROW + 6, title);
        svg.text(LEFT, 16, "start", "title", title);
        svg.rect(LEFT, 26, THICK, THICK, "line").text(LEFT + 16, 36, "start", "tick", first + ", " + unit);
        svg.rect(LEFT + 120, 26, THICK, THICK, "bar").text(LEFT + 136, 36, "start", "tick", second + ", " + unit);
        double max = 0;
        for (final Bar bar : bars)
        {
            max = Math.max(max, Math.max(known(bar.first), known(bar.second)));
        }
        for (int i = 0; i < bars.size(); i++)
        {
            final Bar bar = bars.get(i);
            final double top = TOP + (double)i * ROW;
            svg.text(LEFT - 8, top + 18, "end", "tick", bar.name);
            bar(svg, top + 2, bar.first, max, "line");
            bar(svg, top + 3 + THICK, bar.second, max, "bar");
        }
        return svg.end();
    }

    private static double known(final double value)
    {
        return Double.isNaN(value) ? 0 : value;
    }

    private static void bar(final Svg svg, final double top, final double value, final double max, final String kind)
    {
        if (!Double.isNaN(value))
        {
            final double length = max > 0 ? value / max * INNER_WIDTH : 0;
            svg.rect(LEFT, top, Math.max(1, length), THICK, kind);
            final double digits = 1_000.0;
            svg.text(LEFT + length + 6, top + THICK - 1, "start", "tick",
                Axis.text(Math.round(value * digits) / digits));
        }
    }
}
