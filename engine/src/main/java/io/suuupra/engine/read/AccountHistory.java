package io.suuupra.engine.read;

import io.suuupra.engine.ledger.TransferStore;

import java.util.function.LongPredicate;

/**
 * Walks the records of one account through their links: newest first record by record, oldest first from milestone to
 * milestone. Rows before the head never change, so any thread may walk.
 */
final class AccountHistory
{
    private final TransferStore store;
    private final int slot;
    private final long head;

    /**
     * @param store that holds the records.
     * @param slot  of the account.
     * @param head  row of the newest record to look at; -1 = none.
     */
    AccountHistory(final TransferStore store, final int slot, final long head)
    {
        this.store = store;
        this.slot = slot;
        this.head = head;
    }

    /** @return true if the account is the debit account of the record. */
    boolean isDebit(final long row)
    {
        return store.debitSlot(row) == slot;
    }

    /** Newest first. */
    void descend(final long timestampMin, final long timestampMax, final LongPredicate matches, final Rows found)
    {
        long row = head;
        // Whole blocks that are too new are left out.
        while (row != TransferStore.ABSENT && skip(row) != TransferStore.ABSENT &&
            store.timestamp(skip(row)) > timestampMax)
        {
            row = skip(row);
        }
        while (row != TransferStore.ABSENT && store.timestamp(row) >= timestampMin && !found.isFull())
        {
            if (store.timestamp(row) <= timestampMax && matches.test(row))
            {
                found.add(row);
            }
            row = previous(row);
        }
    }

    /** Oldest first. */
    void ascend(final long timestampMin, final long timestampMax, final LongPredicate matches, final Rows found)
    {
        if (head == TransferStore.ABSENT)
        {
            return;
        }
        final Rows blockEnds = new Rows(Integer.MAX_VALUE);
        long end = head;
        while (end != TransferStore.ABSENT && store.timestamp(end) >= timestampMin)
        {
            blockEnds.add(end);
            end = skip(end);
        }
        for (int i = blockEnds.count() - 1; i >= 0 && !found.isFull(); i--)
        {
            ascendBlock(blockEnds.get(i), timestampMin, timestampMax, matches, found);
            if (store.timestamp(blockEnds.get(i)) > timestampMax)
            {
                return;
            }
        }
    }

    // A block ends with a milestone, or with the head, and begins behind the milestone before.
    private void ascendBlock(
        final long end,
        final long timestampMin,
        final long timestampMax,
        final LongPredicate matches,
        final Rows found)
    {
        final long before = skip(end);
        final Rows block = new Rows(Integer.MAX_VALUE);
        for (long row = end;
            row != before && row != TransferStore.ABSENT && store.timestamp(row) >= timestampMin;
            row = previous(row))
        {
            block.add(row);
        }
        for (int i = block.count() - 1; i >= 0 && !found.isFull(); i--)
        {
            final long row = block.get(i);
            if (store.timestamp(row) <= timestampMax && matches.test(row))
            {
                found.add(row);
            }
        }
    }

    private long previous(final long row)
    {
        return store.previous(row, isDebit(row));
    }

    private long skip(final long row)
    {
        return store.skip(row, isDebit(row));
    }
}
