package io.suuupra.journal.machine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FreeMemoryTest
{
    @TempDir
    private Path folder;

    private FreeMemory memory(final String meminfo, final String max, final String stat) throws IOException
    {
        final Path machine = Files.writeString(folder.resolve("meminfo"), meminfo);
        Files.writeString(folder.resolve("memory.max"), max);
        Files.writeString(folder.resolve("memory.stat"), stat);
        return new FreeMemory(machine, folder);
    }

    @Test
    void shouldTakeTheSmallerOfMachineAndGroup() throws IOException
    {
        final String meminfo = "MemTotal:       24000 kB\nMemFree:  10 kB\nMemAvailable:    3000 kB\n";
        assertEquals(3_000 * 1024, memory(meminfo, "max\n", "anon 5\n").bytes());
        assertEquals(1_000_000 - 400_000, memory(meminfo, "1000000\n", "file 9\nanon 400000\n").bytes());
        assertEquals(0, memory(meminfo, "1000000\n", "anon 1400000\n").bytes());
    }

    @Test
    void shouldTakeWhatIsNotToldForPlenty() throws IOException
    {
        assertEquals(Long.MAX_VALUE, new FreeMemory(folder.resolve("none"), folder).bytes());
        assertThrows(IOException.class, memory("MemTotal: 1 kB\n", "max", "anon 1\n")::bytes);
        assertTrue(Machine.SYSTEM.freeMemory() > 0);
    }
}
