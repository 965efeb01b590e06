package io.suuupra.bench.micro;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** What the benchmarks feed the engine is what they say: every transfer is created. */
final class EngineLoadTest
{
    @Test
    void shouldFeedOnlyTransfersThatAreCreated()
    {
        check(new EngineLoad.SinglePhase());
        check(new EngineLoad.HoldsThenPosts());
    }

    @Test
    void shouldFailWhenTheEngineCreatedLessThanWasMeasured()
    {
        final EngineLoad load = new EngineLoad.SingleFrames();
        load.accounts = 2;
        load.makeEngine();
        load.fillFrames();
        final IllegalStateException failure = assertThrows(IllegalStateException.class, load::checkAllCreated);
        assertEquals("the engine refused " + EngineBenchmark.SINGLES + " transfers", failure.getMessage());
    }

    private static void check(final EngineLoad load)
    {
        load.accounts = 100;
        load.makeEngine();
        for (int iteration = 0; iteration < 2; iteration++)
        {
            load.fillFrames();
            load.run();
            load.checkAllCreated();
        }
    }
}
