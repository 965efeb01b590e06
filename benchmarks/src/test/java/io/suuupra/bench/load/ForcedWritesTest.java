package io.suuupra.bench.load;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class ForcedWritesTest
{
    @Test
    void shouldTimeWritesAndLeaveNoFile(@TempDir final Path folder) throws Exception
    {
        final Percentiles times = ForcedWrites.measure(folder);
        assertTrue(times.count() > 0 && times.count() <= 1_000);
        assertTrue(times.p50() > 0 && times.p50() <= times.p99() && times.p99() <= times.max());
        try (Stream<Path> left = Files.list(folder))
        {
            assertEquals(0, left.count());
        }
    }
}
