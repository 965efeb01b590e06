package io.suuupra.journal.disk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@EnabledOnOs(OS.LINUX)
class LinuxFilesTest
{
    private static final long ROOM = 8_192;

    /** Linux has no file system that could set so much aside. */
    private static final long TOO_MUCH = Long.MAX_VALUE;

    @TempDir
    private Path folder;

    @Test
    void shouldMakeAFileAsLongAsTheRoomThatIsSetAside() throws IOException
    {
        final Path file = Files.createFile(folder.resolve("file"));
        assertTrue(LinuxFiles.allocate(file, 0, ROOM));
        assertEquals(ROOM, Files.size(file));
    }

    @Test
    void shouldSayWhichFileCannotBeOpenedAndWhy()
    {
        final Path absent = folder.resolve("absent");
        final IOException failure = assertThrows(IOException.class, () -> LinuxFiles.allocate(absent, 0, ROOM));
        assertEquals(absent + ": cannot be opened: No such file or directory", failure.getMessage());
    }

    @Test
    void shouldSayWhichFileGetsNoRoomAndWhy() throws IOException
    {
        final Path file = Files.createFile(folder.resolve("file"));
        final IOException failure = assertThrows(IOException.class, () -> LinuxFiles.allocate(file, 0, TOO_MUCH));
        assertTrue(failure.getMessage().startsWith(file + ": room cannot be set aside: "), failure.getMessage());
        assertTrue(failure.getMessage().matches(".*: (File too large|No space left on device)"), failure.getMessage());
    }
}
