package io.suuupra.bench.load;

import io.suuupra.bench.conditions.Conditions;
import io.suuupra.client.ClientOptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A node that the rig starts for itself: a process of its own, so that its heap and its pauses are its own, with an
 * empty data folder that is deleted afterwards.
 */
final class OwnNode implements AutoCloseable
{
    private static final Pattern ADDRESS = Pattern.compile("suuupra://\\S+:\\d+");
    private static final String READY = "Ready.";
    private static final long START_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(120);
    private static final long LOOK_EVERY_MS = 20;
    private static final long END_TIMEOUT_S = 30;
    private static final int LOG_LINES = 5;

    private final Path folder;
    private final Path log;
    private final Process process;
    private final Thread onExit = Thread.ofPlatform().name("own-node-end").unstarted(this::end);
    private ClientOptions options;

    private OwnNode(final Path folder) throws IOException
    {
        this.folder = folder;
        log = folder.resolve("node.log");
        process = new ProcessBuilder(command(folder.resolve("data")))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /**
     * @param parent folder in which the node's own is made.
     * @return the node, ready.
     * @throws IOException          if it cannot be started; the message ends with what it said last.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    static OwnNode start(final Path parent) throws IOException, InterruptedException
    {
        final OwnNode node = new OwnNode(Files.createTempDirectory(parent, "suuupra-bench-"));
        boolean started = false;
        try
        {
            node.options = node.awaitReady();
            started = true;
            return node;
        }
        finally
        {
            if (!started)
            {
                node.close();
            }
        }
    }

    /** @return how to reach it. */
    ClientOptions options()
    {
        return options;
    }

    /** @throws IOException if the node has ended; the message ends with what it said last. */
    void check() throws IOException
    {
        if (!process.isAlive())
        {
            throw new IOException("the node ended with exit code " + process.exitValue() + ": " + lastWords());
        }
    }

    private static List<String> command(final Path data)
    {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String flag : Conditions.jvmFlags())
        {
            // A debugger's port can be had only once.
            if (!flag.startsWith("-agentlib:jdwp") && !flag.startsWith("-Xrunjdwp"))
            {
                command.add(flag);
            }
        }
        command.addAll(List.of(
            "-cp", System.getProperty("java.class.path"), NodeProcess.class.getName(),
            "up", "--only", "node", "--data", data.toString(), "--http", "0", "--binary", "0"));
        return command;
    }

    private ClientOptions awaitReady() throws IOException, InterruptedException
    {
        final long giveUpNs = System.nanoTime() + START_TIMEOUT_NS;
        while (System.nanoTime() - giveUpNs < 0)
        {
            final String said = Files.readString(log, StandardCharsets.UTF_8);
            final Matcher address = ADDRESS.matcher(said);
            if (said.contains(READY) && address.find())
            {
                final Path key = folder.resolve("data").resolve("api-key");
                return ClientOptions.parse(address.group(), Files.readString(key, StandardCharsets.US_ASCII).strip());
            }
            if (process.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS))
            {
                check();
            }
        }
        throw new IOException("the node was not ready in time: " + lastWords());
    }

    private String lastWords()
    {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8))
        {
            final List<String> all = lines.filter(line -> !line.isBlank()).toList();
            return all.isEmpty() ?
                "it said nothing" : String.join(" | ", all.subList(Math.max(0, all.size() - LOG_LINES), all.size()));
        }
        catch (final IOException | UncheckedIOException unreadable)
        {
            return "its log cannot be read: " + unreadable.getMessage();
        }
    }

    /** Ends the node and deletes its folder. */
    @Override
    public void close()
    {
        end();
        try
        {
            Runtime.getRuntime().removeShutdownHook(onExit);
        }
        catch (final IllegalStateException shuttingDown)
        {
            // The hook runs already; ending twice does no harm.
            return;
        }
    }

    // By force: the data is thrown away, so nothing is to be saved.
    private synchronized void end()
    {
        process.destroyForcibly();
        try
        {
            process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS);
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
        if (Files.exists(folder))
        {
            try (Stream<Path> files = Files.walk(folder))
            {
                for (final Path file : files.sorted(Comparator.reverseOrder()).toList())
                {
                    Files.delete(file);
                }
            }
            catch (final IOException undeletable)
            {
                throw new UncheckedIOException("the run's folder cannot be deleted: " + folder, undeletable);
            }
        }
    }
}
