package io.suuupra.tools.chaos;

import io.suuupra.client.ClientOptions;
import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.edge.EngineState;
import io.suuupra.journal.DataPaths;
import io.suuupra.journal.JournalReader;
import io.suuupra.journal.cycle.CycleFiles;
import io.suuupra.tools.journal.Replay;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills a node many times and checks it after each.
 *
 * <p>Confined to one thread.
 */
final class ChaosRun implements AutoCloseable
{
    private static final long START_TIMEOUT_S = 120;
    private static final long ANSWER_TIMEOUT_S = 60;
    private static final long MOMENT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_NS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long AFTER_MAX_NS = TimeUnit.MILLISECONDS.toNanos(3);
    private static final long FIRST_START_NS = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final int START_KILLS_PERCENT = 15;
    private static final int ABANDON_PERCENT = 25;

    /** Small files, so that many kills meet the making of one. */
    static final List<String> SMALL_FILES =
        List.of("--snapshot-every-kib", "128", "--roll-kib", "256", "--segment-rows", "4096");

    /** When the node is killed. */
    enum Moment
    {
        /** While it works. */
        LOAD("under load"),
        /** While it writes a snapshot. */
        SNAPSHOT("in a snapshot"),
        /** Right after it began a journal file. */
        ROLL("at a new journal file"),
        /** While it starts or recovers. */
        START("while starting");

        private final String text;

        Moment(final String text)
        {
            this.text = text;
        }

        @Override
        public String toString()
        {
            return text;
        }
    }

    /**
     * What is wanted.
     *
     * @param kills    how many.
     * @param sessions that make the load, 1 to 64.
     * @param load     answers between two kills, at most about so many.
     * @param seed     that decides about everything but the threads.
     */
    record Settings(int kills, int sessions, int load, long seed)
    {
    }

    private final Settings wanted;
    private final NodeProcess.Settings node;
    private final DataPaths paths;
    private final PrintWriter progress;
    private final SplittableRandom random;
    private final Findings findings = new Findings();
    private final List<Session> sessions = new ArrayList<>();
    private final Map<Moment, Integer> kills = new EnumMap<>(Moment.class);
    private NodeProcess process;
    private SuuupraClient client;
    private Checks checks;
    private long startNs;
    private EngineState state;
    private Sabotage sabotage = data ->
    {
    };

    /** Damages the folder of a node that was killed: a test of the checks. */
    interface Sabotage
    {
        /**
         * @param data folder.
         * @throws IOException if it cannot be damaged.
         */
        void damage(DataPaths data) throws IOException;
    }

    /**
     * @param wanted   what is wanted.
     * @param data     folder of the node, new or empty.
     * @param progress told of each kill.
     * @throws IOException if the node cannot be started.
     */
    ChaosRun(final Settings wanted, final Path data, final PrintWriter progress) throws IOException
    {
        this.wanted = wanted;
        this.progress = progress;
        paths = new DataPaths(data);
        node = NodeProcess.Settings.of(data, data.resolveSibling(data.getFileName() + ".log"), SMALL_FILES);
        random = new SplittableRandom(wanted.seed());
        final Plan plan = new Plan(wanted.seed());
        for (int i = 0; i < wanted.sessions(); i++)
        {
            sessions.add(new Session(i, plan, node, findings));
        }
    }

    void sabotage(final Sabotage by)
    {
        sabotage = by;
    }

    /** Runs until all kills are done or something is wrong. */
    void run() throws IOException, InterruptedException
    {
        startNs = FIRST_START_NS;
        start();
        client = SuuupraClient.connect(clientOptions());
        checks = Checks.begin(new Plan(wanted.seed()), sessions, client, findings);
        connectSessions();
        while (kills() < wanted.kills() && findings.isEmpty())
        {
            final Moment moment = killUnderLoad();
            if (findings.isEmpty())
            {
                recover(moment);
            }
        }
        if (findings.isEmpty())
        {
            checks.run(client, true);
            replay();
        }
    }

    private ClientOptions clientOptions() throws IOException
    {
        return Session.options(node);
    }

    private void connectSessions() throws IOException
    {
        for (final Session session : sessions)
        {
            session.connect();
        }
    }

    private Moment killUnderLoad() throws IOException, InterruptedException
    {
        final int draw = random.nextInt(100);
        final Moment wish = draw < 50 ? Moment.LOAD : draw < 75 ? Moment.SNAPSHOT : Moment.ROLL;
        final long target = acks() + 1 + random.nextInt(wanted.load());
        final int files = CycleFiles.list(paths.journal()).size();
        client.close();
        sessions.forEach(Session::resume);
        final boolean met = switch (wish)
        {
            case SNAPSHOT -> runUntil(this::writesSnapshot);
            case ROLL -> runUntil(() -> CycleFiles.list(paths.journal()).size() > files);
            default -> runUntil(() -> acks() >= target);
        };
        if (!process.runFor(random.nextLong(AFTER_MAX_NS)))
        {
            findings.add(Findings.Kind.WRONG, "the node ended by itself, see " + node.log());
        }
        process.kill();
        final Moment moment = met ? wish : Moment.LOAD;
        kills.merge(moment, 1, Integer::sum);
        for (final Session session : sessions)
        {
            session.pause();
            if (random.nextInt(100) < ABANDON_PERCENT)
            {
                session.abandon();
            }
        }
        return moment;
    }

    /** A condition that looks at files. */
    private interface Condition
    {
        boolean holds() throws IOException;
    }

    private boolean runUntil(final Condition condition) throws IOException, InterruptedException
    {
        final long deadline = System.nanoTime() + MOMENT_TIMEOUT_NS;
        while (!condition.holds())
        {
            if (System.nanoTime() > deadline || !process.runFor(LOOK_NS))
            {
                return false;
            }
        }
        return true;
    }

    private boolean writesSnapshot() throws IOException
    {
        if (!Files.isDirectory(paths.snapshots()))
        {
            return false;
        }
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(paths.snapshots(), "*.tmp"))
        {
            return unfinished.iterator().hasNext();
        }
    }

    private void recover(final Moment moment) throws IOException, InterruptedException
    {
        sabotage.damage(paths);
        final int again = start();
        final long checkNs = System.nanoTime();
        connectSessions();
        for (final Session session : sessions)
        {
            if (!session.awaitAnswers(ANSWER_TIMEOUT_S))
            {
                findings.add(Findings.Kind.WRONG,
                    "session " + session.number() + " got no answer within " + ANSWER_TIMEOUT_S + " s of the restart");
                return;
            }
        }
        client = SuuupraClient.connect(clientOptions());
        checks.run(client, false);
        progress.printf("kill %,d of %,d %s%s: %,d acks, up again in %,d ms, checked in %,d ms%n",
            kills(), wanted.kills(), moment, again == 0 ? "" : " and " + again + " more " + Moment.START, acks(),
            TimeUnit.NANOSECONDS.toMillis(startNs), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - checkNs));
        progress.flush();
    }

    /**
     * Starts the node, and now and then kills it before it is ready.
     *
     * @return how often it was killed.
     */
    private int start() throws IOException, InterruptedException
    {
        process = NodeProcess.start(node);
        int again = 0;
        while (kills() < wanted.kills() && random.nextInt(100) < START_KILLS_PERCENT)
        {
            process.runFor(random.nextLong(startNs));
            process.kill();
            kills.merge(Moment.START, 1, Integer::sum);
            again++;
            process = NodeProcess.start(node);
        }
        startNs = process.awaitReady(START_TIMEOUT_S);
        return again;
    }

    /** The journal must give the state that the node has. */
    private void replay() throws IOException, InterruptedException
    {
        state = client.state().join();
        client.close();
        awaitJournal(state.sequence());
        process.kill();
        final EngineState replayed = Replay.stateAt(paths.root(), state.sequence());
        if (!replayed.equals(state))
        {
            findings.add(Findings.Kind.WRONG, "the node was at " + state + ", its journal gives " + replayed);
        }
    }

    /** The journal follows what is durable elsewhere already. */
    private void awaitJournal(final long sequence) throws IOException
    {
        final long deadline = System.nanoTime() + MOMENT_TIMEOUT_NS;
        try (JournalReader reader = JournalReader.open(paths.journal(), Long.MAX_VALUE))
        {
            while (reader.sequence() < sequence && System.nanoTime() < deadline)
            {
                if (!reader.next())
                {
                    LockSupport.parkNanos(LOOK_NS);
                }
            }
        }
    }

    Findings findings()
    {
        return findings;
    }

    /** @return events that were answered. */
    long acks()
    {
        return sessions.stream().mapToLong(session -> session.acks().answered()).sum();
    }

    int kills()
    {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    int kills(final Moment moment)
    {
        return kills.getOrDefault(moment, 0);
    }

    /** @return units that were sent again because nobody knew whether they had happened. */
    long resent()
    {
        return checks.resent();
    }

    /** @return how many of them had happened. */
    long resentExisting()
    {
        return checks.resentExisting();
    }

    /** @return where the node and its journal stand at the end; null if it did not come to that. */
    EngineState state()
    {
        return state;
    }

    /** @return file with the node's output. */
    Path log()
    {
        return node.log();
    }

    @Override
    public void close() throws IOException
    {
        sessions.forEach(Session::close);
        if (client != null)
        {
            client.close();
        }
        if (process != null)
        {
            process.close();
        }
    }
}
