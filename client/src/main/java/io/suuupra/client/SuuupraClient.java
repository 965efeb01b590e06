package io.suuupra.client;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountBalance;
import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.AccountsReplyDecoder;
import io.suuupra.codecs.generated.BalancesReplyDecoder;
import io.suuupra.codecs.generated.ChangeEventsDecoder;
import io.suuupra.codecs.generated.CommandReplyDecoder;
import io.suuupra.codecs.generated.CommandStatus;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateAccountsReplyDecoder;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.CreateTransfersReplyDecoder;
import io.suuupra.codecs.generated.GetAccountBalancesEncoder;
import io.suuupra.codecs.generated.GetAccountTransfersEncoder;
import io.suuupra.codecs.generated.GetChangeEventsEncoder;
import io.suuupra.codecs.generated.GetStateEncoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.QueryAccountsEncoder;
import io.suuupra.codecs.generated.QueryTransfersEncoder;
import io.suuupra.codecs.generated.StateReplyDecoder;
import io.suuupra.codecs.generated.TickEncoder;
import io.suuupra.codecs.generated.TransfersReplyDecoder;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A client of one node: one session, one connection at a time, any number of requests in flight. Any thread may use it.
 *
 * <p><b>Quick start</b>
 * {@snippet :
 * try (SuuupraClient client = SuuupraClient.connect(ClientOptions.parse("suuupra://localhost:9000", keyText)))
 * {
 *     final Account alice = Account.builder().id(UInt128.of(1)).ledger(356).code(1).build();
 *     final Account bob = Account.builder().id(UInt128.of(2)).ledger(356).code(1).build();
 *     client.createAccounts(List.of(alice, bob)).join();
 *
 *     final CreateResult<CreateTransferStatus> result = client.createTransfer(Transfer.builder()
 *         .id(UInt128.of(100)).debitAccountId(alice.id()).creditAccountId(bob.id())
 *         .amount(2_500).ledger(356).code(7).build()).join();
 *     if (result.status() != CreateTransferStatus.CREATED)
 *     {
 *         throw new IllegalStateException("refused: " + result.status());
 *     }
 *     final Account richer = client.lookupAccount(bob.id()).join().orElseThrow();
 *     System.out.println("bob was credited with " + richer.creditsPosted());
 * }
 * }
 *
 * <p><b>Outcomes.</b> What the engine says of each event is a value: a {@link CreateResult} with its status. A future
 * fails only where there is no such answer, always with a {@link SuuupraException} whose class tells what is known:
 * {@link RequestRefusedException} and {@link CommandRefusedException} (it did not happen),
 * {@link RequestNotSentException} and {@link BackPressureException} (it did not happen and may be tried again),
 * {@link OutcomeUnknownException} (look it up by id). Arguments that could not be sent at all are refused at once with
 * an {@link IllegalArgumentException} that names the field.
 *
 * <p><b>Batching.</b> {@link #createTransfer} and {@link #createAccount} may be called from many threads at once: with
 * nothing in flight a single leaves immediately; while frames are in flight, further singles gather and leave
 * together. No single is refused because of another one that shares its frame. Batches made with
 * {@link #createTransfers} and {@link #createAccounts} stay one frame, which linked chains need. Requests are sent in
 * the order in which one thread makes them; only after a refusal that names one single of a frame do the others of
 * that frame go again, behind what was sent meanwhile.
 *
 * <p><b>Reconnecting.</b> A lost connection is made again, with growing pauses, under the same session, and what is
 * unanswered is sent again with the same request numbers, to which the node gives the first answer again: nothing
 * happens twice. Each request waits for its answer at most {@link ClientOptions#requestTimeout()}.
 *
 * <p><b>Back-pressure.</b> At most {@link ClientOptions#pendingMax()} events wait or are in flight; beyond them
 * futures fail with {@link BackPressureException}, and nothing grows without bound. A producer that outruns the node
 * keeps its own number of unfinished futures bounded, or looks at {@link #pending()} before it makes the next request
 * and pauses while it is near the bound.
 *
 * <p><b>Threads.</b> Futures are completed, and listeners called, by the client's one thread. What is chained to a
 * future without an executor runs there: it must not block, and never wait for another future of the same client.
 */
public final class SuuupraClient implements AutoCloseable
{
    private static final Logger LOG = LoggerFactory.getLogger(SuuupraClient.class);
    private static final long CLOSE_TIMEOUT_S = 10;

    private final Transport transport;
    private final EventExecutor executor;
    private final Submissions submissions;
    private final Pipeline pipeline;
    private final Link link;
    private final long timeoutNs;
    private final UpiClient upi;
    private final PaymentsClient payments;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SuuupraClient(
        final ClientOptions options, final Transport transport, final ByteBufAllocator allocator)
    {
        this.transport = transport;
        executor = transport.executor();
        timeoutNs = options.requestTimeout().toNanos();
        submissions = new Submissions(options.pendingMax(), () -> executor.execute(this::pump));
        upi = new UpiClient(submissions, this::deadlineNs,
            (position, listener) -> subscribe(new Stream.Requests(), position, listener));
        payments = new PaymentsClient(submissions, this::deadlineNs);
        pipeline = new Pipeline(options, transport, submissions, allocator);
        link = new Link(options, transport, new Handshake(options.key(), transport.random()), pipeline);
    }

    /**
     * Makes a client on a transport of the caller's, and does not wait until it is connected.
     *
     * @param options   how; where to is the transport's business.
     * @param transport to stand on.
     * @return the client, which is connecting; see {@link #connected()}.
     */
    public static SuuupraClient begin(final ClientOptions options, final Transport transport)
    {
        return begin(options, transport, ByteBufAllocator.DEFAULT);
    }

    private static SuuupraClient begin(
        final ClientOptions options, final Transport transport, final ByteBufAllocator allocator)
    {
        final SuuupraClient client = new SuuupraClient(options, transport, allocator);
        client.executor.execute(client.link::connect);
        return client;
    }

    /**
     * @return done when the first connection is authenticated; fails with a {@link ConnectionFailedException} if the
     *     first attempt does, and then the client is of no use.
     */
    public CompletableFuture<Void> connected()
    {
        return link.firstOpen().copy();
    }

    /**
     * Makes a client and waits until its first connection is authenticated.
     *
     * @param options where to and how.
     * @return the client, connected.
     * @throws ConnectionFailedException if the first attempt fails or takes longer than
     *                                   {@link ClientOptions#connectTimeout()}; the message says why.
     */
    public static SuuupraClient connect(final ClientOptions options)
    {
        return connect(options, ByteBufAllocator.DEFAULT);
    }

    static SuuupraClient connect(final ClientOptions options, final ByteBufAllocator allocator)
    {
        final SuuupraClient client = begin(options, new NioTransport(options, allocator), allocator);
        boolean connected = false;
        try
        {
            client.link.firstOpen().get();
            connected = true;
            return client;
        }
        catch (final ExecutionException ex)
        {
            throw new ConnectionFailedException(ex.getCause().getMessage(), ex.getCause());
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            throw new ConnectionFailedException("interrupted while connecting", ex);
        }
        finally
        {
            if (!connected)
            {
                client.close();
            }
        }
    }

    /**
     * Creates one account; it may share its frame with other single accounts.
     *
     * @param account not linked.
     * @return what the engine says of it.
     * @throws IllegalArgumentException if a field cannot be sent, or the account is linked; the
     *                                  message names the field.
     */
    public CompletableFuture<CreateResult<CreateAccountStatus>> createAccount(final Account account)
    {
        ArgumentCheck.single(account);
        return submissions.submit(new SingleAccount(deadlineNs(), account));
    }

    /**
     * Creates one transfer; it may share its frame with other single transfers.
     *
     * @param transfer not linked.
     * @return what the engine says of it.
     * @throws IllegalArgumentException if a field cannot be sent, or the transfer is linked; the
     *                                  message names the field.
     */
    public CompletableFuture<CreateResult<CreateTransferStatus>> createTransfer(final Transfer transfer)
    {
        ArgumentCheck.single(transfer);
        return submissions.submit(new SingleTransfer(deadlineNs(), transfer));
    }

    /**
     * Creates accounts in one frame, in order.
     *
     * @param batch 1 to 8,189 accounts; linked chains end within it.
     * @return one result for each, in order.
     * @throws IllegalArgumentException if a field cannot be sent; the message names index and field.
     */
    public CompletableFuture<List<CreateResult<CreateAccountStatus>>> createAccounts(final List<Account> batch)
    {
        final List<Account> accounts = ArgumentCheck.accounts(batch);
        final int count = accounts.size();
        return submissions.submit(new WholeRequest<>(
            count, deadlineNs(), true, MessageLength.accounts(count),
            (mapper, buffer, offset) -> mapper.encodeCreateAccounts(accounts, buffer, offset),
            CreateAccountsReplyDecoder.TEMPLATE_ID,
            (mapper, buffer, offset) -> checkCount(mapper.decodeAccountResults(buffer, offset), count)));
    }

    /**
     * Creates transfers in one frame, in order.
     *
     * @param batch 1 to 8,189 transfers; linked chains end within it.
     * @return one result for each, in order.
     * @throws IllegalArgumentException if a field cannot be sent; the message names index and field.
     */
    public CompletableFuture<List<CreateResult<CreateTransferStatus>>> createTransfers(final List<Transfer> batch)
    {
        final List<Transfer> transfers = ArgumentCheck.transfers(batch);
        final int count = transfers.size();
        return submissions.submit(new WholeRequest<>(
            count, deadlineNs(), true, MessageLength.transfers(count),
            (mapper, buffer, offset) -> mapper.encodeCreateTransfers(transfers, buffer, offset),
            CreateTransfersReplyDecoder.TEMPLATE_ID,
            (mapper, buffer, offset) -> checkCount(mapper.decodeTransferResults(buffer, offset), count)));
    }

    /**
     * @param id of an account.
     * @return the account; empty if there is none with that id.
     */
    public CompletableFuture<Optional<Account>> lookupAccount(final UInt128 id)
    {
        ArgumentCheck.id(id);
        return lookupAccounts(List.of(id), (mapper, buffer, offset) ->
            mapper.decodeAccounts(buffer, offset).stream().findFirst());
    }

    /**
     * @param ids 1 to 8,189 ids of accounts.
     * @return the accounts in the order of the ids; unknown ids are left out.
     * @throws IllegalArgumentException if there are too few or too many ids, or one is null.
     */
    public CompletableFuture<List<Account>> lookupAccounts(final List<UInt128> ids)
    {
        return lookupAccounts(ids, EdgeMapper::decodeAccounts);
    }

    /**
     * @param id of a transfer.
     * @return the transfer; empty if there is none with that id.
     */
    public CompletableFuture<Optional<Transfer>> lookupTransfer(final UInt128 id)
    {
        ArgumentCheck.id(id);
        return lookupTransfers(List.of(id), (mapper, buffer, offset) ->
            mapper.decodeTransfers(buffer, offset).stream().findFirst());
    }

    /**
     * @param ids 1 to 8,189 ids of transfers.
     * @return the transfers in the order of the ids; unknown ids are left out.
     * @throws IllegalArgumentException if there are too few or too many ids, or one is null.
     */
    public CompletableFuture<List<Transfer>> lookupTransfers(final List<UInt128> ids)
    {
        return lookupTransfers(ids, EdgeMapper::decodeTransfers);
    }

    /**
     * @param filter which transfers of which account; one that makes no sense matches nothing.
     * @return the transfers in order.
     * @throws IllegalArgumentException if a field cannot be sent; the message names it.
     */
    public CompletableFuture<List<Transfer>> accountTransfers(final AccountFilter filter)
    {
        ArgumentCheck.filter(filter);
        return read(
            GetAccountTransfersEncoder.BLOCK_LENGTH,
            (mapper, buffer, offset) -> mapper.encodeGetAccountTransfers(filter, buffer, offset),
            TransfersReplyDecoder.TEMPLATE_ID,
            EdgeMapper::decodeTransfers);
    }

    /**
     * @param filter which balances of which account, which must have the flag {@code history}; one that makes no sense
     *               matches nothing.
     * @return the balances in order, one after each transfer.
     * @throws IllegalArgumentException if a field cannot be sent; the message names it.
     */
    public CompletableFuture<List<AccountBalance>> accountBalances(final AccountFilter filter)
    {
        ArgumentCheck.filter(filter);
        return read(
            GetAccountBalancesEncoder.BLOCK_LENGTH,
            (mapper, buffer, offset) -> mapper.encodeGetAccountBalances(filter, buffer, offset),
            BalancesReplyDecoder.TEMPLATE_ID,
            EdgeMapper::decodeBalances);
    }

    /**
     * @param filter which accounts; one that makes no sense matches nothing.
     * @return the accounts in order.
     * @throws IllegalArgumentException if a field cannot be sent; the message names it.
     */
    public CompletableFuture<List<Account>> queryAccounts(final QueryFilter filter)
    {
        ArgumentCheck.filter(filter);
        return read(
            QueryAccountsEncoder.BLOCK_LENGTH,
            (mapper, buffer, offset) -> mapper.encodeQueryAccounts(filter, buffer, offset),
            AccountsReplyDecoder.TEMPLATE_ID,
            EdgeMapper::decodeAccounts);
    }

    /**
     * @param filter which transfers; one that makes no sense matches nothing.
     * @return the transfers in order.
     * @throws IllegalArgumentException if a field cannot be sent; the message names it.
     */
    public CompletableFuture<List<Transfer>> queryTransfers(final QueryFilter filter)
    {
        ArgumentCheck.filter(filter);
        return read(
            QueryTransfersEncoder.BLOCK_LENGTH,
            (mapper, buffer, offset) -> mapper.encodeQueryTransfers(filter, buffer, offset),
            TransfersReplyDecoder.TEMPLATE_ID,
            EdgeMapper::decodeTransfers);
    }

    /**
     * @param timestampMin position of the first event wanted, ns; 0 = from the first.
     * @param timestampMax position of the last event wanted, ns; 0 = open.
     * @param limit        events, 1 to 5,000.
     * @return the changes in order.
     * @throws IllegalArgumentException if an argument is negative; the message names it.
     */
    public CompletableFuture<List<ChangeEvent>> changeEvents(
        final long timestampMin, final long timestampMax, final int limit)
    {
        ArgumentCheck.notNegative(timestampMin, "", "timestamp_min");
        ArgumentCheck.notNegative(timestampMax, "", "timestamp_max");
        ArgumentCheck.notNegative(limit, "", "limit");
        return read(
            GetChangeEventsEncoder.BLOCK_LENGTH,
            (mapper, buffer, offset) -> mapper.encodeGetChangeEvents(timestampMin, timestampMax, limit, buffer, offset),
            ChangeEventsDecoder.TEMPLATE_ID,
            EdgeMapper::decodeChangeEvents);
    }

    /**
     * @return where the engine stands; the key needs the scope {@code admin}.
     */
    public CompletableFuture<EngineState> state()
    {
        return read(
            GetStateEncoder.BLOCK_LENGTH,
            EdgeMapper::encodeGetState,
            StateReplyDecoder.TEMPLATE_ID,
            EdgeMapper::decodeState);
    }

    /**
     * Moves the manual clock of a sandbox; the key needs the scope {@code admin}.
     *
     * @param ns to add to the clock, 0 to 2^63 - 1.
     * @return the engine's clock afterwards, ns; {@link CommandRefusedException} if the engine refuses.
     * @throws IllegalArgumentException if {@code ns} is negative.
     */
    public CompletableFuture<Long> advanceClock(final long ns)
    {
        ArgumentCheck.notNegative(ns, "", "advance_ns");
        return submissions.submit(new WholeRequest<>(
            1, deadlineNs(), true, MessageLength.block(TickEncoder.BLOCK_LENGTH),
            (mapper, buffer, offset) -> mapper.encodeTick(ns, buffer, offset),
            CommandReplyDecoder.TEMPLATE_ID,
            SuuupraClient::clockAfter));
    }

    /**
     * Streams the changes behind a position, then live. After a reconnect the stream goes on behind the last position
     * that the listener has taken: in order, without a gap and without a repetition.
     *
     * @param position of the last event already seen, ns; 0 = from the first.
     * @param listener called by the client's thread.
     * @return the stream; a client has at most 64 at one time.
     * @throws IllegalArgumentException if the position is negative or the listener null.
     */
    public Subscription subscribe(final long position, final ChangeListener listener)
    {
        ArgumentCheck.notNegative(position, "", "position");
        ArgumentCheck.notNull(listener, "", "listener");
        return subscribe(new Stream.Changes(), position, listener);
    }

    /** @return the UPI switch of the node, for PSPs, banks and operators. */
    public UpiClient upi()
    {
        return upi;
    }

    /** @return payments of merchants. */
    public PaymentsClient payments()
    {
        return payments;
    }

    private <E> Subscription subscribe(
        final Stream<E> stream, final long position, final StreamListener<E> listener)
    {
        final LiveSubscription<E> subscription =
            new LiveSubscription<>(stream, position, listener, () -> executeUnlessClosed(this::pump));
        if (!executeUnlessClosed(() -> pipeline.subscribe(subscription)))
        {
            subscription.end(new SubscriptionEndedException("the client is closed", null));
        }
        return subscription;
    }

    /**
     * @return events that wait to be sent or answered, of at most {@link ClientOptions#pendingMax()}: a batch counts
     *     as its events, a lookup as its ids, any other request as one.
     */
    public int pending()
    {
        return submissions.pending();
    }

    /**
     * Ends everything at once: what has not been sent fails with {@link RequestNotSentException}, what may have been
     * with {@link OutcomeUnknownException}; subscriptions end. Who wants the answers waits for them first. Returns
     * when the client's thread is gone, or at once when that thread itself calls it. Idempotent.
     */
    @Override
    public void close()
    {
        final Future<?> ended = closed.compareAndSet(false, true) ? shutDown() : transport.close();
        if (!executor.inEventLoop() && !ended.awaitUninterruptibly(CLOSE_TIMEOUT_S, TimeUnit.SECONDS))
        {
            LOG.warn("the client's thread is blocked by a callback; it ends when the callback does");
        }
    }

    private <T> CompletableFuture<T> lookupAccounts(final List<UInt128> ids, final WholeRequest.Reader<T> reader)
    {
        final List<UInt128> wanted = ArgumentCheck.ids(ids);
        return submissions.submit(new WholeRequest<>(
            wanted.size(), deadlineNs(), false, MessageLength.ids(wanted.size()),
            (mapper, buffer, offset) -> mapper.encodeLookupAccounts(wanted, buffer, offset),
            AccountsReplyDecoder.TEMPLATE_ID,
            reader));
    }

    private <T> CompletableFuture<T> lookupTransfers(final List<UInt128> ids, final WholeRequest.Reader<T> reader)
    {
        final List<UInt128> wanted = ArgumentCheck.ids(ids);
        return submissions.submit(new WholeRequest<>(
            wanted.size(), deadlineNs(), false, MessageLength.ids(wanted.size()),
            (mapper, buffer, offset) -> mapper.encodeLookupTransfers(wanted, buffer, offset),
            TransfersReplyDecoder.TEMPLATE_ID,
            reader));
    }

    private <T> CompletableFuture<T> read(
        final int blockLength,
        final WholeRequest.Writer writer,
        final int replyTemplateId,
        final WholeRequest.Reader<T> reader)
    {
        return submissions.submit(new WholeRequest<>(
            1, deadlineNs(), false, MessageLength.block(blockLength), writer, replyTemplateId, reader));
    }

    private static Long clockAfter(final EdgeMapper mapper, final DirectBuffer buffer, final int offset)
    {
        final CommandReplyDecoder reply =
            new CommandReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        if (reply.status() != CommandStatus.DONE)
        {
            throw new CommandRefusedException(reply.status());
        }
        return reply.timestamp();
    }

    private static <T> List<T> checkCount(final List<T> results, final int count)
    {
        if (results.size() != count)
        {
            throw new IllegalStateException(results.size() + " results for " + count + " events");
        }
        return results;
    }

    private Future<?> shutDown()
    {
        executor.execute(() ->
        {
            pipeline.close();
            link.close();
        });
        return transport.close();
    }

    private void pump()
    {
        pipeline.pump();
    }

    private boolean executeUnlessClosed(final Runnable task)
    {
        try
        {
            executor.execute(task);
            return true;
        }
        catch (final RejectedExecutionException afterTheEnd)
        {
            // What the task would do was done when the client was closed.
            return false;
        }
    }

    private long deadlineNs()
    {
        return transport.nanoTime() + timeoutNs;
    }
}
