package io.suuupra.testkit.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountBalance;
import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.ChangeKind;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The reads of the reference: every one looks at every record.
 */
final class ReferenceReads
{
    private ReferenceReads()
    {
    }

    static List<Transfer> accountTransfers(final ReferenceState state, final AccountFilter filter)
    {
        if (!isValid(filter))
        {
            return List.of();
        }
        return page(
            state.transfers.values(),
            (transfer) -> matches(transfer, filter),
            Transfer::timestamp,
            filter.flags(),
            filter.limit(),
            Limits.ROWS_MAX);
    }

    static List<AccountBalance> accountBalances(final ReferenceState state, final AccountFilter filter)
    {
        final Account account = state.accounts.get(filter.accountId());
        if (account == null || (account.flags() & AccountFlags.HISTORY) == 0)
        {
            return List.of();
        }
        return accountTransfers(state, filter).stream()
            .map((transfer) -> balanceAfter(state, transfer, filter.accountId()))
            .toList();
    }

    private static AccountBalance balanceAfter(
        final ReferenceState state, final Transfer transfer, final UInt128 accountId)
    {
        final ChangeEvent event = state.events.stream()
            .filter((candidate) -> candidate.kind() != ChangeKind.TWO_PHASE_EXPIRED)
            .filter((candidate) -> candidate.transfer().id().equals(transfer.id()))
            .findFirst()
            .orElseThrow();
        final ChangeEvent.Side side =
            transfer.debitAccountId().equals(accountId) ? event.debitAccount() : event.creditAccount();
        return new AccountBalance(
            side.debitsPending(),
            side.debitsPosted(),
            side.creditsPending(),
            side.creditsPosted(),
            transfer.timestamp());
    }

    static List<Account> queryAccounts(final ReferenceState state, final QueryFilter filter)
    {
        if (!isValid(filter))
        {
            return List.of();
        }
        return page(
            state.accounts.values(),
            (account) -> matches(filter.userData128(), account.userData128()) &&
                matches(filter.userData64(), account.userData64()) &&
                matches(filter.userData32(), account.userData32()) &&
                matches(filter.ledger(), account.ledger()) &&
                matches(filter.code(), account.code()) &&
                isBetween(account.timestamp(), filter.timestampMin(), filter.timestampMax()),
            Account::timestamp,
            filter.flags(),
            filter.limit(),
            Limits.ROWS_MAX);
    }

    static List<Transfer> queryTransfers(final ReferenceState state, final QueryFilter filter)
    {
        if (!isValid(filter))
        {
            return List.of();
        }
        return page(
            state.transfers.values(),
            (transfer) -> matches(filter.userData128(), transfer.userData128()) &&
                matches(filter.userData64(), transfer.userData64()) &&
                matches(filter.userData32(), transfer.userData32()) &&
                matches(filter.ledger(), transfer.ledger()) &&
                matches(filter.code(), transfer.code()) &&
                isBetween(transfer.timestamp(), filter.timestampMin(), filter.timestampMax()),
            Transfer::timestamp,
            filter.flags(),
            filter.limit(),
            Limits.ROWS_MAX);
    }

    static List<ChangeEvent> changeEvents(
        final ReferenceState state, final long timestampMin, final long timestampMax, final int limit)
    {
        if (!isLimitValid(limit))
        {
            return List.of();
        }
        return page(
            state.events,
            (event) -> isBetween(event.timestamp(), timestampMin, timestampMax),
            ChangeEvent::timestamp,
            0,
            limit,
            Limits.CHANGE_EVENTS_MAX);
    }

    private static boolean matches(final Transfer transfer, final AccountFilter filter)
    {
        final boolean isDebit = (filter.flags() & FilterFlags.DEBITS) != 0 &&
            transfer.debitAccountId().equals(filter.accountId());
        final boolean isCredit = (filter.flags() & FilterFlags.CREDITS) != 0 &&
            transfer.creditAccountId().equals(filter.accountId());
        return (isDebit || isCredit) &&
            matches(filter.userData128(), transfer.userData128()) &&
            matches(filter.userData64(), transfer.userData64()) &&
            matches(filter.userData32(), transfer.userData32()) &&
            matches(filter.code(), transfer.code()) &&
            isBetween(transfer.timestamp(), filter.timestampMin(), filter.timestampMax());
    }

    private static boolean matches(final UInt128 wanted, final UInt128 actual)
    {
        return wanted.isZero() || wanted.equals(actual);
    }

    private static boolean matches(final long wanted, final long actual)
    {
        return wanted == 0 || wanted == actual;
    }

    private static boolean isBetween(final long timestamp, final long min, final long max)
    {
        return timestamp >= min && (max == 0 || timestamp <= max);
    }

    private static boolean isValid(final AccountFilter filter)
    {
        return !filter.accountId().equals(UInt128.ZERO) &&
            !filter.accountId().equals(UInt128.MAX) &&
            isLimitValid(filter.limit()) &&
            (filter.timestampMax() == 0 || filter.timestampMin() <= filter.timestampMax()) &&
            (filter.flags() & ~FilterFlags.ALL) == 0 &&
            (filter.flags() & (FilterFlags.DEBITS | FilterFlags.CREDITS)) != 0;
    }

    private static boolean isValid(final QueryFilter filter)
    {
        return isLimitValid(filter.limit()) &&
            (filter.timestampMax() == 0 || filter.timestampMin() <= filter.timestampMax()) &&
            (filter.flags() & ~FilterFlags.REVERSED) == 0;
    }

    private static boolean isLimitValid(final int limit)
    {
        return limit != 0;
    }

    private static <E> List<E> page(
        final Collection<E> records,
        final Predicate<E> predicate,
        final ToLongFunction<E> timestamp,
        final int flags,
        final int limit,
        final int max)
    {
        final Comparator<E> oldestFirst = Comparator.comparingLong(timestamp);
        return records.stream()
            .filter(predicate)
            .sorted((flags & FilterFlags.REVERSED) != 0 ? oldestFirst.reversed() : oldestFirst)
            .limit(Math.min(Integer.toUnsignedLong(limit), max))
            .toList();
    }
}
