package io.suuupra.tools.banks;

import io.suuupra.client.ClientOptions;
import io.suuupra.client.ClientTls;
import io.suuupra.tools.TlsOptions;
import io.suuupra.tools.banks.DemoTown.Participant;
import io.suuupra.tools.ledger.LedgerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code banks run}: hosts banks and PSPs until it is told to end. */
@Command(
    name = "run",
    description = {
        "Runs banks and PSPs until Ctrl-C; ./suuupra up does this, too.",
        "",
        "The first start makes them known to the node, with keys in its data folder, and opens accounts for a few " +
        "customers; the next one goes on with what is there. Several of these processes may share the banks."
    },
    mixinStandardHelpOptions = true)
final class BanksRunCommand implements Callable<Integer>
{
    private static final long CLOSE_TIMEOUT_S = 60;
    private static final long LOOK_MS = 500;

    @Spec
    private CommandSpec spec;

    @Mixin
    private BanksOption banks;

    @Option(names = "--node", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:9000",
        description = "Binary port of the node; with TLS suuupras://HOST:PORT. Default: ${DEFAULT-VALUE}.")
    private String node;

    @Option(names = "--banks", paramLabel = "LIST", split = ",",
        description = "Banks and PSPs to run, of: AAAA, BBBB, CCCC, alpha, beta, test. Default: all.")
    private List<String> names = List.of();

    @Option(names = "--end-with-input", hidden = true, description = "Ends when its standard input does.")
    private boolean endWithInput;

    @Mixin
    private TlsOptions tls;

    @Override
    public Integer call() throws IOException, InterruptedException, LedgerException
    {
        final List<Participant> hosted = hosted();
        final String url = node.contains("://") ? node : "suuupra://" + node;
        final ClientTls protection = tls.of(url);
        final BanksFolder folder = banks.folder();
        if (!Files.isRegularFile(folder.data().resolve("api-key")))
        {
            throw new IOException(folder.data() + " is no data folder of a node: it has no api-key");
        }
        final CountDownLatch stop = new CountDownLatch(1);
        final CountDownLatch closed = new CountDownLatch(1);
        final Thread onSignal = Thread.ofPlatform().name("shutdown").unstarted(() -> closeOnSignal(stop, closed));
        Runtime.getRuntime().addShutdownHook(onSignal);
        if (endWithInput)
        {
            Thread.ofPlatform().name("end-with-input").daemon(true).start(() -> endWithInput(stop));
        }
        try (BankHost host = BankHost.start(
            folder, hosted, key -> ClientOptions.parse(url, key.reveal()).withTls(protection), stop))
        {
            if (host != null && host.awaitConnected(stop))
            {
                greet(hosted);
                while (!stop.await(LOOK_MS, TimeUnit.MILLISECONDS))
                {
                    host.checkAlive();
                }
            }
        }
        catch (final IllegalArgumentException wrong)
        {
            throw new ParameterException(spec.commandLine(), "--node: " + wrong.getMessage(), wrong);
        }
        finally
        {
            closed.countDown();
        }
        return 0;
    }

    private List<Participant> hosted()
    {
        if (names.isEmpty())
        {
            return DemoTown.PARTICIPANTS;
        }
        final List<Participant> hosted = new ArrayList<>();
        for (final String name : names)
        {
            hosted.add(DemoTown.participant(name).orElseThrow(() -> new ParameterException(spec.commandLine(),
                "--banks must name banks or PSPs of: " +
                String.join(", ", DemoTown.PARTICIPANTS.stream().map(Participant::name).toList()) +
                "; not '" + name + "'")));
        }
        return hosted.stream().distinct().toList();
    }

    private void greet(final List<Participant> hosted)
    {
        final PrintWriter out = spec.commandLine().getOut();
        out.printf("  banks      %s   PSPs %s%n", names(hosted, true), names(hosted, false));
        out.printf("             (./suuupra pay anna@alpha shop@beta 499.00 pays; ./suuupra banks --help)%n");
        out.flush();
    }

    private static String names(final List<Participant> hosted, final boolean banks)
    {
        final List<String> names =
            hosted.stream().filter(each -> each.isBank() == banks).map(Participant::name).toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static void endWithInput(final CountDownLatch stop)
    {
        try
        {
            while (System.in.read() >= 0)
            {
                // Nobody has anything to say here.
            }
        }
        catch (final IOException broken)
        {
            // As if it had ended: whoever held the other end is not there.
            stop.countDown();
        }
        stop.countDown();
    }

    // Java ends as soon as its shutdown hooks have returned, so this one waits for the close that it asked for.
    private static void closeOnSignal(final CountDownLatch stop, final CountDownLatch closed)
    {
        stop.countDown();
        try
        {
            if (!closed.await(CLOSE_TIMEOUT_S, TimeUnit.SECONDS))
            {
                System.err.println("suuupra: the banks did not close within " + CLOSE_TIMEOUT_S + " s");
            }
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
    }
}
