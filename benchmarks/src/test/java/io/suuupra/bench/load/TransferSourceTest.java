package io.suuupra.bench.load;

import io.suuupra.bench.workload.Popularity;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.TransferFlags;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class TransferSourceTest
{
    @Test
    void shouldPostInEachSecondRequestTheHoldsOfTheOneBefore()
    {
        final TransferSource source = new TransferSource(Popularity.uniform(10), 7, 0, 3, true);
        final List<Transfer> holds = source.transfers(4);
        final List<Transfer> posts = source.transfers(5);
        assertTrue(holds.stream().allMatch(transfer -> transfer.flags() == TransferFlags.PENDING));
        assertTrue(posts.stream().allMatch(transfer -> transfer.flags() == TransferFlags.POST_PENDING_TRANSFER));
        assertEquals(holds.stream().map(Transfer::id).toList(), posts.stream().map(Transfer::pendingId).toList());
    }

    @Test
    void shouldPostAtOnceWithoutHolds()
    {
        final Transfer transfer = new TransferSource(Popularity.uniform(10), 7, 0, 1, false).transfers(1).getFirst();
        assertEquals(0, transfer.flags());
        assertEquals(UInt128.ZERO, transfer.pendingId());
    }
}
