package io.suuupra.engine.host.local;

import io.suuupra.journal.disk.Disk;
import io.suuupra.journal.machine.Machine;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AdmissionGuardTest
{
    private static final long MIB = 1 << 20;

    private final TightMachine machine = new TightMachine();
    private final TightDisk disk = new TightDisk(machine);
    private final AdmissionGuard guard = new AdmissionGuard(Path.of("."), 100 * MIB, disk);

    @Test
    void shouldAdmitCommandsWhereThereIsRoom() throws IOException
    {
        guard.check();
        assertFalse(guard.isShort());
        assertEquals("", guard.shortage());
    }

    @Test
    void shouldAdmitNoCommandsWhileMemoryIsShort() throws IOException
    {
        machine.memory = 97 * MIB;
        guard.check();
        assertTrue(guard.isShort());
        assertEquals("memory: 97 MiB free, 192 MiB needed.", guard.shortage());
        machine.memory = 192 * MIB;
        guard.check();
        assertFalse(guard.isShort());
    }

    @Test
    void shouldNameAllThatIsShort() throws IOException
    {
        machine.heap = 93;
        disk.free = 99 * MIB;
        guard.check();
        assertEquals("disk: 99 MiB free, 100 MiB needed. heap: 93 % in use after collection, 92 % allowed.",
            guard.shortage());
    }

    private static final class TightMachine extends Machine
    {
        private long memory = 1_000 * MIB;
        private long heap = 10;

        @Override
        public long freeMemory()
        {
            return memory;
        }

        @Override
        public long heapPercent()
        {
            return heap;
        }
    }

    private static final class TightDisk extends Disk
    {
        private final Machine machine;
        private long free = 1_000 * MIB;

        private TightDisk(final Machine machine)
        {
            this.machine = machine;
        }

        @Override
        public Machine machine()
        {
            return machine;
        }

        @Override
        public long freeBytes(final Path folder)
        {
            return free;
        }
    }
}
