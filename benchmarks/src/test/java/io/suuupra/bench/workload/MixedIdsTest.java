package io.suuupra.bench.workload;

import io.suuupra.codecs.edge.UInt128;
import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class MixedIdsTest
{
    @Test
    void shouldGiveDistinctValidIdsThatRepeatForTheSameSeed()
    {
        final MixedIds ids = new MixedIds(7);
        final Set<Long> lows = new HashSet<>();
        for (long number = 0; number < 100_000; number++)
        {
            final UInt128 id = ids.id(number);
            assertTrue(lows.add(id.low()));
            assertTrue(id.high() > 0, "neither 0 nor all ones");
            assertEquals(id, new MixedIds(7).id(number));
        }
        assertNotEquals(ids.id(1), new MixedIds(8).id(1));
    }
}
