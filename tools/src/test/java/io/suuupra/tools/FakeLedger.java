package io.suuupra.tools;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountBalance;
import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.tools.ledger.LedgerPort;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * As much of a ledger as the tools touch: ids, {@code exists}, burnt ids, posted balances, paging. Amounts move at
 * once, holds only wait.
 */
public final class FakeLedger implements LedgerPort
{
    private static final long START_NS = 1_000_000_000_000_000_000L;

    private final Map<UInt128, Account> accounts = new LinkedHashMap<>();
    private final Map<UInt128, Account> sentAccounts = new HashMap<>();
    private final Map<UInt128, Transfer> transfers = new LinkedHashMap<>();
    private final Map<UInt128, Transfer> sentTransfers = new HashMap<>();
    private final Map<UInt128, List<Transfer>> byAccount = new HashMap<>();
    private final Set<UInt128> burnt = new HashSet<>();
    private long clock = START_NS;
    private int transferFrames;
    private int failFromFrame = Integer.MAX_VALUE;
    private CreateAccountStatus accountRefusal;
    private boolean closed;

    /** From this frame of transfers on, 0 the first, the connection is gone. */
    public void failFromTransferFrame(final int frame)
    {
        failFromFrame = frame;
    }

    /** Every account is refused so. */
    public void refuseAccounts(final CreateAccountStatus status)
    {
        accountRefusal = status;
    }

    public int accountCount()
    {
        return accounts.size();
    }

    public int transferCount()
    {
        return transfers.size();
    }

    public int transferFrames()
    {
        return transferFrames;
    }

    public Account account(final long id)
    {
        return accounts.get(UInt128.of(id));
    }

    public Transfer transfer(final long id)
    {
        return transfers.get(UInt128.of(id));
    }

    public Set<UInt128> burntIds()
    {
        return Collections.unmodifiableSet(burnt);
    }

    public boolean isClosed()
    {
        return closed;
    }

    @Override
    public CompletableFuture<List<CreateResult<CreateAccountStatus>>> createAccounts(final List<Account> batch)
    {
        checkSize(batch.size());
        final List<CreateResult<CreateAccountStatus>> results = new ArrayList<>();
        for (final Account account : batch)
        {
            clock++;
            CreateAccountStatus status = CreateAccountStatus.CREATED;
            if (accountRefusal != null)
            {
                status = accountRefusal;
            }
            else if (sentAccounts.containsKey(account.id()))
            {
                status = sentAccounts.get(account.id()).equals(account) ?
                    CreateAccountStatus.EXISTS : CreateAccountStatus.EXISTS_WITH_DIFFERENT_CODE;
            }
            else
            {
                sentAccounts.put(account.id(), account);
                accounts.put(account.id(), stamped(account, 0, 0, 0, 0, clock));
            }
            results.add(new CreateResult<>(clock, status));
        }
        return CompletableFuture.completedFuture(results);
    }

    @Override
    public CompletableFuture<List<CreateResult<CreateTransferStatus>>> createTransfers(final List<Transfer> batch)
    {
        checkSize(batch.size());
        if (transferFrames++ >= failFromFrame)
        {
            return CompletableFuture.failedFuture(new IllegalStateException("the connection is gone"));
        }
        final List<CreateResult<CreateTransferStatus>> results = new ArrayList<>();
        for (final Transfer transfer : batch)
        {
            clock++;
            results.add(new CreateResult<>(clock, create(transfer)));
        }
        return CompletableFuture.completedFuture(results);
    }

    private CreateTransferStatus create(final Transfer transfer)
    {
        if (sentTransfers.containsKey(transfer.id()))
        {
            return sentTransfers.get(transfer.id()).equals(transfer) ?
                CreateTransferStatus.EXISTS : CreateTransferStatus.EXISTS_WITH_DIFFERENT_AMOUNT;
        }
        if (burnt.contains(transfer.id()))
        {
            return CreateTransferStatus.ID_ALREADY_FAILED;
        }
        final Account debit = accounts.get(transfer.debitAccountId());
        final Account credit = accounts.get(transfer.creditAccountId());
        if (debit == null || credit == null)
        {
            burnt.add(transfer.id());
            return debit == null ?
                CreateTransferStatus.DEBIT_ACCOUNT_NOT_FOUND : CreateTransferStatus.CREDIT_ACCOUNT_NOT_FOUND;
        }
        if (debit.ledger() != credit.ledger())
        {
            return CreateTransferStatus.ACCOUNTS_MUST_HAVE_THE_SAME_LEDGER;
        }
        final boolean isHold = (transfer.flags() & TransferFlags.PENDING) != 0;
        final long pending = isHold ? transfer.amount() : 0;
        final long posted = isHold ? 0 : transfer.amount();
        final Transfer stored = new Transfer(
            transfer.id(), transfer.debitAccountId(), transfer.creditAccountId(), transfer.amount(),
            transfer.pendingId(), transfer.userData128(), transfer.userData64(), transfer.userData32(),
            transfer.timeout(), transfer.ledger(), transfer.code(), transfer.flags(), clock);
        sentTransfers.put(transfer.id(), transfer);
        transfers.put(transfer.id(), stored);
        accounts.put(debit.id(), stamped(debit, pending, posted, 0, 0, debit.timestamp()));
        accounts.put(credit.id(), stamped(credit, 0, 0, pending, posted, credit.timestamp()));
        byAccount.computeIfAbsent(debit.id(), id -> new ArrayList<>()).add(stored);
        byAccount.computeIfAbsent(credit.id(), id -> new ArrayList<>()).add(stored);
        return CreateTransferStatus.CREATED;
    }

    @Override
    public CompletableFuture<List<Account>> lookupAccounts(final List<UInt128> ids)
    {
        checkSize(ids.size());
        return CompletableFuture.completedFuture(
            ids.stream().map(accounts::get).filter(found -> found != null).toList());
    }

    @Override
    public CompletableFuture<List<Transfer>> accountTransfers(final AccountFilter filter)
    {
        return page(byAccount.getOrDefault(filter.accountId(), List.of()), Transfer::timestamp, transfer -> true,
            filter.timestampMin(), filter.timestampMax(), filter.limit(), filter.flags());
    }

    @Override
    public CompletableFuture<List<AccountBalance>> accountBalances(final AccountFilter filter)
    {
        final List<AccountBalance> balances = new ArrayList<>();
        long debits = 0;
        long credits = 0;
        for (final Transfer transfer : byAccount.getOrDefault(filter.accountId(), List.of()))
        {
            if ((transfer.flags() & TransferFlags.PENDING) == 0)
            {
                final boolean isDebit = transfer.debitAccountId().equals(filter.accountId());
                debits += isDebit ? transfer.amount() : 0;
                credits += isDebit ? 0 : transfer.amount();
            }
            balances.add(new AccountBalance(0, debits, 0, credits, transfer.timestamp()));
        }
        return page(balances, AccountBalance::timestamp, balance -> true,
            filter.timestampMin(), filter.timestampMax(), filter.limit(), filter.flags());
    }

    @Override
    public CompletableFuture<List<Account>> queryAccounts(final QueryFilter filter)
    {
        return page(List.copyOf(accounts.values()), Account::timestamp,
            account -> filter.ledger() == 0 || account.ledger() == filter.ledger(),
            filter.timestampMin(), filter.timestampMax(), filter.limit(), filter.flags());
    }

    @Override
    public CompletableFuture<List<Transfer>> queryTransfers(final QueryFilter filter)
    {
        return page(List.copyOf(transfers.values()), Transfer::timestamp,
            transfer -> filter.ledger() == 0 || transfer.ledger() == filter.ledger(),
            filter.timestampMin(), filter.timestampMax(), filter.limit(), filter.flags());
    }

    @Override
    public void close()
    {
        closed = true;
    }

    private static <T> CompletableFuture<List<T>> page(
        final List<T> rows,
        final ToLongFunction<T> timestampOf,
        final Predicate<T> wanted,
        final long min,
        final long max,
        final int limit,
        final int flags)
    {
        checkSize(limit);
        final boolean reversed = (flags & FilterFlags.REVERSED) != 0;
        return CompletableFuture.completedFuture((reversed ? rows.reversed() : rows).stream()
            .filter(wanted)
            .filter(row -> timestampOf.applyAsLong(row) >= min && (max == 0 || timestampOf.applyAsLong(row) <= max))
            .limit(limit)
            .toList());
    }

    private static void checkSize(final int size)
    {
        if (size < 1 || size > Limits.EVENTS_MAX)
        {
            throw new IllegalArgumentException("1 to " + Limits.EVENTS_MAX + " entries, not " + size);
        }
    }

    private static Account stamped(
        final Account account,
        final long debitsPending,
        final long debitsPosted,
        final long creditsPending,
        final long creditsPosted,
        final long timestamp)
    {
        return new Account(
            account.id(), account.debitsPending() + debitsPending, account.debitsPosted() + debitsPosted,
            account.creditsPending() + creditsPending, account.creditsPosted() + creditsPosted,
            account.userData128(), account.userData64(), account.userData32(), account.reserved(),
            account.ledger(), account.code(), account.flags(), timestamp);
    }
}
