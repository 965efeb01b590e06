package io.suuupra.tools.journal;

import io.suuupra.codecs.generated.CommandStatus;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.engine.host.local.LocalNode;
import io.suuupra.engine.host.local.LocalNodeOptions;
import io.suuupra.journal.JournalOptions;
import io.suuupra.tools.Main;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Two journals lead to the state hashes that stand in the tree, whatever runs them: one that a real node has recorded,
 * and a longer one that follows from a seed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenJournalTest
{
    /** Writes the files in the tree anew. The recorded journal only where it is missing. */
    private static final boolean WRITE = Boolean.getBoolean("suuupra.golden.write");
    private static final Path TREE = Path.of(System.getProperty("suuupra.root", ".."))
        .resolve("tools/src/test/resources/io/suuupra/tools/journal");
    private static final String RECORDED_ZIP = "recorded.zip";
    private static final long SEED = 20_261_123;
    private static final int GENERATED_COMMANDS = 120_000;
    private static final int GENERATED_EVERY = 10_000;
    private static final int RECORDED_COMMANDS = 10_000;
    private static final int RECORDED_EVERY = 500;
    private static final int RECORDED_PARTS = 6;
    private static final long TIMEOUT_S = 240;

    /** What these commands cannot come to: a timeout that overflows needs a clock far in the future. */
    private static final Set<CreateTransferStatus> TRANSFERS_NEVER = EnumSet.of(
        CreateTransferStatus.OVERFLOWS_TIMEOUT, CreateTransferStatus.NULL_VAL);
    private static final Set<CreateAccountStatus> ACCOUNTS_NEVER = EnumSet.of(
        CreateAccountStatus.CAPACITY_EXCEEDED, CreateAccountStatus.NULL_VAL);

    @TempDir
    private static Path folder;

    private Path generated;
    private Path recorded;
    private Path snapshots;

    @BeforeAll
    void prepare() throws Exception
    {
        generated = folder.resolve("generated");
        GoldenJournal.generate(generated, SEED, GENERATED_COMMANDS);
        if (WRITE && !Files.exists(TREE.resolve(RECORDED_ZIP)))
        {
            Files.createDirectories(TREE);
            final Path data = folder.resolve("recording");
            final Path taken = folder.resolve("taken").resolve("golden-snapshots");
            GoldenRecorder.record(data, taken, SEED + 1, RECORDED_COMMANDS, RECORDED_PARTS);
            GoldenJournal.pack(data, taken, TREE.resolve(RECORDED_ZIP));
        }
        recorded = folder.resolve("recorded");
        unpack(recorded);
        // Not where a replay looks for them: each is tried by itself.
        snapshots = folder.resolve("snapshots");
        Files.move(recorded.resolve("golden-snapshots"), snapshots);
        if (WRITE)
        {
            write("generated", run(generated, GENERATED_EVERY, Long.MAX_VALUE));
            write("recorded", run(recorded, RECORDED_EVERY, Long.MAX_VALUE));
        }
    }

    private static void unpack(final Path data) throws IOException
    {
        try (InputStream zip = Files.newInputStream(TREE.resolve(RECORDED_ZIP)))
        {
            GoldenJournal.unpack(zip, data);
        }
    }

    /** The hashes and, in the last line, the digest of all replies. */
    private void write(final String name, final List<String> hashes) throws IOException, NoSuchAlgorithmException
    {
        final List<String> lines = new ArrayList<>(hashes);
        lines.add("replies," + GoldenReplies.of(journal(name), Long.MAX_VALUE).hash());
        Files.write(TREE.resolve(name + ".hashes"), lines);
    }

    private Path journal(final String name)
    {
        return name.equals("generated") ? generated : recorded.resolve("journal");
    }

    private static List<String> inTree(final String name) throws IOException
    {
        try (InputStream file = GoldenJournalTest.class.getResourceAsStream(name + ".hashes"))
        {
            assertNotNull(file, name + ".hashes is not in the tree: make it with -Dsuuupra.golden.write=true");
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static String changed(final String line)
    {
        return "The same journal leads to another state or answer than before, first at \"" + line + "\". Nodes that " +
            "replay their journals with this code would differ from what they have answered. If the change is meant: " +
            "hide it behind a new behaviour (ActivateVersion), so that these journals keep their hashes, raise the " +
            "schema's version where a message has grown, write an ADR, and add a journal of the new behaviour. " +
            "Only before the first release may the hashes be made anew, with -Dsuuupra.golden.write=true.";
    }

    /** Holds lines of a replay against those in the tree. */
    private static void assertInTree(final String name, final List<String> lines, final long to) throws IOException
    {
        final List<String> expected = hashes(inTree(name)).stream()
            .filter(line -> Long.parseLong(line.split(",")[0]) <= to).toList();
        for (int i = 0; i < expected.size(); i++)
        {
            final String line = expected.get(i);
            assertEquals(line, i < lines.size() ? lines.get(i) : "", () -> name + ": " + changed(line));
        }
        assertEquals(expected.size(), lines.size());
    }

    private static List<String> run(final Path data, final int every, final long to)
    {
        final CommandRun run = to == Long.MAX_VALUE ?
            CommandRun.of(new ReplayCommand(), data, "--hash-every", every) :
            CommandRun.of(new ReplayCommand(), data, "--hash-every", every, "--to", to);
        assertEquals(0, run.exitCode(), run.err());
        return hashes(run.lines());
    }

    private static List<String> hashes(final List<String> lines)
    {
        return lines.stream().filter(line -> line.matches("\\d+,[0-9a-f]{32}")).toList();
    }

    @Test
    void shouldHaveJournalsThatSayEnough() throws Exception
    {
        final Set<CreateTransferStatus> transfers = new HashSet<>(EnumSet.allOf(CreateTransferStatus.class));
        final Set<CreateAccountStatus> accounts = new HashSet<>(EnumSet.allOf(CreateAccountStatus.class));
        final GoldenReplies replies = GoldenReplies.of(generated, Long.MAX_VALUE);
        transfers.removeAll(replies.transferStatuses());
        accounts.removeAll(replies.accountStatuses());
        assertEquals(TRANSFERS_NEVER, transfers);
        assertEquals(ACCOUNTS_NEVER, accounts);
        assertTrue(replies.commandStatuses().containsAll(EnumSet.of(
            CommandStatus.DONE, CommandStatus.VERSION_NOT_NEXT, CommandStatus.VERSION_UNKNOWN)),
            () -> replies.commandStatuses().toString());
        assertTrue(replies.failures() > 0, "a session repeated what is not kept any more");
        assertEquals(GENERATED_COMMANDS / GENERATED_EVERY, inTree("generated").size() - 1);
        assertTrue(inTree("recorded").size() > RECORDED_COMMANDS / RECORDED_EVERY);
    }

    @Test
    void shouldAnswerEveryCommandAndReadWithTheSameBytes() throws Exception
    {
        for (final String name : List.of("generated", "recorded"))
        {
            final String line = "replies," + GoldenReplies.of(journal(name), Long.MAX_VALUE).hash();
            assertEquals(inTree(name).getLast(), line, () -> name + ": " + changed(line));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "-Xint,                             20000",
        "-XX:TieredStopAtLevel=1,           9223372036854775807",
        "-XX:+UseSerialGC,                  9223372036854775807",
        "-XX:+UseParallelGC,                9223372036854775807",
        "-XX:+UseG1GC,                      9223372036854775807",
        "-XX:+UseZGC,                       9223372036854775807"})
    void shouldComeToTheSameHashesWhateverRunsIt(final String flag, final long to) throws Exception
    {
        assertInTree("generated", fork(flag, generated, GENERATED_EVERY, to), to);
        assertInTree("recorded", fork(flag, recorded, RECORDED_EVERY, Long.MAX_VALUE), Long.MAX_VALUE);
    }

    private static List<String> fork(final String flag, final Path data, final int every, final long to)
        throws IOException, InterruptedException
    {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // What the libraries need of the JDK, but not what this very JVM runs with.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--")).forEach(command::add);
        command.addAll(List.of(flag, "-Xmx1g", "-cp", System.getProperty("java.class.path"), Main.class.getName(),
            "journal", "replay", data.toString(), "--hash-every", Integer.toString(every)));
        if (to != Long.MAX_VALUE)
        {
            command.addAll(List.of("--to", Long.toString(to)));
        }
        final ProcessBuilder builder = new ProcessBuilder(command)
            .redirectError(folder.resolve("fork.err").toFile()).redirectOutput(folder.resolve("fork.out").toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        final Process process = builder.start();
        final boolean ended = process.waitFor(TIMEOUT_S, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, "a replay takes longer than " + TIMEOUT_S + " s");
        assertEquals(0, process.exitValue(), () -> readErrors());
        return hashes(Files.readAllLines(folder.resolve("fork.out")));
    }

    private static String readErrors()
    {
        try
        {
            return Files.readString(folder.resolve("fork.err"));
        }
        catch (final IOException missing)
        {
            return missing.toString();
        }
    }

    /** The store is not in the tree: a node makes it anew, and what a snapshot says of it must hold. */
    @Test
    void shouldComeToTheSameHashesFromEverySnapshot() throws Exception
    {
        final long last = Long.parseLong(inTree("recorded").get(inTree("recorded").size() - 2).split(",")[0]);
        // A node goes on where it is started, so not the folder that the other tests read.
        final Path data = folder.resolve("restarted");
        unpack(data);
        LocalNode.open(LocalNodeOptions.defaults(data).withFiles(JournalOptions.small(), 1 << 12)
            .withSnapshots(0, false).withDiskFreeBytesMin(0)).close();
        final Path place = Files.createDirectories(data.resolve("snapshots"));
        final List<Path> all;
        try (Stream<Path> files = Files.list(snapshots))
        {
            all = files.sorted().toList();
        }
        assertEquals(RECORDED_PARTS, all.size());
        for (final Path snapshot : all)
        {
            Files.copy(snapshot, place.resolve(snapshot.getFileName()));
            final CommandRun run = CommandRun.of(new ReplayCommand(), data,
                "--from-snapshot", "--hash-every", RECORDED_EVERY, "--to", last);
            assertEquals(0, run.exitCode(), run.err());
            final long from = Long.parseLong(run.value("replayed").replaceAll(".*snapshot at ", ""));
            final List<String> expected = hashes(inTree("recorded")).stream()
                .filter(line -> Long.parseLong(line.split(",")[0]) > from).toList();
            assertEquals(expected, hashes(run.lines()), () -> "from " + snapshot.getFileName());
            Files.delete(place.resolve(snapshot.getFileName()));
        }
    }
}
