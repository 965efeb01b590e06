package io.suuupra.tools.sim;

import io.suuupra.tools.sim.bug.BugHunt;
import io.suuupra.tools.sim.bug.PlantedBug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SimulationTest
{
    private static final long SEEDS = Long.getLong("suuupra.sim.seeds", 2_000);
    private static final long SEED = Long.getLong("suuupra.sim.seed", 1);

    /** Images of losses of power that a node is started on, beside those that runs go on with: more than so many. */
    private static final long IMAGES_A_SEED = 10;

    @TempDir
    private Path folder;

    @Test
    void shouldFindNothingWrong() throws InterruptedException
    {
        final Campaign.Totals totals = new Campaign(Campaign.defaultRoot()).run(SEED, SEEDS, Long.MAX_VALUE,
            Runtime.getRuntime().availableProcessors(), 50, _ ->
            {
                // The totals at the end are enough.
            });
        System.out.printf("%d seeds, %d commands, %d answers, %d faults, %d starts, %d halts, %d images%n",
            totals.seeds(), totals.commands(), totals.acknowledged(), totals.faultCount(), totals.starts(),
            totals.halts(), totals.images());
        assertEquals(List.of(), totals.failed().stream()
            .map(failed -> "./suuupra sim --seed " + failed.plan().seed() + ": " + failed.violation()).toList());
        assertEquals(SEEDS, totals.seeds());
        assertTrue(totals.images() >= IMAGES_A_SEED * SEEDS || SEEDS < 100, totals.images() + " images");
    }

    @Test
    void shouldGiveTheSameRunForTheSameSeed() throws IOException
    {
        final Campaign campaign = new Campaign(folder);
        for (int seed = 1; seed <= 5; seed++)
        {
            final Result first = campaign.run(Plan.of(seed));
            final Result second = campaign.run(Plan.of(seed));
            assertEquals(first.trace(), second.trace(), "seed " + seed);
            assertEquals(first.commands(), second.commands(), "seed " + seed);
            assertNotEquals(first.trace(), campaign.run(Plan.of(seed + 1_000)).trace());
        }
    }

    @Test
    void shouldHaveEveryKindOfFaultInSomePlan()
    {
        final List<Fault.Kind> missing = new ArrayList<>(List.of(Fault.Kind.values()));
        for (int seed = 1; seed <= 1_000; seed++)
        {
            Plan.of(seed).faults().forEach(fault -> missing.remove(fault.kind()));
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void shouldShrinkARunThatGoesWrong() throws IOException
    {
        final long wrongFrom = TimeUnit.SECONDS.toNanos(3);
        final Plan plan = Plan.of(longestPlan());
        final Fault guilty = plan.faults().getLast();
        final Result shortest = new Shrinker(tried -> result(tried,
            tried.faults().contains(guilty) && tried.durationNs() > guilty.atNs() ?
                "wrong" : null, guilty.atNs() + wrongFrom), 100)
            .shrink(result(plan, "wrong", guilty.atNs() + wrongFrom));
        assertEquals(List.of(guilty), shortest.plan().faults());
        assertTrue(shortest.plan().durationNs() <= guilty.atNs() + 2 * wrongFrom);
    }

    private static long longestPlan()
    {
        long best = 1;
        for (long seed = 1; seed <= 200; seed++)
        {
            best = Plan.of(seed).faults().size() > Plan.of(best).faults().size() ? seed : best;
        }
        return best;
    }

    private static Result result(final Plan plan, final String violation, final long simulatedNs)
    {
        return new Result(plan, violation, simulatedNs, 0, 0, 0, 0, 0, 0, 0, 0, Map.of());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(PlantedBug.class)
    void shouldFindPlantedBug(final PlantedBug bug)
    {
        final BugHunt.Hunted hunted = BugHunt.hunt(bug, 1, 2_000, Campaign.defaultRoot());
        assertTrue(hunted.isFound(), bug + " was not found within " + hunted.seeds() + " seeds");
    }
}
