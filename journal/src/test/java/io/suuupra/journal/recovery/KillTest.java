package io.suuupra.journal.recovery;

import io.suuupra.journal.Frames;
import io.suuupra.journal.JournalOptions;
import io.suuupra.journal.JournalTail;
import io.suuupra.journal.JournalWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** A process that writes is killed, and killed again when it has just repaired what the kill before left. */
class KillTest
{
    private static final int KILLS = Integer.getInteger("suuupra.kills", 4);

    @TempDir
    private Path folder;

    /** Repairs the journal of its argument, then writes to it until it dies; prints what is durable. */
    public static final class Writer
    {
        private Writer()
        {
        }

        public static void main(final String[] args) throws IOException
        {
            final Path journal = Path.of(args[0]);
            final JournalOptions options = JournalOptions.small().withRollBytes(200_000).withAhead(true);
            final JournalTail tail = TailRepair.repair(journal, options);
            final Frames frames = new Frames();
            try (JournalWriter writer = JournalWriter.open(journal, options, tail))
            {
                for (long sequence = tail.sequence(); ; sequence += 4)
                {
                    frames.commit(writer, sequence + 1, sequence + 4, 700);
                    System.out.println(writer.durableSequence());
                }
            }
        }
    }

    @Test
    void shouldKeepAllThatWasAnsweredBeforeKill() throws Exception
    {
        final Random random = new Random(11);
        final Path journal = folder.resolve("journal");
        long answered = 0;
        for (int kill = 0; kill < KILLS; kill++)
        {
            final Path output = folder.resolve("output-" + kill);
            final Process writer = start(journal, output);
            final int enough = 3 + random.nextInt(1_500);
            final long deadline = System.nanoTime() + 60_000_000_000L;
            while (Files.size(output) < enough)
            {
                assertTrue(writer.isAlive() && System.nanoTime() < deadline, "the writer does not write");
                Thread.onSpinWait();
            }
            writer.destroyForcibly();
            assertTrue(writer.waitFor(20, TimeUnit.SECONDS));
            final String lines = Files.readString(output);
            final String whole = lines.substring(0, lines.lastIndexOf('\n') + 1).strip();
            answered = Math.max(answered, Long.parseLong(whole.substring(whole.lastIndexOf('\n') + 1)));
            final List<Frames.Frame> read = Frames.read(journal);
            assertTrue(read.size() >= answered, "answered " + answered + ", read " + read.size());
            Frames.assertWhole(read, read.size());
        }
        assertTrue(TailRepair.repair(journal, JournalOptions.small()).sequence() >= answered);
    }

    private static Process start(final Path journal, final Path output) throws IOException
    {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        for (final String argument : ManagementFactory.getRuntimeMXBean().getInputArguments())
        {
            if (argument.startsWith("--"))
            {
                command.add(argument);
            }
        }
        command.addAll(
            List.of("-cp", System.getProperty("java.class.path"), Writer.class.getName(), journal.toString()));
        return new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD).redirectOutput(output.toFile()).start();
    }
}
