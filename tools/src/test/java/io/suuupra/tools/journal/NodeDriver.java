package io.suuupra.tools.journal;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.engine.host.Offer;
import io.suuupra.engine.host.local.LocalNode;
import io.suuupra.engine.host.local.LocalNodeOptions;
import io.suuupra.engine.ledger.Capacities;
import io.suuupra.journal.JournalOptions;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A small node on a folder, and one that speaks to it as a gateway does. Confined to one thread.
 */
final class NodeDriver implements AutoCloseable
{
    static final int LEDGER = 356;
    private static final long TIMEOUT_S = 30;
    private static final int BATCH = 400;
    private static final int BLOCK_BATCHES = 100;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
    private final EdgeMapper mapper = new EdgeMapper();
    private final LocalNode node;

    private NodeDriver(final LocalNode node)
    {
        this.node = node;
    }

    static NodeDriver open(final Path data) throws IOException
    {
        return open(data, JournalOptions.small());
    }

    /** The journal rolls on to another file after each few groups. */
    static NodeDriver openWithSmallFiles(final Path data) throws IOException
    {
        return open(data, JournalOptions.small().withRollBytes(20 * 1024));
    }

    private static NodeDriver open(final Path data, final JournalOptions journal) throws IOException
    {
        return new NodeDriver(LocalNode.open(LocalNodeOptions.defaults(data)
            .withFiles(journal, 1 << 12)
            .withCapacities(new Capacities(10_000, 100_000, 10_000, 8, 4))
            .withSnapshots(0, false)
            .withDiskFreeBytesMin(0)));
    }

    static Account account(final long id)
    {
        return Account.builder().id(UInt128.of(id)).ledger(LEDGER).code(1).build();
    }

    static Transfer.Builder transfer(final long id, final long amount)
    {
        return Transfer.builder().id(UInt128.of(id)).debitAccountId(UInt128.of(1)).creditAccountId(UInt128.of(2))
            .amount(amount).ledger(LEDGER).code(1);
    }

    void createAccounts(final Account... accounts)
    {
        call(mapper.encodeCreateAccounts(List.of(accounts), buffer, 0));
    }

    void createTransfers(final Transfer... transfers)
    {
        call(mapper.encodeCreateTransfers(List.of(transfers), buffer, 0));
    }

    /** Two accounts, then so many transfers of the amounts 1, 2, 3..., one in each command. */
    void fill(final int transfers)
    {
        createAccounts(account(1), account(2));
        transfers(100, transfers);
    }

    void transfers(final long firstId, final int count)
    {
        for (int i = 0; i < count; i++)
        {
            createTransfers(transfer(firstId + i, i + 1).build());
        }
    }

    /** So many transfers that the audit chain closes a block: 4 MiB of them. */
    void closeBlock(final long firstId)
    {
        for (long id = firstId; id < firstId + BLOCK_BATCHES * BATCH; id += BATCH)
        {
            final Transfer[] batch = new Transfer[BATCH];
            for (int i = 0; i < BATCH; i++)
            {
                batch[i] = transfer(id + i, 1).build();
            }
            createTransfers(batch);
        }
    }

    /** Waits until the audit chain has signed everything. */
    void awaitSigned()
    {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
        while (node.receipts().signedSequence() < node.metrics().durableSequence())
        {
            if (System.nanoTime() > deadline)
            {
                throw new AssertionError("nothing more is signed: " + node.metrics().halted());
            }
            Thread.onSpinWait();
        }
    }

    LocalNode node()
    {
        return node;
    }

    EngineState state()
    {
        return mapper.decodeState(call(mapper.encodeGetState(buffer, 0)), 0);
    }

    List<Account> accounts()
    {
        return mapper.decodeAccounts(
            call(mapper.encodeLookupAccounts(List.of(UInt128.of(1), UInt128.of(2)), buffer, 0)), 0);
    }

    List<Transfer> transfer(final long id)
    {
        return mapper.decodeTransfers(call(mapper.encodeLookupTransfers(List.of(UInt128.of(id)), buffer, 0)), 0);
    }

    void snapshot()
    {
        if (!node.snapshot())
        {
            throw new AssertionError("no snapshot: " + node.metrics().halted());
        }
    }

    private DirectBuffer call(final int length)
    {
        final CompletableFuture<DirectBuffer> reply = new CompletableFuture<>();
        final Offer offer = node.ingress().offer(
            (correlation, from, offset, replyLength) ->
            {
                final byte[] bytes = new byte[replyLength];
                from.getBytes(offset, bytes);
                reply.complete(new UnsafeBuffer(bytes));
            },
            0, Principal.NODE, 0, 0, 0, buffer, 0, length);
        if (offer != Offer.ACCEPTED)
        {
            throw new IllegalStateException("offer: " + offer);
        }
        try
        {
            return reply.get(TIMEOUT_S, TimeUnit.SECONDS);
        }
        catch (final InterruptedException | ExecutionException | TimeoutException failed)
        {
            throw new AssertionError("no reply", failed);
        }
    }

    @Override
    public void close() throws IOException
    {
        node.close();
    }
}
