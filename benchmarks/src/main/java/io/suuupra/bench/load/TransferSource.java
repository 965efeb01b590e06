package io.suuupra.bench.load;

import io.suuupra.bench.workload.AccountChoice;
import io.suuupra.bench.workload.MixedIds;
import io.suuupra.bench.workload.Popularity;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;

import java.util.ArrayList;
import java.util.List;

/** Makes the transfers of one connection. Confined to its sending thread. */
final class TransferSource
{
    private static final int LEDGER = 1;
    private static final int CODE = 1;
    private static final int AMOUNT_MAX = 10_000;

    private final MixedIds accountIds;
    private final MixedIds transferIds;
    private final AccountChoice choice;
    private final int batch;

    /**
     * @param popularity of the accounts.
     * @param seed       of the run.
     * @param connection number of the connection, from 0.
     * @param batch      transfers of a request.
     */
    TransferSource(final Popularity popularity, final long seed, final int connection, final int batch)
    {
        accountIds = accountIds(seed);
        transferIds = new MixedIds(seed + 1);
        choice = new AccountChoice(popularity, seed + 2 + connection);
        this.batch = batch;
    }

    /**
     * @param request number of the request, from 0, the same for no two requests of a run.
     * @return its transfers, each with an id of its own.
     */
    List<Transfer> transfers(final long request)
    {
        if (batch == 1)
        {
            return List.of(transfer(request));
        }
        final List<Transfer> transfers = new ArrayList<>(batch);
        for (int i = 0; i < batch; i++)
        {
            transfers.add(transfer(request * batch + i));
        }
        return transfers;
    }

    private Transfer transfer(final long number)
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

    private static MixedIds accountIds(final long seed)
    {
        return new MixedIds(seed);
    }
}
