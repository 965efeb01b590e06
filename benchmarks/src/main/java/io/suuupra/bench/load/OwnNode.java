package io.suuupra.bench.load;

import io.suuupra.bench.conditions.Conditions;
import io.suuupra.client.ClientOptions;
import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.gateway.auth.KeyStore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
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
 * empty data folder that is deleted afterwards. It may be killed and started again on its folder in between.
 */
public final class OwnNode implements AutoCloseable
{
    private static final Pattern ADDRESS = Pattern.compile("suuupra://\\S+:\\d+");
    private static final Pattern HTTP = Pattern.compile("http://\\S+:\\d+");
    private static final String READY = "Ready.";
    private static final long START_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(120);
    private static final long LOOK_EVERY_MS = 20;
    private static final long STOP_TIMEOUT_S = 120;
    private static final long END_TIMEOUT_S = 30;
    private static final int LOG_LINES = 5;
    private static final int HTTP_TIMEOUT_MS = 10_000;
    private static final long KEY_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);

    private final Path folder;
    private final List<String> jvmFlags;
    private Path log;
    private Process process;
    private int starts;
    private String http;
    private final Thread onExit = Thread.ofPlatform().name("own-node-end").unstarted(this::end);
    private ClientOptions options;

    private OwnNode(final Path folder, final List<String> jvmFlags) throws IOException
    {
        this.folder = folder;
        this.jvmFlags = List.copyOf(jvmFlags);
        launch();
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    private synchronized void launch() throws IOException
    {
        log = folder.resolve("node-" + ++starts + ".log");
        final List<String> command = command(
            NodeProcess.class, "up", "--only", "node", "--data", data().toString(), "--http", "0", "--binary", "0");
        command.addAll(1, jvmFlags);
        process = new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    }

    /**
     * @param parent folder in which the node's own is made.
     * @return the node, ready.
     * @throws IOException          if it cannot be started; the message ends with what it said last.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public static OwnNode start(final Path parent) throws IOException, InterruptedException
    {
        return start(parent, List.of());
    }

    /**
     * @param parent   folder in which the node's own is made.
     * @param jvmFlags for its JVM, before those that this JVM has.
     * @return the node, ready.
     * @throws IOException          if it cannot be started; the message ends with what it said last.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public static OwnNode start(final Path parent, final List<String> jvmFlags)
        throws IOException, InterruptedException
    {
        final OwnNode node = new OwnNode(Files.createTempDirectory(parent, "suuupra-bench-"), jvmFlags);
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
    public ClientOptions options()
    {
        return options;
    }

    /** @return where its REST interface is: {@code http://host:port}. */
    public String http()
    {
        return http;
    }

    /** @return its data folder. */
    public Path data()
    {
        return folder.resolve("data");
    }

    /** @return a folder on the same disk that is deleted with the node's. */
    public Path scratch()
    {
        return folder;
    }

    /**
     * @return what it said since its last start.
     * @throws IOException if that cannot be read.
     */
    public String log() throws IOException
    {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /**
     * Gives it one more key that may read and post.
     *
     * @return the key, which it knows by now.
     * @throws IOException          if it does not take it.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public ApiKey addKey() throws IOException, InterruptedException
    {
        final ApiKey key = KeyStore.openOrCreate(data()).add("bench", Principal.READ | Principal.POST, 0, -1);
        final long giveUpNs = System.nanoTime() + KEY_TIMEOUT_NS;
        while (System.nanoTime() - giveUpNs < 0)
        {
            final HttpURLConnection question =
                (HttpURLConnection)URI.create(http + "/v1/accounts/1").toURL().openConnection();
            question.setConnectTimeout(HTTP_TIMEOUT_MS);
            question.setReadTimeout(HTTP_TIMEOUT_MS);
            question.setRequestProperty("Authorization", "Bearer " + key.reveal());
            if (question.getResponseCode() != HttpURLConnection.HTTP_UNAUTHORIZED)
            {
                return key;
            }
            if (process.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS))
            {
                check();
            }
        }
        throw new IOException("the node did not take a new key in time");
    }

    /** @return number of its process. */
    public long pid()
    {
        return process.pid();
    }

    /**
     * @return its page of metrics.
     * @throws IOException if it cannot be read.
     */
    public String metrics() throws IOException
    {
        final URLConnection page = URI.create(http + "/metrics").toURL().openConnection();
        page.setConnectTimeout(HTTP_TIMEOUT_MS);
        page.setReadTimeout(HTTP_TIMEOUT_MS);
        try (InputStream in = page.getInputStream())
        {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Ends it as a crash would; its folder stays.
     *
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public void kill() throws InterruptedException
    {
        process.destroyForcibly();
        process.waitFor();
    }

    /**
     * Ends it as its operator would, with a snapshot; its folder stays.
     *
     * @throws IOException          if it does not end in time.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public void stop() throws IOException, InterruptedException
    {
        process.destroy();
        if (!process.waitFor(STOP_TIMEOUT_S, TimeUnit.SECONDS))
        {
            throw new IOException("the node did not end within " + STOP_TIMEOUT_S + " s: " + lastWords());
        }
    }

    /**
     * Starts it again on its folder, after {@link #kill} or {@link #stop}.
     *
     * @return time until it was ready, ns: the start of its JVM included.
     * @throws IOException          if it cannot be started.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public long startAgain() throws IOException, InterruptedException
    {
        final long startNs = System.nanoTime();
        launch();
        options = awaitReady();
        return System.nanoTime() - startNs;
    }

    /** @throws IOException if the node has ended; the message ends with what it said last. */
    public void check() throws IOException
    {
        if (!process.isAlive())
        {
            throw new IOException("the node ended with exit code " + process.exitValue() + ": " + lastWords());
        }
    }

    /**
     * @param main      class to run in a JVM like this one.
     * @param arguments of it.
     * @return the command of that process.
     */
    public static List<String> command(final Class<?> main, final String... arguments)
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
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private ClientOptions awaitReady() throws IOException, InterruptedException
    {
        final long giveUpNs = System.nanoTime() + START_TIMEOUT_NS;
        while (System.nanoTime() - giveUpNs < 0)
        {
            final String said = log();
            final Matcher address = ADDRESS.matcher(said);
            final Matcher rest = HTTP.matcher(said);
            if (said.contains(READY) && address.find() && rest.find())
            {
                http = rest.group();
                final Path key = data().resolve("api-key");
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
