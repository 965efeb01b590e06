package io.suuupra.journal;

import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.cycle.CycleFiles.CycleFile;
import io.suuupra.journal.recovery.TailRepair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whatever is done to the files, the reader answers with the true frames from the first on, or with damage. */
class JournalReaderFuzzTest
{
    private static final int RUNS = Integer.getInteger("suuupra.fuzz.runs", 600);

    @TempDir
    private Path folder;

    @Test
    void shouldNeverDeliverWhatWasNotWritten() throws Exception
    {
        final Path journal = folder.resolve("journal");
        final JournalOptions options = JournalOptions.small().withRollBytes(20_000).withDisk(new QuickDisk());
        final Frames frames = new Frames();
        final int last = 60;
        try (JournalWriter writer = JournalWriter.open(journal, options, TailRepair.repair(journal, options)))
        {
            for (int i = 1; i <= last; i += 3)
            {
                frames.commit(writer, i, i + 2, 400);
            }
            writer.mark();
        }
        final List<CycleFile> files = CycleFiles.list(journal);
        assertTrue(files.size() > 1);
        final List<byte[]> contents = new ArrayList<>();
        for (final CycleFile file : files)
        {
            contents.add(Files.readAllBytes(file.path()));
        }
        final Path image = Files.createDirectory(folder.resolve("image"));
        int damaged = 0;
        for (int run = 0; run < RUNS; run++)
        {
            final Random random = new Random(run);
            for (int i = 0; i < contents.size(); i++)
            {
                Files.write(image.resolve(files.get(i).path().getFileName()), mutate(contents, i, random));
            }
            damaged += check(image, last, "run " + run) ? 1 : 0;
        }
        assertTrue(damaged > RUNS / 4 && damaged < RUNS, "damaged " + damaged);
        assertEquals(files.size(), CycleFiles.list(image).size());
    }

    private static boolean check(final Path image, final long last, final String run) throws IOException
    {
        final List<Frames.Frame> read = new ArrayList<>();
        boolean damaged = false;
        try (JournalReader reader = JournalReader.open(image))
        {
            while (reader.next())
            {
                read.add(Frames.frame(reader));
            }
        }
        catch (final JournalDamage e)
        {
            damaged = true;
            assertEquals(read.size() + 1L, e.sequence(), run);
        }
        Frames.assertWhole(read, read.size());
        assertTrue(read.size() <= last, run);
        return damaged;
    }

    private static byte[] mutate(final List<byte[]> contents, final int file, final Random random)
    {
        final byte[] bytes = contents.get(file).clone();
        for (int times = random.nextInt(3); times > 0; times--)
        {
            final int at = random.nextInt(Math.min(bytes.length, 45_000));
            final int length = Math.min(1 + random.nextInt(random.nextBoolean() ? 8 : 6_000), bytes.length - at);
            switch (random.nextInt(4))
            {
                case 0 ->
                {
                    final byte[] noise = new byte[length];
                    random.nextBytes(noise);
                    System.arraycopy(noise, 0, bytes, at, length);
                }
                case 1 -> System.arraycopy(new byte[length], 0, bytes, at, length);
                case 2 ->
                {
                    final byte[] other = contents.get(random.nextInt(contents.size()));
                    System.arraycopy(other, random.nextInt(other.length - length + 1), bytes, at, length);
                }
                default ->
                {
                    return java.util.Arrays.copyOf(bytes, at);
                }
            }
        }
        return bytes;
    }
}
