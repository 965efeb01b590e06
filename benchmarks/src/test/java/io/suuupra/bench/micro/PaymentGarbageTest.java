package io.suuupra.bench.micro;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** The switch makes no garbage: a payment lets tables grow now and then, and most payments allocate nothing. */
class PaymentGarbageTest
{
    private static final int STRETCHES = 3_000;
    private static final int WARM = 1_500;
    private static final int OPEN = 4;
    private static final int TABLE_BYTES_PER_PAYMENT = 256;

    @Test
    void shouldAllocateNothingForPayments()
    {
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        final PaymentRun run = new PaymentRun(OPEN);
        long allocated = 0;
        int clean = 0;
        for (int i = 0; i < STRETCHES; i++)
        {
            run.reserve(OPEN);
            final long before = threads.getCurrentThreadAllocatedBytes();
            run.run();
            final long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            allocated += i < WARM ? 0 : bytes;
            clean += i < WARM || bytes > 0 ? 0 : 1;
        }
        run.check();
        final int measured = STRETCHES - WARM;
        assertTrue(clean > measured / 2, clean + " of " + measured + " stretches allocated nothing");
        assertTrue(allocated < (long)measured * OPEN * TABLE_BYTES_PER_PAYMENT,
            allocated + " bytes were allocated for " + measured * OPEN + " payments");
        assertTrue(run.rowsEach() <= PaymentRun.ROWS, run.rowsEach() + " records a payment");
    }
}
