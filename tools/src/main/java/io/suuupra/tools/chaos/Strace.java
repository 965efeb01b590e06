package io.suuupra.tools.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes system calls of a process fail: {@code strace -e inject}. The call is not carried out, and its caller gets the
 * error. Confined to one thread.
 */
final class Strace implements AutoCloseable
{
    private static final long ATTACH_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long END_TIMEOUT_S = 20;
    private static final int NAME_KEPT = 15;
    private static final String INJECTED = "(INJECTED)";

    /** Task, time in seconds, call. */
    private static final Pattern LINE = Pattern.compile("(?:(\\d+) +)?(\\d+\\.\\d+) (.*)");

    private final Process process;

    private Strace(final Process process)
    {
        this.process = process;
    }

    /** @return why calls cannot be made to fail here; empty = they can. */
    static Optional<String> missing()
    {
        if (!System.getProperty("os.name").equals("Linux"))
        {
            return Optional.of("strace needs Linux");
        }
        return isInstalled() ? Optional.empty() :
            Optional.of("strace is not installed (Debian: apt-get install strace)");
    }

    private static boolean isInstalled()
    {
        return Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "strace")));
    }

    /**
     * @param fault of a start.
     * @param data  folder of the node.
     * @param call  number of the first call of a thread that fails; all later ones fail, too.
     * @param log   gets the calls.
     * @return the command that a node has to be started under.
     */
    static List<String> command(final Fault fault, final Path data, final int call, final Path log)
    {
        // -D: the node stays the child of this process, and its exit code is its own.
        final List<String> command = new ArrayList<>(List.of("strace", "-D", "-f", "--seccomp-bpf"));
        options(command, fault, call, 0, log);
        if (fault.way() == Fault.Way.START_PATH)
        {
            command.addAll(List.of("-P", data.resolve(fault.place()).toString()));
        }
        return command;
    }

    private static void options(
        final List<String> command, final Fault fault, final int call, final long delayMs, final Path log)
    {
        final String delay = delayMs == 0 ? "" : ":delay_enter=" + TimeUnit.MILLISECONDS.toMicros(delayMs);
        command.addAll(List.of("-ttt", "-y", "-o", log.toString(), "-e", "trace=" + known(fault.calls()),
            "-e", "inject=" + known(fault.calls()) + ":error=" + fault.error() + ":when=" + call + "+" + delay));
    }

    /** Not every machine has every call: a question mark lets strace pass over those it does not know. */
    private static String known(final String calls)
    {
        return "?" + calls.replace(",", ",?");
    }

    /**
     * Lets calls of threads that run already fail from now on.
     *
     * @param pid     process.
     * @param fault   that names the threads and the calls.
     * @param call    number of the first call of each thread that fails; all later ones fail, too.
     * @param delayMs for which each of those calls is held before it fails.
     * @param log     gets the calls.
     * @return what does it.
     * @throws IOException if there is no such thread, or it cannot be traced.
     */
    static Strace attach(final long pid, final Fault fault, final int call, final long delayMs, final Path log)
        throws IOException
    {
        final List<Long> tasks = awaitTasks(pid, fault.place());
        final List<String> command = new ArrayList<>(List.of("strace"));
        options(command, fault, call, delayMs, log);
        tasks.forEach(task -> command.addAll(List.of("-p", task.toString())));
        final Path messages = log.resolveSibling(log.getFileName() + ".err");
        final Process process =
            new ProcessBuilder(command).redirectOutput(messages.toFile()).redirectError(messages.toFile()).start();
        final Strace strace = new Strace(process);
        final long deadline = System.nanoTime() + ATTACH_TIMEOUT_NS;
        while (!areTraced(pid, tasks))
        {
            if (!process.isAlive() || System.nanoTime() > deadline)
            {
                strace.close();
                throw new IOException("strace could not attach to " + pid + ": " +
                    Files.readString(messages, StandardCharsets.UTF_8).strip());
            }
            LockSupport.parkNanos(LOOK_NS);
        }
        return strace;
    }

    private static List<Long> awaitTasks(final long pid, final String thread) throws IOException
    {
        final long deadline = System.nanoTime() + ATTACH_TIMEOUT_NS;
        List<Long> tasks = tasks(pid, thread);
        while (tasks.isEmpty())
        {
            if (System.nanoTime() > deadline)
            {
                throw new IOException("process " + pid + " has no thread " + thread);
            }
            LockSupport.parkNanos(LOOK_NS);
            tasks = tasks(pid, thread);
        }
        return tasks;
    }

    /** @return the threads whose names begin so, as far as the system keeps names. */
    private static List<Long> tasks(final long pid, final String thread) throws IOException
    {
        final List<Long> found = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task")))
        {
            for (final Path task : tasks.toList())
            {
                if (isNamed(Files.readString(task.resolve("comm"), StandardCharsets.UTF_8).strip(), thread))
                {
                    found.add(Long.valueOf(task.getFileName().toString()));
                }
            }
        }
        catch (final NoSuchFileException ended)
        {
            // A thread that has just ended is none to be traced.
            return List.of();
        }
        return found;
    }

    /** Linux keeps 15 bytes of a name. */
    static boolean isNamed(final String kept, final String name)
    {
        return kept.startsWith(name) || kept.length() == NAME_KEPT && name.startsWith(kept);
    }

    private static boolean areTraced(final long pid, final List<Long> tasks) throws IOException
    {
        for (final long task : tasks)
        {
            final Path status = Path.of("/proc", Long.toString(pid), "task", Long.toString(task), "status");
            if (Files.exists(status) && Files.readAllLines(status).contains("TracerPid:\t0"))
            {
                return false;
            }
        }
        return true;
    }

    /**
     * One call that was made to fail.
     *
     * @param beganMs when the call began, in ms since 1970.
     * @param text    the call, its file and its error.
     */
    record Injected(long beganMs, String text)
    {
    }

    /**
     * @param log of a strace.
     * @return the first call that was made to fail; empty = none.
     * @throws IOException if the log cannot be read.
     */
    static Optional<Injected> first(final Path log) throws IOException
    {
        if (!Files.exists(log))
        {
            return Optional.empty();
        }
        final List<String> lines = Files.readAllLines(log);
        for (int i = 0; i < lines.size(); i++)
        {
            final Matcher line = LINE.matcher(lines.get(i));
            if (line.matches() && line.group(3).contains(INJECTED))
            {
                return Optional.of(injected(lines.subList(0, i), line));
            }
        }
        return Optional.empty();
    }

    private static Injected injected(final List<String> before, final Matcher line)
    {
        String text = line.group(3);
        String seconds = line.group(2);
        if (text.startsWith("<... "))
        {
            for (final String earlier : before.reversed())
            {
                final Matcher begin = LINE.matcher(earlier);
                if (begin.matches() && Objects.equals(begin.group(1), line.group(1)) &&
                    begin.group(3).endsWith("<unfinished ...>"))
                {
                    seconds = begin.group(2);
                    text = begin.group(3).replace("<unfinished ...>", "") + text.replaceFirst("^<.*?resumed>", "");
                    break;
                }
            }
        }
        return new Injected((long)(Double.parseDouble(seconds) * 1000),
            text.replace(INJECTED, "").replace("(DELAYED)", "").replaceAll(" +", " ").strip());
    }

    /** Lets go of the process, if it still runs. */
    @Override
    public void close()
    {
        process.destroy();
        try
        {
            if (!process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS))
            {
                process.destroyForcibly();
            }
        }
        catch (final InterruptedException interrupted)
        {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
