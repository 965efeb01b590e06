package io.suuupra.tools.chaos;

import io.suuupra.tools.Main;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A node in a process of its own: the same Java, class path and flags as this one, made to start quickly. It ends when
 * this process ends, however that happens.
 */
public final class NodeProcess implements AutoCloseable
{
    // Outside of what systems hand out to outgoing connections: a client that reconnects could otherwise take the port
    // itself.
    private static final int PORT_FIRST = 20_000;
    private static final int PORTS = 12_000;
    private static final int PORT_ATTEMPTS = 1_000;
    private static final String READY = "Ready.";

    /** The optimising compiler takes more than half of the processor time of a node that lives for a second or two. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";
    private static final long END_TIMEOUT_S = 60;

    /**
     * How a node is started, each time the same.
     *
     * @param data    folder.
     * @param http    port.
     * @param binary  port.
     * @param log     file that its output is added to.
     * @param options more options of {@code up}.
     */
    public record Settings(Path data, int http, int binary, Path log, List<String> options)
    {
        /**
         * @param data    folder.
         * @param log     file that its output is added to.
         * @param options more options of {@code up}.
         * @return settings with ports that nobody uses now.
         * @throws IOException if there are none.
         */
        public static Settings of(final Path data, final Path log, final List<String> options) throws IOException
        {
            final Random random = new Random();
            final int http = freePort(random);
            int binary = freePort(random);
            while (binary == http)
            {
                binary = freePort(random);
            }
            return new Settings(data, http, binary, log, options);
        }

        String address()
        {
            return "suuupra://127.0.0.1:" + binary;
        }

        /**
         * @return the key that the first start has made.
         * @throws IOException if it cannot be read.
         */
        public String key() throws IOException
        {
            return Files.readString(data.resolve("api-key"), StandardCharsets.US_ASCII).strip();
        }
    }

    private final Settings settings;
    private final Process process;
    private final Thread output;
    private final Thread hook;
    private final long startNs = System.nanoTime();
    private final CompletableFuture<Long> ready = new CompletableFuture<>();

    private NodeProcess(final Settings settings, final Process process)
    {
        this.settings = settings;
        this.process = process;
        hook = Thread.ofPlatform().unstarted(process::destroyForcibly);
        output = Thread.ofPlatform().name("node-output").daemon(true).unstarted(this::readOutput);
    }

    /**
     * @param settings of the node.
     * @return the node, starting.
     * @throws IOException if its process cannot be started.
     */
    public static NodeProcess start(final Settings settings) throws IOException
    {
        return start(settings, List.of());
    }

    /**
     * @param settings of the node.
     * @param under    a command that runs the rest of its arguments as the same process; empty = none.
     * @return the node, which is starting.
     */
    static NodeProcess start(final Settings settings, final List<String> under) throws IOException
    {
        final List<String> command = new ArrayList<>(under);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String flag : ManagementFactory.getRuntimeMXBean().getInputArguments())
        {
            // A debugger or profiler of this process is none of the node's, nor is what this process keeps quiet about.
            if (!flag.startsWith("-agent") && !flag.startsWith("-javaagent") &&
                !flag.startsWith("-Dorg.slf4j.simpleLogger.log."))
            {
                command.add(flag);
            }
        }
        command.add(QUICK_START);
        command.addAll(List.of(
            "-cp", System.getProperty("java.class.path"), Main.class.getName(), "up",
            "--only", "node",
            "--data", settings.data().toString(),
            "--http", Integer.toString(settings.http()),
            "--binary", Integer.toString(settings.binary()),
            "--end-with-input"));
        command.addAll(settings.options());
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        final NodeProcess node = new NodeProcess(settings, builder.start());
        Runtime.getRuntime().addShutdownHook(node.hook);
        node.output.start();
        return node;
    }

    private static int freePort(final Random random) throws IOException
    {
        for (int i = 0; i < PORT_ATTEMPTS; i++)
        {
            final int port = PORT_FIRST + random.nextInt(PORTS);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress()))
            {
                return socket.getLocalPort();
            }
            catch (final java.net.BindException used)
            {
                // The next one.
            }
        }
        throw new IOException("no free port from " + PORT_FIRST + " to " + (PORT_FIRST + PORTS - 1));
    }

    private void readOutput()
    {
        try (
            BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
            BufferedWriter log = Files.newBufferedWriter(
                settings.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND))
        {
            for (String line = lines.readLine(); line != null; line = lines.readLine())
            {
                log.write(line);
                log.newLine();
                log.flush();
                if (line.startsWith(READY))
                {
                    ready.complete(System.nanoTime() - startNs);
                }
            }
        }
        catch (final IOException broken)
        {
            // The pipe of a process that was killed; whether it got ready is told below.
            ready.completeExceptionally(broken);
        }
        ready.completeExceptionally(new IOException("the node ended before it was ready, see " + settings.log()));
    }

    /**
     * Waits until the node takes requests.
     *
     * @param timeoutS seconds to wait at most.
     * @return ns from its start until then.
     * @throws IOException          if it ends before, or is late.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public long awaitReady(final long timeoutS) throws IOException, InterruptedException
    {
        try
        {
            return ready.get(timeoutS, TimeUnit.SECONDS);
        }
        catch (final ExecutionException ended)
        {
            throw new IOException(ended.getCause().getMessage(), ended.getCause());
        }
        catch (final TimeoutException late)
        {
            throw new IOException("the node was not ready within " + timeoutS + " s, see " + settings.log(), late);
        }
    }

    /**
     * Waits, but not longer than the node runs.
     *
     * @param ns to wait.
     * @return whether it still runs.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public boolean runFor(final long ns) throws InterruptedException
    {
        return !process.waitFor(ns, TimeUnit.NANOSECONDS);
    }

    /** @return number of the process. */
    long pid()
    {
        return process.pid();
    }

    /**
     * Waits until the process has ended by itself and all that it printed is in the log.
     *
     * @param timeoutS seconds to wait at most.
     * @return its exit code; empty if it still runs.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    OptionalInt awaitEnd(final long timeoutS) throws InterruptedException
    {
        if (!process.waitFor(timeoutS, TimeUnit.SECONDS))
        {
            return OptionalInt.empty();
        }
        output.join(TimeUnit.SECONDS.toMillis(END_TIMEOUT_S));
        forgetHook();
        return OptionalInt.of(process.exitValue());
    }

    /** Ends the process at once (SIGKILL), and returns when it is gone. Its work is not asked for consent. */
    void kill() throws IOException, InterruptedException
    {
        process.destroyForcibly();
        if (!process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS))
        {
            throw new IOException("process " + process.pid() + " does not end");
        }
        output.join(TimeUnit.SECONDS.toMillis(END_TIMEOUT_S));
        forgetHook();
    }

    private void forgetHook()
    {
        try
        {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        catch (final IllegalStateException ending)
        {
            // This process is ending: the hook runs, and finds nothing to do.
        }
    }

    @Override
    public void close() throws IOException
    {
        try
        {
            kill();
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
    }
}
