package io.suuupra.tools.importer;

import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an import did so far.
 */
public final class ImportSummary
{
    private final Map<CreateAccountStatus, Long> accounts = new EnumMap<>(CreateAccountStatus.class);
    private final Map<CreateTransferStatus, Long> transfers = new EnumMap<>(CreateTransferStatus.class);
    private long rows;
    private long badRows;
    private boolean complete;

    void countRow()
    {
        rows++;
    }

    void countBadRow()
    {
        badRows++;
    }

    void count(final CreateAccountStatus status)
    {
        accounts.merge(status, 1L, Long::sum);
    }

    void count(final CreateTransferStatus status)
    {
        transfers.merge(status, 1L, Long::sum);
    }

    void completed()
    {
        complete = true;
    }

    /**
     * @return rows read, bad ones included.
     */
    public long rows()
    {
        return rows;
    }

    /**
     * @return rows that could not be read or mapped, or of which the ledger refused something.
     */
    public long badRows()
    {
        return badRows;
    }

    /**
     * @return true if the whole file was read, false if the import gave up before.
     */
    public boolean isComplete()
    {
        return complete;
    }

    /**
     * @param status of the ledger.
     * @return accounts that were answered so.
     */
    public long accounts(final CreateAccountStatus status)
    {
        return accounts.getOrDefault(status, 0L);
    }

    /**
     * @param status of the ledger.
     * @return transfers that were answered so.
     */
    public long transfers(final CreateTransferStatus status)
    {
        return transfers.getOrDefault(status, 0L);
    }

    /**
     * @return how many accounts were refused, by status.
     */
    public Map<String, Long> accountsRefused()
    {
        return refused(accounts, CreateAccountStatus.CREATED, CreateAccountStatus.EXISTS);
    }

    /**
     * @return how many transfers were refused, by status.
     */
    public Map<String, Long> transfersRefused()
    {
        return refused(transfers, CreateTransferStatus.CREATED, CreateTransferStatus.EXISTS);
    }

    private static <S extends Enum<S>> Map<String, Long> refused(
        final Map<S, Long> counts, final S created, final S exists)
    {
        final Map<String, Long> refused = new TreeMap<>();
        counts.forEach((status, count) ->
        {
            if (status != created && status != exists)
            {
                refused.put(StatusName.of(status), count);
            }
        });
        return refused;
    }
}
