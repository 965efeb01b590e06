package io.suuupra.bank;

import io.suuupra.client.ClientOptions;
import io.suuupra.client.RequestListener;
import io.suuupra.client.SuuupraClient;
import io.suuupra.client.SuuupraException;
import io.suuupra.codecs.edge.upi.Acknowledgement;
import io.suuupra.codecs.edge.upi.BankAccount;
import io.suuupra.codecs.edge.upi.Ciphertext;
import io.suuupra.codecs.edge.upi.ReqPay;
import io.suuupra.codecs.edge.upi.RespAuthDetails;
import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.upi.UpiCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A payment service provider: knows which account stands behind an address, says so when the switch asks, and begins
 * payments for its users. It answers on the client's thread. Whatever becomes of its connection, it connects again and
 * goes on from where it was.
 */
public final class Psp implements AutoCloseable
{
    private static final Logger LOG = LoggerFactory.getLogger(Psp.class);
    private static final int UNKNOWN_ADDRESS = UpiCode.of("ZH");
    private static final int DECLINED = UpiCode.of("ZA");
    private static final long LOOK_MS = 50;
    private static final long POSITION_EVERY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long END_S = 30;

    private final ClientOptions options;
    private final PositionFile positions;
    private final Map<String, BankAccount> directory = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<SwitchRequest>> begun = new ConcurrentHashMap<>();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread watch = Thread.ofPlatform().name("psp").daemon(true).unstarted(this::watch);
    private volatile Consumer<SwitchRequest> onOutcome = outcome ->
    {
    };
    private volatile Consumer<SwitchRequest> onRequest = request ->
    {
    };
    private volatile Ciphertext consent = Ciphertext.NONE;
    private volatile Session session;
    private volatile long position;

    private Psp(final ClientOptions options, final PositionFile positions, final long position)
    {
        this.options = options;
        this.positions = positions;
        this.position = position;
    }

    /**
     * Connects a PSP to the switch, which must be there; it does not keep how far it has come.
     *
     * @param options  how to reach it, with the PSP's key.
     * @param position timestamp of the last request that it has dealt with.
     * @return the PSP, which takes requests.
     */
    public static Psp connect(final ClientOptions options, final long position)
    {
        final Psp psp = new Psp(options, null, position);
        psp.session = psp.new Session(SuuupraClient.connect(options));
        psp.session.subscribe(position);
        psp.watch.start();
        return psp;
    }

    /**
     * Makes a PSP that connects to the switch, which need not be there yet, and keeps how far it has come.
     *
     * @param options how to reach it, with the PSP's key.
     * @param folder  of its own, made if it is not there.
     * @return the PSP.
     * @throws IOException if its folder cannot be used.
     */
    public static Psp open(final ClientOptions options, final Path folder) throws IOException
    {
        Files.createDirectories(folder);
        final PositionFile positions = new PositionFile(folder.resolve("position"));
        final Psp psp = new Psp(options, positions, positions.read());
        psp.watch.start();
        return psp;
    }

    /** @return whether it has asked the switch for its requests, and nothing has happened since. */
    public boolean isConnected()
    {
        final Session now = session;
        return now != null && now.ended == null;
    }

    /**
     * @param address of a user or merchant, whatever the case of its letters.
     * @param account behind it.
     */
    public void add(final String address, final BankAccount account)
    {
        directory.put(address.toLowerCase(Locale.ROOT), account);
    }

    /**
     * @param credentials with which users agree to every collect; none = they decline.
     */
    public void agreeToCollects(final Ciphertext credentials)
    {
        consent = credentials;
    }

    /**
     * @param listener told of the outcome of each payment that this PSP began, on the client's thread.
     */
    public void onOutcome(final Consumer<SwitchRequest> listener)
    {
        onOutcome = listener;
    }

    /**
     * @param listener told of all that the switch asks or tells, on the client's thread.
     */
    public void onRequest(final Consumer<SwitchRequest> listener)
    {
        onRequest = listener;
    }

    /**
     * Begins a payment.
     *
     * @param message to send.
     * @return what the switch says at once; fails if the switch cannot be reached now.
     */
    public CompletableFuture<Acknowledgement> begin(final ReqPay message)
    {
        final Session now = session;
        return now == null ? CompletableFuture.failedFuture(
            new IllegalStateException("the switch cannot be reached now; nothing was sent")) :
            now.client.upi().pay(message);
    }

    /**
     * Begins a payment and waits for its outcome: the first one, so that of a deemed payment is DEEMED.
     *
     * @param message to send.
     * @return the outcome; fails with {@link PaymentRefusedException} if the switch did not take the message.
     */
    public CompletableFuture<SwitchRequest> pay(final ReqPay message)
    {
        final CompletableFuture<SwitchRequest> outcome =
            begun.computeIfAbsent(message.transactionId(), id -> new CompletableFuture<>());
        final var _ = begin(message).whenComplete((ack, failed) ->
        {
            if (failed != null)
            {
                outcome.completeExceptionally(failed);
            }
            else if (!ack.isTaken())
            {
                outcome.completeExceptionally(new PaymentRefusedException(ack.codeText()));
            }
            else
            {
                return;
            }
            begun.remove(message.transactionId());
        });
        return outcome;
    }

    private void watch()
    {
        final Backoff backoff = new Backoff();
        long written = position;
        long writtenNs = System.nanoTime();
        try
        {
            while (!ending.await(LOOK_MS, TimeUnit.MILLISECONDS))
            {
                connect(backoff);
                final long reached = position;
                if (positions != null && reached != written && System.nanoTime() - writtenNs >= POSITION_EVERY_NS)
                {
                    positions.write(reached);
                    written = reached;
                    writtenNs = System.nanoTime();
                }
            }
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
        catch (final IOException unwritable)
        {
            LOG.error("a PSP cannot keep its position, and begins behind it next time", unwritable);
        }
    }

    private void connect(final Backoff backoff)
    {
        final Session before = session;
        if (before != null && before.ended == null || !backoff.isOver())
        {
            return;
        }
        session = null;
        if (before != null)
        {
            before.client.close();
        }
        try
        {
            final Session next = new Session(SuuupraClient.connect(options));
            session = next;
            next.subscribe(position);
            backoff.reset();
        }
        catch (final SuuupraException refused)
        {
            backoff.next();
            LOG.info("a PSP cannot reach the switch: {}", refused.getMessage());
        }
    }

    private void onRequest(final SuuupraClient client, final SwitchRequest request)
    {
        switch (request.kind())
        {
            case AUTHORISE -> authorise(client, request);
            case RESPONSE ->
            {
                final CompletableFuture<SwitchRequest> outcome = begun.remove(request.pay().transactionId());
                if (outcome != null)
                {
                    outcome.complete(request);
                }
                onOutcome.accept(request);
            }
            default -> LOG.trace("{} for {}", request.kind(), request.pay().transactionId());
        }
        onRequest.accept(request);
    }

    private void authorise(final SuuupraClient client, final SwitchRequest request)
    {
        final var _ = client.upi().authorise(answer(request)).whenComplete((ack, failed) ->
        {
            if (failed != null && ending.getCount() > 0)
            {
                LOG.warn("request {} could not be answered: {}", request.number(), failed.getMessage());
            }
        });
    }

    private RespAuthDetails answer(final SwitchRequest request)
    {
        final ReqPay pay = request.pay();
        final String address = request.isPay() ? pay.payee().address() : pay.payer().address();
        final BankAccount account = directory.get(address.toLowerCase(Locale.ROOT));
        if (account == null)
        {
            return RespAuthDetails.decline(request, UNKNOWN_ADDRESS);
        }
        if (request.isPay())
        {
            return RespAuthDetails.accept(request, account, false);
        }
        return consent.length() == 0 ?
            RespAuthDetails.decline(request, DECLINED) : RespAuthDetails.pay(request, account, consent);
    }

    /** One connection to the switch. */
    private final class Session implements RequestListener
    {
        private final SuuupraClient client;
        private volatile SuuupraException ended;

        Session(final SuuupraClient client)
        {
            this.client = client;
        }

        void subscribe(final long from)
        {
            final var _ = client.upi().subscribe(from, this);
        }

        @Override
        public void onEvents(final List<SwitchRequest> events)
        {
            events.forEach(event -> onRequest(client, event));
            position = events.getLast().timestamp();
        }

        @Override
        public void onEnd(final SuuupraException reason)
        {
            ended = reason;
            if (ending.getCount() > 0)
            {
                LOG.info("a PSP has left the switch: {}", reason.getMessage());
            }
        }
    }

    @Override
    public void close()
    {
        ending.countDown();
        try
        {
            watch.join(TimeUnit.SECONDS.toMillis(END_S));
            final Session last = session;
            if (last != null)
            {
                last.client.close();
            }
            if (positions != null)
            {
                positions.write(position);
            }
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
        catch (final IOException unwritable)
        {
            LOG.error("a PSP cannot keep its position, and begins behind it next time", unwritable);
        }
    }
}
