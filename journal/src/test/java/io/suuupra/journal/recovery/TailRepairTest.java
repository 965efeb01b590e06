package io.suuupra.journal.recovery;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.journal.FaultyDisk;
import io.suuupra.journal.Folders;
import io.suuupra.journal.Frames;
import io.suuupra.journal.GroupWalk;
import io.suuupra.journal.JournalDamage;
import io.suuupra.journal.JournalOptions;
import io.suuupra.journal.JournalTail;
import io.suuupra.journal.JournalWriter;
import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.journal.cycle.GroupAppender;
import io.suuupra.journal.cycle.GroupHeader;
import io.suuupra.journal.disk.Disk;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TailRepairTest
{
    @TempDir
    private Path folder;
    private Path journal;
    private Path image;
    private final Frames frames = new Frames();
    private final JournalOptions options = JournalOptions.small().withRollBytes(80_000);

    private record Group(int cycle, long position, int length, long first, long last)
    {
    }

    @BeforeEach
    void names()
    {
        journal = folder.resolve("journal");
        image = folder.resolve("image");
    }

    private JournalWriter open(final Path directory) throws IOException
    {
        return JournalWriter.open(directory, options, TailRepair.repair(directory, options));
    }

    private static List<Group> groups(final Path directory) throws IOException
    {
        final List<Group> groups = new ArrayList<>();
        try (GroupWalk walk = GroupWalk.open(directory, 0))
        {
            while (walk.next())
            {
                groups.add(new Group(walk.cycle(), walk.end() - walk.groupLength(), walk.groupLength(),
                    walk.firstSequence(), walk.sequence()));
            }
        }
        return groups;
    }

    private static Path file(final Path directory, final Group group)
    {
        return directory.resolve(CycleFiles.name(group.cycle()));
    }

    private static void overwrite(final Path file, final long position, final byte[] bytes) throws IOException
    {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw"))
        {
            access.seek(position);
            access.write(bytes);
        }
    }

    private static void flip(final Path file, final long position, final int bit) throws IOException
    {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw"))
        {
            access.seek(position);
            final int value = access.read();
            access.seek(position);
            access.write(value ^ 1 << bit);
        }
    }

    private void freshImage() throws IOException
    {
        Folders.delete(image);
        Folders.copy(journal, image);
    }

    private static List<Long> sequences(final Path directory) throws IOException
    {
        return Frames.read(directory).stream().map(Frames.Frame::sequence).toList();
    }

    private static List<Long> to(final long last)
    {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void shouldCutTornTailAtEveryByteOfLastGroup() throws Exception
    {
        try (JournalWriter writer = open(journal))
        {
            frames.commit(writer, 1, 4, 10);
            frames.commit(writer, 5, 7, 10);
        }
        final Group last = groups(journal).getLast();
        assertEquals(5, last.first());
        for (int kept = -4; kept < last.length(); kept++)
        {
            freshImage();
            final Path file = file(image, last);
            final byte[] before = Files.readAllBytes(file);
            overwrite(file, last.position() + kept, new byte[last.length() - kept]);
            if (Arrays.equals(before, Files.readAllBytes(file)))
            {
                // Only padding was left to tear off, and that is zero anyway.
                assertTrue(kept >= last.length() - 7);
                continue;
            }
            assertEquals(to(4), sequences(image), "kept " + kept);
            if (kept % 13 == 0 || kept == -4)
            {
                final JournalTail tail = TailRepair.repair(image, options);
                assertEquals(4, tail.sequence(), "kept " + kept);
                assertTrue(tail.cutBytes() >= 0 && tail.cutBytes() <= last.length() + 4, "kept " + kept + ": " + tail);
                assertEquals(0, TailRepair.repair(image, options).cutBytes());
                assertEquals(to(4), sequences(image));
            }
        }
    }

    @Test
    void shouldRefuseEveryFlippedBitBelowMarkAndNameItsSequence() throws Exception
    {
        long sequence = 0;
        try (JournalWriter writer = open(journal))
        {
            for (int i = 0; i < 60; i++)
            {
                frames.commit(writer, sequence + 1, sequence + 1 + i % 4, 500);
                sequence += 1 + i % 4;
            }
            writer.mark();
        }
        final List<Group> groups = groups(journal);
        assertTrue(groups.getLast().cycle() > groups.getFirst().cycle());
        freshImage();
        final Random random = new Random(7);
        for (int i = 0; i < 1_500; i++)
        {
            final Group group = groups.get(random.nextInt(groups.size() - 1));
            // The four bytes before a group are the header of its document.
            final long at = group.position() - 4 + random.nextInt(group.length() + 4);
            final int bit = random.nextInt(8);
            flip(file(image, group), at, bit);
            final String what = "byte " + (at - group.position()) + " bit " + bit + " of " + group;
            final JournalDamage damage = assertThrows(JournalDamage.class, () -> Frames.read(image), what);
            assertEquals(group.first(), damage.sequence(), what);
            assertNotNull(damage.file(), what);
            if (i % 100 == 0 && group.cycle() == groups.getLast().cycle())
            {
                assertEquals(group.first(),
                    assertThrows(JournalDamage.class, () -> TailRepair.repair(image, options)).sequence(), what);
            }
            flip(file(image, group), at, bit);
        }
        assertEquals(to(sequence), sequences(image));
    }

    @Test
    void shouldSurviveEveryFlippedBitOfChroniclesOwnPages() throws Exception
    {
        try (JournalWriter writer = open(journal))
        {
            frames.commit(writer, 1, 3, 10);
            frames.commit(writer, 4, 6, 10);
            writer.mark();
        }
        final Group first = groups(journal).getFirst();
        freshImage();
        for (long at = 0; at < first.position() - 4; at += at < 300 || at > 2_250 && at < 2_350 ? 1 : 17)
        {
            for (int bit = 0; bit < 8; bit += at % 4 == 0 || at < 8 ? 1 : 3)
            {
                flip(file(image, first), at, bit);
                assertEquals(to(6), sequences(image), "byte " + at + " bit " + bit);
                flip(file(image, first), at, bit);
            }
        }
        flip(file(image, first), 1, 7);
        assertEquals(6, TailRepair.repair(image, options).sequence());
        try (JournalWriter writer = open(image))
        {
            frames.commit(writer, 7, 7, 10);
        }
        assertEquals(to(7), sequences(image));
    }

    @Test
    void shouldRefuseZeroedHoleBelowMark() throws Exception
    {
        try (JournalWriter writer = open(journal))
        {
            for (int i = 1; i <= 40; i++)
            {
                frames.commit(writer, i, i, 3_000);
            }
        }
        final List<Group> groups = groups(journal);
        final int last = groups.getLast().cycle();
        assertTrue(groups.getFirst().cycle() < last);
        for (final Group group : groups.subList(0, groups.size() - 1))
        {
            freshImage();
            overwrite(file(image, group), group.position() - 4, new byte[group.length() + 4]);
            assertEquals(group.first(),
                assertThrows(JournalDamage.class, () -> Frames.read(image)).sequence(), () -> "hole at " + group);
            if (group.cycle() == last)
            {
                final JournalDamage damage =
                    assertThrows(JournalDamage.class, () -> TailRepair.repair(image, options));
                assertEquals(group.first(), damage.sequence(), () -> "hole at " + group);
                assertTrue(Files.exists(file(image, group)), "a refused start changes nothing");
            }
        }
    }

    @Test
    void shouldRefuseMissingFileAndLostTailThatSnapshotHolds() throws Exception
    {
        try (JournalWriter writer = open(journal))
        {
            for (int i = 1; i <= 60; i++)
            {
                frames.commit(writer, i, i, 3_000);
            }
        }
        final List<Group> groups = groups(journal);
        final List<Integer> cycles = groups.stream().map(Group::cycle).distinct().toList();
        assertTrue(cycles.size() >= 3);
        freshImage();
        final int middle = cycles.get(cycles.size() - 2);
        Files.delete(image.resolve(CycleFiles.name(middle)));
        final long missing = groups.stream().filter(group -> group.cycle() == middle).findFirst().orElseThrow().first();
        assertEquals(missing, assertThrows(JournalDamage.class, () -> Frames.read(image)).sequence());

        freshImage();
        final int lastCycle = cycles.getLast();
        Files.delete(image.resolve(CycleFiles.name(lastCycle)));
        final long lost = groups.stream().filter(group -> group.cycle() == lastCycle).findFirst().orElseThrow().first();
        assertEquals(lost, assertThrows(JournalDamage.class, () -> TailRepair.repair(image, options, 60)).sequence());
        assertEquals(lost - 1, TailRepair.repair(image, options, lost - 1).sequence());

        final Path empty = folder.resolve("empty");
        assertEquals(5, assertThrows(JournalDamage.class, () -> TailRepair.repair(empty, options, 5)).sequence());
    }

    @Test
    void shouldRemoveFilesInWhichNothingWasDurable() throws Exception
    {
        try (JournalWriter writer = open(journal))
        {
            frames.commit(writer, 1, 3, 10);
        }
        try (JournalWriter writer = open(journal))
        {
            assertEquals(3, writer.durableSequence());
        }
        assertEquals(2, CycleFiles.list(journal).size());
        final int unused = CycleFiles.list(journal).getLast().cycle();
        final JournalTail tail = TailRepair.repair(journal, options);
        assertEquals(3, tail.sequence());
        assertEquals(0, tail.cutBytes());
        assertTrue(tail.nextCycle() > unused);
        assertEquals(1, CycleFiles.list(journal).size());

        Folders.delete(journal);
        try (JournalWriter writer = open(journal))
        {
            assertEquals(0, writer.durableSequence());
        }
        assertEquals(0, TailRepair.repair(journal, options).sequence());
        assertEquals(0, CycleFiles.list(journal).size());
        Files.createFile(journal.resolve(CycleFiles.name(1_000)));
        assertEquals(0, TailRepair.repair(journal, options).sequence());
    }

    @Test
    void shouldNotBringBackFramesOfAnOlderEpoch() throws Exception
    {
        Files.createDirectories(journal);
        try (GroupAppender appender = GroupAppender.open(journal, options.sizes(), Disk.SYSTEM, 5_000))
        {
            final int crc = group(appender, 2, 1, 3, 0, 0);
            group(appender, 1, 4, 6, crc, 3);
            appender.force();
        }
        final JournalTail tail = TailRepair.repair(journal, options);
        assertEquals(3, tail.sequence());
        assertEquals(2, tail.epoch());
        assertTrue(tail.cutBytes() > 0);
        assertEquals(to(3), sequences(journal));
    }

    /** Writes a group past the writer's own checks. */
    private static int group(
        final GroupAppender appender,
        final int epoch,
        final long first,
        final long last,
        final int previousCrc,
        final long durable) throws IOException
    {
        final UnsafeBuffer group = appender.group();
        int length = GroupHeader.LENGTH;
        int crc = previousCrc;
        for (long sequence = first; sequence <= last; sequence++)
        {
            final int frame = Frames.encode(group, length, sequence, 8);
            crc = Frames.seal(group, length, frame, epoch, crc);
            length += Limits.align(frame);
        }
        GroupHeader.encode(group, 0, length, (int)(last - first + 1), epoch, previousCrc, first, durable);
        appender.write(length);
        return crc;
    }

    @Test
    void shouldNotTakeGroupThatStandsElsewhere() throws Exception
    {
        try (JournalWriter writer = open(journal))
        {
            frames.commit(writer, 1, 3, 0);
            frames.commit(writer, 4, 6, 0);
            frames.commit(writer, 7, 9, 0);
        }
        final List<Group> groups = groups(journal);
        final Path file = file(journal, groups.getFirst());
        final byte[] all = Files.readAllBytes(file);
        // The last group, with its document's header, once more behind itself: an old block that came back.
        final Group last = groups.getLast();
        final byte[] stale = Arrays.copyOfRange(
            all, (int)last.position() - 4, (int)last.position() + last.length());
        overwrite(file, last.position() + last.length(), stale);
        assertEquals(to(9), sequences(journal));
        final JournalTail tail = TailRepair.repair(journal, options);
        assertEquals(9, tail.sequence());
        assertEquals(stale.length / 8, (tail.cutBytes() + 7) / 8);
    }

    @Test
    void shouldFinishRepairThatWasKilledAtAnyStep() throws Exception
    {
        try (JournalWriter writer = open(journal))
        {
            for (int i = 1; i <= 50; i++)
            {
                frames.commit(writer, i, i, 2_000);
            }
        }
        try (JournalWriter writer = open(journal))
        {
            frames.commit(writer, 51, 53, 2_000);
            frames.commit(writer, 54, 56, 2_000);
        }
        final Group torn = groups(journal).getLast();
        overwrite(file(journal, torn), torn.position() + 100, new byte[3_000]);
        Files.write(journal.resolve(CycleFiles.name(torn.cycle() + 1)), new byte[100_000]);
        final FaultyDisk counting = new FaultyDisk(Long.MAX_VALUE);
        freshImage();
        final JournalTail expected = TailRepair.repair(image, options.withDisk(counting));
        assertEquals(53, expected.sequence());
        assertTrue(counting.calls() > 8, "steps: " + counting.calls());
        for (int steps = 0; steps < counting.calls(); steps++)
        {
            freshImage();
            final FaultyDisk disk = new FaultyDisk(steps);
            assertThrows(IOException.class, () -> TailRepair.repair(image, options.withDisk(disk)));
            assertEquals(to(53), sequences(image), "after " + steps + " steps");
            final JournalTail tail = TailRepair.repair(image, options);
            assertEquals(53, tail.sequence(), "after " + steps + " steps");
            assertEquals(expected.frameCrc(), tail.frameCrc());
            assertEquals(expected.epoch(), tail.epoch());
            assertEquals(to(53), sequences(image));
        }
    }

    @Test
    void shouldProtectRepairedTailWithMark() throws Exception
    {
        try (JournalWriter writer = open(journal))
        {
            frames.commit(writer, 1, 3, 10);
            frames.commit(writer, 4, 6, 10);
        }
        TailRepair.repair(journal, options);
        final List<Group> groups = groups(journal);
        assertEquals(3, groups.size());
        flip(file(journal, groups.get(1)), groups.get(1).position() + 60, 3);
        assertEquals(4, assertThrows(JournalDamage.class, () -> TailRepair.repair(journal, options)).sequence());
        assertFalse(Files.exists(journal.resolve("repair.tmp")));
    }
}
