package io.suuupra.engine.host.local;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.engine.host.Offer;
import io.suuupra.engine.host.ReplyTo;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One session that keeps several frames under way at a node: singles, batches, chains, holds, their ends, refusals,
 * accounts and ticks. Everything it sends and every answer goes into the book.
 *
 * <p>Confined to one thread; several loads share a node and a book.
 */
final class CrashLoad
{
    private static final int WINDOW = 6;
    private static final long TIMEOUT_S = 30;
    private static final int LEDGER = 356;
    private static final int CODE = 7;

    /** The first accounts may owe anything, the next two nothing. */
    private static final int FREE_ACCOUNTS = 6;
    private static final int BOUND_ACCOUNTS = 2;
    private static final int NO_ACCOUNT = 1_000_000;
    private static final int TICK_MAX_MS = 1_500;
    private static final int FILL_BATCHES = 37;
    private static final int FILL_BATCH = 100;

    private final LocalNode node;
    private final Book book;
    private final SplittableRandom random;
    private final long session;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
    private final EdgeMapper mapper = new EdgeMapper();
    private final Semaphore window = new Semaphore(WINDOW);
    private final List<Transfer> holds = new ArrayList<>();
    private long request;

    CrashLoad(final LocalNode node, final Book book, final long session, final SplittableRandom random)
    {
        this.node = node;
        this.book = book;
        this.session = session;
        this.random = random;
    }

    /** Creates the accounts that every transfer uses, in a new book. */
    void accounts()
    {
        for (int i = 0; i < FREE_ACCOUNTS; i++)
        {
            sendAccount(AccountFlags.HISTORY);
        }
        for (int i = 0; i < BOUND_ACCOUNTS; i++)
        {
            sendAccount(AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS);
        }
        finish();
    }

    /** Brings the store near the end of its first file. */
    void fill()
    {
        for (int i = 0; i < FILL_BATCHES; i++)
        {
            sendBatch(FILL_BATCH, false);
        }
        finish();
    }

    /** Sends that many frames, does something after each, and waits for the last answer. */
    void run(final int frames, final Runnable afterEach)
    {
        for (int i = 0; i < frames; i++)
        {
            frame();
            afterEach.run();
        }
        finish();
    }

    private void frame()
    {
        final int kind = random.nextInt(100);
        if (kind < 2)
        {
            sendAccount(0);
        }
        else if (kind < 5)
        {
            acquire();
            send(mapper.encodeTick(TimeUnit.MILLISECONDS.toNanos(random.nextInt(TICK_MAX_MS)), buffer, 0),
                (correlation, reply, offset, length) -> window.release());
        }
        else if (kind < 20)
        {
            sendBatch(2 + random.nextInt(30), false);
        }
        else if (kind < 40)
        {
            sendBatch(2 + random.nextInt(4), true);
        }
        else
        {
            sendBatch(1, false);
        }
    }

    private void sendAccount(final int flags)
    {
        acquire();
        final int number;
        final Account account;
        synchronized (book)
        {
            number = book.nextAccount();
            account = Account.builder().id(Book.id(number)).ledger(LEDGER).code(CODE).flags(flags)
                .userData64(random.nextLong(Long.MAX_VALUE)).build();
            book.sendingAccount(account);
        }
        send(mapper.encodeCreateAccounts(List.of(account), buffer, 0), (correlation, reply, offset, length) ->
        {
            final CreateResult<CreateAccountStatus> result =
                new EdgeMapper().decodeAccountResults(reply, offset).get(0);
            if (result.status() == CreateAccountStatus.CREATED)
            {
                book.learn(new Book.Fact(number, true, CreateTransferStatus.CREATED, result.timestamp()));
            }
            window.release();
        });
    }

    private void sendBatch(final int count, final boolean chain)
    {
        acquire();
        final List<Transfer> batch = new ArrayList<>();
        final int first;
        // Numbers and sending are one step here, or the numbers of two sessions would mix within a chain.
        synchronized (book)
        {
            first = book.nextTransfer();
            final List<Book.Sent> sent = new ArrayList<>();
            for (int i = 0; i < count; i++)
            {
                final int number = first + i;
                final Transfer transfer = transfer(number, chain && i < count - 1 ? TransferFlags.LINKED : 0);
                batch.add(transfer);
                sent.add(new Book.Sent(transfer, chain ? first : number, chain ? first + count - 1 : number));
            }
            book.sending(sent);
        }
        send(mapper.encodeCreateTransfers(batch, buffer, 0), (correlation, reply, offset, length) ->
        {
            final List<CreateResult<CreateTransferStatus>> results =
                new EdgeMapper().decodeTransferResults(reply, offset);
            for (int i = 0; i < count; i++)
            {
                book.learn(new Book.Fact(first + i, false, results.get(i).status(), results.get(i).timestamp()));
            }
            window.release();
        });
    }

    private Transfer transfer(final int number, final int linked)
    {
        final int kind = random.nextInt(100);
        if (kind < 15 && !holds.isEmpty())
        {
            return resolution(number, linked);
        }
        final Transfer.Builder builder = movement(number, linked, 1 + random.nextInt(FREE_ACCOUNTS));
        if (kind < 35)
        {
            final Transfer hold = builder.flags(linked | TransferFlags.PENDING)
                .timeout(random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0).build();
            holds.add(hold);
            return hold;
        }
        if (kind < 42)
        {
            return builder.debitAccountId(UInt128.of(FREE_ACCOUNTS + 1 + random.nextInt(BOUND_ACCOUNTS))).build();
        }
        if (kind < 45)
        {
            return builder.debitAccountId(UInt128.of(NO_ACCOUNT)).build();
        }
        if (kind < 48)
        {
            return builder.flags(linked | TransferFlags.BALANCING_DEBIT).build();
        }
        return builder.build();
    }

    private Transfer.Builder movement(final int number, final int linked, final int debit)
    {
        final int credit = 1 + (debit + random.nextInt(FREE_ACCOUNTS + BOUND_ACCOUNTS - 1)) %
            (FREE_ACCOUNTS + BOUND_ACCOUNTS);
        return Transfer.builder().id(Book.id(number))
            .debitAccountId(UInt128.of(debit)).creditAccountId(UInt128.of(credit))
            .amount(random.nextInt(1_000)).ledger(LEDGER).code(CODE).flags(linked)
            .userData128(new UInt128(random.nextLong(), random.nextLong()))
            .userData64(random.nextLong(Long.MAX_VALUE)).userData32(random.nextInt(Integer.MAX_VALUE));
    }

    private Transfer resolution(final int number, final int linked)
    {
        final Transfer hold = holds.get(random.nextInt(holds.size()));
        final boolean post = random.nextBoolean();
        return Transfer.builder().id(Book.id(number))
            .debitAccountId(hold.debitAccountId()).creditAccountId(hold.creditAccountId())
            .amount(post ? random.nextLong(hold.amount() + 1) : hold.amount()).pendingId(hold.id())
            .userData128(hold.userData128()).userData64(hold.userData64()).userData32(hold.userData32())
            .ledger(hold.ledger()).code(hold.code())
            .flags(linked | (post ? TransferFlags.POST_PENDING_TRANSFER : TransferFlags.VOID_PENDING_TRANSFER)).build();
    }

    private void acquire()
    {
        acquire(1);
    }

    private void finish()
    {
        acquire(WINDOW);
        window.release(WINDOW);
    }

    private void acquire(final int permits)
    {
        try
        {
            if (!window.tryAcquire(permits, TIMEOUT_S, TimeUnit.SECONDS))
            {
                throw new AssertionError("no answer within " + TIMEOUT_S + " s; halted: " + node.metrics().halted());
            }
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private void send(final int length, final ReplyTo replyTo)
    {
        request++;
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
        Offer offer = Offer.BUSY;
        while (offer == Offer.BUSY && System.nanoTime() < deadline)
        {
            offer = node.ingress().offer(replyTo, 0, Principal.NODE, 0, session, request, buffer, 0, length);
        }
        if (offer != Offer.ACCEPTED)
        {
            throw new AssertionError("the node answers " + offer + "; halted: " + node.metrics().halted());
        }
    }
}
