package io.suuupra.engine.ledger;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
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

/** The row of an expiry is in no answer of its own, but in the log, the hash and the audit chain. */
class ExpiryRowTest
{
    private static final long SECOND = 1_000_000_000L;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4096]);
    private final UnsafeBuffer results = new UnsafeBuffer(new byte[4096]);
    private final EdgeMapper mapper = new EdgeMapper();

    /** Room for a few rows. */
    private static final class OneSegment implements SegmentSource
    {
        private final UnsafeBuffer rows = new UnsafeBuffer(new byte[64 * StoreRecordDecoder.BLOCK_LENGTH]);

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
    }

    @Test
    void shouldCarryWhatTheHoldCarried()
    {
        try (Ledger ledger = new Ledger(new OneSegment()))
        {
            ledger.configure(new Capacities(10, 10, 10, 1, 1));
            ledger.scope(0, -1);
            mapper.encodeCreateAccounts(List.of(account(1), account(2)), buffer, 0);
            ledger.createAccounts(SECOND, new CreateAccountsDecoder().wrapAndApplyHeader(
                buffer, 0, new MessageHeaderDecoder()).accounts(), results, 0);
            final Transfer hold = Transfer.builder().id(new UInt128(7, 8)).debitAccountId(UInt128.of(1))
                .creditAccountId(UInt128.of(2)).amount(5).timeout(1).ledger(1).code(1).flags(TransferFlags.PENDING)
                .userData128(new UInt128(9, 10)).userData64(11).userData32(12).build();
            mapper.encodeCreateTransfers(List.of(hold), buffer, 0);
            ledger.createTransfers(2 * SECOND, new CreateTransfersDecoder().wrapAndApplyHeader(
                buffer, 0, new MessageHeaderDecoder()), results, 0);

            ledger.tick(9 * SECOND, 0);

            final TransferStore store = ledger.store();
            assertEquals(2, store.rows());
            assertEquals(TransferStore.KIND_EXPIRED, store.kind(1));
            assertEquals(8, store.idLow(1));
            assertEquals(7, store.idHigh(1));
            assertEquals(10, store.userData128Low(1));
            assertEquals(9, store.userData128High(1));
            assertEquals(11, store.userData64(1));
            assertEquals(12, store.userData32(1));
            assertEquals(0, store.pendingRow(1));
        }
    }

    private static Account account(final int id)
    {
        return Account.builder().id(UInt128.of(id)).ledger(1).code(1).build();
    }
}
