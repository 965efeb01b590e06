package io.suuupra.bench.load;

import io.suuupra.client.ClientOptions;
import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.auth.ApiKey;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One run against a node's REST interface: creates the accounts, then posts single transfers on keep-alive connections
 * in a closed loop.
 *
 * @param options     of the connection that creates the accounts.
 * @param keys        that the connections send, in turn: a node bounds the requests under way of each.
 * @param http        where the REST interface is: {@code http://host:port}.
 * @param connections 1 or more.
 * @param accounts    2 or more.
 * @param warmup      seconds that do not count.
 * @param seconds     that count.
 * @param seed        of ids and accounts.
 * @param progress    gets a line each second.
 * @param watch       asked each second.
 */
public record RestRun(
    ClientOptions options,
    List<ApiKey> keys,
    String http,
    int connections,
    int accounts,
    int warmup,
    int seconds,
    long seed,
    PrintWriter progress,
    LoadRun.Watch watch)
{
    /**
     * @return what it came to.
     * @throws IOException          if the run cannot go on.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public LoadFigures run() throws IOException, InterruptedException
    {
        try (SuuupraClient client = SuuupraClient.connect(options))
        {
            LoadRun.createAccounts(client, seed, accounts);
        }
        final URI node = URI.create(http);
        final List<RestRequest> requests =
            keys.stream().map(key -> new RestRequest(node.getAuthority(), key.reveal())).toList();
        final Pace pace = new Pace.Saturation(
            RigClock.SYSTEM.nowNs(), warmup * Pace.SECOND_NS, seconds * Pace.SECOND_NS);
        final Tally tally = new Tally(pace);
        final RestLoop loop = new RestLoop(
            new InetSocketAddress(node.getHost(), node.getPort()), requests, connections, accounts, seed, pace, tally,
            RigClock.SYSTEM);
        final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("load-rest").factory());
        try
        {
            final Future<Void> work = thread.submit(loop);
            thread.shutdown();
            Progress.await(thread, pace, tally, progress, () ->
            {
                ClosedLoop.check(List.of(work));
                watch.check();
            });
            return tally.figures();
        }
        finally
        {
            thread.shutdownNow();
        }
    }
}
