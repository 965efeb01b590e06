package io.suuupra.tools.importer;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.tools.csv.CsvReader;
import io.suuupra.tools.ledger.LedgerException;
import io.suuupra.tools.ledger.LedgerPort;
import io.suuupra.tools.mapping.BadRowException;
import io.suuupra.tools.mapping.Mapping;
import io.suuupra.tools.mapping.MappingException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Streams a file into the ledger. Memory is bounded whatever the length of the file.
 *
 * <p>Ids come from the rows alone, so an import that was cut short, or is run again, finds its own records:
 * {@code exists} counts as done. A row that cannot be read, mapped or posted is reported, and the others go on.
 */
public final class Importer
{
    private static final int PROGRESS_ROWS = 1_000;

    private final Mapping mapping;
    private final LedgerPort ledger;
    private final ImportListener listener;
    private final int inFlightMax;
    private final long badRowsMax;

    /**
     * @param mapping     of the file.
     * @param ledger      to post to.
     * @param listener    hears of bad rows and of progress.
     * @param inFlightMax frames sent before the first answer is waited for, 1 or more.
     * @param badRowsMax  bad rows after which the import gives up; 0 = never.
     */
    public Importer(
        final Mapping mapping,
        final LedgerPort ledger,
        final ImportListener listener,
        final int inFlightMax,
        final long badRowsMax)
    {
        this.mapping = mapping;
        this.ledger = ledger;
        this.listener = listener;
        this.inFlightMax = inFlightMax;
        this.badRowsMax = badRowsMax;
    }

    /**
     * Reads the file once and posts what it gives.
     *
     * @param file to import.
     * @return what was done.
     * @throws IOException      if the file cannot be read.
     * @throws MappingException if the file does not have the columns of the mapping.
     * @throws LedgerException  if the ledger fails; what it took stays, and a second run continues.
     */
    public ImportSummary run(final Path file) throws IOException, MappingException, LedgerException
    {
        final ImportSummary summary = new ImportSummary();
        final BadRows badRows = new BadRows(summary, listener);
        final Poster poster = new Poster(ledger, summary, badRows, inFlightMax);
        try (CsvReader reader = new CsvReader(Files.newInputStream(file), mapping.format()))
        {
            final Mapping.RowView view = FileRows.bind(reader, mapping);
            while (!isTooBad(summary) && reader.next())
            {
                summary.countRow();
                row(reader, view, poster, badRows);
                if (summary.rows() % PROGRESS_ROWS == 0)
                {
                    listener.progress(summary, reader.bytesRead());
                }
            }
            poster.finish();
            if (!isTooBad(summary))
            {
                summary.completed();
            }
            listener.progress(summary, reader.bytesRead());
        }
        return summary;
    }

    private void row(
        final CsvReader reader, final Mapping.RowView view, final Poster poster, final BadRows badRows)
        throws LedgerException
    {
        if (reader.problem() != null)
        {
            badRows.count();
            badRows.report(reader.line(), reader.problem());
            return;
        }
        final List<Account> accounts;
        final List<Transfer> transfers;
        try
        {
            final Mapping.Mapped mapped = view.map(reader.fields());
            accounts = mapped.accounts();
            transfers = mapped.transfers();
        }
        catch (final BadRowException bad)
        {
            badRows.count();
            badRows.report(reader.line(), bad.getMessage());
            return;
        }
        poster.add(reader.line(), accounts, transfers);
    }

    private boolean isTooBad(final ImportSummary summary)
    {
        return badRowsMax > 0 && summary.badRows() >= badRowsMax;
    }
}
