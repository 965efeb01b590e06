package io.suuupra.bench.load;

import io.suuupra.bank.Psp;
import io.suuupra.client.ClientOptions;
import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.Acknowledgement;
import io.suuupra.codecs.edge.upi.BankAccount;
import io.suuupra.codecs.edge.upi.Ciphertext;
import io.suuupra.codecs.edge.upi.ParticipantTerms;
import io.suuupra.codecs.edge.upi.Party;
import io.suuupra.codecs.edge.upi.ReqPay;
import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.generated.UpiState;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * UPI payments from end to end: the payer's PSP and the payee's in this process, the node in its own, two banks with
 * their ledgers in a third. A payment is over when the payer's PSP hears of its outcome.
 */
public final class UpiRun implements AutoCloseable
{
    /** Payments without an outcome at one time; beyond them the schedule waits, and latency shows it. */
    public static final int IN_FLIGHT_MAX = 1 << 15;

    private static final int LEDGER = 2 << 16 | 356;
    private static final long CAP = Long.MAX_VALUE / 4;
    private static final int AMOUNT_MAX = 100_000;
    private static final int CREDENTIALS_LENGTH = 64;
    private static final long OUTCOME_S = 120;
    private static final String PAYERS_BANK = "AAAA";
    private static final String PAYEES_BANK = "BBBB";

    private final RigClock clock = RigClock.SYSTEM;
    private final AtomicLongArray intendedNs = new AtomicLongArray(IN_FLIGHT_MAX * 2);
    private final Semaphore room = new Semaphore(IN_FLIGHT_MAX);
    private final AtomicLong next = new AtomicLong();
    private final SplittableRandom random;
    private final Ciphertext credentials;
    private final int accounts;
    private final Process banks;
    private final Psp payers;
    private final Psp payees;
    private volatile Tally tally;

    /**
     * Registers the participants, and starts banks and PSPs.
     *
     * @param node     that runs.
     * @param accounts at each bank, 1 or more.
     * @param seed     of who pays whom how much.
     * @throws IOException          if something does not start.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public UpiRun(final OwnNode node, final int accounts, final long seed) throws IOException, InterruptedException
    {
        this.accounts = accounts;
        random = new SplittableRandom(seed);
        final byte[] secret = new byte[CREDENTIALS_LENGTH];
        random.nextBytes(secret);
        credentials = Ciphertext.of(secret);
        final ApiKey[] keys = {node.addKey(), node.addKey(), node.addKey(), node.addKey()};
        register(node.options(), keys);
        final String address = "suuupra://" + node.options().host() + ":" + node.options().port();
        banks = new ProcessBuilder(OwnNode.command(BankProcess.class, address,
            node.scratch().resolve("banks").toString(), Integer.toString(accounts),
            PAYERS_BANK, keys[2].reveal(), PAYEES_BANK, keys[3].reveal()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
        boolean opened = false;
        Psp first = null;
        Psp second = null;
        try
        {
            awaitBanks();
            first = Psp.connect(ClientOptions.parse(address, keys[0].reveal()).withBatching(false), 0);
            second = Psp.connect(ClientOptions.parse(address, keys[1].reveal()).withBatching(false), 0);
            for (int i = 0; i < accounts; i++)
            {
                second.add(payee(i), new BankAccount(
                    UInt128.of(BankProcess.FIRST + i), PAYEES_BANK + "0000001", BankAccount.SAVINGS));
            }
            opened = true;
        }
        finally
        {
            payers = first;
            payees = second;
            if (!opened)
            {
                close();
            }
        }
        payers.onOutcome(this::onOutcome);
    }

    private void register(final ClientOptions options, final ApiKey[] keys) throws IOException
    {
        try (SuuupraClient admin = SuuupraClient.connect(options))
        {
            admin.createAccounts(List.of(position(1), position(2))).join();
            take(admin.upi().register(ParticipantTerms.psp(1, keys[0].id(), "alpha")).join());
            take(admin.upi().register(ParticipantTerms.psp(2, keys[1].id(), "beta")).join());
            take(admin.upi().register(
                ParticipantTerms.bank(3, keys[2].id(), PAYERS_BANK, UInt128.of(1), CAP)).join());
            take(admin.upi().register(
                ParticipantTerms.bank(4, keys[3].id(), PAYEES_BANK, UInt128.of(2), CAP)).join());
        }
    }

    private static Account position(final long id)
    {
        return Account.builder().id(UInt128.of(id)).ledger(LEDGER).code(1).build();
    }

    private static void take(final Acknowledgement acknowledgement) throws IOException
    {
        if (!acknowledgement.isTaken())
        {
            throw new IOException("the switch did not take a participant: " + acknowledgement.codeText());
        }
    }

    private void awaitBanks() throws IOException
    {
        final BufferedReader said =
            new BufferedReader(new InputStreamReader(banks.getInputStream(), StandardCharsets.UTF_8));
        String line;
        do
        {
            line = said.readLine();
            if (line == null)
            {
                throw new IOException("the banks did not start");
            }
        }
        while (!line.equals(BankProcess.READY));
    }

    private static String payer(final int i)
    {
        return "payer" + i + "@alpha";
    }

    private static String payee(final int i)
    {
        return "payee" + i + "@beta";
    }

    /**
     * A fixed number of payments at a time.
     *
     * @param inFlight payments without an outcome, 1 to {@link #IN_FLIGHT_MAX}.
     * @param warmup   seconds that do not count.
     * @param seconds  that count.
     * @return what it came to.
     * @throws IOException          if the banks are lost.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public LoadFigures saturate(final int inFlight, final int warmup, final int seconds)
        throws IOException, InterruptedException
    {
        return run(new Pace.Saturation(clock.nowNs(), warmup * Pace.SECOND_NS, seconds * Pace.SECOND_NS), inFlight);
    }

    /**
     * Payments at a constant rate.
     *
     * @param rate    payments a second.
     * @param warmup  seconds that do not count.
     * @param seconds that count.
     * @return what it came to.
     * @throws IOException          if the banks are lost.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public LoadFigures atRate(final long rate, final int warmup, final int seconds)
        throws IOException, InterruptedException
    {
        return run(new Pace.OpenLoop(clock.nowNs(), rate, 1, warmup * Pace.SECOND_NS, seconds * Pace.SECOND_NS),
            IN_FLIGHT_MAX);
    }

    private LoadFigures run(final Pace pace, final int inFlight) throws IOException, InterruptedException
    {
        tally = new Tally(pace);
        room.acquire(IN_FLIGHT_MAX - inFlight);
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
                begin(pace.intendedNs(request, nowNs), nowNs);
            }
            // Until each has its outcome.
            acquire(inFlight);
            room.release(inFlight);
        }
        finally
        {
            room.release(IN_FLIGHT_MAX - inFlight);
        }
        return tally.figures();
    }

    private void acquire(final int permits) throws IOException, InterruptedException
    {
        if (!room.tryAcquire(permits, OUTCOME_S, TimeUnit.SECONDS))
        {
            throw new IOException((banks.isAlive() ? "no outcome of a payment" : "the banks have ended; no outcome") +
                " within " + OUTCOME_S + " s");
        }
    }

    private void begin(final long intended, final long nowNs)
    {
        final long number = next.getAndIncrement();
        intendedNs.set((int)(number % intendedNs.length()), intended);
        tally.sent(intended, nowNs, 1);
        final ReqPay payment = ReqPay.pay("P" + number, Party.person(payer(random.nextInt(accounts))),
            Party.person(payee(random.nextInt(accounts))), 1 + random.nextInt(AMOUNT_MAX),
            new BankAccount(UInt128.of(BankProcess.FIRST + random.nextInt(accounts)), PAYERS_BANK + "0000001",
                BankAccount.SAVINGS), credentials);
        final var _ = payers.begin(payment).whenComplete((ack, failed) ->
        {
            if (failed != null || !ack.isTaken())
            {
                tally.failed(1, failed == null ? ack.codeText() : failed.getClass().getSimpleName());
                room.release();
            }
        });
    }

    private void onOutcome(final SwitchRequest outcome)
    {
        final long number = Long.parseLong(outcome.pay().transactionId().substring(1));
        if (outcome.state() == UpiState.SUCCESS)
        {
            tally.answered(intendedNs.get((int)(number % intendedNs.length())), clock.nowNs(), 1);
        }
        else
        {
            tally.failed(1, "ended " + outcome.state());
        }
        room.release();
    }

    /** @return processor time of the banks so far, ns; 0 where it is not known. */
    public long bankCpuNs()
    {
        return banks.toHandle().info().totalCpuDuration().map(java.time.Duration::toNanos).orElse(0L);
    }

    @Override
    public void close() throws IOException
    {
        if (payers != null)
        {
            payers.close();
        }
        if (payees != null)
        {
            payees.close();
        }
        banks.destroyForcibly();
    }
}
