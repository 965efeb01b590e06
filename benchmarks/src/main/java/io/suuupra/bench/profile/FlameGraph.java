package io.suuupra.bench.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A profile as a picture: each frame is as wide as its share of the samples and stands on the one that called it. Where
 * the pointer rests, the browser shows the full name and the share.
 *
 * @param profile with samples.
 */
public record FlameGraph(Profile profile)
{
    /** What a page's style has to say so that the graph has its colours, in light and in dark. */
    public static final String STYLE = """
        :root { --java: #a8d8a0; --native: #f2c78f; --kernel: #f0a59c; --thread: #c3cbda; }
        @media (prefers-color-scheme: dark) { :root { --java: #2f6b3a; --native: #7d5621; --kernel: #8a3a34;
          --thread: #465062; } }
        svg.flame rect { stroke: var(--paper); stroke-width: .5; }
        svg.flame text { fill: var(--ink); pointer-events: none; }
        svg.flame .java { fill: var(--java); } svg.flame .native { fill: var(--native); }
        svg.flame .kernel { fill: var(--kernel); } svg.flame .thread { fill: var(--thread); }
        """;

    private static final double PERCENT = 100;
    private static final int WIDTH = 1_200;
    private static final int ROW = 17;
    private static final int LEGEND = 24;
    private static final int LEGEND_STEP = 90;
    private static final int LEGEND_BOX = 11;
    private static final int TEXT_MARGIN = 3;
    private static final int BASELINE = 12;

    /** Of all samples: what is narrower cannot be seen, and left out with all that stands on it. */
    private static final double SHARE_MIN = 0.001;

    /** A character of 11 px is about so wide. */
    private static final double CHARACTER = 6.1;
    private static final int CHARACTERS_MIN = 3;

    private static final int NO_CHARACTER = 0xFFFE;
    private static final int LAST_NO_CHARACTER = 0xFFFF;

    /** @return the graph as SVG. */
    public String svg()
    {
        final List<Placed> frames = frames();
        final int rows = 1 + frames.stream().mapToInt(Placed::row).max().orElse(0);
        final int height = LEGEND + rows * ROW;
        final StringBuilder out = new StringBuilder();
        out.append(String.format(Locale.ROOT,
            "<svg class=\"flame\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" " +
            "role=\"img\" aria-label=\"%s\">\n", WIDTH, height, WIDTH,
            escape("Flame graph of " + profile.tree().frame().name())));
        legend(out);
        for (final Placed frame : frames)
        {
            append(out, frame, height - (frame.row + 1) * ROW);
        }
        return out.append("</svg>").toString();
    }

    /** A frame with its place: its left end, and how many stand below it. */
    private record Placed(FrameTree tree, double x, int row)
    {
    }

    /** Not by recursion: stacks may be deeper than that of the thread that is here. */
    private List<Placed> frames()
    {
        final List<Placed> frames = new ArrayList<>();
        frames.add(new Placed(profile.tree(), 0, 0));
        for (int i = 0; i < frames.size(); i++)
        {
            final Placed below = frames.get(i);
            double x = below.x;
            for (final FrameTree callee : below.tree.callees())
            {
                if (callee.total() >= SHARE_MIN * profile.samples())
                {
                    frames.add(new Placed(callee, x, below.row + 1));
                    x += width(callee);
                }
            }
        }
        return frames;
    }

    private double width(final FrameTree tree)
    {
        return (double)WIDTH * tree.total() / profile.samples();
    }

    private static void legend(final StringBuilder out)
    {
        int x = 0;
        for (final Frame.Kind kind : Frame.Kind.values())
        {
            out.append(String.format(Locale.ROOT, "<rect class=\"%s\" x=\"%d\" y=\"2\" width=\"%d\" height=\"%d\"/>" +
                "<text x=\"%d\" y=\"%d\">%s</text>\n", kind.style(), x, LEGEND_BOX, LEGEND_BOX,
                x + LEGEND_BOX + TEXT_MARGIN, BASELINE, kind.text()));
            x += LEGEND_STEP;
        }
    }

    private void append(final StringBuilder out, final Placed placed, final int y)
    {
        final FrameTree tree = placed.tree;
        final Frame frame = tree.frame();
        final double width = width(tree);
        final double x = placed.x;
        out.append(String.format(Locale.ROOT, "<g><title>%s (%s): %.2f %%, %,d samples</title>" +
            "<rect class=\"%s\" x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\"/>",
            escape(frame.name()), frame.kind().text(), PERCENT * tree.total() / profile.samples(), tree.total(),
            frame.kind().style(), x, y, width, ROW));
        final int room = (int)((width - 2 * TEXT_MARGIN) / CHARACTER);
        if (room >= CHARACTERS_MIN)
        {
            final String label = frame.label();
            out.append(String.format(Locale.ROOT, "<text x=\"%.2f\" y=\"%d\">%s</text>", x + TEXT_MARGIN, y + BASELINE,
                escape(label.length() <= room ? label : label.substring(0, room - 2) + "..")));
        }
        out.append("</g>\n");
    }

    private static String escape(final String text)
    {
        return text(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /**
     * @param name of a frame: threads may have any.
     * @return the same with a question mark for each character that a page cannot hold.
     */
    public static String text(final String name)
    {
        final StringBuilder out = new StringBuilder(name.length());
        name.codePoints().forEach(c -> out.appendCodePoint(isText(c) ? c : '?'));
        return out.toString();
    }

    private static boolean isText(final int c)
    {
        // Halves of a character come alone where a name was cut.
        return c >= ' ' && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) &&
            c != NO_CHARACTER && c != LAST_NO_CHARACTER;
    }
}
