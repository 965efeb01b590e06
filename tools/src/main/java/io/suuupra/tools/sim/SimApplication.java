package io.suuupra.tools.sim;

import io.suuupra.client.BackPressureException;
import io.suuupra.client.ClientOptions;
import io.suuupra.client.OutcomeUnknownException;
import io.suuupra.client.RequestNotSentException;
import io.suuupra.client.RequestRefusedException;
import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.CreateTransferStatus;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * An application that uses the Java client, the real one. What it is told of each transfer must be so: what was created
 * is there, with that timestamp; what did not happen is not.
 */
final class SimApplication
{
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int SINGLES = 6;
    private static final int[] TIMEOUTS_S = {1, 3, 8};
    private static final int[] PENDING_MAX = {64, 200, 5_000};

    /** What was said of an id. */
    private static final class Said
    {
        private int asked;
        private boolean happenedNot = true;
        private long createdAt;
    }

    private final Simulation simulation;
    private final SplittableRandom random;
    private final Workload workload;
    private final ClientOptions options;
    private final Map<UInt128, Said> said = new HashMap<>();
    private SimTransport transport;
    private SuuupraClient client;
    private boolean connected;
    private boolean stopped;
    private boolean proved;
    private int open;

    SimApplication(final Simulation simulation, final int id, final SplittableRandom random)
    {
        this.simulation = simulation;
        this.random = random;
        workload = new Workload(id, random.split());
        options = ClientOptions.of("simulated", 1, SimWire.KEY)
            .withConnectTimeout(Duration.ofSeconds(1))
            .withRequestTimeout(Duration.ofSeconds(TIMEOUTS_S[random.nextInt(TIMEOUTS_S.length)]))
            .withReconnect(Duration.ofMillis(5), Duration.ofMillis(500))
            .withBatchMax(1 + random.nextInt(8))
            .withBatchesInFlight(1 + random.nextInt(4))
            .withInFlightMax(1 + random.nextInt(16))
            .withBatching(random.nextInt(4) != 0)
            .withPendingMax(PENDING_MAX[random.nextInt(PENDING_MAX.length)]);
    }

    void start()
    {
        begin();
        think();
    }

    /** Asks for nothing new, but for one answer that shows that the client still works. */
    void stop()
    {
        stopped = true;
        prove();
    }

    boolean hasOpen()
    {
        return open > 0 || stopped && !proved;
    }

    String openOnes()
    {
        return "the application waits for " + open + " answers of the Java client" + (proved ? "" : " and gets none");
    }

    /** The connection breaks. */
    void drop()
    {
        transport.drop();
    }

    /** Ends the client; what it still says is heard. */
    void close()
    {
        if (client != null)
        {
            client.close();
        }
    }

    private void begin()
    {
        transport = new SimTransport(simulation, random.split());
        client = SuuupraClient.begin(options, transport);
        final SuuupraClient begun = client;
        heard(client.connected(), failure ->
        {
            connected = failure == null;
            if (!connected)
            {
                // The first attempt has failed: such a client is of no use.
                begun.close();
                simulation.machine().after(random.nextLong(200 * MILLI), this::begin);
            }
        });
    }

    private void think()
    {
        final long mean = simulation.isOverloaded() ? MILLI / 2 : simulation.plan().thinkNs();
        simulation.machine().after(1 + random.nextLong(2 * mean), () ->
        {
            if (!stopped)
            {
                if (connected)
                {
                    askUnlessRefused();
                }
                think();
            }
        });
    }

    private void prove()
    {
        final CompletableFuture<?> proof = connected ? client.lookupAccount(UInt128.of(1)) :
            CompletableFuture.failedFuture(new IllegalStateException("not connected"));
        heard(proof, failure ->
        {
            proved = failure == null;
            if (!proved)
            {
                simulation.machine().after(10 * MILLI, this::prove);
            }
        });
    }

    /** What could not be sent at all is refused at once: nothing happens. */
    private void askUnlessRefused()
    {
        final int before = open;
        try
        {
            ask();
        }
        catch (final IllegalArgumentException unsendable)
        {
            open = before;
        }
    }

    private void ask()
    {
        final int kind = random.nextInt(100);
        if (kind < 10)
        {
            open++;
            heard(client.createAccounts(workload.accounts()), failure -> open--);
        }
        else if (kind < 20)
        {
            open++;
            heard(client.lookupAccount(UInt128.of(1)), failure -> open--);
        }
        else if (kind < 50)
        {
            final List<Transfer> batch = workload.transfers();
            batch.forEach(this::asked);
            open++;
            final CompletableFuture<List<CreateResult<CreateTransferStatus>>> answer = client.createTransfers(batch);
            heard(answer, failure ->
            {
                open--;
                for (int i = 0; i < batch.size(); i++)
                {
                    learn(batch.get(i), failure == null ? answer.join().get(i) : null, failure);
                }
            });
        }
        else
        {
            final int count = 1 + random.nextInt(SINGLES);
            for (int i = 0; i < count; i++)
            {
                single(workload.single());
            }
        }
    }

    private void single(final Transfer transfer)
    {
        asked(transfer);
        open++;
        final CompletableFuture<CreateResult<CreateTransferStatus>> answer = client.createTransfer(transfer);
        heard(answer, failure ->
        {
            open--;
            learn(transfer, failure == null ? answer.join() : null, failure);
        });
    }

    private void asked(final Transfer transfer)
    {
        said.computeIfAbsent(transfer.id(), id -> new Said()).asked++;
    }

    /** Something that is done with what became of a request. */
    private interface Hearing
    {
        /**
         * @param failure null = it was answered.
         */
        void done(Throwable failure);
    }

    private void heard(final CompletableFuture<?> request, final Hearing hearing)
    {
        final CompletableFuture<?> _ = request.whenComplete((answer, failure) ->
            hearing.done(failure instanceof CompletionException wrapped ? wrapped.getCause() : failure));
    }

    private void learn(
        final Transfer transfer, final CreateResult<CreateTransferStatus> result, final Throwable failure)
    {
        final Said of = said.get(transfer.id());
        switch (failure)
        {
            case null ->
            {
                of.happenedNot = false;
                if (result.status() == CreateTransferStatus.EXISTS && of.asked == 1)
                {
                    simulation.violated("transfer " + transfer.id() + " was asked for once, and existed already");
                }
                if (result.status() == CreateTransferStatus.CREATED)
                {
                    if (of.createdAt != 0)
                    {
                        simulation.violated("transfer " + transfer.id() + " was created twice");
                    }
                    of.createdAt = result.timestamp();
                }
            }
            case OutcomeUnknownException unknown -> of.happenedNot = false;
            case RequestNotSentException no ->
            {
                // It did not happen.
            }
            case BackPressureException no ->
            {
                // It did not happen.
            }
            case RequestRefusedException no ->
            {
                // It did not happen.
            }
            default -> simulation.violated("the Java client says " + failure);
        }
    }

    /** Holds what was said against what there is. */
    void check(final Oracle oracle)
    {
        for (final Map.Entry<UInt128, Said> entry : said.entrySet())
        {
            final Said of = entry.getValue();
            final Transfer there = oracle.transfer(entry.getKey());
            if (of.createdAt != 0 && (there == null || there.timestamp() != of.createdAt))
            {
                simulation.violated("the Java client was told that transfer " + entry.getKey() + " was created at " +
                    of.createdAt + ", but " + (there == null ? "it is not there" : "it is of " + there.timestamp()));
            }
            if (of.happenedNot && there != null)
            {
                simulation.violated("the Java client has said that transfer " + entry.getKey() +
                    " did not happen, but it is there");
            }
        }
    }
}
