package io.suuupra.engine.host.local;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class LowPriorityTest
{
    private static final Path THREAD = Path.of("/proc/thread-self/stat");

    /** Place of the nice value behind the thread's name, which ends with a bracket. */
    private static final int NICE = 16;

    private static int nice()
    {
        try
        {
            final String stat = Files.readString(THREAD);
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE]);
        }
        catch (final IOException unreadable)
        {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void shouldBeTheThreadsOwn() throws InterruptedException, ExecutionException
    {
        assumeTrue(Files.exists(THREAD), "only Linux tells");
        final int before = nice();
        final CompletableFuture<Integer> after = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> after.complete(LowPriority.take() ? nice() : before)).join();
        assertEquals(19, after.get());
        assertEquals(before, nice(), "other threads keep theirs");
    }
}
