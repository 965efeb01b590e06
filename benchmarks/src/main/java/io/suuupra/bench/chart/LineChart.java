package io.suuupra.bench.chart;

import java.util.List;
import java.util.Locale;

/**
 * One line over two axes.
 *
 * @param title  above it.
 * @param x      axis at the bottom.
 * @param y      axis at the left.
 * @param points of the line, from left to right.
 */
public record LineChart(String title, Axis x, Axis y, List<Point> points)
{
    private static final int WIDTH = 460;
    private static final int HEIGHT = 240;
    private static final int LEFT = 62;
    private static final int RIGHT = 16;
    private static final int TOP = 26;
    private static final int BOTTOM = 40;
    private static final int INNER_WIDTH = WIDTH - LEFT - RIGHT;
    private static final int INNER_HEIGHT = HEIGHT - TOP - BOTTOM;

    /**
     * A value.
     *
     * @param x in terms of the axis at the bottom.
     * @param y in terms of the axis at the left.
     */
    public record Point(double x, double y)
    {
    }

    /** @return the chart. */
    public String svg()
    {
        final Svg svg = new Svg(WIDTH, HEIGHT, title);
        svg.text(LEFT, TOP - 10, "start", "title", title);
        for (final Axis.Tick tick : x.ticks())
        {
            final double at = LEFT + tick.at() * INNER_WIDTH;
            svg.line(at, TOP, at, TOP + INNER_HEIGHT, "grid");
            svg.text(at, TOP + INNER_HEIGHT + 15, "middle", "tick", tick.text());
        }
        for (final Axis.Tick tick : y.ticks())
        {
            final double at = TOP + (1 - tick.at()) * INNER_HEIGHT;
            svg.line(LEFT, at, LEFT + INNER_WIDTH, at, "grid");
            svg.text(LEFT - 6, at + 4, "end", "tick", tick.text());
        }
        svg.text(LEFT + INNER_WIDTH / 2.0, HEIGHT - 6, "middle", "tick", x.title());
        svg.text(LEFT - 6, TOP - 10, "end", "tick", y.title());
        if (points.size() == 1)
        {
            svg.dot(xOf(points.getFirst()), yOf(points.getFirst()), "line");
        }
        final StringBuilder path = new StringBuilder();
        for (final Point point : points)
        {
            path.append(String.format(Locale.ROOT, "%s%.1f,%.1f", path.isEmpty() ? "" : " ", xOf(point), yOf(point)));
        }
        return svg.polyline(path.toString(), "line").end();
    }

    private double xOf(final Point point)
    {
        return LEFT + x.at(point.x) * INNER_WIDTH;
    }

    private double yOf(final Point point)
    {
        return TOP + (1 - y.at(point.y)) * INNER_HEIGHT;
    }
}
