package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.engine.ledger.Hashing;
import io.suuupra.testkit.reference.Capacities;
import org.junit.jupiter.api.Test;

import java.util.List;

import static io.suuupra.engine.reference.Book.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/**
 * Ids that are different and whose hash is the same, as somebody who means harm can make them: the index cannot tell
 * them apart, the records can.
 */
final class TwinIdsTest
{
    private static final long K0 = 0x9E3779B97F4A7C15L;
    private static final long K1 = 0xC2B2AE3D27D4EB4FL;
    private static final int ROWS_PER_SEGMENT = 64;
    private static final UInt128 ID = new UInt128(17, 4_711);

    /** Another id with the same hash: each step of the hash can be undone once the upper half is chosen. */
    private static UInt128 twin(final UInt128 id, final long high)
    {
        long x = (id.low() ^ Long.rotateLeft(id.high() * K1, 31)) * K0;
        x ^= x >>> 32;
        x += id.high() - high;
        x ^= x >>> 32;
        final UInt128 twin = new UInt128(high, x * inverse(K0) ^ Long.rotateLeft(high * K1, 31));
        assertEquals(Hashing.ofId(id.low(), id.high()), Hashing.ofId(twin.low(), twin.high()));
        assertNotEquals(id, twin);
        return twin;
    }

    private static long inverse(final long odd)
    {
        long inverse = odd;
        for (int i = 0; i < 6; i++)
        {
            inverse *= 2 - odd * inverse;
        }
        assertEquals(1, odd * inverse);
        return inverse;
    }

    private static Account account(final UInt128 id)
    {
        return Account.builder().id(id).ledger(1).code(1).build();
    }

    private static Transfer transfer(final UInt128 id, final long amount, final int flags)
    {
        return Transfer.builder().id(id).debitAccountId(UInt128.of(1)).creditAccountId(UInt128.of(2))
            .amount(amount).ledger(1).code(1).flags(flags).build();
    }

    private static List<CreateTransferStatus> statuses(final List<CreateResult<CreateTransferStatus>> results)
    {
        return results.stream().map(CreateResult::status).toList();
    }

    @Test
    void shouldTellAccountsApart()
    {
        try (EngineUnderTest engine = new EngineUnderTest(Capacities.AMPLE))
        {
            final UInt128 twin = twin(ID, 18);
            assertEquals(List.of(), engine.lookupAccounts(List.of(twin)));
            engine.createAccounts(at(0), List.of(account(ID)));
            assertEquals(List.of(), engine.lookupAccounts(List.of(twin)));
            assertEquals(List.of(CreateAccountStatus.CREATED, CreateAccountStatus.EXISTS),
                engine.createAccounts(at(1), List.of(account(twin), account(ID))).stream()
                    .map(CreateResult::status).toList());
            assertEquals(List.of(twin, ID),
                engine.lookupAccounts(List.of(twin, ID)).stream().map(Account::id).toList());
        }
    }

    @Test
    void shouldTellTransfersApartAlsoBehindARestore()
    {
        try (EngineUnderTest engine = new EngineUnderTest(Capacities.AMPLE, ROWS_PER_SEGMENT))
        {
            engine.createAccounts(at(0), List.of(account(UInt128.of(1)), account(UInt128.of(2))));
            final UInt128 second = twin(ID, 18);
            final UInt128 third = twin(ID, 19);
            assertEquals(List.of(CreateTransferStatus.CREATED, CreateTransferStatus.CREATED),
                statuses(engine.createTransfers(at(1), List.of(transfer(ID, 5, 0), transfer(second, 7, 0)))));
            // More than a segment behind them, so that a restore does not have theirs at hand.
            for (int i = 0; i < 2 * ROWS_PER_SEGMENT; i++)
            {
                engine.createTransfers(at(2), List.of(transfer(UInt128.of(1_000 + i), 1, 0)));
            }
            assertApart(engine, second, third);
            try (EngineUnderTest restored = engine.restore(engine.snapshot()))
            {
                assertApart(restored, second, third);
                assertEquals(List.of(CreateTransferStatus.CREATED),
                    statuses(restored.createTransfers(at(3), List.of(transfer(third, 9, 0)))));
                assertEquals(List.of(third), ids(restored, third));
            }
        }
    }

    private static void assertApart(final EngineUnderTest engine, final UInt128 second, final UInt128 third)
    {
        assertEquals(List.of(), ids(engine, third));
        assertEquals(List.of(second, ID), ids(engine, second, ID));
        assertEquals(List.of(CreateTransferStatus.EXISTS, CreateTransferStatus.EXISTS_WITH_DIFFERENT_AMOUNT),
            statuses(engine.createTransfers(at(3), List.of(transfer(ID, 5, 0), transfer(second, 5, 0)))));
    }

    private static List<UInt128> ids(final EngineUnderTest engine, final UInt128... ids)
    {
        return engine.lookupTransfers(List.of(ids)).stream().map(Transfer::id).toList();
    }

    @Test
    void shouldTakeTheRightOneOutWhenAChainBreaks()
    {
        try (EngineUnderTest engine = new EngineUnderTest(Capacities.AMPLE))
        {
            engine.createAccounts(at(0), List.of(account(UInt128.of(1)), account(UInt128.of(2))));
            final UInt128 second = twin(ID, 18);
            final UInt128 third = twin(ID, 19);
            engine.createTransfers(at(1), List.of(transfer(ID, 5, 0)));
            engine.createTransfers(at(2), List.of(
                transfer(second, 7, TransferFlags.LINKED), Book.transfer(50, 1, 1, 1, 0).build()));
            assertEquals(List.of(ID), ids(engine, ID, second));
            assertEquals(List.of(CreateTransferStatus.CREATED, CreateTransferStatus.CREATED),
                statuses(engine.createTransfers(at(3), List.of(transfer(third, 1, 0), transfer(second, 7, 0)))));
            assertEquals(List.of(ID, second, third), ids(engine, ID, second, third));
        }
    }
}
