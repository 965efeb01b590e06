package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.engine.EngineSnapshot;
import io.suuupra.testkit.reference.LedgerUnderTest;
import io.suuupra.testkit.reference.ReferenceLedger;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A few random ledgers, always the same ones, held against the reference, and gone on with from a snapshot: what the
 * properties do with thousands of them, in a second.
 */
final class LedgerSeedsTest
{
    private static final int SEEDS = 60;
    private static final List<UInt128> TRANSFERS =
        IntStream.rangeClosed(1, ScenarioGenerator.TRANSFERS_MAX).mapToObj(ScenarioGenerator::transferId).toList();
    private static final QueryFilter ALL = QueryFilter.builder().limit(Limits.ROWS_MAX).build();

    @Test
    void shouldAnswerLikeTheReferenceAlsoFromASnapshot()
    {
        for (int seed = 0; seed < SEEDS; seed++)
        {
            check(ScenarioGenerator.next(new Random(seed)), "seed " + seed);
        }
    }

    private static void check(final Scenario scenario, final String seed)
    {
        final ReferenceLedger reference = new ReferenceLedger(scenario.capacities());
        final int middle = scenario.commands().size() / 2;
        try (EngineUnderTest engine = new EngineUnderTest(scenario.capacities()))
        {
            assertEquals(run(reference, scenario, 0, middle), run(engine, scenario, 0, middle), seed);
            final EngineSnapshot snapshot = engine.snapshot();
            final List<Object> expected = run(reference, scenario, middle, scenario.commands().size());
            assertEquals(expected, run(engine, scenario, middle, scenario.commands().size()), seed);
            final List<Object> reads = reads(reference, scenario);
            assertEquals(reads, reads(engine, scenario), seed);
            assertState(reference, engine.state(), seed);
            try (EngineUnderTest restored = engine.restore(snapshot))
            {
                assertEquals(expected, run(restored, scenario, middle, scenario.commands().size()), seed);
                assertEquals(engine.state(), restored.state(), seed);
                assertEquals(reads, reads(restored, scenario), seed);
            }
        }
    }

    private static List<Object> run(final LedgerUnderTest ledger, final Scenario scenario, final int from, final int to)
    {
        final long[] times = scenario.hostTimes();
        final List<Object> replies = new ArrayList<>();
        for (int i = from; i < to; i++)
        {
            replies.add(switch (scenario.commands().get(i))
            {
                case Command.CreateAccounts batch -> ledger.createAccounts(times[i], batch.at(times[i]));
                case Command.CreateTransfers batch -> ledger.createTransfers(times[i], batch.at(times[i]));
                case Command.Tick tick -> ledger.tick(times[i], tick.advanceNs());
            });
        }
        return replies;
    }

    private static List<Object> reads(final LedgerUnderTest ledger, final Scenario scenario)
    {
        final List<Object> reads = new ArrayList<>();
        reads.add(ledger.queryAccounts(ALL));
        reads.add(ledger.queryTransfers(ALL));
        reads.add(ledger.lookupTransfers(TRANSFERS));
        reads.add(ledger.changeEvents(0, 0, Limits.CHANGE_EVENTS_MAX));
        for (int number = 1; number <= ScenarioGenerator.ACCOUNTS_NAMED; number++)
        {
            final AccountFilter filter = Book.filter(ScenarioGenerator.accountId(number)).build();
            reads.add(ledger.accountTransfers(filter));
            reads.add(ledger.accountBalances(filter));
        }
        for (final AccountFilter filter : scenario.accountFiltersFromBase())
        {
            reads.add(ledger.accountTransfers(filter));
            reads.add(ledger.accountBalances(filter));
            reads.add(ledger.changeEvents(filter.timestampMin(), filter.timestampMax(), 1 + filter.limit() % 3));
        }
        for (final QueryFilter filter : scenario.queryFiltersFromBase())
        {
            reads.add(ledger.queryAccounts(filter));
            reads.add(ledger.queryTransfers(filter));
        }
        return reads;
    }

    private static void assertState(final ReferenceLedger reference, final EngineState state, final String seed)
    {
        assertEquals(reference.last(), state.timestamp(), seed);
        assertEquals(reference.accounts(), state.accounts(), seed);
        assertEquals(reference.records(), state.records(), seed);
        assertEquals(reference.transfers(), state.transfers(), seed);
        assertEquals(reference.holdsOpen(), state.holdsOpen(), seed);
    }
}
