package io.suuupra.bench.load;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Payments through a node, two banks and two PSPs in three processes. */
final class UpiRunTest
{
    @TempDir
    private Path folder;

    @Test
    void shouldBringEveryPaymentToItsOutcome() throws Exception
    {
        try (OwnNode node = OwnNode.start(folder); UpiRun run = new UpiRun(node, 50, 1))
        {
            final LoadFigures peak = run.saturate(50, 0, 1);
            assertTrue(peak.isClean(), peak.errors());
            assertTrue(peak.inTime() > 0);

            final LoadFigures open = run.atRate(200, 0, 1);
            assertTrue(open.isClean(), open.errors());
            assertEquals(200, open.asked());
            assertEquals(200, open.created());
            assertEquals(200, open.latency().count());
        }
    }
}
