package io.suuupra.tools.security;

import io.suuupra.tools.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code security-check}: attacks a node of its own. */
@Command(
    name = "security-check",
    description = {
        "Starts a node of its own on 127.0.0.1 with TLS and a fresh certificate, and attacks it: testssl.sh looks " +
            "for weaknesses of TLS, slowhttptest sends slow heads and bodies and reads slowly, and a crowd of " +
            "silent, slow and half-open connections stands on both ports while an honest client asks.",
        "testssl.sh and slowhttptest are installed by apt-get where they are missing and root runs this. Exit code 1 " +
            "if anything is not as it must be."
    },
    mixinStandardHelpOptions = true)
public final class SecurityCheckCommand implements Callable<Integer>
{
    private static final Set<String> PARTS = Set.of("crowd", "slowhttptest", "testssl");
    private static final int CROWD_MAX = 15_000;
    private static final int SECONDS_MAX = 600;
    private static final int SPARE_CONNECTIONS = 2_000;
    private static final int WARM_UP_S = 5;
    private static final double P99_RATIO_MAX = 1.5;

    @Spec
    private CommandSpec spec;

    @Option(names = "--idle", paramLabel = "N", defaultValue = "400",
        description = "Silent connections in the crowd. Default: ${DEFAULT-VALUE}.")
    private int idle;

    @Option(names = "--slow", paramLabel = "N", defaultValue = "100",
        description = "Slow connections in the crowd, and of slowhttptest. Default: ${DEFAULT-VALUE}.")
    private int slow;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "15",
        description = "How long each attack goes on. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--parts", paramLabel = "LIST", split = ",", defaultValue = "testssl,slowhttptest,crowd",
        description = "What to do, of: testssl, slowhttptest, crowd. Default: all.")
    private List<String> parts;

    /** Made by the command line. */
    public SecurityCheckCommand()
    {
    }

    @Override
    public Integer call() throws IOException, InterruptedException
    {
        check("--idle", idle, 0, CROWD_MAX);
        check("--slow", slow, 1, CROWD_MAX);
        check("--seconds", seconds, 1, SECONDS_MAX);
        for (final String part : parts)
        {
            if (!PARTS.contains(part))
            {
                throw new ParameterException(spec.commandLine(),
                    "--parts must name parts of: crowd, slowhttptest, testssl; not '" + part + "'");
            }
        }
        final PrintWriter progress = spec.commandLine().getErr();
        final Path folder = Files.createTempDirectory("suuupra-security");
        final List<Verdict> verdicts = new ArrayList<>();
        try (TlsNode node = TlsNode.start(folder, idle + slow + SPARE_CONNECTIONS))
        {
            final Programs programs = new Programs(progress);
            if (parts.contains("testssl"))
            {
                say("testssl.sh looks at both ports, which takes a minute or more...");
                final TlsScan scan = new TlsScan(programs);
                verdicts.addAll(scan.run("REST", node.httpPort(), folder));
                verdicts.addAll(scan.run("binary", node.binaryPort(), folder));
            }
            if (parts.contains("slowhttptest") || parts.contains("crowd"))
            {
                attack(node, programs, folder, verdicts);
            }
        }
        return print(verdicts, folder);
    }

    private void attack(final TlsNode node, final Programs programs, final Path folder, final List<Verdict> verdicts)
        throws IOException, InterruptedException
    {
        try (HonestClient honest = new HonestClient(node))
        {
            say("an honest client asks a node that nobody attacks...");
            honest.ask(TimeUnit.SECONDS.toNanos(WARM_UP_S));
            final HonestClient.Answers alone = honest.ask(TimeUnit.SECONDS.toNanos(seconds));
            if (parts.contains("slowhttptest"))
            {
                final SlowAttack attack = new SlowAttack(programs);
                for (final SlowAttack.Manner manner : SlowAttack.Manner.values())
                {
                    say("slowhttptest, " + manner.text() + "...");
                    verdicts.add(attack.run(manner, node, slow, seconds, honest, folder));
                }
            }
            if (parts.contains("crowd"))
            {
                crowd(node, honest, alone, verdicts);
            }
        }
    }

    private void crowd(
        final TlsNode node, final HonestClient honest, final HonestClient.Answers alone, final List<Verdict> verdicts)
        throws IOException, InterruptedException
    {
        say(String.format(Locale.ROOT, "a crowd of %,d silent and %,d slow connections gathers...", idle, slow));
        final HonestClient.Answers among;
        try (Crowd crowd = new Crowd(node))
        {
            crowd.gather(idle, slow, SECONDS_MAX);
            final int atFirst = crowd.size();
            among = honest.ask(TimeUnit.SECONDS.toNanos(seconds));
            verdicts.add(new Verdict("crowd: honest requests", among.refused() == 0 && node.runs(),
                String.format(Locale.ROOT, "%,d asked, %d without an answer, beside %,d connections (%,d at the end, " +
                    "%,d closed by the node)", among.count() + among.refused(), among.refused(), atFirst, crowd.size(),
                    crowd.closedByNode())));
        }
        say("and once more without the crowd...");
        final HonestClient.Answers after = honest.ask(TimeUnit.SECONDS.toNanos(seconds));
        // The machine itself is not always equally fast: the slower of the two times alone counts.
        verdicts.add(compare("REST", Math.max(alone.restP99Us(), after.restP99Us()), among.restP99Us()));
        verdicts.add(compare("binary", Math.max(alone.binaryP99Us(), after.binaryP99Us()), among.binaryP99Us()));
    }

    private static Verdict compare(final String name, final double aloneUs, final double amongUs)
    {
        return new Verdict("crowd: honest p99 of " + name, amongUs <= P99_RATIO_MAX * aloneUs, String.format(
            Locale.ROOT, "%.2f ms alone, %.2f ms beside the crowd: %.2f times (at most %.1f)",
            aloneUs / 1_000, amongUs / 1_000, amongUs / aloneUs, P99_RATIO_MAX));
    }

    private int print(final List<Verdict> verdicts, final Path folder) throws IOException
    {
        final TextTable table = new TextTable().left("check").left("verdict").left("seen");
        boolean passed = !verdicts.isEmpty();
        for (final Verdict verdict : verdicts)
        {
            table.row(verdict.check(), verdict.passed() ? "pass" : "FAIL", verdict.detail());
            passed &= verdict.passed();
        }
        final PrintWriter out = spec.commandLine().getOut();
        out.print(table.render());
        if (!passed)
        {
            out.println("logs in " + folder);
        }
        out.flush();
        if (passed)
        {
            delete(folder);
        }
        return passed ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void say(final String what)
    {
        final PrintWriter progress = spec.commandLine().getErr();
        progress.println(what);
        progress.flush();
    }

    private void check(final String option, final int value, final int min, final int max)
    {
        if (value < min || value > max)
        {
            throw new ParameterException(spec.commandLine(), option + " must be " + min + " to " + max);
        }
    }

    private static void delete(final Path directory) throws IOException
    {
        final List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory))
        {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (final Path path : paths)
        {
            Files.delete(path);
        }
    }
}
