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

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A payment service provider: knows which account stands behind an address, says so when the switch asks, and begins
 * payments for its users. It answers on the client's thread.
 */
public final class Psp implements AutoCloseable
{
    private static final Logger LOG = LoggerFactory.getLogger(Psp.class);
    private static final int UNKNOWN_ADDRESS = UpiCode.of("ZH");
    private static final int DECLINED = UpiCode.of("ZA");

    private final SuuupraClient client;
    private final Map<String, BankAccount> directory = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<SwitchRequest>> begun = new ConcurrentHashMap<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile Consumer<SwitchRequest> onOutcome = outcome ->
    {
    };
    private volatile Ciphertext consent = Ciphertext.NONE;
    private volatile boolean closed;

    private Psp(final SuuupraClient client)
    {
        this.client = client;
    }

    /**
     * Connects a PSP to the switch.
     *
     * @param options  how to reach it, with the PSP's key.
     * @param position timestamp of the last request that it has dealt with.
     * @return the PSP, which takes requests.
     */
    public static Psp connect(final ClientOptions options, final long position)
    {
        final Psp psp = new Psp(SuuupraClient.connect(options));
        psp.client.upi().subscribe(position, psp.new Inbox());
        return psp;
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
     * Begins a payment.
     *
     * @param message to send.
     * @return what the switch says at once.
     */
    public CompletableFuture<Acknowledgement> begin(final ReqPay message)
    {
        return client.upi().pay(message);
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
        final var _ = client.upi().pay(message).whenComplete((ack, failed) ->
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

    /** @return why the PSP works no more; null while it does. */
    public Throwable failure()
    {
        return failure.get();
    }

    private void onRequest(final SwitchRequest request)
    {
        switch (request.kind())
        {
            case AUTHORISE -> authorise(request);
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
    }

    private void authorise(final SwitchRequest request)
    {
        final var _ = client.upi().authorise(answer(request)).whenComplete((ack, failed) ->
        {
            if (failed != null && !closed)
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

    private final class Inbox implements RequestListener
    {
        @Override
        public void onEvents(final List<SwitchRequest> events)
        {
            events.forEach(Psp.this::onRequest);
        }

        @Override
        public void onEnd(final SuuupraException reason)
        {
            if (!closed)
            {
                failure.compareAndSet(null, reason);
                LOG.error("a PSP gets no requests any more", reason);
            }
        }
    }

    @Override
    public void close()
    {
        closed = true;
        client.close();
    }
}
