package io.suuupra.bench.load;

import io.suuupra.bench.workload.Popularity;
import io.suuupra.client.ClientOptions;
import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.CreateAccountStatus;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One run against a node: connects, creates the accounts, sends, waits for the answers. */
public final class LoadRun
{
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final long ANSWER_NS = REQUEST_TIMEOUT.plusSeconds(10).toNanos();
    private static final long LATE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long LEAD_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int ACCOUNT_BATCHES_IN_FLIGHT = 4;

    private final LoadShape shape;
    private final ClientOptions options;
    private final PrintWriter progress;
    private final Watch watch;

    /** Looks after the node while the run waits. */
    @FunctionalInterface
    public interface Watch
    {
        /** @throws IOException if the node is gone; the message says what is known. */
        void check() throws IOException;
    }

    /**
     * @param shape    of the load.
     * @param options  of the connections.
     * @param progress gets a line each second.
     * @param watch    asked each second.
     */
    public LoadRun(final LoadShape shape, final ClientOptions options, final PrintWriter progress, final Watch watch)
    {
        this.shape = shape;
        // Room for what the rig lets wait, twice: an answer is told before the client has settled it.
        this.options = options
            .withRequestTimeout(REQUEST_TIMEOUT)
            .withPendingMax(2 * Math.max(LoadShape.IN_FLIGHT_TRANSFERS_MAX, shape.inFlight() * shape.batch()));
        this.progress = progress;
        this.watch = watch;
    }

    /**
     * @return what it came to.
     * @throws IOException          if the run cannot go on.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public LoadFigures run() throws IOException, InterruptedException
    {
        final List<SuuupraClient> clients = new ArrayList<>();
        try
        {
            for (int i = 0; i < shape.connections(); i++)
            {
                clients.add(SuuupraClient.connect(options));
            }
            progress.printf(Locale.ROOT, "creating %,d accounts%n", shape.accounts());
            progress.flush();
            createAccounts(clients.getFirst(), shape.seed(), shape.accounts());
            return send(clients);
        }
        finally
        {
            clients.forEach(SuuupraClient::close);
        }
    }

    /**
     * @param client connected.
     * @param seed   of the run.
     * @param count  of accounts.
     * @throws IOException if one of them cannot be created.
     */
    static void createAccounts(final SuuupraClient client, final long seed, final int count) throws IOException
    {
        final Deque<CompletableFuture<List<CreateResult<CreateAccountStatus>>>> inFlight = new ArrayDeque<>();
        for (int first = 0; first < count; first += Limits.EVENTS_MAX)
        {
            final int part = Math.min(Limits.EVENTS_MAX, count - first);
            inFlight.add(client.createAccounts(TransferSource.accounts(seed, first, part)));
            if (inFlight.size() == ACCOUNT_BATCHES_IN_FLIGHT)
            {
                checkAccounts(inFlight.remove());
            }
        }
        while (!inFlight.isEmpty())
        {
            checkAccounts(inFlight.remove());
        }
    }

    private static void checkAccounts(final CompletableFuture<List<CreateResult<CreateAccountStatus>>> batch)
        throws IOException
    {
        final List<CreateResult<CreateAccountStatus>> results;
        try
        {
            results = batch.join();
        }
        catch (final CompletionException failure)
        {
            throw new IOException("the accounts cannot be created: " + failure.getCause().getMessage(), failure);
        }
        for (final CreateResult<CreateAccountStatus> result : results)
        {
            if (result.status() != CreateAccountStatus.CREATED)
            {
                throw new IOException("the accounts cannot be created: the node answers " +
                    result.status().name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private LoadFigures send(final List<SuuupraClient> clients) throws IOException, InterruptedException
    {
        final Popularity popularity = shape.zipf() > 0 ?
            Popularity.zipf(shape.accounts(), shape.zipf()) : Popularity.uniform(shape.accounts());
        final Pace pace = shape.pace(RigClock.SYSTEM.nowNs() + LEAD_NS);
        final Tally tally = new Tally(pace);
        final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("load-sender-", 0).factory());
        try
        {
            final List<Future<Void>> senders = new ArrayList<>();
            for (int i = 0; i < clients.size(); i++)
            {
                senders.add(threads.submit(new Sender(
                    pace,
                    new ClientTarget(clients.get(i), shape.batches()),
                    new TransferSource(popularity, shape.seed(), i, shape.batch(), shape.holds()),
                    tally,
                    RigClock.SYSTEM,
                    new Sender.Lane(i, clients.size(), shape.batch()),
                    new Sender.Bounds(shape.inFlight(), LATE_NS, ANSWER_NS))));
            }
            threads.shutdown();
            Progress.await(threads, pace, tally, progress, () ->
            {
                ClosedLoop.check(senders);
                watch.check();
            });
            return tally.figures();
        }
        finally
        {
            threads.shutdownNow();
        }
    }
}
