package io.suuupra.tools.chaos;

import io.suuupra.client.ClientOptions;
import io.suuupra.client.OutcomeUnknownException;
import io.suuupra.client.RequestNotSentException;
import io.suuupra.client.RequestRefusedException;
import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.FailureCode;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One client and the thread that makes its load. It keeps its client over the deaths of the node, which then sends
 * again what is unanswered; or it gives the client up, and what was unanswered is unknown until it is looked up.
 */
final class Session implements AutoCloseable
{
    private static final int WINDOW = 48;
    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration RECONNECT_MIN = Duration.ofMillis(10);
    private static final Duration RECONNECT_MAX = Duration.ofMillis(100);
    private static final long LOOK_MS = 20;

    private final int number;
    private final Plan plan;
    private final NodeProcess.Settings node;
    private final Findings findings;
    private final Acks acks = new Acks();
    private final Semaphore window = new Semaphore(WINDOW);
    private final SortedSet<Integer> unknown = new TreeSet<>();
    private final Thread thread;
    private SuuupraClient client;
    private volatile boolean shortageAllowed;
    private volatile boolean refused;
    private volatile long lastAnswerMs;
    private boolean running;
    private boolean busy;
    private boolean closed;

    Session(final int number, final Plan plan, final NodeProcess.Settings node, final Findings findings)
    {
        this.number = number;
        this.plan = plan;
        this.node = node;
        this.findings = findings;
        thread = Thread.ofPlatform().name("session-" + number).daemon(true).unstarted(this::run);
        thread.start();
    }

    /** @return options of a client that outlasts restarts of the node. */
    static ClientOptions options(final NodeProcess.Settings node) throws IOException
    {
        return ClientOptions.parse(node.address(), node.key())
            .withRequestTimeout(REQUEST_TIMEOUT).withReconnect(RECONNECT_MIN, RECONNECT_MAX);
    }

    int number()
    {
        return number;
    }

    Acks acks()
    {
        return acks;
    }

    SuuupraClient client()
    {
        return client;
    }

    /** From now on a node may run short of something: the load stops when it says so. */
    void allowShortage()
    {
        shortageAllowed = true;
    }

    /** @return whether the node has refused a unit because something runs short. */
    boolean isRefused()
    {
        return refused;
    }

    /** @return when the last answer came, in ms since 1970; 0 = none yet. */
    long lastAnswerMs()
    {
        return lastAnswerMs;
    }

    /** Connects, if there is no client. The node must be there. */
    void connect() throws IOException
    {
        if (client == null)
        {
            client = SuuupraClient.connect(options(node));
        }
    }

    /** Makes load from now on. */
    synchronized void resume()
    {
        refused = false;
        running = true;
        notifyAll();
    }

    /** Makes no more load; returns when the last unit is on its way. */
    synchronized void pause() throws InterruptedException
    {
        running = false;
        while (busy)
        {
            wait();
        }
    }

    /** Gives the client up. What it has not been answered is unknown then. */
    void abandon() throws InterruptedException
    {
        client.close();
        client = null;
        awaitAnswers(1);
    }

    /**
     * Waits until every unit is answered or unknown.
     *
     * @return false if that takes longer.
     */
    boolean awaitAnswers(final long timeoutS) throws InterruptedException
    {
        if (!window.tryAcquire(WINDOW, timeoutS, TimeUnit.SECONDS))
        {
            return false;
        }
        window.release(WINDOW);
        return true;
    }

    /** @return the units of which nobody knows whether they happened, and forgets them. */
    synchronized List<Integer> takeUnknown()
    {
        final List<Integer> taken = List.copyOf(unknown);
        unknown.clear();
        return taken;
    }

    private void run()
    {
        try
        {
            while (awaitTurn())
            {
                // A window that does not open again because the node is dead must not keep a pause waiting.
                if (window.tryAcquire(LOOK_MS, TimeUnit.MILLISECONDS))
                {
                    send();
                }
            }
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
        catch (final RuntimeException | Error broken)
        {
            findings.add(Findings.Kind.WRONG, "session " + number + " cannot go on: " + broken);
        }
        finally
        {
            synchronized (this)
            {
                busy = false;
                notifyAll();
            }
        }
    }

    private synchronized boolean awaitTurn() throws InterruptedException
    {
        busy = false;
        notifyAll();
        while (!running && !closed)
        {
            wait();
        }
        busy = !closed;
        return !closed;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Whatever comes of it is kept by the callback itself.
    private void send()
    {
        final int unit = acks.units();
        final Plan.Unit content = plan.unit(number, unit);
        acks.sending(content.transfers().size());
        answer(content).whenComplete((results, failure) ->
        {
            if (failure == null)
            {
                take(unit, content, results);
            }
            else
            {
                fail(unit, failure);
            }
            window.release();
        });
    }

    /** Sends a unit. */
    CompletableFuture<List<CreateResult<CreateTransferStatus>>> answer(final Plan.Unit content)
    {
        return content.transfers().size() == 1 ?
            client.createTransfer(content.transfers().getFirst()).thenApply(List::of) :
            client.createTransfers(content.transfers());
    }

    /** Keeps the first answer to a unit. */
    void take(final int unit, final Plan.Unit content, final List<CreateResult<CreateTransferStatus>> results)
    {
        for (int i = 0; i < results.size(); i++)
        {
            if (!Plan.isExpected(content, i, results.get(i).status()))
            {
                findings.add(Findings.Kind.WRONG,
                    content.kind() + ", " + content.transfers().get(i) + " was answered " + results.get(i));
            }
        }
        acks.answered(unit, results);
        lastAnswerMs = System.currentTimeMillis();
    }

    private void fail(final int unit, final Throwable thrown)
    {
        final Throwable failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        final boolean isShortage = shortageAllowed &&
            failure instanceof RequestRefusedException refusal && refusal.code() == FailureCode.SHORTAGE;
        final boolean isUnknown = isShortage || failure instanceof OutcomeUnknownException ||
            failure instanceof RequestNotSentException ||
            failure instanceof RequestRefusedException refused && refused.code() == FailureCode.REQUEST_REGRESSED;
        if (!isUnknown)
        {
            findings.add(Findings.Kind.WRONG, "unit " + unit + " of session " + number + " failed: " + failure);
        }
        synchronized (this)
        {
            unknown.add(unit);
            if (isShortage)
            {
                refused = true;
                running = false;
            }
        }
    }

    @Override
    public void close()
    {
        synchronized (this)
        {
            closed = true;
            running = false;
            notifyAll();
        }
        thread.interrupt();
        if (client != null)
        {
            client.close();
        }
    }
}
