package io.suuupra.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL of its own, in a new folder that is deleted afterwards, on a free port of this machine only.
 */
final class PostgresCluster implements AutoCloseable
{
    /** What differs from the defaults; the first three are defaults, but the measurement stands on them. */
    static final List<String> SETTINGS = List.of(
        "fsync=on", "synchronous_commit=on", "full_page_writes=on", "shared_buffers=1GB", "max_wal_size=8GB");

    private static final String USER = "bench";
    private static final int PASSWORD_BYTES = 24;
    private static final long START_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_EVERY_MS = 50;
    private static final long END_TIMEOUT_S = 30;

    private final PostgresPrograms programs;
    private final Path folder;
    private final Path log;
    private final String password;
    private final int port;
    private final Thread onExit = Thread.ofPlatform().name("postgres-end").unstarted(this::end);
    private Process process;

    private PostgresCluster(final PostgresPrograms programs, final Path folder) throws IOException
    {
        this.programs = programs;
        this.folder = folder;
        log = folder.resolve("postgres.log");
        final byte[] secret = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(secret);
        password = HexFormat.of().formatHex(secret);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()))
        {
            port = free.getLocalPort();
        }
    }

    /**
     * @param programs to be run.
     * @param parent   folder in which the cluster's own is made.
     * @return the cluster, ready.
     * @throws IOException          if it cannot be made or started; the message ends with what it said last.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    static PostgresCluster start(final PostgresPrograms programs, final Path parent)
        throws IOException, InterruptedException
    {
        final PostgresCluster cluster =
            new PostgresCluster(programs, Files.createTempDirectory(parent, "suuupra-bench-postgres-"));
        Runtime.getRuntime().addShutdownHook(cluster.onExit);
        boolean started = false;
        try
        {
            cluster.make();
            cluster.awaitReady();
            started = true;
            return cluster;
        }
        finally
        {
            if (!started)
            {
                cluster.close();
            }
        }
    }

    private Path data()
    {
        return folder.resolve("data");
    }

    private void make() throws IOException, InterruptedException
    {
        final Path secret = Files.createFile(folder.resolve("password"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, password, StandardCharsets.US_ASCII);
        if (!programs.asUser().isEmpty())
        {
            PostgresPrograms.run(List.of("chown", "-R", programs.asUser(), folder.toString()));
        }
        PostgresPrograms.run(programs.command("initdb", "-D", data().toString(), "-U", USER, "-E", "UTF8",
            "--no-locale", "--auth=scram-sha-256", "--pwfile=" + secret));
        final List<String> command = new ArrayList<>(programs.command("postgres", "-D", data().toString(),
            "-p", Integer.toString(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
        for (final String setting : SETTINGS)
        {
            command.add("-c");
            command.add(setting);
        }
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private void awaitReady() throws IOException, InterruptedException
    {
        final long giveUpNs = System.nanoTime() + START_TIMEOUT_NS;
        SQLException last = null;
        while (System.nanoTime() - giveUpNs < 0)
        {
            if (process.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS))
            {
                throw new IOException("PostgreSQL ended: " + lastWords());
            }
            try
            {
                connect().close();
                return;
            }
            catch (final SQLException notYet)
            {
                last = notYet;
            }
        }
        throw new IOException("PostgreSQL was not ready in time: " + lastWords(), last);
    }

    private String lastWords() throws IOException
    {
        return Files.readString(log, StandardCharsets.UTF_8).lines()
            .reduce((first, second) -> second).orElse("it said nothing");
    }

    /**
     * @return a new connection.
     * @throws SQLException if there is none to be had.
     */
    Connection connect() throws SQLException
    {
        final Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        // Statements are prepared on the server from their first use on.
        properties.setProperty("prepareThreshold", "1");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
    }

    /**
     * @param connection to it.
     * @param setting    name of one.
     * @return its value as the server has it.
     * @throws SQLException if it cannot be asked.
     */
    static String show(final Connection connection, final String setting) throws SQLException
    {
        try (Statement statement = connection.createStatement();
            ResultSet row = statement.executeQuery("SHOW " + setting))
        {
            row.next();
            return row.getString(1);
        }
    }

    /** Ends it and deletes its folder. */
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

    // At once: the data is thrown away, so nothing is to be saved.
    private synchronized void end()
    {
        try
        {
            if (process != null && process.isAlive())
            {
                PostgresPrograms.run(programs.command(
                    "pg_ctl", "stop", "-m", "immediate", "-w", "-D", data().toString()));
                process.waitFor(END_TIMEOUT_S, TimeUnit.SECONDS);
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
            }
        }
        catch (final IOException undone)
        {
            throw new UncheckedIOException("PostgreSQL cannot be ended and deleted: " + folder, undone);
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
    }
}
