package io.suuupra.journal.store;

import io.suuupra.journal.disk.MemoryAdvice;
import io.suuupra.journal.machine.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Makes the pages of a new mapping ready before they are written, a few at a time: all at once would keep a core from
 * those who answer.
 */
final class FreshPages
{
    private static final Logger LOG = LoggerFactory.getLogger(FreshPages.class);
    private static final long AT_A_TIME = 128 * 1024;
    private static final long PAUSE_MAX_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private FreshPages()
    {
    }

    /**
     * @param mapping  of a file that is long enough.
     * @param withinNs time to take.
     * @param hurries  whether somebody waits for the mapping by now.
     * @param machine  to wait on.
     */
    static void make(
        final MemorySegment mapping, final long withinNs, final BooleanSupplier hurries, final Machine machine)
    {
        if (!MemoryAdvice.hugePages(mapping))
        {
            LOG.debug("large pages cannot be had for {}", mapping);
        }
        final long steps = mapping.byteSize() / AT_A_TIME + 1;
        final long pauseNs = Math.min(PAUSE_MAX_NS, withinNs / steps);
        long at = 0;
        boolean makes = true;
        while (at < mapping.byteSize() && makes)
        {
            final long length = Math.min(AT_A_TIME, mapping.byteSize() - at);
            makes = MemoryAdvice.populate(mapping.asSlice(at, length));
            at += length;
            if (!hurries.getAsBoolean() && pauseNs > 0)
            {
                machine.park(pauseNs);
            }
        }
    }
}
