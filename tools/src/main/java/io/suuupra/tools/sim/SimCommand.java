package io.suuupra.tools.sim;

import io.suuupra.tools.Main;
import io.suuupra.tools.record.Commit;
import io.suuupra.tools.sim.bug.BugHunt;
import io.suuupra.tools.sim.bug.PlantedBug;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * {@code suuupra sim}: simulates nodes under faults.
 */
@Command(
    name = "sim",
    mixinStandardHelpOptions = true,
    description = {
        "Runs the node in a simulation, one seed after the other: the real sessions, engine, ring, journal, store," +
        " snapshots and recovery in one thread, on a machine, a disk and a network that are simulated. Processes are" +
        " killed, the power fails at any step, disks fail, fill up and lose what was not forced, bits turn, clocks" +
        " jump, connections break." +
        " All that the node says is held against a plain ledger, and against a replay of its journal.",
        "",
        "A seed always gives the same run. The first one that goes wrong ends the campaign: a shorter run that goes" +
        " wrong, too, is looked for, and the command that repeats it is printed.",
        "",
        "Exit codes: 0 nothing was wrong; 1 something was; 2 wrong usage."
    })
public final class SimCommand implements Callable<Integer>
{
    private static final int SHRINKING_RUNS = 200;
    private static final int VIOLATION_MAX = 160;
    private static final int BLOCK = 500;
    private static final long LINE_EVERY_NS = TimeUnit.SECONDS.toNanos(2);

    @Spec
    private CommandSpec spec;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "1000",
        description = "Runs so many seeds. Default: ${DEFAULT-VALUE}; with --seed alone: 1; with --minutes: no end.")
    private long seeds;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "The first seed. Default: 1.")
    private long seed;

    @Option(names = "--minutes", paramLabel = "M", description = "Ends after so many minutes, or --seeds.")
    private Integer minutes;

    @Option(names = "--faults", paramLabel = "I,...", split = ",",
        description = "Only these faults of the seed's plan, by their numbers from 0; -1 = none. For one seed.")
    private List<Integer> faults;

    @Option(names = "--seconds", paramLabel = "S",
        description = "Simulated seconds in which clients ask for something. For one seed.")
    private Double seconds;

    @Option(names = "--threads", paramLabel = "N", description = "Seeds that run at a time. Default: one a core.")
    private Integer threads;

    @Option(names = "--twice", paramLabel = "N", defaultValue = "50",
        description = "One seed of so many is run twice, and must be the same; 0 = none. Default: ${DEFAULT-VALUE}.")
    private int twice;

    @Option(names = "--bugs", description = "Instead of that: plants known bugs into the node, one after the other," +
        " and tells after how many seeds each is found. Fails if one is not found within --seeds.")
    private boolean bugs;

    @Option(names = "--bug", paramLabel = "BUG", description = "Only this bug: ${COMPLETION-CANDIDATES}.")
    private PlantedBug bug;

    @Option(names = "--record", paramLabel = "FILE", description = "A campaign that can be ended and goes on: runs" +
        " seeds behind those that the file knows of, and adds a line to it after each 500.")
    private Path record;

    @Option(names = "--folder", paramLabel = "DIR",
        description = "Where the simulated disks are kept. Default: in memory where the system has a place for that.")
    private Path folder;

    private Campaign campaign;
    private long startNs;
    private long nextLineNs;

    @Override
    public Integer call() throws IOException, InterruptedException
    {
        campaign = new Campaign(folder == null ? Campaign.defaultRoot() : folder);
        nextLineNs = System.nanoTime() + LINE_EVERY_NS;
        final boolean one = faults != null || seconds != null ||
            spec.commandLine().getParseResult().hasMatchedOption("--seed") &&
            !spec.commandLine().getParseResult().hasMatchedOption("--seeds") && minutes == null;
        if (seeds < 1 || threads != null && threads < 1 || twice < 0 || minutes != null && minutes < 1)
        {
            throw new ParameterException(spec.commandLine(), "--seeds, --threads and --minutes must be at least 1");
        }
        if (bugs || bug != null)
        {
            return hunt();
        }
        return one ? runOne() : runMany();
    }

    private int hunt()
    {
        final PrintWriter out = spec.commandLine().getOut();
        final PlantedBug[] planted = bug == null ? PlantedBug.values() : new PlantedBug[]{bug};
        int found = 0;
        for (final PlantedBug one : planted)
        {
            final BugHunt.Hunted hunted = BugHunt.hunt(
                one, seed, seeds, folder == null ? Campaign.defaultRoot() : folder);
            out.printf(Locale.ROOT, "%-28s %s%n", one, hunted.isFound() ?
                "found after %,d seeds: %s".formatted(hunted.seeds(), shortened(hunted.violation())) :
                "NOT FOUND within %,d seeds".formatted(hunted.seeds()));
            out.flush();
            found += hunted.isFound() ? 1 : 0;
        }
        out.println(found + " of " + planted.length + " bugs found");
        out.flush();
        return found == planted.length ? Main.DONE : Main.FAILED;
    }

    private static String shortened(final String violation)
    {
        return violation.length() <= VIOLATION_MAX ? violation : violation.substring(0, VIOLATION_MAX) + "...";
    }

    private int runOne() throws IOException
    {
        final Plan whole = Plan.of(seed);
        final List<Fault> chosen = new ArrayList<>();
        for (int i = 0; i < whole.faults().size(); i++)
        {
            if (faults == null || faults.contains(i))
            {
                chosen.add(whole.faults().get(i));
            }
        }
        final Plan plan = whole.with(
            chosen, seconds == null ? whole.durationNs() : (long)(seconds * TimeUnit.SECONDS.toNanos(1)));
        final PrintWriter out = spec.commandLine().getOut();
        out.println("seed " + seed + ": " + plan);
        for (int i = 0; i < whole.faults().size(); i++)
        {
            out.println("  " + (chosen.contains(whole.faults().get(i)) ? i : "-") + "  " + whole.faults().get(i));
        }
        final Result result = campaign.run(plan);
        out.printf(Locale.ROOT,
            "%,d commands, %,d answers, %d starts, %d halts, %d images in %.1f simulated s, %,d steps, run %016x%n",
            result.commands(), result.acknowledged(), result.starts(), result.halts(), result.images(),
            (double)result.simulatedNs() / TimeUnit.SECONDS.toNanos(1), result.steps(), result.trace());
        out.println(result.violation() == null ? "nothing wrong" : "WRONG " + result.violation());
        out.flush();
        return result.violation() == null ? Main.DONE : Main.FAILED;
    }

    private int runMany() throws IOException, InterruptedException
    {
        final long nowNs = System.nanoTime();
        final long endNs = nowNs + (minutes == null ? Long.MAX_VALUE / 2 : TimeUnit.MINUTES.toNanos(minutes));
        if (minutes != null && !spec.commandLine().getParseResult().hasMatchedOption("--seeds"))
        {
            seeds = Long.MAX_VALUE;
        }
        return record == null ? finished(run(seed, seeds, endNs)) : runOn(endNs);
    }

    private Campaign.Totals run(final long first, final long count, final long endNs) throws InterruptedException
    {
        startNs = System.nanoTime();
        return campaign.run(first, count, endNs,
            threads == null ? Runtime.getRuntime().availableProcessors() : threads, twice, this::progress);
    }

    private int runOn(final long endNs) throws IOException, InterruptedException
    {
        final CampaignRecord campaignRecord = CampaignRecord.open(record, seed);
        final PrintWriter out = spec.commandLine().getOut();
        final String version = Commit.ofThisCode();
        long left = seeds;
        while (left > 0 && System.nanoTime() - endNs < 0)
        {
            final Campaign.Totals totals = run(campaignRecord.nextSeed(), Math.min(BLOCK, left), endNs);
            campaignRecord.add(version, totals, System.nanoTime() - startNs);
            left -= totals.seeds();
            if (!totals.failed().isEmpty())
            {
                return finished(totals);
            }
        }
        out.println(campaignRecord);
        out.flush();
        return Main.DONE;
    }

    private int finished(final Campaign.Totals totals) throws IOException
    {
        final PrintWriter out = spec.commandLine().getOut();
        out.println(line(totals));
        out.println("faults: " + totals.faults().entrySet().stream()
            .map(entry -> "%s %,d".formatted(entry.getKey(), entry.getValue())).collect(Collectors.joining(", ")));
        if (totals.failed().isEmpty())
        {
            out.println("nothing wrong");
            out.flush();
            return Main.DONE;
        }
        explain(totals.failed().getFirst(), out);
        return Main.FAILED;
    }

    private void explain(final Result failed, final PrintWriter out) throws IOException
    {
        out.println("WRONG seed " + failed.plan().seed() + " " + failed.violation());
        out.println("looking for a shorter run...");
        out.flush();
        final Result shortest = new Shrinker(campaign::run, SHRINKING_RUNS).shrink(failed);
        final Plan plan = shortest.plan();
        final List<Fault> whole = Plan.of(plan.seed()).faults();
        out.println("WRONG seed " + plan.seed() + " " + shortest.violation());
        out.println("  " + plan);
        plan.faults().forEach(fault -> out.println("  " + fault));
        final String indexes = plan.faults().isEmpty() ? "-1" : IntStream.range(0, whole.size())
            .filter(i -> plan.faults().contains(whole.get(i))).mapToObj(Integer::toString)
            .collect(Collectors.joining(","));
        out.println("again: ./suuupra sim --seed %d --faults %s --seconds %s".formatted(plan.seed(), indexes,
            Double.toString((double)plan.durationNs() / TimeUnit.SECONDS.toNanos(1))));
        out.flush();
    }

    private synchronized void progress(final Campaign.Totals totals)
    {
        if (System.nanoTime() - nextLineNs >= 0)
        {
            nextLineNs = System.nanoTime() + LINE_EVERY_NS;
            spec.commandLine().getErr().println(line(totals));
            spec.commandLine().getErr().flush();
        }
    }

    private String line(final Campaign.Totals totals)
    {
        final double real = (double)(System.nanoTime() - startNs) / TimeUnit.SECONDS.toNanos(1);
        final double simulated = (double)totals.simulatedNs() / TimeUnit.SECONDS.toNanos(1);
        return String.format(Locale.ROOT,
            "%,d seeds, %,d commands, %,d answers, %,d faults, %,d starts, %,d halts, %,d images;" +
            " %,.0f simulated s in %.1f s: %,.0f times",
            totals.seeds(), totals.commands(), totals.acknowledged(), totals.faultCount(), totals.starts(),
            totals.halts(), totals.images(), simulated, real, simulated / real);
    }
}
