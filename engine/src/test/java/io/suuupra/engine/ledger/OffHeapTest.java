package io.suuupra.engine.ledger;

import org.agrona.UnsafeApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class OffHeapTest
{
    private static final int PAGE = 4_096;

    @ParameterizedTest
    @ValueSource(longs = {64, 128, 64 * 1024, 128 * 1024, 4 * 1024 * 1024})
    void shouldGiveZerosAgainAndAgain(final long bytes)
    {
        for (int round = 0; round < 3; round++)
        {
            final long block = OffHeap.allocate(bytes);
            if (OffHeap.isMapped(bytes))
            {
                assertEquals(0, block % PAGE);
            }
            for (long at = 0; at < bytes; at += Long.BYTES)
            {
                assertEquals(0, UnsafeApi.getLong(block + at));
                UnsafeApi.putLong(block + at, -1);
            }
            OffHeap.free(block, bytes);
        }
    }
}
