package io.suuupra.bench.load;

import io.suuupra.client.ClientOptions;
import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.payments.MerchantTerms;
import io.suuupra.codecs.edge.payments.NewPayment;
import io.suuupra.codecs.edge.payments.PaymentResult;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.PaymentState;
import io.suuupra.codecs.generated.PaymentStatus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Payments from wallets from end to end: each is created, confirmed and captured in one item of a batch, with fee and
 * tax; the client in this process, the node in its own.
 */
public final class WalletRun implements AutoCloseable
{
    /** Batches without an answer at one time; beyond them the schedule waits, and latency shows it. */
    public static final int BATCHES_MAX = 4_096;

    private static final int LEDGER = 1 << 16 | 356;
    private static final int CHUNK = 5_000;
    private static final int AMOUNT_MIN = 1_000;
    private static final int AMOUNT_MAX = 100_000;
    private static final long MONEY = 1_000_000_000_000L;
    private static final long ANSWER_S = 120;
    private static final UInt128 CASH = UInt128.of(1);
    private static final int FIRST_WALLET = 1_000_000;

    private final RigClock clock = RigClock.SYSTEM;
    private final Semaphore room = new Semaphore(BATCHES_MAX);
    private final SuuupraClient client;
    private final SplittableRandom random;
    private final int wallets;
    private final int merchants;
    private final int batch;
    private final long run;
    private long next;
    private volatile Tally tally;

    /**
     * Makes wallets with money, and merchants.
     *
     * @param node      that runs.
     * @param wallets   1 or more.
     * @param merchants 1 or more.
     * @param batch     payments in a frame, 1 or more.
     * @param seed      of who pays whom how much.
     * @throws IOException if something is refused.
     */
    public WalletRun(final OwnNode node, final int wallets, final int merchants, final int batch, final long seed)
        throws IOException
    {
        this.wallets = wallets;
        this.merchants = merchants;
        this.batch = batch;
        random = new SplittableRandom(seed);
        run = random.nextLong();
        final ClientOptions options = node.options();
        client = SuuupraClient.connect(options.withBatching(false));
        boolean opened = false;
        try
        {
            open();
            opened = true;
        }
        finally
        {
            if (!opened)
            {
                close();
            }
        }
    }

    private void open() throws IOException
    {
        require(client.createAccounts(List.of(Account.builder().id(CASH).ledger(LEDGER).code(1).build())).join()
            .getFirst().status() == CreateAccountStatus.CREATED);
        for (int first = 0; first < wallets; first += CHUNK)
        {
            final List<Account> accounts = new ArrayList<>();
            final List<Transfer> money = new ArrayList<>();
            for (int i = first; i < Math.min(wallets, first + CHUNK); i++)
            {
                accounts.add(Account.builder().id(wallet(i)).ledger(LEDGER).code(2)
                    .flags(AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS).build());
                money.add(Transfer.builder().id(wallet(i)).ledger(LEDGER).code(1).debitAccountId(CASH)
                    .creditAccountId(wallet(i)).amount(MONEY).build());
            }
            for (final CreateResult<CreateAccountStatus> result : client.createAccounts(accounts).join())
            {
                require(result.status() == CreateAccountStatus.CREATED);
            }
            for (final CreateResult<CreateTransferStatus> result : client.createTransfers(money).join())
            {
                require(result.status() == CreateTransferStatus.CREATED);
            }
        }
        for (int merchant = 1; merchant <= merchants; merchant++)
        {
            require(client.payments().register(
                new MerchantTerms(merchant, 0, 8_299, 200, 0, 0, 0, 2, 1_000_000, true, false)).join().status() ==
                PaymentStatus.DONE);
        }
    }

    private static void require(final boolean holds) throws IOException
    {
        if (!holds)
        {
            throw new IOException("the node refused a wallet, its money or a merchant");
        }
    }

    private static UInt128 wallet(final int i)
    {
        return UInt128.of(FIRST_WALLET + i);
    }

    /**
     * A fixed number of batches at a time.
     *
     * @param inFlight batches without an answer, 1 to {@link #BATCHES_MAX}.
     * @param warmup   seconds that do not count.
     * @param seconds  that count.
     * @return what it came to.
     * @throws IOException          if an answer does not come.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public LoadFigures saturate(final int inFlight, final int warmup, final int seconds)
        throws IOException, InterruptedException
    {
        return run(new Pace.Saturation(clock.nowNs(), warmup * Pace.SECOND_NS, seconds * Pace.SECOND_NS), inFlight);
    }

    /**
     * Batches at a constant rate.
     *
     * @param rate    payments a second.
     * @param warmup  seconds that do not count.
     * @param seconds that count.
     * @return what it came to.
     * @throws IOException          if an answer does not come.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public LoadFigures atRate(final long rate, final int warmup, final int seconds)
        throws IOException, InterruptedException
    {
        return run(
            new Pace.OpenLoop(clock.nowNs(), rate, batch, warmup * Pace.SECOND_NS, seconds * Pace.SECOND_NS),
            BATCHES_MAX);
    }

    private LoadFigures run(final Pace pace, final int inFlight) throws IOException, InterruptedException
    {
        tally = new Tally(pace);
        room.acquire(BATCHES_MAX - inFlight);
        try
        {
            for (long request = 0; !pace.isOver(request, clock.nowNs()); request++)
            {
                clock.await(pace.intendedNs(request, clock.nowNs()));
                if (!room.tryAcquire())
                {
                    tally.heldBack();
                    acquire(1);
                }
                final long nowNs = clock.nowNs();
                send(pace.intendedNs(request, nowNs), nowNs);
            }
            acquire(inFlight);
            room.release(inFlight);
        }
        finally
        {
            room.release(BATCHES_MAX - inFlight);
        }
        return tally.figures();
    }

    private void acquire(final int permits) throws IOException, InterruptedException
    {
        if (!room.tryAcquire(permits, ANSWER_S, TimeUnit.SECONDS))
        {
            throw new IOException("no answer within " + ANSWER_S + " s");
        }
    }

    private void send(final long intended, final long nowNs)
    {
        final List<NewPayment> payments = new ArrayList<>(batch);
        for (int i = 0; i < batch; i++)
        {
            payments.add(NewPayment.fromWallet(new UInt128(run, ++next), 1 + random.nextInt(merchants),
                wallet(random.nextInt(wallets)), AMOUNT_MIN + random.nextInt(AMOUNT_MAX)));
        }
        tally.sent(intended, nowNs, batch);
        final var _ = client.payments().create(payments).whenComplete((results, failed) ->
        {
            if (failed != null)
            {
                tally.failed(batch, failed.getClass().getSimpleName());
            }
            else
            {
                count(results, intended);
            }
            room.release();
        });
    }

    private void count(final List<PaymentResult> results, final long intended)
    {
        int good = 0;
        for (final PaymentResult result : results)
        {
            if (result.status() == PaymentStatus.DONE && result.state() == PaymentState.SUCCEEDED)
            {
                good++;
            }
        }
        if (good > 0)
        {
            tally.answered(intended, clock.nowNs(), good);
        }
        if (good < results.size())
        {
            tally.failed(results.size() - good, "not succeeded");
        }
    }

    @Override
    public void close()
    {
        client.close();
    }
}
