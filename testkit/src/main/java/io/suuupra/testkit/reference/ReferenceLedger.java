package io.suuupra.testkit.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountBalance;
import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.ChangeKind;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The ledger as its semantics describe it, in ordinary collections: slow, and meant to be seen to be right.
 */
public final class ReferenceLedger implements LedgerUnderTest
{
    private final ReferenceAccountRules accountRules;
    private final ReferenceTransferRules transferRules;
    private ReferenceState state = new ReferenceState();

    /** The last timestamp assigned; a chain that is taken back leaves it. */
    private long last;

    /**
     * @param capacities how much it may hold.
     */
    public ReferenceLedger(final Capacities capacities)
    {
        accountRules = new ReferenceAccountRules(capacities);
        transferRules = new ReferenceTransferRules(capacities);
    }

    @Override
    public List<CreateResult<CreateAccountStatus>> createAccounts(
        final long hostTimeNs, final List<Account> accounts)
    {
        return batch(hostTimeNs, accounts, accountRules);
    }

    @Override
    public List<CreateResult<CreateTransferStatus>> createTransfers(
        final long hostTimeNs, final List<Transfer> transfers)
    {
        return batch(hostTimeNs, transfers, transferRules);
    }

    @Override
    public long tick(final long hostTimeNs, final long advanceNs)
    {
        if (advanceNs > 0)
        {
            last = Math.addExact(Math.max(hostTimeNs, last), advanceNs);
            expire(dueAt(last + 1), last + 1);
        }
        else
        {
            final List<Transfer> due = dueOfTick(hostTimeNs);
            expire(due, Math.max(hostTimeNs - due.size() + 1, last + 1));
        }
        return last;
    }

    /**
     * @return true if a tick would expire a hold.
     */
    public boolean hasDue(final long hostTimeNs)
    {
        return !dueOfTick(hostTimeNs).isEmpty();
    }

    /**
     * @return number of accounts.
     */
    public long accounts()
    {
        return state.accounts.size();
    }

    /**
     * @return number of transfers.
     */
    public long transfers()
    {
        return state.transfers.size();
    }

    /**
     * @return where the ledger's clock stands.
     */
    public long last()
    {
        return last;
    }

    /**
     * @return transfers, tombstones and expiries.
     */
    public long records()
    {
        return state.transfers.size() + transferRules.burntIds() + state.expiries();
    }

    /**
     * @return holds neither posted, voided nor expired.
     */
    public long holdsOpen()
    {
        return state.holds.values().stream().filter((hold) -> hold == ReferenceState.Hold.OPEN).count();
    }

    /**
     * @return when the first open hold expires; {@link Long#MAX_VALUE} where none does.
     */
    public long nextExpiry()
    {
        return state.holds.entrySet().stream()
            .filter((entry) -> entry.getValue() == ReferenceState.Hold.OPEN)
            .map((entry) -> state.transfers.get(entry.getKey()))
            .filter((hold) -> hold.timeout() != 0)
            .mapToLong(ReferenceState::expiryOf)
            .min().orElse(Long.MAX_VALUE);
    }

    /**
     * @param from number of changes to pass over.
     * @return all changes behind these, in the order in which they happened.
     */
    public List<ChangeEvent> events(final int from)
    {
        return Collections.unmodifiableList(state.events.subList(from, state.events.size()));
    }

    private <E, S extends Enum<S>> List<CreateResult<S>> batch(
        final long hostTimeNs, final List<E> events, final ReferenceRules<E, S> rules)
    {
        final int n = events.size();
        final List<Transfer> due = dueAt(Math.max(hostTimeNs - n - Limits.EXPIRY_MAX + 1, last + 1));
        final long first = Math.max(hostTimeNs - (due.size() + n) + 1, last + 1);
        expire(due, first);
        final long firstOfBatch = first + due.size();
        last = firstOfBatch + n - 1;

        final List<CreateResult<S>> results = new ArrayList<>();
        int from = 0;
        while (from < n)
        {
            int to = from;
            while (to < n - 1 && rules.fields().isLinked(events.get(to)))
            {
                to++;
            }
            results.addAll(chain(events, from, to, firstOfBatch, rules));
            from = to + 1;
        }
        return results;
    }

    /** Runs the events from..to, both included, all or none of them; a single event is a chain of one. */
    private <E, S extends Enum<S>> List<CreateResult<S>> chain(
        final List<E> events,
        final int from,
        final int to,
        final long firstOfBatch,
        final ReferenceRules<E, S> rules)
    {
        final ReferenceState before = from == to ? state : state.copy();
        final List<CreateResult<S>> results = new ArrayList<>();
        boolean broken = false;
        for (int i = from; i <= to; i++)
        {
            final E event = events.get(i);
            final long stamp = firstOfBatch + i;
            final CreateResult<S> result = one(events, i, firstOfBatch, broken, rules);
            if (result.status() != rules.statuses().created())
            {
                rules.refused(event, result.status());
                if (!broken)
                {
                    broken = true;
                    state = before;
                    results.clear();
                    for (int j = from; j < i; j++)
                    {
                        results.add(new CreateResult<>(firstOfBatch + j, rules.statuses().linkedEventFailed()));
                    }
                }
            }
            else
            {
                rules.apply(state, event, stamp, result.timestamp());
            }
            results.add(result);
        }
        return results;
    }

    private <E, S extends Enum<S>> CreateResult<S> one(
        final List<E> events,
        final int index,
        final long firstOfBatch,
        final boolean isChainBroken,
        final ReferenceRules<E, S> rules)
    {
        final E event = events.get(index);
        final long stamp = firstOfBatch + index;
        final ReferenceRules.BatchStatuses<S> statuses = rules.statuses();
        final S batchStatus = checkBatch(events, index, firstOfBatch, isChainBroken, rules);
        if (batchStatus != statuses.created())
        {
            return new CreateResult<>(stamp, batchStatus);
        }
        final long timestamp = rules.fields().isImported(event) ? rules.fields().timestampOf(event) : stamp;
        final S status = rules.check(state, event, stamp, timestamp);
        if (status == statuses.created())
        {
            return new CreateResult<>(timestamp, status);
        }
        return new CreateResult<>(
            status == statuses.exists() ? rules.timestampOfExisting(state, event) : stamp, status);
    }

    /** The statuses that come before an event is looked into. */
    private static <E, S extends Enum<S>> S checkBatch(
        final List<E> events,
        final int index,
        final long firstOfBatch,
        final boolean isChainBroken,
        final ReferenceRules<E, S> rules)
    {
        final E event = events.get(index);
        final ReferenceRules.Fields<E> fields = rules.fields();
        final ReferenceRules.BatchStatuses<S> statuses = rules.statuses();
        // Before the chain's failure, against the order of the statuses: whoever left it open must hear so.
        if (fields.isLinked(event) && index == events.size() - 1)
        {
            return statuses.linkedEventChainOpen();
        }
        if (isChainBroken)
        {
            return statuses.linkedEventFailed();
        }
        final boolean isBatchImported = fields.isImported(events.getFirst());
        if (isBatchImported && !fields.isImported(event))
        {
            return statuses.importedEventExpected();
        }
        if (!isBatchImported && fields.isImported(event))
        {
            return statuses.importedEventNotExpected();
        }
        final long timestamp = fields.timestampOf(event);
        if (!isBatchImported && timestamp != 0)
        {
            return statuses.timestampMustBeZero();
        }
        if (isBatchImported && (timestamp == 0 || timestamp == Long.MAX_VALUE))
        {
            return statuses.importedEventTimestampOutOfRange();
        }
        if (isBatchImported && timestamp >= firstOfBatch)
        {
            return statuses.importedEventTimestampMustNotAdvance();
        }
        return statuses.created();
    }

    private List<Transfer> dueOfTick(final long hostTimeNs)
    {
        return dueAt(Math.max(hostTimeNs - Limits.EXPIRY_MAX + 1, last + 1));
    }

    /** The holds that a command expires before its own work. */
    private List<Transfer> dueAt(final long deadline)
    {
        return state.holds.entrySet().stream()
            .filter((entry) -> entry.getValue() == ReferenceState.Hold.OPEN)
            .map((entry) -> state.transfers.get(entry.getKey()))
            .filter((hold) -> hold.timeout() != 0 && ReferenceState.expiryOf(hold) <= deadline)
            .sorted(Comparator.comparingLong(ReferenceState::expiryOf).thenComparingLong(Transfer::timestamp))
            .limit(Limits.EXPIRY_MAX)
            .toList();
    }

    private void expire(final List<Transfer> due, final long first)
    {
        long stamp = first;
        for (final Transfer hold : due)
        {
            ReferenceTransferRules.release(state, hold, ReferenceState.Hold.EXPIRED);
            state.record(stamp, ChangeKind.TWO_PHASE_EXPIRED, hold);
            last = stamp++;
        }
    }

    @Override
    public List<Account> lookupAccounts(final List<UInt128> ids)
    {
        return lookup(state.accounts, ids);
    }

    @Override
    public List<Transfer> lookupTransfers(final List<UInt128> ids)
    {
        return lookup(state.transfers, ids);
    }

    private static <E> List<E> lookup(final Map<UInt128, E> records, final List<UInt128> ids)
    {
        return ids.stream().map(records::get).filter(Objects::nonNull).toList();
    }

    @Override
    public List<Transfer> accountTransfers(final AccountFilter filter)
    {
        return ReferenceReads.accountTransfers(state, filter);
    }

    @Override
    public List<AccountBalance> accountBalances(final AccountFilter filter)
    {
        return ReferenceReads.accountBalances(state, filter);
    }

    @Override
    public List<Account> queryAccounts(final QueryFilter filter)
    {
        return ReferenceReads.queryAccounts(state, filter);
    }

    @Override
    public List<Transfer> queryTransfers(final QueryFilter filter)
    {
        return ReferenceReads.queryTransfers(state, filter);
    }

    @Override
    public List<ChangeEvent> changeEvents(final long timestampMin, final long timestampMax, final int limit)
    {
        return ReferenceReads.changeEvents(state, timestampMin, timestampMax, limit);
    }
}
