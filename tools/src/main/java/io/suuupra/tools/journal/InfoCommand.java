package io.suuupra.tools.journal;

import io.suuupra.journal.DataPaths;
import io.suuupra.journal.store.MappedSegments;
import io.suuupra.tools.journal.SnapshotContent.Checked;
import io.suuupra.tools.journal.Survey.JournalFile;
import io.suuupra.tools.report.TextTable;
import io.suuupra.tools.report.Timestamps;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code journal info}: what a folder holds. */
@Command(
    name = "info",
    description =
        "Lists the journal's files, the snapshots and the store. Reads the whole journal; works while a node runs.",
    mixinStandardHelpOptions = true)
public final class InfoCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Data folder, or the folder of its journal.")
    private Path folder;

    /** Made by the command line. */
    public InfoCommand()
    {
    }

    @Override
    public Integer call() throws IOException
    {
        final JournalFolder opened = JournalFolder.open(folder);
        final PrintWriter out = spec.commandLine().getOut();
        if (opened.data() != null)
        {
            out.println("data folder " + opened.data().root() + ", format " + DataPaths.FORMAT);
            out.println();
        }
        final Survey survey = Survey.of(opened.journal());
        printJournal(out, survey);
        if (opened.data() != null)
        {
            out.println();
            printSnapshots(out, SnapshotContent.check(opened.data().snapshots()));
            out.println();
            printStore(out, StoreFiles.open(opened.data().store()));
        }
        out.flush();
        if (survey.damage() != null)
        {
            throw survey.damage();
        }
        return ExitCode.OK;
    }

    private static void printJournal(final PrintWriter out, final Survey survey)
    {
        final TextTable table = new TextTable().left("journal file").right("cycle").right("bytes").right("groups")
            .right("frames").right("first").right("last").right("epochs").left("from").left("to");
        for (final JournalFile file : survey.files())
        {
            final boolean hasFrames = file.frames() > 0;
            table.row(
                file.path().getFileName().toString(),
                Integer.toString(file.cycle()),
                Long.toString(file.bytes()),
                Long.toString(file.groups()),
                Long.toString(file.frames()),
                hasFrames ? Long.toString(file.firstSequence()) : "-",
                hasFrames ? Long.toString(file.lastSequence()) : "-",
                epochs(file),
                hasFrames ? Timestamps.format(file.firstTimestamp()) : "-",
                hasFrames ? Timestamps.format(file.lastTimestamp()) : "-");
        }
        out.print(table.render());
        out.println("last sequence " + survey.sequence() + ", last durable mark " + survey.mark());
        if (survey.tornBytes() > 0)
        {
            out.println(survey.tornBytes() + " bytes behind it are no complete group: torn, or being written");
        }
    }

    private static String epochs(final JournalFile file)
    {
        if (file.groups() == 0)
        {
            return "-";
        }
        return file.firstEpoch() == file.lastEpoch() ?
            Integer.toString(file.firstEpoch()) : file.firstEpoch() + "-" + file.lastEpoch();
    }

    private static void printSnapshots(final PrintWriter out, final List<Checked> snapshots) throws IOException
    {
        if (snapshots.isEmpty())
        {
            out.println("no snapshot");
            return;
        }
        final TextTable table = new TextTable().left("snapshot").right("sequence").right("records").right("bytes")
            .right("age").left("state");
        for (final Checked snapshot : snapshots)
        {
            table.row(
                snapshot.file().getFileName().toString(),
                snapshot.isValid() ? Long.toString(snapshot.info().sequence()) : "-",
                snapshot.isValid() ? Long.toString(snapshot.info().records()) : "-",
                Long.toString(Files.size(snapshot.file())),
                age(Files.getLastModifiedTime(snapshot.file()).toInstant()),
                snapshot.isValid() ? "valid" : "damaged: " + snapshot.damage().getMessage());
        }
        out.print(table.render());
    }

    private static String age(final Instant written)
    {
        final Duration age = Duration.between(written, Instant.now());
        if (age.toDays() > 0)
        {
            return age.toDays() + "d " + age.toHoursPart() + "h";
        }
        return age.toHours() > 0 ? age.toHours() + "h " + age.toMinutesPart() + "m" :
            age.toMinutes() > 0 ? age.toMinutes() + "m " + age.toSecondsPart() + "s" : age.toSeconds() + "s";
    }

    private static void printStore(final PrintWriter out, final StoreFiles store)
    {
        out.println("store: " + store.segments() + " segments of " + store.segmentRows() + " rows, " +
            store.rows() * MappedSegments.ROW_LENGTH + " bytes");
    }
}
