package io.suuupra.bench.profile;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.VirtualMachine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * async-profiler for other JVMs of this machine. It samples the time that threads run, the kernel's included where the
 * system allows perf events; where it does not, the profiler takes timers of its own accord and sees no kernel.
 */
public final class Profiler
{
    /** CPU time of a thread between two samples of it, ms. */
    public static final int INTERVAL_MS = 2;

    /** Flags with which a JVM has to be started so that its lines are told right, and the profiler let in. */
    public static final List<String> JVM_FLAGS = List.of(
        "-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints", "-XX:+EnableDynamicAgentLoading");

    private static final String LIBRARY = "libasyncProfiler.so";
    private static final String WHAT = "event=cpu,interval=" + INTERVAL_MS + "ms";
    private static final String HOW = "threads,ann,collapsed";
    private static final String LOG = "profiler.log";
    private static final long ANSWER_S = 60;

    private final String resource;

    private Profiler(final String resource)
    {
        this.resource = resource;
    }

    /** @return the profiler; empty if there is none for this system. */
    public static Optional<Profiler> find()
    {
        return find(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Optional<Profiler> find(final String system, final String processor)
    {
        final String folder = !"Linux".equals(system) ? "" : switch (processor)
        {
            case "amd64", "x86_64" -> "linux-x64";
            case "aarch64" -> "linux-arm64";
            default -> "";
        };
        return folder.isEmpty() ? Optional.empty() : Optional.of(new Profiler("/" + folder + "/" + LIBRARY));
    }

    /** A process that is being profiled. Confined to one thread. */
    public final class Recording
    {
        private final long pid;
        private final Path folder;
        private final Path file;

        private Recording(final long pid, final Path folder, final Path file)
        {
            this.pid = pid;
            this.folder = folder;
            this.file = file;
        }

        /**
         * Ends it; the process goes on.
         *
         * @param name of the process, for the profile.
         * @return where its threads were since the start.
         * @throws IOException          if the process has ended, does not answer, or wrote no profile.
         * @throws InterruptedException if the calling thread is interrupted.
         */
        public Profile stop(final String name) throws IOException, InterruptedException
        {
            load(pid, folder, "stop," + HOW + ",file=" + file);
            return CollapsedStacks.read(file, name);
        }
    }

    /**
     * Begins to profile a JVM that runs.
     *
     * @param pid    of its process, which has to be of the same user.
     * @param folder to which library, log and profile are written; it has to stay until the recording is stopped.
     * @return the recording.
     * @throws IOException          if the process does not let the profiler in.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public Recording start(final long pid, final Path folder) throws IOException, InterruptedException
    {
        final Path file = argument(folder.resolve("process-" + pid + ".collapsed"));
        load(pid, folder, "start," + WHAT + "," + HOW);
        return new Recording(pid, folder, file);
    }

    /**
     * @param folder to which library and log are written.
     * @param file   to which the profile is written when the process ends by itself; read it by
     *               {@link CollapsedStacks#read}.
     * @return the flags with which a JVM profiles itself from its start to its end.
     * @throws IOException if the library cannot be written.
     */
    public List<String> flagsToTheEnd(final Path folder, final Path file) throws IOException
    {
        final List<String> flags = new ArrayList<>(JVM_FLAGS);
        flags.add("-agentpath:" + library(folder) + "=start," + WHAT + "," + HOW +
            ",log=" + argument(folder.resolve(LOG)) + ",file=" + argument(file));
        return flags;
    }

    /** A library that a process has mapped must not be written again. */
    private Path library(final Path folder) throws IOException
    {
        final Path library = folder.toAbsolutePath().resolve(LIBRARY);
        if (!Files.exists(library))
        {
            try (InputStream in = Profiler.class.getResourceAsStream(resource))
            {
                if (in == null)
                {
                    throw new IOException("the class path has no " + resource);
                }
                Files.copy(in, library);
            }
        }
        return library;
    }

    // The profiler parts its arguments by commas and replaces what follows a percent sign.
    private static Path argument(final Path file) throws IOException
    {
        final Path absolute = file.toAbsolutePath();
        if (absolute.toString().indexOf(',') >= 0 || absolute.toString().indexOf('%') >= 0)
        {
            throw new IOException("the profiler cannot write to a path with ',' or '%' in it: " + absolute);
        }
        return absolute;
    }

    private void load(final long pid, final Path folder, final String arguments)
        throws IOException, InterruptedException
    {
        final Path library = library(folder);
        final Path log = argument(folder.resolve(LOG));
        final FutureTask<Void> loading = new FutureTask<>(() ->
        {
            final VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try
            {
                machine.loadAgentPath(library.toString(), arguments + ",log=" + log);
            }
            finally
            {
                machine.detach();
            }
            return null;
        });
        // A thread of its own, because attaching has no limit of time.
        Thread.ofPlatform().daemon().name("profiler-attach").start(loading);
        try
        {
            loading.get(ANSWER_S, TimeUnit.SECONDS);
        }
        catch (final TimeoutException silent)
        {
            throw new IOException("process " + pid + " did not answer the profiler in " + ANSWER_S + " s", silent);
        }
        catch (final ExecutionException failed)
        {
            final Throwable cause = failed.getCause();
            final String why = cause instanceof AgentInitializationException ? lastWords(log) : cause.getMessage();
            throw new IOException("process " + pid + " cannot be profiled: " + why, cause);
        }
    }

    private static String lastWords(final Path log) throws IOException
    {
        final String said = Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8).strip() : "";
        return said.isEmpty() ? "the profiler does not say why" : said.replace('\n', ' ');
    }
}
