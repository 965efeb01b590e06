package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.testkit.reference.Capacities;
import io.suuupra.testkit.reference.LedgerUnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/**
 * What small scenarios do not reach: whole batches, accounts with a long history, more rows than a reply takes.
 */
final class LargeLedgerTest
{
    private static final long SEED = 20_260_115;
    private static final int HOT = 1;
    private static final int ACCOUNTS = 40;
    private static final int BATCHES = 2;

    private final Random random = new Random(SEED);
    private final LedgerUnderTest reference = LedgerKind.REFERENCE.open(Capacities.AMPLE);
    private final LedgerUnderTest engine = LedgerKind.ENGINE.open(Capacities.AMPLE);
    private final List<Long> timestamps = new ArrayList<>();

    @BeforeEach
    void fill()
    {
        final List<Account> accounts = IntStream.rangeClosed(1, ACCOUNTS)
            .mapToObj((id) -> Book.accountOf(id, id % 2 == 1 ? AccountFlags.HISTORY : 0).build()).toList();
        assertEquals(
            reference.createAccounts(Book.at(1), accounts), engine.createAccounts(Book.at(1), accounts));
        for (int batch = 0; batch < BATCHES; batch++)
        {
            final int first = 1 + batch * Limits.EVENTS_MAX;
            final List<Transfer> transfers = IntStream.range(first, first + Limits.EVENTS_MAX)
                .mapToObj(this::transfer).toList();
            final long now = Book.at(10L * (batch + 1));
            assertEquals(reference.createTransfers(now, transfers), engine.createTransfers(now, transfers));
            timestamps.add(now - Limits.EVENTS_MAX);
            timestamps.add(now - Limits.EVENTS_MAX / 2);
            timestamps.add(now);
        }
    }

    /** Half of them touch the hot account, and some run out at once, so that expiries lie among them. */
    private Transfer transfer(final int id)
    {
        final int one = random.nextInt(2) == 0 ? HOT : 2 + random.nextInt(ACCOUNTS - 1);
        final int other = one == HOT ? 2 + random.nextInt(ACCOUNTS - 1) : 1 + one % ACCOUNTS;
        final boolean hold = random.nextInt(20) == 0;
        return (random.nextBoolean() ?
            Book.transfer(id, one, other, random.nextInt(1_000), hold ? TransferFlags.PENDING : 0) :
            Book.transfer(id, other, one, random.nextInt(1_000), hold ? TransferFlags.PENDING : 0))
            .timeout(hold ? 1 : 0).userData32(random.nextInt(100)).userData64(random.nextInt(10_000)).build();
    }

    @Test
    void shouldReadTheLongHistoryOfAnAccountLikeTheReference()
    {
        for (int i = 0; i < 60; i++)
        {
            final AccountFilter filter = AccountFilter.builder()
                .accountId(UInt128.of(random.nextInt(4) == 0 ? 3 : HOT))
                .userData32(random.nextInt(3) == 0 ? random.nextInt(100) : 0)
                .userData64(random.nextInt(5) == 0 ? random.nextInt(10_000) : 0)
                .timestampMin(random.nextBoolean() ? 0 : moment())
                .timestampMax(random.nextBoolean() ? 0 : moment())
                .limit(random.nextBoolean() ? Limits.ROWS_MAX : 1 + random.nextInt(2_000))
                .flags(1 + random.nextInt(3) + random.nextInt(2) * FilterFlags.REVERSED)
                .build();
            assertEquals(reference.accountTransfers(filter), engine.accountTransfers(filter), filter::toString);
        }
    }

    @Test
    void shouldReadBalancesLikeTheReference()
    {
        for (int i = 0; i < 12; i++)
        {
            final AccountFilter filter = AccountFilter.builder()
                .accountId(UInt128.of(HOT))
                .timestampMin(random.nextBoolean() ? 0 : moment())
                .limit(1 + random.nextInt(200))
                .flags(1 + random.nextInt(3) + random.nextInt(2) * FilterFlags.REVERSED)
                .build();
            assertEquals(reference.accountBalances(filter), engine.accountBalances(filter), filter::toString);
        }
    }

    @Test
    void shouldQueryLikeTheReference()
    {
        for (int i = 0; i < 40; i++)
        {
            final QueryFilter filter = QueryFilter.builder()
                .userData32(random.nextInt(3) == 0 ? random.nextInt(100) : 0)
                .userData64(random.nextInt(3) == 0 ? random.nextInt(10_000) : 0)
                .timestampMin(random.nextBoolean() ? 0 : moment())
                .timestampMax(random.nextBoolean() ? 0 : moment())
                .limit(random.nextBoolean() ? Limits.ROWS_MAX : 1 + random.nextInt(2_000))
                .flags(random.nextInt(2) * FilterFlags.REVERSED)
                .build();
            assertEquals(reference.queryTransfers(filter), engine.queryTransfers(filter), filter::toString);
            assertEquals(reference.queryAccounts(filter), engine.queryAccounts(filter), filter::toString);
        }
    }

    @Test
    void shouldPageThroughAllChangeEventsLikeTheReference()
    {
        long position = 0;
        int events = 0;
        while (true)
        {
            final int limit = random.nextInt(3) == 0 ? -1 : 1 + random.nextInt(4_000);
            final var expected = reference.changeEvents(position, 0, limit);
            assertEquals(expected, engine.changeEvents(position, 0, limit));
            if (expected.isEmpty())
            {
                break;
            }
            assertFalse(expected.size() > Limits.CHANGE_EVENTS_MAX);
            events += expected.size();
            position = expected.getLast().timestamp() + 1;
        }
        assertFalse(events <= BATCHES * Limits.EVENTS_MAX / 2, "most transfers were created");
    }

    @Test
    void shouldExpireTheBacklogLikeTheReference()
    {
        final List<Transfer> holds = IntStream.rangeClosed(1, Limits.EVENTS_MAX)
            .mapToObj((i) -> hold(i).timeout(1 + random.nextInt(3)).build())
            .toList();
        assertEquals(reference.createTransfers(Book.at(100), holds), engine.createTransfers(Book.at(100), holds));
        for (int i = 0; i < 4; i++)
        {
            final List<Transfer> one = List.of(Book.transfer(2_000_000 + i, 1, 2, 1, 0).build());
            assertEquals(reference.createTransfers(Book.at(200), one), engine.createTransfers(Book.at(200), one));
            assertEquals(reference.tick(Book.at(200), 0), engine.tick(Book.at(200), 0));
        }
        final List<UInt128> ids = IntStream.rangeClosed(1, ACCOUNTS).mapToObj(UInt128::of).toList();
        assertEquals(reference.lookupAccounts(ids), engine.lookupAccounts(ids));
        assertEquals(
            reference.changeEvents(Book.at(150), 0, Limits.CHANGE_EVENTS_MAX),
            engine.changeEvents(Book.at(150), 0, Limits.CHANGE_EVENTS_MAX));
    }

    @Test
    void shouldExpireTheRestLikeTheReferenceWhenMostHoldsWereResolved()
    {
        final int holds = 4_000;
        final List<Transfer> made = IntStream.rangeClosed(1, holds)
            .mapToObj((i) -> hold(i).timeout(10 + random.nextInt(10)).build())
            .toList();
        // Alone, in a chain that holds, and in one that breaks.
        final List<Transfer> resolved = IntStream.rangeClosed(1, holds)
            .filter((i) -> i % 5 != 0)
            .mapToObj((i) -> Book.resolve(2_000_000 + i, 1_000_000 + i, i % 50 == 49 ? 1 : 0,
                TransferFlags.VOID_PENDING_TRANSFER | (i % 5 == 4 || i % 3 == 0 ? 0 : TransferFlags.LINKED)).build())
            .toList();
        assertEquals(reference.createTransfers(Book.at(100), made), engine.createTransfers(Book.at(100), made));
        assertEquals(reference.createTransfers(Book.at(101), resolved), engine.createTransfers(Book.at(101), resolved));
        for (int second = 105; second < 125; second++)
        {
            assertEquals(reference.tick(Book.at(second), 0), engine.tick(Book.at(second), 0));
        }
        assertEquals(
            reference.changeEvents(Book.at(103), 0, Limits.CHANGE_EVENTS_MAX),
            engine.changeEvents(Book.at(103), 0, Limits.CHANGE_EVENTS_MAX));
    }

    private static Transfer.Builder hold(final int number)
    {
        return Book.transfer(
            1_000_000 + number, 1 + number % ACCOUNTS, 1 + (number + 1) % ACCOUNTS, number, TransferFlags.PENDING);
    }

    private long moment()
    {
        return timestamps.get(random.nextInt(timestamps.size())) + random.nextInt(6_000) - 3_000;
    }
}
