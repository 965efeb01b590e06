package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.testkit.reference.Capacities;

import java.util.List;

/**
 * What is done to a ledger from its start, and what is read at the end.
 *
 * @param baseNs         the host's clock before the first command.
 * @param capacities     of the ledger.
 * @param commands       in order.
 * @param accountFilters for reads of transfers and balances; their timestamps count from the base.
 * @param queryFilters   for queries of accounts and transfers; their timestamps count from the base.
 */
record Scenario(
    long baseNs,
    Capacities capacities,
    List<Command> commands,
    List<AccountFilter> accountFilters,
    List<QueryFilter> queryFilters)
{
    /** The clock reading of each command. */
    long[] hostTimes()
    {
        final long[] times = new long[commands.size()];
        long now = baseNs;
        for (int i = 0; i < times.length; i++)
        {
            now = Math.max(1, now + commands.get(i).deltaNs());
            times[i] = now;
        }
        return times;
    }

    List<AccountFilter> accountFiltersFromBase()
    {
        return accountFilters.stream().map((filter) -> new AccountFilter(
            filter.accountId(),
            filter.userData128(),
            filter.userData64(),
            filter.userData32(),
            filter.code(),
            fromBase(filter.timestampMin()),
            fromBase(filter.timestampMax()),
            filter.limit(),
            filter.flags())).toList();
    }

    List<QueryFilter> queryFiltersFromBase()
    {
        return queryFilters.stream().map((filter) -> new QueryFilter(
            filter.userData128(),
            filter.userData64(),
            filter.userData32(),
            filter.ledger(),
            filter.code(),
            fromBase(filter.timestampMin()),
            fromBase(filter.timestampMax()),
            filter.limit(),
            filter.flags())).toList();
    }

    /** 0 stays open. */
    private long fromBase(final long timestamp)
    {
        return timestamp == 0 ? 0 : baseNs + timestamp;
    }

    Scenario withCommands(final List<Command> others)
    {
        return new Scenario(baseNs, capacities, others, accountFilters, queryFilters);
    }

    @Override
    public String toString()
    {
        final StringBuilder text = new StringBuilder(capacities.toString());
        final long[] times = hostTimes();
        for (int i = 0; i < times.length; i++)
        {
            text.append("\n  ").append(i).append(" at ").append(times[i]).append(": ").append(commands.get(i));
        }
        accountFilters.forEach((filter) -> text.append("\n  ").append(filter));
        queryFilters.forEach((filter) -> text.append("\n  ").append(filter));
        return text.toString();
    }
}
