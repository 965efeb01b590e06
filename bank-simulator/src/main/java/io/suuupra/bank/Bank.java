package io.suuupra.bank;

import io.suuupra.client.ClientOptions;
import io.suuupra.client.SuuupraClient;
import io.suuupra.client.SuuupraException;
import io.suuupra.client.RequestListener;
import io.suuupra.client.Subscription;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.RespPay;
import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.engine.host.local.LocalNodeOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * A bank: takes what the switch asks, posts it in its own book, and answers when that is durable. What comes while it
 * works is decided together in the next round.
 */
public final class Bank implements Closeable
{
    private static final Logger LOG = LoggerFactory.getLogger(Bank.class);
    private static final int WAITING_MAX = 1_024;
    private static final int ROUND_MAX = 4_000;
    private static final long LOOK_MS = 50;
    private static final long POSITION_EVERY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long END_S = 30;

    private final String name;
    private final BankBook book;
    private final PositionFile positions;
    private final SuuupraClient client;
    private final BankFaults faults;
    private final BlockingQueue<List<SwitchRequest>> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final BlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(WAITING_MAX);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile Subscription subscription;
    private long position;
    private long positionWritten;
    private long positionWrittenNs;

    private Bank(
        final String name,
        final BankBook book,
        final PositionFile positions,
        final SuuupraClient client,
        final BankFaults faults) throws IOException
    {
        this.name = name;
        this.book = book;
        this.positions = positions;
        this.client = client;
        this.faults = faults;
        position = positions.read();
        positionWritten = position;
        thread = Thread.ofPlatform().name("bank-" + name).unstarted(this::run);
    }

    /**
     * Opens a bank, connects it to the switch and has it take requests.
     *
     * @param name    four letters.
     * @param folder  of its own, made if it is not there.
     * @param ledger  makes the options of its ledger in a folder.
     * @param options how to reach the switch, with the bank's key.
     * @param faults  that it has.
     * @return the bank.
     * @throws IOException if its folder cannot be used.
     */
    public static Bank open(
        final String name,
        final Path folder,
        final Function<Path, LocalNodeOptions> ledger,
        final ClientOptions options,
        final BankFaults faults) throws IOException
    {
        Files.createDirectories(folder);
        final BankBook book = BankBook.open(ledger.apply(folder.resolve("book")));
        SuuupraClient client = null;
        try
        {
            client = SuuupraClient.connect(options);
            final Bank bank =
                new Bank(name, book, new PositionFile(folder.resolve("position")), client, faults);
            bank.thread.start();
            return bank;
        }
        catch (final IOException | RuntimeException failed)
        {
            if (client != null)
            {
                client.close();
            }
            book.close();
            throw failed;
        }
    }

    /**
     * Opens accounts of customers, each with some money; those that are there stay as they are.
     *
     * @param references of the accounts, above 5.
     * @param paise      for each.
     */
    public void openAccounts(final List<UInt128> references, final long paise)
    {
        onBook(ledger ->
        {
            ledger.openAccounts(references, paise);
            return references;
        });
    }

    /**
     * @param references of accounts; those of the bank itself are 1 payable, 2 receivable, 3 cash.
     * @return the accounts that are there.
     */
    public List<Account> accounts(final List<UInt128> references)
    {
        return onBook(ledger -> ledger.accounts(references));
    }

    private <T> T onBook(final Function<BankBook, T> work)
    {
        final CompletableFuture<T> done = new CompletableFuture<>();
        tasks.add(() ->
        {
            try
            {
                done.complete(work.apply(book));
            }
            catch (final RuntimeException failed)
            {
                done.completeExceptionally(failed);
            }
        });
        return done.orTimeout(END_S, TimeUnit.SECONDS).join();
    }

    /** @return why the bank works no more; null while it does. */
    public Throwable failure()
    {
        return failure.get();
    }

    private void run()
    {
        try
        {
            while (!closed)
            {
                if (subscription == null && waiting.isEmpty())
                {
                    subscription = client.upi().subscribe(position, new Inbox());
                }
                final List<SwitchRequest> round = nextRound();
                runTasks();
                if (!round.isEmpty())
                {
                    work(round);
                }
                writePosition();
            }
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
        // Whatever it is: a bank that cannot post must not answer.
        catch (final Throwable failed)
        {
            failure.set(failed);
            LOG.error("the bank {} has failed", name, failed);
        }
    }

    private List<SwitchRequest> nextRound() throws InterruptedException
    {
        final List<SwitchRequest> first = waiting.poll(LOOK_MS, TimeUnit.MILLISECONDS);
        if (first == null)
        {
            return List.of();
        }
        final List<SwitchRequest> round = new ArrayList<>(first);
        List<SwitchRequest> more;
        while (round.size() < ROUND_MAX && (more = waiting.poll()) != null)
        {
            round.addAll(more);
        }
        return round;
    }

    private void runTasks()
    {
        Runnable task;
        while ((task = tasks.poll()) != null)
        {
            task.run();
        }
    }

    private void work(final List<SwitchRequest> round) throws IOException
    {
        final List<SwitchRequest> heard = faults.heard(round);
        final List<RespPay> answers = book.handle(heard);
        final List<CompletableFuture<?>> sent = new ArrayList<>(answers.size());
        for (final RespPay answer : answers)
        {
            for (int i = faults.copies(answer); i > 0; i--)
            {
                sent.add(client.upi().answer(answer));
            }
        }
        // Behind the answers of this round, so that a bank that ends now is asked again for what it did not say.
        for (final CompletableFuture<?> each : sent)
        {
            awaitAnswer(each);
        }
        position = round.getLast().timestamp();
    }

    private void awaitAnswer(final CompletableFuture<?> sent) throws IOException
    {
        try
        {
            sent.join();
        }
        catch (final RuntimeException failed)
        {
            if (!closed)
            {
                throw new IOException("the switch could not be told of an answer", failed);
            }
        }
    }

    private void writePosition() throws IOException
    {
        final long nowNs = System.nanoTime();
        if (position != positionWritten && (closed || nowNs - positionWrittenNs >= POSITION_EVERY_NS))
        {
            positions.write(position);
            positionWritten = position;
            positionWrittenNs = nowNs;
        }
    }

    /** Takes requests from the client's thread, which must not wait. */
    private final class Inbox implements RequestListener
    {
        @Override
        public void onEvents(final List<SwitchRequest> events)
        {
            if (!waiting.offer(events))
            {
                // The bank is far behind. It asks again from its own position when it has worked off what is here.
                final Subscription full = subscription;
                subscription = null;
                if (full != null)
                {
                    full.close();
                }
            }
        }

        @Override
        public void onEnd(final SuuupraException reason)
        {
            if (!closed)
            {
                failure.compareAndSet(null, reason);
                LOG.error("the bank {} gets no requests any more", name, reason);
            }
        }
    }

    /** Works off what it has begun, and ends. */
    @Override
    public void close() throws IOException
    {
        closed = true;
        try
        {
            thread.join(TimeUnit.SECONDS.toMillis(END_S));
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
        client.close();
        if (thread.isAlive())
        {
            throw new IOException("the bank " + name + " did not end within " + END_S + " s; its book stays open");
        }
        book.close();
        if (failure.get() == null)
        {
            positions.write(position);
        }
    }
}
