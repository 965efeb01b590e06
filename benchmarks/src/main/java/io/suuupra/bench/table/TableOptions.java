package io.suuupra.bench.table;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Options of the table. */
final class TableOptions
{
    private static final int RUNS_MAX = 100;
    private static final long STORED_MAX = 1L << 32;

    @Option(names = "--row", paramLabel = "ROW", split = ",",
        description = "Only these rows, and those that they need: for instance 4b,6. Default: all.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--runs", paramLabel = "N",
        description = "How often each row runs; the figures are medians, all runs are shown. Default: 1.")
    private Integer runs;

    @Option(names = "--quick",
        description = "A few seconds and small sizes for each row: shows that all runs. The figures mean little.")
    private boolean quick;

    @Option(names = "--profile",
        description = {
            "Profiles the node of each row, and the replay, and puts a flame graph of each into the report (Linux on " +
            "x64 and arm64; the kernel's frames where the system allows perf events). The profiler takes its own " +
            "share of the time: no figures for the record."
        })
    private boolean profile;

    @Option(names = "--prefill", paramLabel = "N",
        description = "Transfers that lie in the store before row 2 counts. Default: 50000000.")
    private Long prefill;

    @Option(names = "--html", paramLabel = "FILE",
        description = "Where the report is written that a browser shows. Default: bench-report/index.html.")
    private Path html = Path.of("bench-report", "index.html");

    /** Made by the command line, or here where none of its options is given. */
    TableOptions()
    {
    }

    /**
     * @param wrong makes the exception for a rule that is broken.
     * @return the rows to be run.
     */
    List<Row> rows(final Function<String, RuntimeException> wrong)
    {
        try
        {
            return Rows.chosen(names);
        }
        catch (final IllegalArgumentException unknown)
        {
            throw wrong.apply(unknown.getMessage());
        }
    }

    /**
     * @param wrong makes the exception for a rule that is broken.
     * @return how often each runs.
     */
    int runs(final Function<String, RuntimeException> wrong)
    {
        if (runs != null && (runs < 1 || runs > RUNS_MAX))
        {
            throw wrong.apply("--runs must be 1 to " + RUNS_MAX + ", is " + runs);
        }
        return runs == null ? 1 : runs;
    }

    /**
     * @param wrong makes the exception for a rule that is broken.
     * @return how much each does.
     */
    Sizes sizes(final Function<String, RuntimeException> wrong)
    {
        if (prefill != null && (prefill < 0 || prefill > STORED_MAX))
        {
            throw wrong.apply("--prefill must be 0 to " + STORED_MAX + ", is " + prefill);
        }
        final Sizes sizes = quick ? Sizes.QUICK : Sizes.FULL;
        return prefill == null ? sizes : sizes.withStored(prefill);
    }

    /** @return true if the figures are to mean little. */
    boolean isQuick()
    {
        return quick;
    }

    /** @return true if processes are to be profiled. */
    boolean isProfiled()
    {
        return profile;
    }

    /** @return file of the report. */
    Path html()
    {
        return html;
    }
}
