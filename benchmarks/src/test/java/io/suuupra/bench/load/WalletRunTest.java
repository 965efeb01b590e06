package io.suuupra.bench.load;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Payments from wallets through a node in a process of its own. */
final class WalletRunTest
{
    @TempDir
    private Path folder;

    @Test
    void shouldHaveEveryPaymentSucceed() throws Exception
    {
        try (OwnNode node = OwnNode.start(folder); WalletRun run = new WalletRun(node, 50, 3, 20, 1))
        {
            final LoadFigures peak = run.saturate(4, 0, 1);
            assertTrue(peak.isClean(), peak.errors());
            assertTrue(peak.inTime() > 0);

            final LoadFigures open = run.atRate(2_000, 0, 1);
            assertTrue(open.isClean(), open.errors());
            assertEquals(2_000, open.asked());
            assertEquals(2_000, open.created());
        }
    }
}
