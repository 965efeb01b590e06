package io.suuupra.tools.mapping;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.tools.csv.CsvFormat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A compiled mapping: what the rows of a file mean as accounts and transfers.
 */
public final class Mapping
{
    private final CsvFormat format;
    private final List<Column> columns;
    private final Names names;
    private final List<AccountRule> accounts;
    private final List<TransferRule> transfers;
    private final ReconcileRule reconcile;

    Mapping(
        final CsvFormat format,
        final List<Column> columns,
        final Names names,
        final List<AccountRule> accounts,
        final List<TransferRule> transfers,
        final ReconcileRule reconcile)
    {
        this.format = format;
        this.columns = List.copyOf(columns);
        this.names = names;
        this.accounts = List.copyOf(accounts);
        this.transfers = List.copyOf(transfers);
        this.reconcile = reconcile;
    }

    /**
     * What one row gives.
     *
     * @param accounts  in the order of their rules.
     * @param transfers in the order of their rules.
     */
    public record Mapped(List<Account> accounts, List<Transfer> transfers)
    {
    }

    /**
     * @return the form of the file.
     */
    public CsvFormat format()
    {
        return format;
    }

    /**
     * @return how to reconcile; empty if the mapping does not say.
     */
    public Optional<ReconcileRule> reconcile()
    {
        return Optional.ofNullable(reconcile);
    }

    /**
     * @return the most transfers that one row gives, and likewise accounts.
     */
    public int eventsPerRowMax()
    {
        return Math.max(accounts.size(), transfers.size());
    }

    /**
     * Binds the mapping to the first record of a file.
     *
     * @param first the headings where the file has them; else any record.
     * @return a view of the rows that follow; confined to one thread.
     * @throws MappingException if a column is not among the headings.
     */
    public RowView bind(final List<String> first) throws MappingException
    {
        final List<Integer> positions = new ArrayList<>();
        if (!format.header())
        {
            for (int i = 0; i < columns.size(); i++)
            {
                positions.add(i);
            }
            return new RowView(new Layout(columns, positions, columns.size()));
        }
        for (final Column column : columns)
        {
            final int position = first.indexOf(column.heading());
            if (position < 0)
            {
                throw new MappingException(
                    "columns." + column.name(), "the file has no column '" + column.heading() + "'");
            }
            if (first.lastIndexOf(column.heading()) != position)
            {
                throw new MappingException("columns." + column.name(),
                    "the file has more than one column '" + column.heading() + "'");
            }
            positions.add(position);
        }
        return new RowView(new Layout(columns, positions, first.size()));
    }

    /** The mapping applied to the rows of one file. */
    public final class RowView
    {
        private final Layout layout;
        private final Row row = new Row(names);

        private RowView(final Layout layout)
        {
            this.layout = layout;
        }

        /**
         * @param fields of the next record.
         * @return its values, until the next call.
         * @throws BadRowException if a column cannot be read.
         */
        public Row take(final List<String> fields) throws BadRowException
        {
            row.take(fields, layout);
            return row;
        }

        /**
         * @param fields of the next record.
         * @return its accounts and transfers.
         * @throws BadRowException if any part of it cannot be mapped.
         */
        public Mapped map(final List<String> fields) throws BadRowException
        {
            take(fields);
            final List<Account> mappedAccounts = new ArrayList<>(accounts.size());
            for (final AccountRule rule : accounts)
            {
                if (rule.when().holds(row))
                {
                    mappedAccounts.add(rule.apply(row));
                }
            }
            final List<Transfer> mappedTransfers = new ArrayList<>(transfers.size());
            for (final TransferRule rule : transfers)
            {
                if (rule.when().holds(row))
                {
                    mappedTransfers.add(rule.apply(row));
                }
            }
            return new Mapped(mappedAccounts, mappedTransfers);
        }
    }
}
