package io.suuupra.bench.table;

import io.suuupra.bench.load.OwnNode;
import io.suuupra.bench.profile.CollapsedStacks;
import io.suuupra.bench.profile.Profile;
import io.suuupra.bench.profile.Profiler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Profiles of the processes that rows start, or none of them. A profile that cannot be made is a note of its row: the
 * figures stand without it.
 */
final class Profiling
{
    /** Profiles nothing. */
    static final Profiling NONE = new Profiling(null);

    private final Profiler profiler;

    private Profiling(final Profiler profiler)
    {
        this.profiler = profiler;
    }

    /**
     * @param profiler of this system; empty if it has none.
     * @param warning  gets one line if it has none.
     * @return profiles, if there is a profiler.
     */
    static Profiling of(final Optional<Profiler> profiler, final Consumer<String> warning)
    {
        return profiler.map(Profiling::new).orElseGet(() ->
        {
            warning.accept("--profile: " + noProfiler() + ", so the run goes on without");
            return NONE;
        });
    }

    private static String noProfiler()
    {
        return "there is a profiler for Linux on x64 and arm64 only, this is " + System.getProperty("os.name") +
            " on " + System.getProperty("os.arch");
    }

    /** @return what it is, for the conditions. */
    String condition()
    {
        return profiler == null ? "none: " + noProfiler() :
            "async-profiler was in each node and replay, a sample every " + Profiler.INTERVAL_MS +
            " ms of a thread's CPU time: it takes its share of time and memory, so these are no figures for the record";
    }

    /** @return flags for the JVM of a node. */
    List<String> jvmFlags()
    {
        return profiler == null ? List.of() : Profiler.JVM_FLAGS;
    }

    /**
     * A node while its row runs.
     *
     * @param recording null if it is not profiled.
     * @param failure   why not; null if nothing failed.
     */
    record OfNode(Profiler.Recording recording, String failure)
    {
        /**
         * Ends the recording, before the node is killed.
         *
         * @param outcome that gets the profile, or a note why there is none.
         * @return the outcome.
         * @throws InterruptedException if the calling thread is interrupted.
         */
        Outcome addTo(final Outcome outcome) throws InterruptedException
        {
            if (recording == null)
            {
                return failure == null ? outcome : noProfile(outcome, failure);
            }
            try
            {
                return add(outcome, recording.stop("the node since it was ready, warm-up included"));
            }
            catch (final IOException noProfile)
            {
                return noProfile(outcome, noProfile.getMessage());
            }
        }
    }

    /**
     * @param node that is ready.
     * @return its recording, which runs.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    OfNode start(final OwnNode node) throws InterruptedException
    {
        if (profiler == null)
        {
            return new OfNode(null, null);
        }
        try
        {
            return new OfNode(profiler.start(node.pid(), node.scratch()), null);
        }
        catch (final IOException noProfile)
        {
            return new OfNode(null, noProfile.getMessage());
        }
    }

    /**
     * @param folder of a process that ends by itself.
     * @return flags for its JVM.
     * @throws IOException if the profiler cannot be put there.
     */
    List<String> flagsToTheEnd(final Path folder) throws IOException
    {
        return profiler == null ? List.of() : profiler.flagsToTheEnd(folder, ended(folder));
    }

    /**
     * @param outcome that gets the profile, or a note why there is none.
     * @param folder  of a process with {@link #flagsToTheEnd} that has ended.
     * @param name    of it.
     */
    void addEnded(final Outcome outcome, final Path folder, final String name)
    {
        if (profiler != null)
        {
            try
            {
                add(outcome, CollapsedStacks.read(ended(folder), name));
            }
            catch (final IOException noProfile)
            {
                noProfile(outcome, noProfile.getMessage());
            }
        }
    }

    private static Path ended(final Path folder)
    {
        return folder.resolve("ended.collapsed");
    }

    private static Outcome add(final Outcome outcome, final Profile profile)
    {
        return profile.samples() == 0 ? noProfile(outcome, "there is no sample") : outcome.profile(profile);
    }

    private static Outcome noProfile(final Outcome outcome, final String why)
    {
        return outcome.note("no flame graph: " + why);
    }
}
