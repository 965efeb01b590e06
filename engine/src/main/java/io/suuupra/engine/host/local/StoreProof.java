package io.suuupra.engine.host.local;

import io.suuupra.journal.machine.Machine;
import io.suuupra.journal.store.MappedSegments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * After a start, compares all of the store with the checksums of the snapshot, a segment at a time and the newest
 * first, at a quarter of a core and of what the disk gives. Whoever needs a segment before its turn has it compared at
 * once: so nobody waits for all of it, and nobody uses what was not compared. Damage halts the node.
 */
final class StoreProof implements AutoCloseable
{
    private static final Logger LOG = LoggerFactory.getLogger(StoreProof.class);
    private static final int REST_TIMES = 3;

    private final MappedSegments store;
    private final Halt halt;
    private final Machine machine;
    private Machine.Work work;
    private volatile boolean closing;

    StoreProof(final MappedSegments store, final Halt halt, final Machine machine)
    {
        this.machine = machine;
        this.store = store;
        this.halt = halt;
    }

    void start()
    {
        work = machine.start("store-proof", true, this::run);
    }

    private void run()
    {
        final long startNs = machine.nanoTime();
        final int segments = store.segmentsToProve();
        try
        {
            for (int i = segments - 1; i >= 0 && !closing; i--)
            {
                final long beforeNs = machine.nanoTime();
                store.prove(i);
                machine.park(REST_TIMES * (machine.nanoTime() - beforeNs));
            }
            if (segments > 0 && !closing)
            {
                LOG.info("the store is as its snapshot says: {} segments compared in {} ms", segments,
                    TimeUnit.NANOSECONDS.toMillis(machine.nanoTime() - startNs));
            }
        }
        catch (final IOException | RuntimeException | Error damage)
        {
            halt.now("store", damage);
        }
    }

    /** Ends at the next segment. The store's memory must stay until then. */
    @Override
    public void close()
    {
        closing = true;
        if (work != null)
        {
            machine.join(work);
        }
    }
}
