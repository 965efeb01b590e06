package io.suuupra.journal.recovery;

import io.suuupra.journal.Folders;
import io.suuupra.journal.Frames;
import io.suuupra.journal.JournalOptions;
import io.suuupra.journal.JournalTail;
import io.suuupra.journal.JournalWriter;
import io.suuupra.journal.QuickDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Power fails while a group is being forced. What was forced before is on the disk; of every page that was written
 * since, the disk holds the old or the new version, each for itself. Whatever the mixture: all that was answered is
 * there after the repair, nothing is there that was never sent, and the repaired journal goes on.
 */
class CrashImageTest
{
    private static final int IMAGES = Integer.getInteger("suuupra.crash.images", 320);
    private static final long SEED = Long.getLong("suuupra.crash.seed", 20_260_101L);
    private static final int IMAGES_PER_CRASH = 8;

    @TempDir
    private Path folder;
    private final Frames frames = new Frames();

    /** What the disk surely holds of a file, and what was written to it since. */
    private static final class Content
    {
        private byte[] synced = {};
        private final List<byte[]> written = new ArrayList<>();
    }

    /**
     * Remembers what was forced, and fails the force that it is told to. The next journal file is made by a thread of
     * its own: nothing is renamed while the present versions are read.
     */
    private static final class CrashingDisk extends QuickDisk
    {
        private final Map<Path, Content> files = new ConcurrentHashMap<>();
        private long forcesLeft = Long.MAX_VALUE;

        @Override
        public synchronized FileChannel create(final Path file) throws IOException
        {
            files.put(file, new Content());
            return super.create(file);
        }

        @Override
        public synchronized void force(final FileChannel channel, final Path file) throws IOException
        {
            final byte[] bytes = Files.readAllBytes(file);
            if (file.toString().endsWith(".cq4") && forcesLeft-- <= 0)
            {
                capture();
                throw new IOException("power failed");
            }
            super.force(channel, file);
            final Content content = files.get(file);
            content.synced = bytes;
            content.written.clear();
        }

        @Override
        public synchronized void rename(final Path from, final Path to) throws IOException
        {
            super.rename(from, to);
            files.put(to, files.remove(from));
        }

        @Override
        public synchronized boolean delete(final Path file) throws IOException
        {
            return super.delete(file);
        }

        /** Takes the present version of all files as one that may or may not have reached the disk. */
        synchronized void capture() throws IOException
        {
            for (final Map.Entry<Path, Content> entry : files.entrySet())
            {
                if (Files.exists(entry.getKey()))
                {
                    entry.getValue().written.add(Files.readAllBytes(entry.getKey()));
                }
            }
        }
    }

    @Test
    void shouldKeepAllThatWasForcedAndInventNothing() throws Exception
    {
        final Random seeds = new Random(SEED);
        int images = 0;
        int cut = 0;
        int kept = 0;
        for (int crash = 0; images < IMAGES; crash++)
        {
            final long seed = seeds.nextLong();
            final Random random = new Random(seed);
            final Path journal = folder.resolve("journal-" + crash);
            final CrashingDisk disk = new CrashingDisk();
            final long[] bounds = runUntilCrash(journal, disk, random);
            for (int i = 0; i < IMAGES_PER_CRASH; i++, images++)
            {
                final Path image = folder.resolve("image");
                Folders.delete(image);
                compose(journal, image, disk, random, random.nextBoolean() ? 4096 : 512);
                final String what = "seed " + seed + " image " + i;
                final long sequence = checkImage(image, bounds[0], bounds[1], i % 2 == 0, what);
                cut += sequence == bounds[0] ? 1 : 0;
                kept += sequence == bounds[1] ? 1 : 0;
            }
            Folders.delete(journal);
        }
        assertTrue(cut > IMAGES / 10 && kept > IMAGES / 50, "too few of one kind: cut " + cut + ", kept " + kept);
    }

    /** Runs a node with some restarts until its disk fails; returns what was durable then and what may be. */
    private long[] runUntilCrash(final Path journal, final CrashingDisk disk, final Random random) throws IOException
    {
        final JournalOptions options =
            JournalOptions.small().withRollBytes(20_000 + random.nextInt(60_000)).withDisk(disk)
                .withAhead(random.nextInt(4) == 0);
        long sequence = 0;
        final int starts = 1 + random.nextInt(3);
        for (int start = 1; start <= starts; start++)
        {
            final JournalTail tail = TailRepair.repair(journal, options);
            assertEquals(sequence, tail.sequence());
            try (JournalWriter writer = JournalWriter.open(journal, options, tail))
            {
                int groups = 1 + random.nextInt(25);
                while (groups-- > 0)
                {
                    sequence = commit(writer, sequence, random);
                    if (random.nextInt(4) == 0)
                    {
                        writer.mark();
                    }
                }
                if (start == starts)
                {
                    return crash(writer, disk, sequence, random);
                }
            }
        }
        throw new AssertionError("it never crashed");
    }

    private long[] crash(
        final JournalWriter writer, final CrashingDisk disk, final long durable, final Random random)
        throws IOException
    {
        disk.forcesLeft = random.nextInt(4);
        long last = durable;
        try
        {
            while (true)
            {
                disk.capture();
                last = commit(writer, last, random);
            }
        }
        catch (final IOException e)
        {
            assertTrue(String.valueOf(e.getMessage()).contains("power failed"), () -> "" + e);
            return new long[]{writer.durableSequence(), writer.sequence()};
        }
    }

    private long commit(final JournalWriter writer, final long sequence, final Random random) throws IOException
    {
        final int count = 1 + random.nextInt(5);
        for (int i = 1; i <= count; i++)
        {
            frames.append(writer, sequence + i, random.nextInt(random.nextInt(8) == 0 ? 9_000 : 300));
        }
        writer.commit();
        return sequence + count;
    }

    /** Mixes the versions of all files, page by page. */
    private static void compose(
        final Path journal, final Path image, final CrashingDisk disk, final Random random, final int page)
        throws IOException
    {
        Files.createDirectories(image);
        final int newInTen = random.nextInt(11);
        for (final Map.Entry<Path, Content> entry : new TreeMap<>(disk.files).entrySet())
        {
            final Path file = entry.getKey();
            if (!file.getParent().equals(journal) || !Files.exists(file))
            {
                continue;
            }
            final List<byte[]> versions = entry.getValue().written;
            final byte[] synced = entry.getValue().synced;
            final int longest = versions.stream().mapToInt(version -> version.length).max().orElse(0);
            final int length = Math.max(synced.length, random.nextBoolean() ? longest : 0);
            final ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
            for (int at = 0; at < length; at += page)
            {
                final byte[] version = !versions.isEmpty() && random.nextInt(10) < newInTen ?
                    versions.get(random.nextInt(versions.size())) : synced;
                bytes.write(Arrays.copyOfRange(version, Math.min(at, version.length),
                    Math.min(at + page, version.length)));
                bytes.write(new byte[Math.max(0, Math.min(at + page, length) - Math.max(at, version.length))]);
            }
            Files.write(image.resolve(file.getFileName()), bytes.toByteArray());
        }
    }

    private long checkImage(
        final Path image, final long durable, final long sent, final boolean goOn, final String what) throws IOException
    {
        final JournalOptions options = JournalOptions.small().withDisk(new QuickDisk());
        final JournalTail tail;
        try
        {
            tail = TailRepair.repair(image, options, durable);
        }
        catch (final IOException e)
        {
            throw new AssertionError(what + ": " + e.getMessage(), e);
        }
        assertTrue(tail.sequence() == durable || tail.sequence() == sent,
            () -> what + ": " + tail + ", durable " + durable + ", sent " + sent);
        final List<Frames.Frame> read = Frames.read(image);
        Frames.assertWhole(read, tail.sequence());
        if (!goOn)
        {
            return tail.sequence();
        }
        final JournalTail again = TailRepair.repair(image, options, durable);
        assertEquals(tail.sequence(), again.sequence(), what);
        assertEquals(tail.frameCrc(), again.frameCrc(), what);
        assertEquals(tail.epoch(), again.epoch(), what);
        assertEquals(0, again.cutBytes(), what);
        try (JournalWriter writer = JournalWriter.open(image, options, again))
        {
            frames.commit(writer, tail.sequence() + 1, tail.sequence() + 2, 100);
        }
        Frames.assertWhole(Frames.read(image), tail.sequence() + 2);
        return tail.sequence();
    }
}
