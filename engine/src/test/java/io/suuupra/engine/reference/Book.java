package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.testkit.reference.Capacities;
import io.suuupra.testkit.reference.LedgerUnderTest;

import java.util.List;
import java.util.stream.Stream;

/**
 * A ledger for tests that are told step by step: small numbers for ids, seconds for the clock.
 */
final class Book
{
    static final long SECOND = 1_000_000_000L;

    final LedgerUnderTest ledger;
    private long now = at(0);

    Book(final LedgerKind kind)
    {
        this(kind, Capacities.AMPLE);
    }

    Book(final LedgerKind kind, final Capacities capacities)
    {
        ledger = kind.open(capacities);
    }

    /** A moment, in ns. */
    static long at(final long second)
    {
        return 1_700_000_000L * SECOND + second * SECOND;
    }

    /** Everything from here on happens at that moment of the host's clock. */
    Book clock(final long hostTimeNs)
    {
        now = hostTimeNs;
        return this;
    }

    /** Makes accounts without flags in ledger 1. */
    Book accounts(final int... ids)
    {
        for (final int id : ids)
        {
            account(id, 0);
        }
        return this;
    }

    CreateAccountStatus account(final int id, final int flags)
    {
        return accounts(accountOf(id, flags).build()).getFirst();
    }

    List<CreateAccountStatus> accounts(final Account... accounts)
    {
        return ledger.createAccounts(now, List.of(accounts)).stream().map(CreateResult::status).toList();
    }

    static Account.Builder accountOf(final int id, final int flags)
    {
        return Account.builder().id(UInt128.of(id)).ledger(1).code(1).flags(flags);
    }

    static Transfer.Builder transfer(
        final int id, final int debit, final int credit, final long amount, final int flags)
    {
        return Transfer.builder().id(UInt128.of(id))
            .debitAccountId(UInt128.of(debit)).creditAccountId(UInt128.of(credit))
            .amount(amount).ledger(1).code(1).flags(flags);
    }

    /** A post or void that leaves all else to the hold. */
    static Transfer.Builder resolve(final int id, final int hold, final long amount, final int flags)
    {
        return Transfer.builder().id(UInt128.of(id)).pendingId(UInt128.of(hold)).amount(amount).flags(flags);
    }

    List<CreateTransferStatus> send(final Transfer.Builder... transfers)
    {
        return results(transfers).stream().map(CreateResult::status).toList();
    }

    CreateTransferStatus sendOne(final Transfer.Builder transfer)
    {
        return send(transfer).getFirst();
    }

    List<CreateResult<CreateTransferStatus>> results(final Transfer.Builder... transfers)
    {
        return ledger.createTransfers(now, Stream.of(transfers).map(Transfer.Builder::build).toList());
    }

    long tick()
    {
        return ledger.tick(now, 0);
    }

    Account account(final int id)
    {
        return ledger.lookupAccounts(List.of(UInt128.of(id))).getFirst();
    }

    /** debits pending, debits posted, credits pending, credits posted. */
    List<Long> balances(final int id)
    {
        final Account account = account(id);
        return List.of(
            account.debitsPending(), account.debitsPosted(), account.creditsPending(), account.creditsPosted());
    }

    boolean has(final int transferId)
    {
        return !ledger.lookupTransfers(List.of(UInt128.of(transferId))).isEmpty();
    }

    Transfer transfer(final int id)
    {
        return ledger.lookupTransfers(List.of(UInt128.of(id))).getFirst();
    }

    List<ChangeEvent> events()
    {
        return ledger.changeEvents(0, 0, Limits.CHANGE_EVENTS_MAX);
    }

    static AccountFilter.Builder filter(final int accountId)
    {
        return filter(UInt128.of(accountId));
    }

    static AccountFilter.Builder filter(final UInt128 accountId)
    {
        return AccountFilter.builder().accountId(accountId).limit(Limits.ROWS_MAX)
            .flags(FilterFlags.DEBITS | FilterFlags.CREDITS);
    }
}
