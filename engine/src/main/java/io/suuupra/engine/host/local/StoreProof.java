package io.suuupra.engine.host.local;

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
    private final Thread thread = Thread.ofPlatform().name("store-proof").daemon().unstarted(this::run);

    StoreProof(final MappedSegments store, final Halt halt)
    {
        this.store = store;
        this.halt = halt;
    }

    void start()
    {
        thread.start();
    }

    private void run()
    {
        final long startNs = System.nanoTime();
        final int segments = store.segmentsToProve();
        try
        {
            for (int i = segments - 1; i >= 0; i--)
            {
                final long beforeNs = System.nanoTime();
                store.prove(i);
                TimeUnit.NANOSECONDS.sleep(REST_TIMES * (System.nanoTime() - beforeNs));
            }
            if (segments > 0)
            {
                LOG.info("the store is as its snapshot says: {} segments compared in {} ms", segments,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
            }
        }
        catch (final IOException | RuntimeException damage)
        {
            halt.now("store", damage);
        }
        catch (final InterruptedException closing)
        {
            LOG.debug("the node ends before all of its store was compared");
        }
    }

    /** Ends at the next segment. The store's memory must stay until then. */
    @Override
    public void close()
    {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive())
        {
            try
            {
                thread.join();
            }
            catch (final InterruptedException again)
            {
                interrupted = true;
            }
        }
        if (interrupted)
        {
            Thread.currentThread().interrupt();
        }
    }
}
