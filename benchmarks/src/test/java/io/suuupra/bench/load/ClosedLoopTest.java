package io.suuupra.bench.load;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class ClosedLoopTest
{
    @Test
    void shouldCallAllCallersAgainAndAgainAtTheSameTime() throws Exception
    {
        final AtomicInteger calls = new AtomicInteger();
        final CountDownLatch both = new CountDownLatch(2);
        final ClosedLoop.Caller caller = () ->
        {
            both.countDown();
            assertTrue(both.await(10, TimeUnit.SECONDS));
            calls.incrementAndGet();
            return 5;
        };
        final LoadFigures figures = run(List.of(caller, caller));
        assertEquals(5L * calls.get(), figures.ever());
        assertTrue(figures.inTime() > 10);
        assertTrue(figures.isClean());
    }

    @Test
    void shouldCountWhatWasNotCreated() throws Exception
    {
        final LoadFigures figures = run(List.of(() -> 4));
        assertFalse(figures.isClean());
        assertTrue(figures.errors().contains("not created"), figures.errors());
        assertEquals(figures.ever(), 4 * figures.failed().get("not created"));
    }

    @Test
    void shouldFailWithTheCallThatFails()
    {
        final IOException failure = assertThrows(IOException.class, () -> run(List.of(() ->
        {
            throw new IllegalStateException("broken");
        })));
        assertTrue(failure.getMessage().contains("broken"), failure.getMessage());
    }

    private static LoadFigures run(final List<ClosedLoop.Caller> callers) throws IOException, InterruptedException
    {
        return new ClosedLoop(callers, 5, 0, 1, new PrintWriter(new StringWriter())).run();
    }
}
