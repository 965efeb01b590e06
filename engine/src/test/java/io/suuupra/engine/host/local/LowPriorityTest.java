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

    /** Place of the policy behind the thread's name, which ends with a bracket: {@code proc_pid_stat(5)}. */
    private static final int POLICY = 38;

    private static final int SCHED_IDLE = 5;

    private static int policy()
    {
        try
        {
            final String stat = Files.readString(THREAD);
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[POLICY]);
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
        final int before = policy();
        final CompletableFuture<Integer> after = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> after.complete(LowPriority.take() ? policy() : before)).join();
        assertEquals(SCHED_IDLE, after.get());
        assertEquals(before, policy(), "other threads keep theirs");
    }
}
