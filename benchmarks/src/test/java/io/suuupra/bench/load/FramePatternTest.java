package io.suuupra.bench.load;

import io.suuupra.bench.workload.AccountChoice;
import io.suuupra.bench.workload.MixedIds;
import io.suuupra.bench.workload.Popularity;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.generated.WireFrameHeaderDecoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class FramePatternTest
{
    private static final int HEADER = WireFrameHeaderDecoder.BLOCK_LENGTH;
    private static final int TRANSFERS = 5;

    private final MixedIds accountIds = new MixedIds(1);
    private final MixedIds transferIds = new MixedIds(2);

    @Test
    void shouldGiveEachUseItsNumberItsIdsAndItsChecksum()
    {
        final FramePattern pattern =
            new FramePattern(TRANSFERS, accountIds, new AccountChoice(Popularity.uniform(3), 4));
        for (long use = 0; use < 3; use++)
        {
            final ByteBuffer frame = pattern.with(use + 7, transferIds, use * TRANSFERS);
            final UnsafeBuffer view = new UnsafeBuffer(frame);
            final WireFrameHeaderDecoder header =
                new WireFrameHeaderDecoder().wrap(view, 0, HEADER, WireFrameHeaderDecoder.SCHEMA_VERSION);
            final CRC32C crc = new CRC32C();
            crc.update(frame.duplicate().position(WireFrameHeaderDecoder.requestEncodingOffset()));
            assertEquals(frame.remaining(), header.length());
            assertEquals(crc.getValue(), header.crc());
            assertEquals(use + 7, header.request());

            final List<Transfer> transfers = new EdgeMapper().decodeCreateTransfers(view, HEADER);
            assertEquals(TRANSFERS, transfers.size());
            final Set<?> accounts = Set.of(accountIds.id(0), accountIds.id(1), accountIds.id(2));
            for (int i = 0; i < TRANSFERS; i++)
            {
                final Transfer transfer = transfers.get(i);
                assertEquals(transferIds.id(use * TRANSFERS + i), transfer.id());
                assertTrue(accounts.contains(transfer.debitAccountId()));
                assertTrue(accounts.contains(transfer.creditAccountId()));
                assertTrue(!transfer.debitAccountId().equals(transfer.creditAccountId()) && transfer.amount() > 0);
            }
        }
    }
}
