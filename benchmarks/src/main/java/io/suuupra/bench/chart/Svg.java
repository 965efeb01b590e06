package io.suuupra.bench.chart;

import java.util.Locale;

/** Writes one SVG. Confined to one thread. */
final class Svg
{
    private final StringBuilder out = new StringBuilder();

    /**
     * @param width  in pixels at most.
     * @param height beside it.
     * @param label  for those who do not see it.
     */
    Svg(final int width, final int height, final String label)
    {
        out.append(String.format(Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" " +
            "aria-label=\"%s\">", width, height, width, escape(label)));
    }

    Svg line(final double x1, final double y1, final double x2, final double y2, final String kind)
    {
        out.append(String.format(Locale.ROOT,
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", kind, x1, y1, x2, y2));
        return this;
    }

    Svg rect(final double x, final double y, final double width, final double height, final String kind)
    {
        out.append(String.format(Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>", kind, x, y, width, height));
        return this;
    }

    Svg dot(final double x, final double y, final String kind)
    {
        return rect(x - 2, y - 2, 4, 4, kind);
    }

    Svg polyline(final String points, final String kind)
    {
        out.append("<polyline class=\"").append(kind).append("\" points=\"").append(points).append("\"/>");
        return this;
    }

    /**
     * @param anchor start, middle or end of the text stands at x.
     */
    Svg text(final double x, final double y, final String anchor, final String kind, final String text)
    {
        out.append(String.format(Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
            kind, x, y, anchor, escape(text)));
        return this;
    }

    /** @return the whole of it. */
    String end()
    {
        return out.append("</svg>").toString();
    }

    /**
     * @param text any.
     * @return the same as text of XML, in attributes too.
     */
    static String escape(final String text)
    {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
