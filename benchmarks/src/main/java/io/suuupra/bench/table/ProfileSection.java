package io.suuupra.bench.table;

import io.suuupra.bench.profile.FlameGraph;
import io.suuupra.bench.profile.Frame;
import io.suuupra.bench.profile.Profile;
import io.suuupra.bench.profile.Profiler;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The part of the page that shows where the process of a row spent its time. */
final class ProfileSection
{
    private static final int HOTTEST = 10;
    private static final int THREADS_MAX = 10;
    private static final double MS_PER_SECOND = 1_000;

    // The graph is wider than the text of the page, as far as the window lets it.
    private static final String STYLE = FlameGraph.STYLE + """
        .wide { width: min(100vw - 3rem, 1200px); margin-left: calc(50% - min(50vw - 1.5rem, 600px)); }
        .beside { display: flex; flex-wrap: wrap; gap: 0 2rem; align-items: start; }
        .beside table { width: auto; } .beside td:first-child { overflow-wrap: anywhere; max-width: 40rem; }
        """;

    private ProfileSection()
    {
    }

    /**
     * @param rows of the page.
     * @return what the page's style has to say for them; nothing if none was profiled.
     */
    static String style(final List<RowResult> rows)
    {
        return rows.stream().anyMatch(row -> row.profile() != null) ? STYLE : "";
    }

    /**
     * @param page that gets the graph and its tables.
     * @param row  nothing is put there if it was not profiled.
     */
    static void append(final StringBuilder page, final RowResult row)
    {
        final Profile profile = row.profile();
        if (profile == null)
        {
            return;
        }
        HtmlReport.element(page, "h2", "", row.row().id() + ": CPU time of " + profile.tree().frame().name());
        HtmlReport.element(page, "p", "soft", summary(profile));
        page.append("<div class=\"wide\">\n").append(new FlameGraph(profile).svg()).append("\n</div>\n")
            .append("<div class=\"wide beside\">\n");
        table(page, "Most time in itself", profile.hottest(HOTTEST), true);
        final List<Profile.Share> threads = profile.threads();
        if (!threads.isEmpty())
        {
            table(page, "Threads", threads.subList(0, Math.min(THREADS_MAX, threads.size())), false);
        }
        page.append("</div>\n");
    }

    private static String summary(final Profile profile)
    {
        final String kinds = profile.kinds().values().stream()
            .map(share -> String.format(Locale.ROOT, "%s %.1f %%", share.frame().name(), share.percent()))
            .collect(Collectors.joining(", "));
        // Timers come as seldom as the system's clock ticks, so their samples tell shares and no times.
        final String how = profile.kinds().containsKey(Frame.Kind.KERNEL) ?
            String.format(Locale.ROOT, "one for each %d ms that a thread ran, about %.1f s of CPU time",
                Profiler.INTERVAL_MS, profile.samples() * Profiler.INTERVAL_MS / MS_PER_SECOND) :
            "without frames of the kernel: perf events or kernel symbols are not allowed here " +
            "(kernel.perf_event_paranoid, kernel.kptr_restrict), so the kernel's time counts for the function that " +
            "called it";
        return String.format(Locale.ROOT, "%,d samples, %s: %s. Frames below 0.1 %% are not drawn.",
            profile.samples(), how, kinds);
    }

    private static void table(
        final StringBuilder page, final String title, final List<Profile.Share> shares, final boolean kinds)
    {
        page.append("<table>\n<tr>");
        HtmlReport.element(page, "th", "", title);
        page.append(kinds ? "<th></th>" : "").append("<th class=\"number\">Share</th></tr>\n");
        for (final Profile.Share share : shares)
        {
            page.append("<tr>");
            HtmlReport.element(page, "td", "", FlameGraph.text(share.frame().name()));
            if (kinds)
            {
                HtmlReport.element(page, "td", "soft", share.frame().kind().text());
            }
            HtmlReport.element(page, "td", "number", String.format(Locale.ROOT, "%.1f %%", share.percent()));
            page.append("</tr>\n");
        }
        page.append("</table>\n");
    }
}
