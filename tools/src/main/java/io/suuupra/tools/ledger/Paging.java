package io.suuupra.tools.ledger;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.Limits;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Reads all rows of a query, page by page: the next page begins one nanosecond after the last row of the page before,
 * as no two rows share a timestamp.
 *
 * @param <T> a row.
 */
public final class Paging<T>
{
    private final Function<Long, CompletableFuture<List<T>>> query;
    private final ToLongFunction<T> timestampOf;
    private CompletableFuture<List<T>> ahead;

    private Paging(
        final Function<Long, CompletableFuture<List<T>>> query, final ToLongFunction<T> timestampOf, final long from)
    {
        this.query = query;
        this.timestampOf = timestampOf;
        this.ahead = query.apply(from);
    }

    /**
     * @param ledger  to read; the first page is asked for at once.
     * @param account whose transfers are wanted.
     * @param from    ns, inclusive; 0 = open.
     * @param to      ns, inclusive; 0 = open.
     * @return all its transfers in that range, oldest first.
     */
    public static Paging<Transfer> accountTransfers(
        final LedgerPort ledger, final UInt128 account, final long from, final long to)
    {
        return new Paging<>(
            timestamp -> ledger.accountTransfers(accountFilter(account, timestamp, to)), Transfer::timestamp, from);
    }

    /**
     * @param ledger to read; the first page is asked for at once.
     * @param number of the ledger whose accounts are wanted; 0 = all.
     * @return all accounts, oldest first.
     */
    public static Paging<Account> accounts(final LedgerPort ledger, final int number)
    {
        return new Paging<>(
            timestamp -> ledger.queryAccounts(
                QueryFilter.builder().ledger(number).timestampMin(timestamp).limit(Limits.ROWS_MAX).build()),
            Account::timestamp,
            0);
    }

    /**
     * @return the next rows; empty when there are no more.
     * @throws LedgerException if they cannot be read.
     */
    public List<T> next() throws LedgerException
    {
        if (ahead == null)
        {
            return List.of();
        }
        final List<T> page = LedgerException.await(ahead);
        // Asked for while the caller works on this page.
        ahead = page.size() < Limits.ROWS_MAX ? null : query.apply(timestampOf.applyAsLong(page.getLast()) + 1);
        return page;
    }

    private static AccountFilter accountFilter(final UInt128 account, final long from, final long to)
    {
        return AccountFilter.builder().accountId(account).timestampMin(from).timestampMax(to)
            .limit(Limits.ROWS_MAX).flags(FilterFlags.DEBITS | FilterFlags.CREDITS).build();
    }
}
