package io.suuupra.engine.ledger;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateAccountsDecoder;
import io.suuupra.codecs.generated.CreateTransfersDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.StoreRecordDecoder;
import io.suuupra.engine.SegmentSource;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** When a hold is due, and how far a manual clock may be moved. */
class LedgerClockTest
{
    private static final long SECOND = 1_000_000_000L;
    private static final long CLOCK_MAX = 1L << 62;

    private final UnsafeBuffer rows = new UnsafeBuffer(new byte[64 * StoreRecordDecoder.BLOCK_LENGTH]);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4096]);
    private final UnsafeBuffer results = new UnsafeBuffer(new byte[4096]);

    private Ledger withAHold()
    {
        final Ledger ledger = new Ledger(new SegmentSource()
        {
            @Override
            public int rowsPerSegment()
            {
                return 64;
            }

            @Override
            public UnsafeBuffer segment(final int index)
            {
                return rows;
            }
        });
        final EdgeMapper mapper = new EdgeMapper();
        ledger.configure(new Capacities(10, 10, 10, 1, 1));
        ledger.scope(0, -1);
        mapper.encodeCreateAccounts(List.of(account(1), account(2)), buffer, 0);
        ledger.createAccounts(SECOND, new CreateAccountsDecoder().wrapAndApplyHeader(
            buffer, 0, new MessageHeaderDecoder()).accounts(), results, 0);
        mapper.encodeCreateTransfers(List.of(Transfer.builder().id(UInt128.of(7)).debitAccountId(UInt128.of(1))
            .creditAccountId(UInt128.of(2)).amount(5).timeout(3).ledger(1).code(1).flags(TransferFlags.PENDING)
            .build()), buffer, 0);
        ledger.createTransfers(2 * SECOND, new CreateTransfersDecoder().wrapAndApplyHeader(
            buffer, 0, new MessageHeaderDecoder()), results, 0);
        return ledger;
    }

    private static Account account(final long id)
    {
        return Account.builder().id(UInt128.of(id)).ledger(1).code(1).build();
    }

    /** A tick leaves room for as many expiries as one command may have, so that none is stamped before it is due. */
    @Test
    void shouldTellWhenATickWouldExpireAHold()
    {
        try (Ledger ledger = withAHold())
        {
            final long due = 5 * SECOND;
            assertEquals(due, ledger.firstExpiry());
            final long first = due + Limits.EXPIRY_MAX - 1;
            assertFalse(ledger.hasDue(first - 1));
            assertTrue(ledger.hasDue(first));
            ledger.tick(first - 1, 0);
            assertEquals(1, ledger.holds().open());
            ledger.tick(first, 0);
            assertEquals(0, ledger.holds().open());
            assertEquals(Long.MAX_VALUE, ledger.firstExpiry());
            assertFalse(ledger.hasDue(first));
        }
    }

    @Test
    void shouldMoveAManualClockAsFarAsTimesGo()
    {
        try (Ledger ledger = withAHold())
        {
            assertTrue(ledger.mayAdvance(0, 0));
            assertFalse(ledger.mayAdvance(0, -1));
            assertTrue(ledger.mayAdvance(0, CLOCK_MAX - 2 * SECOND));
            assertFalse(ledger.mayAdvance(0, CLOCK_MAX - 2 * SECOND + 1));
            assertTrue(ledger.mayAdvance(3 * SECOND, CLOCK_MAX - 3 * SECOND));
            assertFalse(ledger.mayAdvance(3 * SECOND, CLOCK_MAX - 3 * SECOND + 1));
            ledger.tick(0, 10 * SECOND);
            assertEquals(0, ledger.holds().open());
            assertTrue(ledger.stamps().last() > 12 * SECOND - 1);
        }
    }
}
