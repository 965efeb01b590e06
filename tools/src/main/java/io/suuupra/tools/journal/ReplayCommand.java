package io.suuupra.tools.journal;

import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.journal.audit.AuditProof;
import io.suuupra.journal.audit.PublicNodeKey;
import io.suuupra.tools.report.Timestamps;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** {@code journal replay}: the state that the journal leads to. */
@Command(
    name = "replay",
    description = {
        "Runs the journal through a new engine and prints where it ends: the same hashes as a node that stands there.",
        "The folder is not touched, the store lies in a temporary file (SUUUPRA_JAVA_OPTS=-Djava.io.tmpdir=DIR).",
        "Exit code 1 if debits and credits are not equal in every ledger."
    },
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer>
{
    private static final long REPORT_EVERY_NS = TimeUnit.SECONDS.toNanos(1);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Data folder.")
    private Path folder;

    @Option(names = "--to", paramLabel = "SEQ", description = "Stops after this command. Default: the last there is.")
    private Long to;

    @Option(names = "--from-snapshot",
        description = "Begins with the newest snapshot that serves, not with the first command.")
    private boolean fromSnapshot;

    @Option(names = "--audit",
        description = "Also holds every record that the journal leads to against the trees of the audit chain: shows " +
            "that what was signed is what the commands have made.")
    private boolean audit;

    @Option(names = "--key", paramLabel = "PUB",
        description = "With --audit: the node's public key, or one it had before: a file (PEM), or 32 bytes in base64.")
    private String key;

    @Option(names = "--hash-every", paramLabel = "N",
        description = "Prints SEQUENCE,HASH behind every N-th command, to be held against another run.")
    private Long hashEvery;

    /** Made by the command line. */
    public ReplayCommand()
    {
    }

    @Override
    public Integer call() throws IOException
    {
        if (to != null && to < 1)
        {
            throw new ParameterException(spec.commandLine(), "--to must be 1 or more");
        }
        if (hashEvery != null && hashEvery < 1)
        {
            throw new ParameterException(spec.commandLine(), "--hash-every must be 1 or more");
        }
        final PrintWriter out = spec.commandLine().getOut();
        final Replay.Result result;
        try
        {
            result = Replay.run(
                JournalFolder.open(folder), to == null ? Long.MAX_VALUE : to, fromSnapshot, demand(), progress(),
                hashEvery == null ? 0 : hashEvery, (sequence, hash) -> out.println(sequence + "," + hex(hash)));
        }
        catch (final OutOfMemoryError tooSmall)
        {
            throw new IOException(
                "the state does not fit into memory: give more with SUUUPRA_JAVA_OPTS=-Xmx8g", tooSmall);
        }
        print(result, out);
        if (!result.totals().areBalanced())
        {
            throw new IOException("debits and credits are not equal");
        }
        return ExitCode.OK;
    }

    private AuditDemand demand() throws IOException
    {
        if (!audit && key == null)
        {
            return null;
        }
        final JournalFolder opened = JournalFolder.open(folder);
        if (opened.data() == null || !AuditProof.exists(opened.data().audit()))
        {
            throw new IOException(folder + " has no audit chain");
        }
        try
        {
            return new AuditDemand(null, key == null ? null : PublicNodeKey.parseOrRead(key), null);
        }
        catch (final IllegalArgumentException bad)
        {
            throw new ParameterException(spec.commandLine(), bad.getMessage(), bad);
        }
    }

    private Replay.Progress progress()
    {
        final PrintWriter err = spec.commandLine().getErr();
        final long startNs = System.nanoTime();
        final long[] reportedNs = {startNs};
        return sequence ->
        {
            final long nowNs = System.nanoTime();
            if (nowNs - reportedNs[0] >= REPORT_EVERY_NS)
            {
                reportedNs[0] = nowNs;
                err.println("replayed to sequence " + sequence + " in " +
                    TimeUnit.NANOSECONDS.toSeconds(nowNs - startNs) + " s");
                err.flush();
            }
        };
    }

    private static void print(final Replay.Result result, final PrintWriter out)
    {
        final EngineState state = result.state();
        line(out, "sequence", Long.toString(state.sequence()));
        line(out, "timestamp", state.timestamp() + " (" + Timestamps.format(state.timestamp()) + ")");
        line(out, "accounts", Long.toString(state.accounts()));
        line(out, "records", Long.toString(state.records()));
        line(out, "transfers", Long.toString(state.transfers()));
        line(out, "holds_open", Long.toString(state.holdsOpen()));
        line(out, "behaviour", Integer.toString(state.behaviour()));
        line(out, "state_hash", hex(state.stateHash()));
        line(out, "content_hash", hex(state.contentHash()));
        if (result.signedRows() >= 0)
        {
            line(out, "signed", result.signedRows() + " records, all as they were signed");
        }
        line(out, "replayed", (state.sequence() - result.snapshotSequence()) + " frames in " +
            TimeUnit.NANOSECONDS.toMillis(result.elapsedNs()) + " ms" +
            (result.snapshotSequence() == 0 ? "" : ", behind the snapshot at " + result.snapshotSequence()));
        out.println();
        out.print(result.totals().render());
        out.flush();
    }

    private static void line(final PrintWriter out, final String name, final String value)
    {
        out.printf("%-12s  %s%n", name, value);
    }

    private static String hex(final UInt128 hash)
    {
        return HexFormat.of().toHexDigits(hash.high()) + HexFormat.of().toHexDigits(hash.low());
    }
}
