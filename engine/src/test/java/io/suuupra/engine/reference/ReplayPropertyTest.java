package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.engine.EngineSnapshot;
import io.suuupra.testkit.reference.Capacities;
import io.suuupra.testkit.reference.LedgerUnderTest;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/**
 * The same commands lead to the same state: on a second run, over other segments, from a snapshot, at another time.
 */
final class ReplayPropertyTest
{
    private static final long HOUR_NS = 3_600_000_000_000L;

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void shouldReachTheSameStateWithOtherSegmentsAndCapacities(@ForAll("scenarios") final Scenario scenario)
    {
        try (EngineUnderTest one = new EngineUnderTest(scenario.capacities());
            EngineUnderTest other = new EngineUnderTest(roomier(scenario.capacities()), 8))
        {
            assertEquals(run(one, scenario, 0), run(other, scenario, 0));
            assertEquals(one.state(), other.state());
            assertSameReads(one, other);
        }
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void shouldGoOnFromASnapshotThatIsWrittenLater(@ForAll("scenarios") final Scenario scenario)
    {
        final int middle = scenario.commands().size() / 2;
        try (EngineUnderTest one = new EngineUnderTest(scenario.capacities()))
        {
            final Scenario firstHalf = scenario.withCommands(scenario.commands().subList(0, middle));
            run(one, firstHalf, 0);
            final EngineState stateInTheMiddle = one.state();
            final EngineSnapshot snapshot = one.snapshot();
            final List<Object> replies = run(one, scenario, middle);
            try (EngineUnderTest restored = one.restore(snapshot))
            {
                assertEquals(stateInTheMiddle, restored.state(), "state of the snapshot");
                assertEquals(replies, run(restored, scenario, middle), "replies after the snapshot");
                assertEquals(one.state(), restored.state(), "state at the end");
                assertSameReads(one, restored);
            }
        }
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void shouldReachTheSameContentAtAnotherTime(@ForAll("scenarios") final Scenario scenario)
    {
        // A clock that would fall below 1 is held there, which an hour later would not happen.
        Assume.that(scenario.baseNs() > HOUR_NS);
        final Scenario now = scenario.withCommands(
            scenario.commands().stream().filter((command) -> !hasImports(command)).toList());
        final Scenario later = new Scenario(
            now.baseNs() + HOUR_NS, now.capacities(), now.commands(), now.accountFilters(), now.queryFilters());
        try (EngineUnderTest one = new EngineUnderTest(now.capacities());
            EngineUnderTest other = new EngineUnderTest(now.capacities()))
        {
            run(one, now, 0);
            run(other, later, 0);
            assertEquals(one.state().contentHash(), other.state().contentHash());
            if (one.state().accounts() > 0)
            {
                assertNotEquals(one.state().stateHash(), other.state().stateHash());
            }
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void shouldTellStatesApart(@ForAll("scenarios") final Scenario scenario)
    {
        try (EngineUnderTest engine = new EngineUnderTest(scenario.capacities()))
        {
            final long[] times = scenario.hostTimes();
            EngineState before = engine.state();
            for (int i = 0; i < times.length; i++)
            {
                run(engine, scenario.commands().get(i), times[i]);
                final EngineState after = engine.state();
                assertNotEquals(before.stateHash(), after.stateHash(), "every command moves the sequence");
                if (after.accounts() != before.accounts() || after.records() != before.records())
                {
                    assertNotEquals(before.contentHash(), after.contentHash());
                }
                before = after;
            }
        }
    }

    @Provide
    Arbitrary<Scenario> scenarios()
    {
        return Arbitraries.fromGenerator((random) -> new ShrinkableScenario(ScenarioGenerator.next(random)));
    }

    /** Room that is left over makes no difference; where it is short it decides. */
    private static Capacities roomier(final Capacities capacities)
    {
        return capacities.equals(Capacities.AMPLE) ? new Capacities(500, 1_000, 600) : capacities;
    }

    private static boolean hasImports(final Command command)
    {
        return switch (command)
        {
            case Command.CreateAccounts batch ->
                batch.accounts().stream().anyMatch((account) -> (account.flags() & AccountFlags.IMPORTED) != 0);
            case Command.CreateTransfers batch ->
                batch.transfers().stream().anyMatch((transfer) -> (transfer.flags() & TransferFlags.IMPORTED) != 0);
            case Command.Tick tick -> false;
        };
    }

    /** Runs the commands from that index on. */
    private static List<Object> run(final LedgerUnderTest ledger, final Scenario scenario, final int from)
    {
        final List<Object> replies = new ArrayList<>();
        final long[] times = scenario.hostTimes();
        for (int i = from; i < times.length; i++)
        {
            replies.add(run(ledger, scenario.commands().get(i), times[i]));
        }
        return replies;
    }

    private static Object run(final LedgerUnderTest ledger, final Command command, final long hostTimeNs)
    {
        return switch (command)
        {
            case Command.CreateAccounts batch -> ledger.createAccounts(hostTimeNs, batch.at(hostTimeNs));
            case Command.CreateTransfers batch -> ledger.createTransfers(hostTimeNs, batch.at(hostTimeNs));
            case Command.Tick tick -> ledger.tick(hostTimeNs, tick.advanceNs());
        };
    }

    private static void assertSameReads(final LedgerUnderTest one, final LedgerUnderTest other)
    {
        final QueryFilter all = QueryFilter.builder().limit(Limits.ROWS_MAX).build();
        assertEquals(one.queryAccounts(all), other.queryAccounts(all));
        assertEquals(one.queryTransfers(all), other.queryTransfers(all));
        assertEquals(
            one.changeEvents(0, 0, Limits.CHANGE_EVENTS_MAX), other.changeEvents(0, 0, Limits.CHANGE_EVENTS_MAX));
        for (int number = 1; number <= ScenarioGenerator.ACCOUNTS; number++)
        {
            final UInt128 id = ScenarioGenerator.accountId(number);
            assertEquals(
                one.accountTransfers(Book.filter(id).build()), other.accountTransfers(Book.filter(id).build()));
            assertEquals(one.accountBalances(Book.filter(id).build()), other.accountBalances(Book.filter(id).build()));
        }
    }
}
