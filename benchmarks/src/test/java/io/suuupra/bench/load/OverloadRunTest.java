package io.suuupra.bench.load;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Raw connections against a node in a process of its own. */
final class OverloadRunTest
{
    private static final long FAR_TOO_MUCH = 10_000_000;
    private static final int SECONDS = 3;

    @TempDir
    private Path folder;

    @Test
    void shouldCreateWhatTheNodeTakesAndCountTheRestAsBusyOrUnsent() throws Exception
    {
        try (OwnNode node = OwnNode.start(folder); OverloadRun run = new OverloadRun(node.options(), 100, 3))
        {
            final OverloadRun.Phase peak = run.saturate(0, 1);
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
                much.load().created() + (much.busy() + much.unsent()) * OverloadRun.BATCH, "each frame has one end");
            assertEquals(much.busy(), much.times().count());

            final OverloadRun.Phase twice = run.atRate(Math.round(2 * peak.load().perSecond()), 0, SECONDS);
            assertEquals(Map.of(), twice.load().failed());
            assertTrue(twice.load().created() > 0);
            assertEquals(twice.load().asked(),
                twice.load().created() + twice.busy() * OverloadRun.BATCH, "each frame that was sent has one end");

            final OverloadRun.Phase after = run.atRate(20_000, 0, 1);
            assertEquals(20_000, after.load().created(), "it serves again as before");
            assertEquals(0, after.busy());
        }
    }
}
