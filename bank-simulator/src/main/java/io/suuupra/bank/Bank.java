package io.suuupra.bank;

import io.suuupra.client.ClientOptions;
import io.suuupra.client.SuuupraException;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.Ciphertext;
import io.suuupra.codecs.edge.upi.RespPay;
import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.upi.UpiCode;
import io.suuupra.engine.host.local.LocalNodeOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * A bank: takes what the switch asks, posts it in its own book, and answers when that is durable. What comes while it
 * works is decided together in the next round. Whatever becomes of its connection, it connects again and goes on from
 * where it was; only a book that fails ends it.
 */
public final class Bank implements Closeable
{
    private static final Logger LOG = LoggerFactory.getLogger(Bank.class);
    private static final int TASKS_MAX = 1_024;
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long AWAY_NS = LOOK_NS / 5;
    private static final long SETTLE_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long POSITION_EVERY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long END_S = 30;

    private final String name;
    private final BankBook book;
    private final PositionFile positions;
    private final ClientOptions options;
    private final BankFaults faults;
    private final Vault vault;
    private final SecureRandom random = new SecureRandom();
    private final BlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(TASKS_MAX);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Backoff backoff = new Backoff();
    private final Thread thread;
    private volatile DecisionListener onDecision = (request, answer, told) ->
    {
    };
    private volatile boolean closed;
    private volatile boolean connected;
    private SwitchSession session;
    private long position;
    private long nodeTimeNs;
    private long heardNs;
    private long positionWritten;
    private long positionWrittenNs;

    private Bank(
        final String name,
        final BankBook book,
        final Path folder,
        final ClientOptions options,
        final BankFaults faults,
        final Vault vault) throws IOException
    {
        this.name = name;
        this.book = book;
        this.options = options;
        this.faults = faults;
        this.vault = vault;
        positions = new PositionFile(folder.resolve("position"));
        position = positions.read();
        nodeTimeNs = position > 0 ? position : TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        heardNs = System.nanoTime();
        positionWritten = position;
        thread = Thread.ofPlatform().name("bank-" + name).unstarted(this::run);
    }

    /**
     * Opens a bank, which then connects to the switch and takes requests; it need not be there yet.
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
        final Vault vault = Vault.openOrCreate(folder.resolve("vault"));
        final BankBook book = BankBook.open(ledger.apply(folder.resolve("book")), vault);
        try
        {
            final Bank bank = new Bank(name, book, folder, options, faults, vault);
            bank.thread.start();
            return bank;
        }
        catch (final IOException | RuntimeException failed)
        {
            book.close();
            throw failed;
        }
    }

    /** @return four letters. */
    public String name()
    {
        return name;
    }

    /** @return what goes wrong here, and may be changed. */
    public BankFaults faults()
    {
        return faults;
    }

    /** @return whether it has asked the switch for its requests, and nothing has happened since. */
    public boolean isConnected()
    {
        return connected;
    }

    /** Told of what the bank has decided, when its book has it; on the bank's thread. */
    @FunctionalInterface
    public interface DecisionListener
    {
        /**
         * @param request of the switch.
         * @param answer  to it; null if it wants none.
         * @param told    whether the switch is told of it; a fault may keep it from that.
         */
        void onDecision(SwitchRequest request, RespPay answer, boolean told);
    }

    /**
     * @param listener told of each decision.
     */
    public void onDecision(final DecisionListener listener)
    {
        onDecision = listener;
    }

    /**
     * Opens accounts whose debits need no PIN, each with some money; those that are there stay as they are.
     *
     * @param references of the accounts, above 6.
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
     * Opens a customer's account, whose debits need the PIN; one that is there stays as it is.
     *
     * @param reference of the account, above 6.
     * @param paise     that are in it.
     * @param mpin      to begin with, 4 to 6 digits.
     * @return the key for the customer's device.
     */
    public DeviceKey openCustomer(final UInt128 reference, final long paise, final String mpin)
    {
        onBook(ledger ->
        {
            ledger.openAccounts(List.of(reference), paise);
            ledger.register(List.of(reference));
            if (!ledger.customers().hasMpin(reference))
            {
                ledger.record(mpinRecord(ledger, reference, mpin));
            }
            return reference;
        });
        return vault.deviceKey(reference);
    }

    /**
     * Gives a customer another PIN, which is not locked.
     *
     * @param reference of the account.
     * @param mpin      4 to 6 digits.
     * @throws IllegalArgumentException if there is no such customer, or the PIN has another form.
     */
    public void setMpin(final UInt128 reference, final String mpin)
    {
        onCustomer(reference, ledger ->
        {
            ledger.record(mpinRecord(ledger, reference, mpin));
            return reference;
        });
    }

    private Transfer mpinRecord(final BankBook ledger, final UInt128 reference, final String mpin)
    {
        if (!DeviceKey.isMpin(mpin))
        {
            throw new IllegalArgumentException(
                "PIN: must have " + DeviceKey.MPIN_MIN + " to " + DeviceKey.MPIN_MAX + " digits");
        }
        return ledger.customers().mpinRecord(recordId(), reference, random.nextLong(), mpin);
    }

    private UInt128 recordId()
    {
        // Neither 0 nor the largest number, which no id may be.
        return new UInt128(random.nextLong() & Long.MAX_VALUE, random.nextLong() | 1);
    }

    /**
     * @param reference of the account.
     * @param state     that it is in from now on.
     * @throws IllegalArgumentException if there is no such customer.
     */
    public void setState(final UInt128 reference, final AccountState state)
    {
        onCustomer(reference, ledger ->
        {
            ledger.record(Customers.stateRecord(recordId(), reference, state));
            return reference;
        });
    }

    /**
     * @param reference of the account.
     * @return the state that it is in.
     * @throws IllegalArgumentException if there is no such customer.
     */
    public AccountState state(final UInt128 reference)
    {
        return onCustomer(reference, ledger -> ledger.customers().state(reference));
    }

    /**
     * What an enquiry says.
     *
     * @param code  why nothing, such as {@code ZM}; 0 = the balance stands.
     * @param paise in the account; 0 where there is a code.
     */
    public record Balance(int code, long paise)
    {
    }

    /**
     * Tells a customer the balance; a wrong PIN is a wrong try here as in a payment.
     *
     * @param reference   of the account.
     * @param enquiryId   of this enquiry, 1 to 35 letters and digits.
     * @param credentials sealed for it, with the amount 0.
     * @return the balance, or why not.
     * @throws IllegalArgumentException if there is no such customer.
     */
    public Balance balance(final UInt128 reference, final String enquiryId, final Ciphertext credentials)
    {
        return onCustomer(reference, ledger ->
        {
            final Customers.Verdict verdict =
                ledger.customers().judge(reference, enquiryId, 0, credentials, nodeTimeNs());
            if (verdict.record() != null)
            {
                ledger.record(verdict.record());
            }
            if (verdict.code() != UpiCode.NONE)
            {
                return new Balance(verdict.code(), 0);
            }
            final Account account = ledger.accounts(List.of(reference)).getFirst();
            return new Balance(UpiCode.NONE, account.creditsPosted() - account.debitsPosted());
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

    /**
     * Writes the bank's extract and its end of day.
     *
     * @param extract file with every leg.
     * @return what stands in the end of day, which is written beside it.
     */
    public EndOfDay endOfDay(final Path extract)
    {
        return onBook(ledger -> EndOfDay.write(ledger, faults, extract));
    }

    private <T> T onCustomer(final UInt128 reference, final Function<BankBook, T> work)
    {
        return onBook(ledger ->
        {
            if (!ledger.customers().knows(reference))
            {
                throw new IllegalArgumentException("account: " + name + " has no customer " + reference);
            }
            return work.apply(ledger);
        });
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
        try
        {
            return done.orTimeout(END_S, TimeUnit.SECONDS).join();
        }
        catch (final CompletionException failed)
        {
            if (failed.getCause() instanceof RuntimeException cause)
            {
                throw cause;
            }
            throw failed;
        }
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
                connect();
                final List<SwitchRequest> round = nextRound();
                runTasks();
                if (session != null)
                {
                    if (!round.isEmpty())
                    {
                        work(round);
                    }
                    session.outbox().run();
                    position = session.outbox().position();
                    session.askAgain();
                    leaveIfItMust();
                }
                writePosition();
            }
            settle();
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
        // Whatever it is: a bank that cannot post must not answer.
        catch (final Throwable failed)
        {
            failure.set(failed);
            connected = false;
            LOG.error("the bank {} has failed", name, failed);
        }
        finally
        {
            if (session != null)
            {
                session.close();
            }
        }
    }

    /** The time of the node as it was last heard, and what has passed here since: banks have no clock of their own. */
    private long nodeTimeNs()
    {
        return nodeTimeNs + System.nanoTime() - heardNs;
    }

    private void connect()
    {
        if (session == null && !faults.isOut() && backoff.isOver())
        {
            try
            {
                session = SwitchSession.open(options, position);
                connected = true;
                backoff.reset();
            }
            catch (final SuuupraException refused)
            {
                backoff.next();
                LOG.info("the bank {} cannot reach the switch: {}", name, refused.getMessage());
            }
        }
    }

    private List<SwitchRequest> nextRound() throws InterruptedException
    {
        if (session == null)
        {
            TimeUnit.NANOSECONDS.sleep(AWAY_NS);
            return List.of();
        }
        return session.nextRound(LOOK_NS);
    }

    /** Ends a session that is of no more use. */
    private void leaveIfItMust()
    {
        final Throwable why = session.failure();
        if (why != null || faults.isOut())
        {
            connected = false;
            session.close();
            session = null;
            backoff.next();
            LOG.info("the bank {} has left the switch: {}", name, why == null ? "an outage" : why.getMessage());
        }
    }

    private void runTasks()
    {
        Runnable task;
        while ((task = tasks.poll()) != null)
        {
            task.run();
        }
    }

    private void work(final List<SwitchRequest> round)
    {
        final Outbox outbox = session.outbox();
        outbox.see(round);
        nodeTimeNs = outbox.seen();
        heardNs = System.nanoTime();
        final List<Order> orders = new ArrayList<>(round.size());
        final List<Treatment> treatments = new ArrayList<>(round.size());
        for (final SwitchRequest request : round)
        {
            final Treatment treatment = faults.of(request);
            if (treatment.word() != Rule.Word.NONE)
            {
                outbox.word(request, treatment.word());
            }
            else if (!treatment.heard())
            {
                outbox.close(request);
            }
            if (treatment.heard())
            {
                orders.add(new Order(request, treatment.decline(), treatment.reversalFails()));
                treatments.add(treatment);
            }
        }
        final List<RespPay> answers = book.handle(orders);
        final int perSecond = faults.plan().throttle();
        for (int i = 0; i < answers.size(); i++)
        {
            final SwitchRequest request = orders.get(i).request();
            final RespPay answer = answers.get(i);
            final Treatment treatment = treatments.get(i);
            onDecision.onDecision(request, answer, treatment.copies() > 0);
            if (answer != null && treatment.copies() > 0)
            {
                outbox.answer(request, answer, treatment, perSecond);
            }
            else if (treatment.word() == Rule.Word.NONE)
            {
                outbox.close(request);
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

    /** Hears what the switch says to what was sent last, so that it need not ask again. */
    private void settle() throws InterruptedException, IOException
    {
        if (session != null)
        {
            final long giveUpNs = System.nanoTime() + SETTLE_NS;
            while (session.outbox().isSending() && System.nanoTime() - giveUpNs < 0)
            {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            session.outbox().run();
            position = session.outbox().position();
        }
        writePosition();
    }

    /** Works off what it has begun, and ends. */
    @Override
    public void close() throws IOException
    {
        closed = true;
        connected = false;
        try
        {
            thread.join(TimeUnit.SECONDS.toMillis(END_S));
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive())
        {
            throw new IOException("the bank " + name + " did not end within " + END_S + " s; its book stays open");
        }
        book.close();
    }
}
