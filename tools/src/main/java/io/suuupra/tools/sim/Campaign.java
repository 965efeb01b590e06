package io.suuupra.tools.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Many runs, one seed each, on all cores.
 */
final class Campaign
{
    /** Sums over the runs so far. */
    static final class Totals
    {
        private long seeds;
        private long simulatedNs;
        private long steps;
        private long commands;
        private long events;
        private long acknowledged;
        private long starts;
        private long halts;
        private long images;
        private final Map<Fault.Kind, Long> faults = new EnumMap<>(Fault.Kind.class);
        private final List<Result> failed = new ArrayList<>();

        synchronized void add(final Result result)
        {
            seeds++;
            simulatedNs += result.simulatedNs();
            steps += result.steps();
            commands += result.commands();
            events += result.events();
            acknowledged += result.acknowledged();
            starts += result.starts();
            halts += result.halts();
            images += result.images();
            result.faults().forEach((kind, count) -> faults.merge(kind, (long)count, Long::sum));
            if (result.violation() != null)
            {
                failed.add(result);
            }
        }

        synchronized long seeds()
        {
            return seeds;
        }

        synchronized long simulatedNs()
        {
            return simulatedNs;
        }

        synchronized long steps()
        {
            return steps;
        }

        synchronized long commands()
        {
            return commands;
        }

        synchronized long events()
        {
            return events;
        }

        synchronized long acknowledged()
        {
            return acknowledged;
        }

        synchronized long starts()
        {
            return starts;
        }

        synchronized long halts()
        {
            return halts;
        }

        synchronized long images()
        {
            return images;
        }

        synchronized long faultCount()
        {
            return faults.values().stream().mapToLong(Long::longValue).sum();
        }

        synchronized Map<Fault.Kind, Long> faults()
        {
            return new EnumMap<>(faults);
        }

        synchronized List<Result> failed()
        {
            return failed.stream().sorted(Comparator.comparingLong(result -> result.plan().seed())).toList();
        }
    }

    private final Path root;
    private final AtomicLong runs = new AtomicLong();

    /**
     * @param root folder to work in.
     */
    Campaign(final Path root)
    {
        this.root = root;
    }

    /** @return the folder to work in by default: one in memory where there is one. */
    static Path defaultRoot()
    {
        final Path memory = Path.of("/dev/shm");
        return Files.isDirectory(memory) && Files.isWritable(memory) ? memory :
            Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Runs one plan in a folder of its own, which is gone afterwards. */
    Result run(final Plan plan) throws IOException
    {
        final Path folder = Files.createTempDirectory(root, "suuupra-sim-" + runs.incrementAndGet() + "-");
        try
        {
            return new Simulation(plan, folder).run();
        }
        finally
        {
            delete(folder);
        }
    }

    /**
     * Runs seeds until all are done, one fails, or the time is over.
     *
     * @param first     seed.
     * @param count     of seeds.
     * @param endNs     by the system's clock that only goes forward.
     * @param threads   to run on.
     * @param twice     every so many seeds one is run a second time, to see that the same happens; 0 = none.
     * @param finished  told of each result, by any thread.
     * @return the sums.
     * @throws InterruptedException if the caller is interrupted.
     */
    Totals run(
        final long first,
        final long count,
        final long endNs,
        final int threads,
        final int twice,
        final Consumer<Totals> finished) throws InterruptedException
    {
        final Totals totals = new Totals();
        final AtomicLong next = new AtomicLong();
        final List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++)
        {
            workers.add(Thread.ofPlatform().name("simulation-" + i).start(() ->
            {
                long index = next.getAndIncrement();
                while (index < count && System.nanoTime() - endNs < 0 && totals.failed().isEmpty())
                {
                    totals.add(one(Plan.of(first + index), twice > 0 && index % twice == 0));
                    finished.accept(totals);
                    index = next.getAndIncrement();
                }
            }));
        }
        for (final Thread worker : workers)
        {
            worker.join();
        }
        return totals;
    }

    private Result one(final Plan plan, final boolean twice)
    {
        try
        {
            final Result result = run(plan);
            if (twice && result.violation() == null && run(plan).trace() != result.trace())
            {
                return new Result(plan, "two runs of this seed differ", result.simulatedNs(), result.steps(),
                    result.trace(), result.commands(), result.events(), result.acknowledged(), result.starts(),
                    result.halts(), result.images(), result.faults());
            }
            return result;
        }
        catch (final IOException failed)
        {
            throw new UncheckedIOException("seed " + plan.seed(), failed);
        }
    }

    private static void delete(final Path folder) throws IOException
    {
        try (Stream<Path> paths = Files.walk(folder))
        {
            for (final Path path : paths.sorted(Comparator.reverseOrder()).toList())
            {
                Files.delete(path);
            }
        }
    }
}
