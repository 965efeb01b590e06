package io.suuupra.journal;

import io.suuupra.journal.disk.Disk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DataFolderTest
{
    @TempDir
    private Path folder;

    /** Locks the folder of its argument, says so, and ends when its input does. */
    public static final class Holder
    {
        private Holder()
        {
        }

        public static void main(final String[] args) throws IOException
        {
            try (DataFolder held = DataFolder.open(Path.of(args[0]), Disk.SYSTEM))
            {
                System.out.println(held.paths().root());
                while (System.in.read() >= 0)
                {
                    // Until the test closes it.
                }
            }
        }
    }

    @Test
    void shouldMakeFolderAndKnowItAgain() throws Exception
    {
        final Path root = folder.resolve("a/b");
        try (DataFolder opened = DataFolder.open(root, Disk.SYSTEM))
        {
            assertEquals("1", Files.readString(opened.paths().format()).strip());
            opened.paths().checkFormat();
            final IOException twice = assertThrows(IOException.class, () -> DataFolder.open(root, Disk.SYSTEM));
            assertTrue(twice.getMessage().contains("in use by this process"), twice.getMessage());
        }
        DataFolder.open(root, Disk.SYSTEM).close();
    }

    @Test
    void shouldNameProcessThatHasFolder() throws Exception
    {
        final Process holder = new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-cp", System.getProperty("java.class.path"),
            Holder.class.getName(), folder.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try
        {
            assertEquals(folder.toString(), holder.inputReader().readLine());
            final IOException used = assertThrows(IOException.class, () -> DataFolder.open(folder, Disk.SYSTEM));
            assertEquals("data folder " + folder + " is in use by process " + holder.pid(), used.getMessage());
        }
        finally
        {
            holder.destroyForcibly();
        }
        assertTrue(holder.waitFor(20, TimeUnit.SECONDS));
        DataFolder.open(folder, Disk.SYSTEM).close();
    }

    @Test
    void shouldRefuseOtherFormatAndFolderWithoutOne() throws Exception
    {
        DataFolder.open(folder, Disk.SYSTEM).close();
        Files.writeString(folder.resolve("format"), "2\n");
        final IOException other = assertThrows(IOException.class, () -> DataFolder.open(folder, Disk.SYSTEM));
        assertTrue(other.getMessage().contains("format version 2"), other.getMessage());
        Files.delete(folder.resolve("format"));
        Files.createDirectories(folder.resolve("store"));
        DataFolder.open(folder, Disk.SYSTEM).close();
        Files.delete(folder.resolve("format"));
        Files.createFile(folder.resolve("store/00000000.seg"));
        final IOException none = assertThrows(IOException.class, () -> DataFolder.open(folder, Disk.SYSTEM));
        assertTrue(none.getMessage().contains("not a complete data folder"), none.getMessage());
    }
}
