package io.suuupra.bench.load;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Raw connections against a node in a process of its own. */
final class OverloadRunTest
{
    private static final long FAR_TOO_MUCH = 10_000_000;
    private static final int NS_PER_MS = 1_000_000;
    private static final int SECONDS = 30;
    // Half a minute of large frames would take the disk of a small machine; a node has its limit at small ones, too.
    private static final int SMALL = 2;
    private static final int IN_FLIGHT = 64;

    @TempDir
    private Path folder;

    @Test
    void shouldCreateWhatTheNodeTakesAndCountTheRestAsBusyOrUnsent() throws Exception
    {
        final int batch = OverloadRun.BATCH;
        try (OwnNode node = OwnNode.start(folder); OverloadRun run = new OverloadRun(node.options(), 100, 3, batch))
        {
            final OverloadRun.Phase peak = run.saturate(1, 0, 1);
            assertTrue(peak.load().inTime() > 0);
            assertTrue(peak.load().isClean(), peak.load().errors());
            assertEquals(0, peak.busy());

            final OverloadRun.Phase slow = run.atRate(20_000, 0, 1);
            assertEquals(20_000, slow.load().created());
            assertEquals(0, slow.unsent());

            final OverloadRun.Phase much = run.atRate(FAR_TOO_MUCH, 0, 1);
            assertEquals(Map.of(), much.load().failed(), "a refusal for want of room is no failure");
            assertTrue(much.load().created() > 0);
            assertTrue(much.busy() + much.unsent() > 0, "no node takes that");
            assertEquals(FAR_TOO_MUCH,
                much.load().created() + (much.busy() + much.unsent()) * batch, "each frame has one end");
            assertEquals(much.busy(), much.times().count());

            final OverloadRun.Phase after = run.atRate(20_000, 0, 1);
            assertEquals(20_000, after.load().created(), "it serves again as before");
            assertEquals(0, after.busy());
        }
    }

    @Test
    void shouldServeOnThroughHalfAMinuteOfTwiceItsPeak() throws Exception
    {
        try (OwnNode node = OwnNode.start(folder); OverloadRun run = new OverloadRun(node.options(), 100, 5, SMALL))
        {
            final OverloadRun.Phase peak = run.saturate(IN_FLIGHT, 3, 3);
            assertTrue(peak.load().isClean(), peak.load().errors());
            final long rate = Math.round(2 * peak.load().perSecond());

            final OverloadRun.Phase twice = run.atRate(rate, 0, SECONDS);
            System.out.printf(Locale.ROOT,
                "peak %,.0f/s; twice that for %d s: %,.0f created/s, %,d frames BUSY (p99 %d ms), %,d not sent%n",
                peak.load().perSecond(), SECONDS, twice.load().perSecond(), twice.busy(),
                twice.times().p99() / NS_PER_MS, twice.unsent());
            node.check();
            assertEquals(Map.of(), twice.load().failed());
            assertTrue(twice.busy() + twice.unsent() > 0, "twice the peak cannot all have been taken");
            assertEquals(twice.load().asked(),
                twice.load().created() + twice.busy() * SMALL, "each frame that was sent has one end");
            assertTrue(twice.load().perSecond() > peak.load().perSecond() / 2, "most of the time goes into real work");

            final OverloadRun.Phase after = run.atRate(2_000, 0, 1);
            assertEquals(2_000, after.load().created(), "it serves again as before");
            assertEquals(0, after.busy());
        }
    }
}
