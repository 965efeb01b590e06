package io.suuupra.bench.load;

import io.suuupra.bench.workload.AccountChoice;
import io.suuupra.bench.workload.MixedIds;
import io.suuupra.bench.workload.Popularity;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.frame.TransferFlags;

import java.util.ArrayList;
import java.util.List;

/** Makes the transfers of one connection. Confined to its sending thread. */
final class TransferSource
{
    /** Ledger of every account and transfer. */
    static final int LEDGER = 1;

    /** Code of every account and transfer. */
    static final int CODE = 1;

    private static final int AMOUNT_MAX = 10_000;

    private final MixedIds accountIds;
    private final MixedIds transferIds;
    private final AccountChoice choice;
    private final int batch;
    private final boolean holds;

    /**
     * @param popularity of the accounts.
     * @param seed       of the run.
     * @param connection number of the connection, from 0.
     * @param batch      transfers of a request.
     * @param holds      true: every second request posts the holds of the one before it; false: all post at once.
     */
    TransferSource(
        final Popularity popularity, final long seed, final int connection, final int batch, final boolean holds)
    {
        accountIds = accountIds(seed);
        transferIds = new MixedIds(seed + 1);
        choice = new AccountChoice(popularity, seed + 2 + connection);
        this.batch = batch;
        this.holds = holds;
    }

    /**
     * @param request number of the request, from 0, the same for no two requests of a run.
     * @return its transfers, each with an id of its own.
     */
    List<Transfer> transfers(final long request)
    {
        if (batch == 1 && !holds)
        {
            return List.of(transfer(request, 0));
        }
        final boolean posts = holds && request % 2 == 1;
        final List<Transfer> transfers = new ArrayList<>(batch);
        for (int i = 0; i < batch; i++)
        {
            final long number = request * batch + i;
            transfers.add(posts ?
                post(number, number - batch) : transfer(number, holds ? TransferFlags.PENDING : 0));
        }
        return transfers;
    }

    private Transfer post(final long number, final long hold)
    {
        return Transfer.builder()
            .id(transferIds.id(number))
            .pendingId(transferIds.id(hold))
            .amount(Long.MAX_VALUE)
            .flags(TransferFlags.POST_PENDING_TRANSFER)
            .build();
    }

    private Transfer transfer(final long number, final int flags)
    {
        final int debit = choice.next();
        final int credit = choice.nextBut(debit);
        return Transfer.builder()
            .id(transferIds.id(number))
            .debitAccountId(accountIds.id(debit))
            .creditAccountId(accountIds.id(credit))
            .amount(1 + number % AMOUNT_MAX)
            .ledger(LEDGER)
            .code(CODE)
            .flags(flags)
            .build();
    }

    /**
     * @param seed  of the run.
     * @param first number of an account, from 0.
     * @param count of accounts.
     * @return those accounts, to be created before any transfer.
     */
    static List<Account> accounts(final long seed, final int first, final int count)
    {
        final MixedIds ids = accountIds(seed);
        final List<Account> accounts = new ArrayList<>(count);
        for (int number = first; number < first + count; number++)
        {
            accounts.add(Account.builder().id(ids.id(number)).ledger(LEDGER).code(CODE).build());
        }
        return accounts;
    }

    /**
     * @param seed of the run.
     * @return ids of its accounts by their numbers.
     */
    static MixedIds accountIds(final long seed)
    {
        return new MixedIds(seed);
    }
}
