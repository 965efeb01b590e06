package io.suuupra.bench.micro;

import io.suuupra.bench.conditions.Conditions;
import io.suuupra.codecs.edge.upi.BankSettlement;
import io.suuupra.codecs.edge.upi.CyclePage;
import io.suuupra.codecs.edge.upi.SettlementCycle;
import io.suuupra.codecs.edge.upi.SettlementMapper;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.engine.Engine;
import io.suuupra.engine.ledger.Accounts;
import io.suuupra.engine.upi.CycleLog;
import io.suuupra.tools.settlement.CycleFiles;
import io.suuupra.tools.settlement.CycleSource;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** {@code settlement}: a settlement cycle of many payments, its close and its files. */
@Command(
    name = "settlement",
    description = {
        "Makes the payments of a settlement cycle in an engine of this process, closes the cycle, and writes its " +
        "files on a second thread while the engine goes on with payments of the next one.",
        "",
        "Without ring, journal and network. Tells how long the engine was busy with single commands, how long the " +
        "files took, and whether they agree with the books. Takes 3 KiB of disk for each payment meanwhile."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class SettlementCommand implements Callable<Integer>
{
    private static final int OPEN = 1_000;
    private static final int CLOSES = 200;
    private static final int PAYMENTS_MAX = 20_000_000;
    private static final long STEP_NS = 100;
    private static final double NS_PER_MS = 1_000_000;
    private static final double NS_PER_S = 1_000_000_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR",
        description = "An existing folder, in which everything is kept for the time of the run. Default: the " +
            "system's folder for temporary files.")
    private Path data;

    @Option(names = "--payments", paramLabel = "N", defaultValue = "5000000",
        description = "In the cycle, to the next thousand. Default: ${DEFAULT-VALUE}.")
    private int payments;

    /** Used by the command line. */
    public SettlementCommand()
    {
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException
    {
        if (payments < OPEN || payments > PAYMENTS_MAX)
        {
            throw wrong("--payments must be " + OPEN + " to " + PAYMENTS_MAX + ", is " + payments);
        }
        final Path folder = data == null ? Path.of(System.getProperty("java.io.tmpdir")) : data;
        if (!Files.isDirectory(folder) || !Files.isWritable(folder))
        {
            throw wrong("--data must name a folder that exists and can be written to, not " + folder);
        }
        final Path out = Files.createTempDirectory(folder, "suuupra-cycle-");
        try (MappedFiles store = new MappedFiles(folder))
        {
            return run(new PaymentRun(OPEN, store, STEP_NS), folder, out);
        }
        finally
        {
            delete(out);
        }
    }

    private int run(final PaymentRun run, final Path folder, final Path out)
        throws IOException, InterruptedException, ExecutionException
    {
        final Conditions conditions = Conditions.ofThisProcess();
        final Histogram before = new Histogram(3);
        final long startNs = System.nanoTime();
        while (run.payments() < payments)
        {
            run.run(before::recordValue);
        }
        final double madeS = (System.nanoTime() - startNs) / NS_PER_S;
        say(String.format(Locale.ROOT, "%,d payments made in %.1f s", run.payments(), madeS));
        final long made = run.payments();
        final long closeNs = run.close();
        final Engine engine = run.engine().engine();
        final SettlementCycle cycle = cycle(engine);
        run.check((int)cycle.banks().stream().filter(bank -> bank.settled() != 0).count());
        final FutureTask<Double> files = new FutureTask<>(() -> write(engine, cycle, out));
        final Thread writer = new Thread(files, "settlement-files");
        final Histogram meanwhile = new Histogram(3);
        writer.start();
        while (!files.isDone())
        {
            run.run(meanwhile::recordValue);
        }
        final double filesS = files.get();
        final Histogram closes = new Histogram(3);
        for (int i = 0; i < CLOSES; i++)
        {
            run.run();
            closes.recordValue(run.close());
        }
        conditions.add("engine", "alone in this process, without ring, journal and network; its store in mapped files");
        conditions.add("file system", Conditions.fileSystem(folder));
        conditions.add("load", String.format(Locale.ROOT, "%,d payments, %d banks, %,d open at a time",
            made, PaymentFrames.BANKS, OPEN));
        final PrintWriter output = spec.commandLine().getOut();
        output.print(conditions.text());
        times(output, "commands before the close", before);
        output.printf(Locale.ROOT, "%-30s %.3f ms, of %d banks%n", "close of the cycle", closeNs / NS_PER_MS,
            cycle.banks().size());
        times(output, "close of later cycles", closes);
        times(output, "commands while files are made", meanwhile);
        output.printf(Locale.ROOT, "%-30s %.1f s, %,d MiB in %d files; they agree with what was settled%n",
            "files ready after", filesS, bytes(out) >> 20, 2 * cycle.banks().size() + 1);
        final boolean zero = sum(engine, cycle);
        output.printf("%-30s %s%n", "sum of all that was settled", zero ? "0" : "not 0");
        output.flush();
        return zero && payments(cycle) == made ? 0 : 1;
    }

    private static void times(final PrintWriter output, final String name, final Histogram times)
    {
        output.printf(Locale.ROOT, "%-30s p50 %.4f, p99 %.4f, p99.99 %.3f, max %.3f ms of %,d%n", name,
            times.getValueAtPercentile(50) / NS_PER_MS, times.getValueAtPercentile(99) / NS_PER_MS,
            times.getValueAtPercentile(99.99) / NS_PER_MS, times.getMaxValue() / NS_PER_MS, times.getTotalCount());
    }

    private static SettlementCycle cycle(final Engine engine)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
        new CycleLog(engine.ledger().store()).write(
            engine.upi().lastCycle(UpiCycleKind.AUTHORISED.value()), buffer, 0);
        return new SettlementMapper().decodeCycle(buffer, 0)
            .orElseThrow(() -> new IllegalStateException("the cycle was not closed"));
    }

    private static double write(final Engine engine, final SettlementCycle cycle, final Path out)
        throws IOException, InterruptedException
    {
        final CycleLog log = new CycleLog(engine.ledger().store());
        final SettlementMapper mapper = new SettlementMapper();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
        final CycleSource source = (number, from) ->
        {
            log.writePayments(number, from, number + 1, buffer, 0);
            return CompletableFuture.<CyclePage>completedFuture(mapper.decodeCyclePayments(buffer, 0));
        };
        final long startNs = System.nanoTime();
        CycleFiles.write(cycle, source, out, 0, _ ->
        {
        });
        return (System.nanoTime() - startNs) / NS_PER_S;
    }

    private static long payments(final SettlementCycle cycle)
    {
        return cycle.banks().stream().mapToLong(bank -> bank.sent().count()).sum();
    }

    private static boolean sum(final Engine engine, final SettlementCycle cycle)
    {
        final Accounts accounts = engine.ledger().accounts();
        final int settlement =
            accounts.find(cycle.settlementAccount().low(), cycle.settlementAccount().high());
        return cycle.banks().stream().mapToLong(BankSettlement::settled).sum() == 0 &&
            accounts.debitsPosted(settlement) == accounts.creditsPosted(settlement);
    }

    private static long bytes(final Path folder) throws IOException
    {
        long bytes = 0;
        for (final Path file : all(folder))
        {
            bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
        }
        return bytes;
    }

    private static List<Path> all(final Path folder) throws IOException
    {
        try (Stream<Path> files = Files.walk(folder))
        {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static void delete(final Path folder) throws IOException
    {
        for (final Path file : all(folder))
        {
            Files.delete(file);
        }
    }

    private void say(final String line)
    {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private ParameterException wrong(final String rule)
    {
        return new ParameterException(spec.commandLine(), rule);
    }
}
