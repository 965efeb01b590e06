package io.suuupra.tools.importer;

import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.tools.csv.CsvReader;
import io.suuupra.tools.ledger.LedgerException;
import io.suuupra.tools.ledger.LedgerPort;
import io.suuupra.tools.ledger.Paging;
import io.suuupra.tools.mapping.BadRowException;
import io.suuupra.tools.mapping.Mapping;
import io.suuupra.tools.mapping.MappingException;
import io.suuupra.tools.mapping.ReconcileRule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds the ledger against the balances that a file prints.
 *
 * <p>For each account and day: the opening is the printed close of the day before, at first the opening of the rule.
 * The movements are those of the ledger, read back from it. The printed close is the balance printed on that day that
 * lies nearest to opening plus movements (of two equally near the lower one), since rows of a day need not be in the
 * order in which they were booked. The day agrees if they differ by no more than the tolerance for each movement of
 * that day.
 *
 * <p>Memory is bounded: a file of more rows than fit is read several times, each time for a part of its accounts.
 */
public final class Reconciler
{
    /** Rows whose printed balances are held at a time, on average. */
    static final int ROWS_PER_PASS = 4_000_000;

    private static final int ACCOUNTS_IN_FLIGHT = 16;

    private final Mapping mapping;
    private final ReconcileRule rule;
    private final LedgerPort ledger;
    private final int rowsPerPass;

    /**
     * @param mapping of the file; it says how to reconcile.
     * @param ledger  to read the movements from.
     */
    public Reconciler(final Mapping mapping, final LedgerPort ledger)
    {
        this(mapping, ledger, ROWS_PER_PASS);
    }

    Reconciler(final Mapping mapping, final LedgerPort ledger, final int rowsPerPass)
    {
        this.mapping = mapping;
        this.rule = mapping.reconcile().orElseThrow();
        this.ledger = ledger;
        this.rowsPerPass = rowsPerPass;
    }

    private record Movements(long count, long sum)
    {
        static final Movements NONE = new Movements(0, 0);

        Movements plus(final long amount)
        {
            return new Movements(count + 1, Math.addExact(sum, amount));
        }
    }

    private record Asked(UInt128 account, PrintedBalances printed, Paging<Transfer> transfers)
    {
    }

    /**
     * @param file to compare with.
     * @param rows that it has.
     * @return what agrees and what does not.
     * @throws IOException      if the file cannot be read.
     * @throws MappingException if the file does not have the columns of the mapping.
     * @throws LedgerException  if the ledger fails.
     */
    public Reconciliation run(final Path file, final long rows) throws IOException, MappingException, LedgerException
    {
        final int passes = Math.toIntExact(Math.max(1, (rows + rowsPerPass - 1) / rowsPerPass));
        final List<Reconciliation.Break> breaks = new ArrayList<>();
        long accounts = 0;
        long days = 0;
        for (int pass = 0; pass < passes; pass++)
        {
            final Map<UInt128, PrintedBalances> printed = readPrinted(file, pass, passes);
            accounts += printed.size();
            days += compareAll(printed, breaks);
        }
        breaks.sort((left, right) ->
        {
            final int byAccount = left.account().compareTo(right.account());
            return byAccount != 0 ? byAccount : Long.compare(left.day(), right.day());
        });
        return new Reconciliation(accounts, days, breaks);
    }

    private Map<UInt128, PrintedBalances> readPrinted(final Path file, final int pass, final int passes)
        throws IOException, MappingException
    {
        final Map<UInt128, PrintedBalances> balances = new HashMap<>();
        try (CsvReader reader = new CsvReader(Files.newInputStream(file), mapping.format()))
        {
            final Mapping.RowView view = FileRows.bind(reader, mapping);
            while (reader.next())
            {
                final ReconcileRule.Printed printed = reader.problem() == null ? printed(view, reader.fields()) : null;
                if (printed != null && Math.floorMod(printed.account().hashCode(), passes) == pass)
                {
                    balances.computeIfAbsent(printed.account(), account -> new PrintedBalances(printed.label()))
                        .add(printed);
                }
            }
        }
        return balances;
    }

    private ReconcileRule.Printed printed(final Mapping.RowView view, final List<String> fields)
    {
        try
        {
            return rule.printed(view.take(fields));
        }
        catch (final BadRowException alreadyReported)
        {
            // The import named this row; its balance is not known, and a missing movement shows as a break.
            return null;
        }
    }

    private long compareAll(final Map<UInt128, PrintedBalances> printed, final List<Reconciliation.Break> breaks)
        throws LedgerException
    {
        final Deque<Asked> asked = new ArrayDeque<>();
        final Iterator<Map.Entry<UInt128, PrintedBalances>> remaining = printed.entrySet().iterator();
        long days = 0;
        while (remaining.hasNext() || !asked.isEmpty())
        {
            while (remaining.hasNext() && asked.size() < ACCOUNTS_IN_FLIGHT)
            {
                final Map.Entry<UInt128, PrintedBalances> next = remaining.next();
                asked.add(new Asked(
                    next.getKey(), next.getValue(), Paging.accountTransfers(ledger, next.getKey(), 0, 0)));
            }
            days += compare(asked.remove(), breaks);
        }
        return days;
    }

    private long compare(final Asked asked, final List<Reconciliation.Break> breaks) throws LedgerException
    {
        final Map<Long, Movements> movements = movementsByDay(asked);
        final Map<Long, List<Long>> printedByDay = asked.printed().byDay();
        final TreeSet<Long> days = new TreeSet<>(printedByDay.keySet());
        days.addAll(movements.keySet());
        long opening = rule.opening();
        for (final long day : days)
        {
            final Movements own = movements.getOrDefault(day, Movements.NONE);
            final long computed = Math.addExact(opening, own.sum());
            final List<Long> balances = printedByDay.get(day);
            final Long printed = balances == null ? null : (Long)nearest(balances, computed);
            if (printed == null || distance(printed, computed) > own.count() * rule.tolerancePerMovement())
            {
                breaks.add(new Reconciliation.Break(
                    asked.account(), asked.printed().label(), day, opening, own.count(), own.sum(), computed, printed));
            }
            opening = printed == null ? computed : printed;
        }
        return days.size();
    }

    private Map<Long, Movements> movementsByDay(final Asked asked) throws LedgerException
    {
        final Map<Long, Movements> movements = new TreeMap<>();
        for (List<Transfer> page = asked.transfers().next(); !page.isEmpty(); page = asked.transfers().next())
        {
            for (final Transfer transfer : page)
            {
                // A hold moves nothing until it is posted, and that is a transfer of its own.
                if ((transfer.flags() & (TransferFlags.PENDING | TransferFlags.VOID_PENDING_TRANSFER)) == 0)
                {
                    final boolean grows = transfer.creditAccountId().equals(asked.account()) == rule.creditsGrow();
                    movements.merge(rule.dayOf(transfer),
                        Movements.NONE.plus(grows ? transfer.amount() : -transfer.amount()),
                        (before, added) -> before.plus(added.sum()));
                }
            }
        }
        return movements;
    }

    private static long nearest(final List<Long> balances, final long computed)
    {
        long nearest = balances.getFirst();
        for (final long balance : balances)
        {
            final int nearer = Long.compare(distance(balance, computed), distance(nearest, computed));
            if (nearer < 0 || nearer == 0 && balance < nearest)
            {
                nearest = balance;
            }
        }
        return nearest;
    }

    private static long distance(final long left, final long right)
    {
        return Math.absExact(Math.subtractExact(left, right));
    }
}
