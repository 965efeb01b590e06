package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.testkit.reference.LedgerUnderTest;
import io.suuupra.testkit.reference.ReferenceLedger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Holds the engine against the reference: the same commands must give the same results, and leave the same to be read.
 */
final class LedgerPropertyTest
{
    private static final String ACCOUNTS = "create_accounts";
    private static final String TRANSFERS = "create_transfers";

    /** Some that are never made among them. */
    private static final List<UInt128> ACCOUNT_IDS =
        IntStream.rangeClosed(1, ScenarioGenerator.ACCOUNTS_NAMED).mapToObj(ScenarioGenerator::accountId).toList();

    /** Refused ones, and some that were never sent, among them. */
    private static final List<UInt128> TRANSFER_IDS =
        IntStream.rangeClosed(1, ScenarioGenerator.TRANSFERS_MAX).mapToObj(ScenarioGenerator::transferId).toList();

    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void shouldAnswerLikeTheReference(@ForAll("scenarios") final Scenario scenario)
    {
        try (EngineUnderTest engine = new EngineUnderTest(scenario.capacities()))
        {
            final ReferenceLedger reference = new ReferenceLedger(scenario.capacities());
            final Set<CreateAccountStatus> accountStatuses = EnumSet.noneOf(CreateAccountStatus.class);
            final Set<CreateTransferStatus> transferStatuses = EnumSet.noneOf(CreateTransferStatus.class);
            final long[] times = scenario.hostTimes();
            for (int i = 0; i < times.length; i++)
            {
                assertEquals(reference.hasDue(times[i]), engine.hasDue(times[i]), "whether a tick would expire a hold");
                switch (scenario.commands().get(i))
                {
                    case Command.CreateAccounts batch ->
                        accountStatuses.addAll(assertSameAccountResults(i, times[i], batch, engine, reference));
                    case Command.CreateTransfers batch ->
                        transferStatuses.addAll(assertSameTransferResults(i, times[i], batch, engine, reference));
                    case Command.Tick tick -> assertEquals(
                        reference.tick(times[i], tick.advanceNs()),
                        engine.tick(times[i], tick.advanceNs()),
                        "tick " + i);
                }
                assertMoneyConserved(engine.lookupAccounts(ACCOUNT_IDS), i);
            }
            assertSameState(engine.state(), reference);
            assertSameReads(engine, reference);
            assertSameFilteredReads(scenario, engine, reference);
            accountStatuses.forEach((status) -> Statistics.label(ACCOUNTS).collect(status));
            transferStatuses.forEach((status) -> Statistics.label(TRANSFERS).collect(status));
            Statistics.label(ACCOUNTS).coverage((coverage) -> statuses(CreateAccountStatus.class).forEach((status) ->
                coverage.check(status).count((count) -> count > 0)));
            Statistics.label(TRANSFERS).coverage((coverage) -> statuses(CreateTransferStatus.class).forEach((status) ->
                coverage.check(status).count((count) -> count > 0)));
        }
    }

    @Provide
    Arbitrary<Scenario> scenarios()
    {
        return Arbitraries.fromGenerator((random) -> new ShrinkableScenario(ScenarioGenerator.next(random)));
    }

    private static Set<CreateAccountStatus> assertSameAccountResults(
        final int index,
        final long hostTimeNs,
        final Command.CreateAccounts batch,
        final LedgerUnderTest engine,
        final LedgerUnderTest reference)
    {
        final List<Account> accounts = batch.at(hostTimeNs);
        final List<CreateResult<CreateAccountStatus>> expected = reference.createAccounts(hostTimeNs, accounts);
        assertEquals(expected, engine.createAccounts(hostTimeNs, accounts), () -> "results of command " + index);
        return expected.stream().map(CreateResult::status).collect(Collectors.toSet());
    }

    private static Set<CreateTransferStatus> assertSameTransferResults(
        final int index,
        final long hostTimeNs,
        final Command.CreateTransfers batch,
        final LedgerUnderTest engine,
        final LedgerUnderTest reference)
    {
        final List<Transfer> transfers = batch.at(hostTimeNs);
        final List<CreateResult<CreateTransferStatus>> expected = reference.createTransfers(hostTimeNs, transfers);
        assertEquals(expected, engine.createTransfers(hostTimeNs, transfers), () -> "results of command " + index);
        return expected.stream().map(CreateResult::status).collect(Collectors.toSet());
    }

    private static void assertMoneyConserved(final List<Account> accounts, final int command)
    {
        final Map<Integer, BigInteger> pending = new HashMap<>();
        final Map<Integer, BigInteger> posted = new HashMap<>();
        for (final Account account : accounts)
        {
            final int ledger = account.ledger();
            pending.merge(ledger, difference(account.debitsPending(), account.creditsPending()), BigInteger::add);
            posted.merge(ledger, difference(account.debitsPosted(), account.creditsPosted()), BigInteger::add);
        }
        pending.forEach((ledger, sum) ->
            assertEquals(BigInteger.ZERO, sum, () -> "pending of ledger " + ledger + " after command " + command));
        posted.forEach((ledger, sum) ->
            assertEquals(BigInteger.ZERO, sum, () -> "posted of ledger " + ledger + " after command " + command));
    }

    private static BigInteger difference(final long debits, final long credits)
    {
        return BigInteger.valueOf(debits).subtract(BigInteger.valueOf(credits));
    }

    private static void assertSameState(final EngineState state, final ReferenceLedger reference)
    {
        assertEquals(reference.last(), state.timestamp(), "last timestamp");
        assertEquals(reference.accounts(), state.accounts(), "number of accounts");
        assertEquals(reference.records(), state.records(), "number of records");
        assertEquals(reference.transfers(), state.transfers(), "number of transfers");
        assertEquals(reference.holdsOpen(), state.holdsOpen(), "number of open holds");
    }

    private static void assertSameReads(final LedgerUnderTest engine, final ReferenceLedger reference)
    {
        assertEquals(reference.lookupAccounts(ACCOUNT_IDS), engine.lookupAccounts(ACCOUNT_IDS), "accounts");
        final QueryFilter all = QueryFilter.builder().limit(Limits.ROWS_MAX).build();
        final List<Transfer> transfers = reference.queryTransfers(all);
        assertEquals(transfers, engine.queryTransfers(all), "all transfers");
        assertEquals(reference.queryAccounts(all), engine.queryAccounts(all), "all accounts");
        assertEquals(reference.lookupTransfers(TRANSFER_IDS), engine.lookupTransfers(TRANSFER_IDS), "transfers");
        assertEquals(
            reference.changeEvents(0, 0, Limits.CHANGE_EVENTS_MAX),
            engine.changeEvents(0, 0, Limits.CHANGE_EVENTS_MAX),
            "change events");
        for (final UInt128 id : ACCOUNT_IDS)
        {
            final AccountFilter filter = AccountFilter.builder().accountId(id).limit(Limits.ROWS_MAX)
                .flags(FilterFlags.DEBITS | FilterFlags.CREDITS).build();
            assertEquals(
                reference.accountTransfers(filter), engine.accountTransfers(filter), () -> "transfers of " + id);
            assertEquals(reference.accountBalances(filter), engine.accountBalances(filter), () -> "balances of " + id);
        }
    }

    private static void assertSameFilteredReads(
        final Scenario scenario, final LedgerUnderTest engine, final ReferenceLedger reference)
    {
        for (final AccountFilter filter : scenario.accountFiltersFromBase())
        {
            assertEquals(
                reference.accountTransfers(filter), engine.accountTransfers(filter), () -> "transfers by " + filter);
            assertEquals(
                reference.accountBalances(filter), engine.accountBalances(filter), () -> "balances by " + filter);
            final int limit = 1 + filter.limit() % 3;
            assertEquals(
                reference.changeEvents(filter.timestampMin(), filter.timestampMax(), limit),
                engine.changeEvents(filter.timestampMin(), filter.timestampMax(), limit),
                () -> limit + " change events by " + filter);
        }
        for (final QueryFilter filter : scenario.queryFiltersFromBase())
        {
            assertEquals(reference.queryAccounts(filter), engine.queryAccounts(filter), () -> "accounts by " + filter);
            assertEquals(
                reference.queryTransfers(filter), engine.queryTransfers(filter), () -> "transfers by " + filter);
        }
    }

    /** All but the one that stands for no value. */
    private static <S extends Enum<S>> Set<S> statuses(final Class<S> type)
    {
        return Stream.of(type.getEnumConstants())
            .filter((status) -> !status.name().equals("NULL_VAL"))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(type)));
    }
}
