package io.suuupra.tools.chaos;

import io.suuupra.client.SuuupraClient;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A node of its own under load, and all that it has answered, kept outside of it. Confined to one thread.
 */
final class WatchedNode implements AutoCloseable
{
    private static final long START_TIMEOUT_S = 120;
    private static final long ANSWER_TIMEOUT_S = 60;
    private static final long LOAD_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final String HALTED = "halted: ";
    private static final String FAILED = "suuupra: ";

    private final Plan plan;
    private final NodeProcess.Settings settings;
    private final Findings findings = new Findings();
    private final List<Session> sessions = new ArrayList<>();
    private NodeProcess process;
    private Checks checks;
    private long logStart;

    /**
     * @param data     folder of the node, new or empty.
     * @param log      file that its output is added to.
     * @param sessions that make the load.
     * @param seed     that decides about what they send.
     * @param options  of the node.
     * @throws IOException if no port is free.
     */
    WatchedNode(
        final Path data, final Path log, final int sessions, final long seed, final List<String> options)
        throws IOException
    {
        settings = NodeProcess.Settings.of(data, log, options);
        plan = new Plan(seed);
        for (int i = 0; i < sessions; i++)
        {
            this.sessions.add(new Session(i, plan, settings, findings));
        }
    }

    /** Starts the node and waits until it takes requests; the first time it gets its accounts. */
    void start() throws IOException, InterruptedException
    {
        start(List.of());
        awaitReady();
        if (checks == null)
        {
            try (SuuupraClient client = SuuupraClient.connect(Session.options(settings)))
            {
                checks = Checks.begin(plan, sessions, client, findings);
            }
        }
        connect();
    }

    /** Starts the node as the rest of a command. */
    void start(final List<String> under) throws IOException
    {
        logStart = Files.exists(settings.log()) ? Files.size(settings.log()) : 0;
        process = NodeProcess.start(settings, under);
    }

    long awaitReady() throws IOException, InterruptedException
    {
        return process.awaitReady(START_TIMEOUT_S);
    }

    void connect() throws IOException
    {
        for (final Session session : sessions)
        {
            session.connect();
        }
    }

    void allowShortage()
    {
        sessions.forEach(Session::allowShortage);
    }

    /** Makes load from now on. */
    void load()
    {
        sessions.forEach(Session::resume);
    }

    /** Waits for so many more answers, under load. */
    void awaitAnswers(final long count) throws IOException, InterruptedException
    {
        final long target = answers() + count;
        await(() -> answers() >= target, "the node does not answer");
    }

    /** Something that is waited for. */
    interface Condition
    {
        boolean holds() throws IOException;
    }

    /** Waits, as long as the node runs. */
    void await(final Condition condition, final String otherwise) throws IOException, InterruptedException
    {
        final long deadline = System.nanoTime() + LOAD_TIMEOUT_NS;
        while (!condition.holds())
        {
            if (System.nanoTime() > deadline || !process.runFor(0))
            {
                throw new IOException(otherwise + ", see " + settings.log());
            }
            LockSupport.parkNanos(LOOK_NS);
        }
    }

    /** Makes no more load. */
    void pause() throws InterruptedException
    {
        for (final Session session : sessions)
        {
            session.pause();
        }
    }

    /** One session forgets its client; the others send again what was not answered. */
    void abandonOne() throws InterruptedException
    {
        sessions.getFirst().abandon();
    }

    OptionalInt awaitEnd(final long timeoutS) throws InterruptedException
    {
        return process.awaitEnd(timeoutS);
    }

    void kill() throws IOException, InterruptedException
    {
        process.kill();
    }

    /**
     * Starts the node and holds it against everything it has ever answered.
     *
     * @return ms until it took requests.
     * @throws IOException if it does not start or does not answer.
     */
    long recover() throws IOException, InterruptedException
    {
        start(List.of());
        final long ns = awaitReady();
        connect();
        check();
        return TimeUnit.NANOSECONDS.toMillis(ns);
    }

    /** Waits until everything that was sent is answered or unknown. The load must be paused. */
    void settle() throws IOException, InterruptedException
    {
        for (final Session session : sessions)
        {
            if (!session.awaitAnswers(ANSWER_TIMEOUT_S))
            {
                throw new IOException("session " + session.number() + " got no answer within " + ANSWER_TIMEOUT_S +
                    " s, see " + settings.log());
            }
        }
    }

    /** Holds the node against everything it has ever answered. The load must be paused. */
    void check() throws IOException, InterruptedException
    {
        settle();
        try (SuuupraClient client = SuuupraClient.connect(Session.options(settings)))
        {
            checks.run(client, false);
        }
    }

    /** @return events that were answered. */
    long answers()
    {
        return sessions.stream().mapToLong(session -> session.acks().answered()).sum();
    }

    /** @return when the last answer came, in ms since 1970; 0 = none yet. */
    long lastAnswerMs()
    {
        return sessions.stream().mapToLong(Session::lastAnswerMs).max().orElse(0);
    }

    boolean isRefused()
    {
        return sessions.stream().allMatch(Session::isRefused);
    }

    /** @return the one line in which the node has said since its last start why it ended; or nothing. */
    String said() throws IOException
    {
        final String halted = said(HALTED);
        return halted.isEmpty() ? said(FAILED) : halted;
    }

    /** @return what the node has said since its last start, from these words to the end of their line; or nothing. */
    String said(final String words) throws IOException
    {
        final byte[] log = Files.readAllBytes(settings.log());
        final String text = new String(log, (int)logStart, (int)(log.length - logStart), StandardCharsets.UTF_8);
        return text.lines().filter(line -> line.contains(words)).findFirst()
            .map(line -> line.substring(line.indexOf(words))).orElse("");
    }

    Findings findings()
    {
        return findings;
    }

    NodeProcess.Settings settings()
    {
        return settings;
    }

    long pid()
    {
        return process.pid();
    }

    @Override
    public void close() throws IOException
    {
        sessions.forEach(Session::close);
        if (process != null)
        {
            process.close();
        }
    }
}
