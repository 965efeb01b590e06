package io.suuupra.bench.micro;

import com.sun.management.ThreadMXBean;
import io.suuupra.bench.workload.AccountChoice;
import io.suuupra.bench.workload.MixedIds;
import io.suuupra.bench.workload.Popularity;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The engine makes no garbage: a command allocates nothing. Only the index of ids grows, a partition at a time; so of
 * many short stretches most must be free of any allocation, and all together stay within what the index needs.
 */
final class GarbageTest
{
    private static final int ACCOUNTS = 100;
    private static final int EACH = 10;
    private static final int FRAMES = 2;
    private static final int STRETCHES = 4_000;
    private static final int WARM = 1_000;
    private static final int INDEX_BYTES_PER_TRANSFER = 64;

    private final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
    private final MixedIds accountIds = new MixedIds(1);
    private final BareEngine engine = new BareEngine(ACCOUNTS, accountIds);
    private final TransferFrames frames = new TransferFrames(
        FRAMES, EACH, accountIds, new MixedIds(2), new AccountChoice(Popularity.uniform(ACCOUNTS), 3));
    private long allocated;
    private int clean;
    private long next;

    @Test
    void shouldAllocateNothingForTransfers()
    {
        run(TransferKind.SINGLE_PHASE, TransferKind.SINGLE_PHASE);
        assertEquals((long)STRETCHES * FRAMES * EACH, engine.transfers());
    }

    @Test
    void shouldAllocateNothingForHoldsAndPosts()
    {
        run(TransferKind.HOLD, TransferKind.POST);
        assertEquals((long)STRETCHES * FRAMES * EACH, engine.transfers());
    }

    @Test
    void shouldAllocateNothingForRepeatedTransfers()
    {
        stretch(TransferKind.SINGLE_PHASE, TransferKind.SINGLE_PHASE, 0);
        for (int i = 0; i < STRETCHES; i++)
        {
            if (i == WARM)
            {
                allocated = 0;
            }
            stretch(TransferKind.SINGLE_PHASE, TransferKind.SINGLE_PHASE, 0);
        }
        assertEquals(0, allocated);
        assertEquals(FRAMES * EACH, engine.transfers());
    }

    private void run(final TransferKind first, final TransferKind second)
    {
        engine.reserve((long)STRETCHES * FRAMES * EACH);
        for (int i = 0; i < STRETCHES; i++)
        {
            if (i == WARM)
            {
                allocated = 0;
                clean = 0;
            }
            stretch(first, second, next);
            next += FRAMES * EACH;
        }
        final long transfers = (long)(STRETCHES - WARM) * FRAMES * EACH;
        assertTrue(clean > (STRETCHES - WARM) / 2,
            clean + " of " + (STRETCHES - WARM) + " stretches allocated nothing");
        assertTrue(allocated < transfers * INDEX_BYTES_PER_TRANSFER,
            allocated + " bytes were allocated for " + transfers + " transfers");
    }

    private void stretch(final TransferKind first, final TransferKind second, final long number)
    {
        engine.reserve(FRAMES * EACH);
        final long sequence = engine.nextSequence();
        final long timeNs = engine.nextTimeNs();
        frames.fill(0, sequence, timeNs, first, number);
        frames.fill(1, sequence + 1, timeNs + EACH, second, number + EACH);
        final long before = threads.getCurrentThreadAllocatedBytes();
        engine.run(sequence, timeNs, frames.buffer(), frames.offset(0), frames.length());
        engine.run(sequence + 1, timeNs + EACH, frames.buffer(), frames.offset(1), frames.length());
        final long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        allocated += bytes;
        clean += bytes == 0 ? 1 : 0;
    }
}
