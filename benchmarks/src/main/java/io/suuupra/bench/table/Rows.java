package io.suuupra.bench.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import static io.suuupra.bench.table.Goal.atLeast;
import static io.suuupra.bench.table.Goal.atMost;

/** All rows of the table, with their goals, in their order. */
final class Rows
{
    /** Transfers a second of row 1a. */
    static final long BATCHES_GOAL = 1_000_000;

    private static final String CLOSED = "closed";
    private static final String OPEN = "open";
    private static final String NONE = "";

    private static final List<Row> ALL = List.of(
        new Row("1a", "batches of 8,189, 1 connection", CLOSED,
            List.of(atLeast(Metric.PER_SECOND, BATCHES_GOAL), atMost(Metric.P50, 20), atMost(Metric.P99, 60)),
            NONE, LoadRows::batches),
        new Row("1b", "the same at 500,000/s, or half of 1a if that is less", OPEN,
            List.of(atMost(Metric.P50, 10), atMost(Metric.P99, 40)), "1a", LoadRows::batchesAtHalfTheLoad),
        new Row("1c", "the same as 1a, sustained", CLOSED,
            List.of(atLeast(Metric.PER_SECOND, 450_000)), NONE, LoadRows::batchesSustained),
        new Row("2", "the same as 1a, many accounts by Zipf 0.99, on a full store", CLOSED,
            List.of(atLeast(Metric.PER_SECOND, 700_000)), NONE, LoadRows::manyAccounts),
        new Row("3", "batches of 8,189 holds, then their posts", CLOSED,
            List.of(atLeast(Metric.PER_SECOND, 600_000)), NONE, LoadRows::holdsThenPosts),
        new Row("4a", "single transfers, 1 at a time", CLOSED,
            List.of(atMost(Metric.OVER_FORCED_WRITE, 0.25)), NONE, LoadRows::oneSingle),
        new Row("4b", "single transfers, 64 at a time", CLOSED,
            List.of(atLeast(Metric.PER_SECOND, 60_000)), NONE, LoadRows.singles(64)),
        new Row("4c", "single transfers, 1,000 at a time", CLOSED,
            List.of(atLeast(Metric.PER_SECOND, 250_000), atMost(Metric.P99, 25)), NONE, LoadRows.singles(1_000)),
        new Row("4d", "single transfers, 100,000/s", OPEN,
            List.of(atMost(Metric.P50, 1), atMost(Metric.P99, 10)), NONE, LoadRows::singlesAtARate),
        new Row("5", "single transfers, 16 connections, 1 at a time each", CLOSED,
            List.of(atLeast(Metric.PER_SECOND, 15_000)), NONE, LoadRows::manyConnections),
        new Row("6a", "REST, one transfer a POST, 64 connections", CLOSED,
            List.of(atLeast(Metric.PER_SECOND, 20_000)), NONE, LoadRows.rest(64)),
        new Row("6b", "REST, one transfer a POST, 512 connections", CLOSED,
            List.of(atLeast(Metric.PER_SECOND, 40_000), atMost(Metric.P99, 30)), NONE, LoadRows.rest(512)),
        new Row("7", "the engine alone: batches >= 3,500,000/s, holds and posts >= 2,000,000/s, 0 B per command", NONE,
            List.of(), NONE, bench -> Outcome.notMeasured("here; ./suuupra bench micro shows it")),
        new Row("8a", "replay of the journal that 1a left, and a restart on it", NONE,
            List.of(atLeast(Metric.REPLAY, 1_500_000)), "1a", DiskRows::replay),
        new Row("8b", "restart of a node with many transfers", NONE,
            List.of(atMost(Metric.RESTART_WARM, 10_000), atMost(Metric.RESTART_COLD, 20_000)), NONE, RestartRow::run),
        new Row("9", "disk and memory after 1a", NONE,
            List.of(atMost(Metric.DISK, 340)), "1a", DiskRows::memoryAndDisk),
        new Row("10", "overload: frames of 1,000, 16 connections, at 0.5, 1, 2 and 5 times the peak", OPEN,
            List.of(atLeast(Metric.GOODPUT_TWO, 85), atMost(Metric.BUSY_P99, 50)), NONE,
            OverloadRow::run));

    private Rows()
    {
    }

    static List<Row> all()
    {
        return ALL;
    }

    /**
     * @param names ids of rows, or numbers that several rows share; none = all.
     * @return those rows and the ones that they need, in the table's order.
     * @throws IllegalArgumentException if a name is of no row.
     */
    static List<Row> chosen(final List<String> names)
    {
        if (names.isEmpty())
        {
            return ALL;
        }
        final Set<String> ids = new LinkedHashSet<>();
        for (final String name : names)
        {
            final List<Row> found = ALL.stream()
                .filter(row -> row.id().equals(name) || row.number().equals(name)).toList();
            if (found.isEmpty())
            {
                throw new IllegalArgumentException("--row: there is no row '" + name + "', but " +
                    String.join(", ", ALL.stream().map(Row::id).toList()));
            }
            found.forEach(row ->
            {
                ids.add(row.id());
                ids.add(row.needs());
            });
        }
        final List<Row> rows = new ArrayList<>(ALL);
        rows.removeIf(row -> !ids.contains(row.id()));
        return List.copyOf(rows);
    }
}
