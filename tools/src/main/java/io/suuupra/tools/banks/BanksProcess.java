package io.suuupra.tools.banks;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The banks' process beside a node: started again, after a pause that grows, whenever it ends by itself, and ended with
 * the node. Should the node be killed, the process finds its standard input ended, and ends.
 */
public final class BanksProcess implements Closeable
{
    private static final long PAUSE_FIRST_MS = 1_000;
    private static final long PAUSE_LAST_MS = 30_000;
    private static final long STEADY_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long END_S = 40;

    private final List<String> command;
    private final PrintStream out;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread watch = Thread.ofPlatform().name("banks").daemon(true).unstarted(this::watch);
    private volatile Process process;

    private BanksProcess(final List<String> command, final PrintStream out)
    {
        this.command = command;
        this.out = out;
    }

    /**
     * @param main    class of the command line.
     * @param data    folder of the node.
     * @param address of the node's binary port: host:port.
     * @param out     gets what the process says.
     * @return the process, starting.
     */
    public static BanksProcess start(
        final Class<?> main, final Path data, final String address, final PrintStream out)
    {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String flag : ManagementFactory.getRuntimeMXBean().getInputArguments())
        {
            // The node's heap and its collector, its debugger and profiler, are the node's own.
            if (!flag.startsWith("-X") && !flag.startsWith("-agent") && !flag.startsWith("-javaagent"))
            {
                command.add(flag);
            }
        }
        command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp", System.getProperty("java.class.path"), main.getName(),
            "banks", "run", "--data", data.toString(), "--node", address, "--end-with-input"));
        final BanksProcess banks = new BanksProcess(command, out);
        banks.watch.start();
        return banks;
    }

    private void watch()
    {
        long pauseMs = PAUSE_FIRST_MS;
        try
        {
            while (closing.getCount() > 0)
            {
                final long beganNs = System.nanoTime();
                final String end = runOnce();
                pauseMs = System.nanoTime() - beganNs > STEADY_NS ? PAUSE_FIRST_MS : pauseMs;
                if (closing.await(pauseMs, TimeUnit.MILLISECONDS))
                {
                    return;
                }
                out.printf("  banks      %s; starting again%n", end);
                pauseMs = Math.min(2 * pauseMs, PAUSE_LAST_MS);
            }
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
    }

    private String runOnce() throws InterruptedException
    {
        try
        {
            final Process started = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            process = started;
            if (closing.getCount() == 0)
            {
                started.destroy();
            }
            try (BufferedReader lines = started.inputReader(StandardCharsets.UTF_8))
            {
                for (String line = lines.readLine(); line != null; line = lines.readLine())
                {
                    out.println(line);
                    out.flush();
                }
            }
            return "ended with exit code " + started.waitFor();
        }
        catch (final IOException failed)
        {
            return "cannot be run: " + failed.getMessage();
        }
    }

    /** Ends the process and waits until it is gone. */
    @Override
    public void close()
    {
        closing.countDown();
        final Process last = process;
        try
        {
            if (last != null)
            {
                last.destroy();
                if (!last.waitFor(END_S, TimeUnit.SECONDS))
                {
                    last.destroyForcibly();
                }
            }
            watch.join(TimeUnit.SECONDS.toMillis(END_S));
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
    }
}
