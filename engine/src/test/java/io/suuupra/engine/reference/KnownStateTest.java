package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.TransferFlags;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import static io.suuupra.testkit.reference.Capacities.AMPLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A little of everything that a ledger can hold, by its hash: it takes every word, always in the same way. Figures that
 * change here change for every journal that was ever written.
 */
class KnownStateTest
{
    private static final int LEDGER = 700;
    private static final long SECOND = 1_000_000_000L;
    private static final int SINGLES = 150;

    private static Account.Builder account(final long id)
    {
        return Account.builder().id(new UInt128(id << 40, id)).userData128(new UInt128(id + 3, id + 4))
            .userData64(id + 5).userData32((int)id + 6).ledger(LEDGER).code((int)id + 7);
    }

    private static Transfer.Builder transfer(final long id, final long debit, final long credit)
    {
        return Transfer.builder().id(new UInt128(id << 32, id)).debitAccountId(new UInt128(debit << 40, debit))
            .creditAccountId(new UInt128(credit << 40, credit)).amount(1_000 + id).userData128(new UInt128(id, id + 1))
            .userData64(id + 2).userData32((int)id + 3).ledger(LEDGER).code((int)id);
    }

    private static Transfer.Builder resolution(final long id, final long of, final int flags)
    {
        return Transfer.builder().id(new UInt128(id << 32, id)).pendingId(new UInt128(of << 32, of)).flags(flags);
    }

    private static EngineUnderTest filled()
    {
        final EngineUnderTest engine = new EngineUnderTest(AMPLE);
        engine.createAccounts(SECOND, List.of(
            account(1).flags(AccountFlags.IMPORTED).timestamp(11).build(),
            account(2).flags(AccountFlags.IMPORTED).timestamp(12).build()));
        engine.createAccounts(2 * SECOND, List.of(
            account(3).flags(AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS).build(),
            account(4).build()));
        engine.createTransfers(3 * SECOND, List.of(
            transfer(1, 1, 2).flags(TransferFlags.IMPORTED).timestamp(21).build(),
            transfer(2, 2, 1).flags(TransferFlags.IMPORTED).timestamp(22).build()));
        engine.createTransfers(4 * SECOND, List.of(
            transfer(3, 3, 4).build(),
            transfer(4, 1, 2).flags(TransferFlags.PENDING).timeout(1).build(),
            transfer(5, 2, 4).flags(TransferFlags.PENDING).build(),
            transfer(6, 4, 1).flags(TransferFlags.PENDING).timeout(9).build(),
            transfer(7, 4, 2).flags(TransferFlags.PENDING).build(),
            resolution(9, 5, TransferFlags.POST_PENDING_TRANSFER).amount(17).build(),
            resolution(10, 6, TransferFlags.VOID_PENDING_TRANSFER).build(),
            transfer(8, 4, 2).flags(TransferFlags.PENDING | TransferFlags.CLOSING_CREDIT).build(),
            transfer(11, 1, 9).build()));
        engine.tick(6 * SECOND, 0);
        final List<Transfer> singles = new ArrayList<>();
        for (int i = 0; i < SINGLES; i++)
        {
            singles.add(transfer(100 + i, i % 2 == 0 ? 1 : 4, i % 2 == 0 ? 4 : 1).build());
        }
        engine.createTransfers(7 * SECOND, singles);
        return engine;
    }

    @Test
    void shouldHaveTheHashesThatItAlwaysHad()
    {
        try (EngineUnderTest engine = filled())
        {
            assertEquals(new EngineState(7, 7 * SECOND, 4, 162, 159, 2,
                UInt128.parse("149301254155015418724382818874279430866"),
                UInt128.parse("74007209430066684018591968886604011811"), 0), engine.state());
        }
    }

    /** Segments of a restored store are looked at when somebody needs them, with and without what a host has kept. */
    @Test
    void shouldFindEverythingInAStoreThatNobodyHasLookedAt()
    {
        try (EngineUnderTest engine = filled(); EngineUnderTest restored = engine.restore(engine.snapshot()))
        {
            final List<UInt128> ids = LongStream.rangeClosed(0, 100 + SINGLES)
                .mapToObj(id -> new UInt128(id << 32, id)).toList();
            final List<Transfer> transfers = engine.lookupTransfers(ids);
            assertEquals(9 + SINGLES, transfers.size());
            for (int i = ids.size() - 1; i >= 0; i--)
            {
                assertEquals(engine.lookupTransfers(ids.subList(i, i + 1)),
                    restored.lookupTransfers(ids.subList(i, i + 1)));
            }
            assertTrue(restored.lookupTransfers(List.of(new UInt128(1, 1L << 40))).isEmpty());
            assertEquals(engine.state(), restored.state());
        }
    }

    /** Records are hashed while a long batch runs; those of a chain not before it is known to hold. */
    @Test
    void shouldHashNothingOfAChainThatBreaksHoweverLongItIs()
    {
        try (EngineUnderTest engine = new EngineUnderTest(AMPLE))
        {
            engine.createAccounts(SECOND, List.of(account(2).build(), account(4).build()));
            engine.createTransfers(2 * SECOND, List.of(transfer(1, 2, 4).build()));
            final UInt128 before = engine.state().contentHash();
            for (final int length : new int[]{1, 31, 32, 33, 63, 64, 65, 200})
            {
                final List<Transfer> chain = new ArrayList<>();
                for (int i = 0; i < length; i++)
                {
                    chain.add(transfer(5_000 + i, 2, 4).code(1).flags(TransferFlags.LINKED).build());
                }
                chain.add(transfer(9_000, 2, 2).code(1).build());
                engine.createTransfers(3 * SECOND, chain);
                assertEquals(before, engine.state().contentHash(), length + " in the chain");
            }
        }
    }
}
