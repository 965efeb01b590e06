package io.suuupra.tools.sim;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertEquals;

class BitFlipTest
{
    @TempDir
    private Path folder;

    @Test
    void shouldTurnOneBitOfOneFile() throws IOException
    {
        Files.createDirectory(folder.resolve("below"));
        for (int seed = 0; seed < 200; seed++)
        {
            final Path one = Files.write(folder.resolve("one"), new byte[]{1, 2, 3, 0, 0});
            final Path two = Files.write(folder.resolve("below/two"), new byte[100]);
            Files.write(folder.resolve("empty"), new byte[0]);
            BitFlip.turn(folder, new SplittableRandom(seed));
            assertEquals(1,
                differences(one, new byte[]{1, 2, 3, 0, 0}) + differences(two, new byte[100]), "seed " + seed);
            assertEquals(0, Files.size(folder.resolve("empty")));
        }
    }

    @Test
    void shouldLeaveAFolderWithoutFilesAlone() throws IOException
    {
        BitFlip.turn(folder, new SplittableRandom(1));
        try (var left = Files.list(folder))
        {
            assertEquals(0, left.count());
        }
    }

    private static int differences(final Path file, final byte[] before) throws IOException
    {
        final byte[] after = Files.readAllBytes(file);
        assertEquals(before.length, after.length);
        int bits = 0;
        for (int i = 0; i < before.length; i++)
        {
            bits += Integer.bitCount((before[i] ^ after[i]) & 0xFF);
        }
        return bits;
    }
}
