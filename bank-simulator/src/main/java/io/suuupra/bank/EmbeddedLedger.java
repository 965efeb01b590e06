package io.suuupra.bank;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.AccountsReplyDecoder;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateAccountsReplyDecoder;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.CreateTransfersReplyDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.TransfersReplyDecoder;
import io.suuupra.engine.host.Offer;
import io.suuupra.engine.host.local.LocalNode;
import io.suuupra.engine.host.local.LocalNodeOptions;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The ledger engine with its journal in this process. Each call waits until its answer is durable. Confined to one
 * thread.
 */
final class EmbeddedLedger implements AutoCloseable
{
    private static final long ANSWER_S = 60;
    private static final long BUSY_PAUSE_MS = 1;
    private static final int PAGE = 4_000;

    private final LocalNode node;
    private final EdgeMapper mapper = new EdgeMapper();
    private final UnsafeBuffer request = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);
    private final BlockingQueue<UnsafeBuffer> answers = new ArrayBlockingQueue<>(1);

    /** Writes a message. */
    @FunctionalInterface
    private interface Writer
    {
        int write(MutableDirectBuffer buffer, int offset);
    }

    private EmbeddedLedger(final LocalNode node)
    {
        this.node = node;
    }

    /**
     * Opens the ledger, and recovers it where it was used before.
     *
     * @param options of its files.
     * @return the ledger.
     * @throws IOException if the folder is in use, damaged, or cannot be read or written.
     */
    static EmbeddedLedger open(final LocalNodeOptions options) throws IOException
    {
        return new EmbeddedLedger(LocalNode.open(options));
    }

    List<CreateResult<CreateAccountStatus>> createAccounts(final List<Account> accounts)
    {
        final DirectBuffer answer = call(CreateAccountsReplyDecoder.TEMPLATE_ID,
            (buffer, offset) -> mapper.encodeCreateAccounts(accounts, buffer, offset));
        return mapper.decodeAccountResults(answer, 0);
    }

    List<CreateResult<CreateTransferStatus>> createTransfers(final List<Transfer> transfers)
    {
        final DirectBuffer answer = call(CreateTransfersReplyDecoder.TEMPLATE_ID,
            (buffer, offset) -> mapper.encodeCreateTransfers(transfers, buffer, offset));
        return mapper.decodeTransferResults(answer, 0);
    }

    List<Account> lookupAccounts(final List<UInt128> ids)
    {
        final DirectBuffer answer = call(AccountsReplyDecoder.TEMPLATE_ID,
            (buffer, offset) -> mapper.encodeLookupAccounts(ids, buffer, offset));
        return mapper.decodeAccounts(answer, 0);
    }

    List<Transfer> lookupTransfers(final List<UInt128> ids)
    {
        final DirectBuffer answer = call(TransfersReplyDecoder.TEMPLATE_ID,
            (buffer, offset) -> mapper.encodeLookupTransfers(ids, buffer, offset));
        return mapper.decodeTransfers(answer, 0);
    }

    /**
     * @param ledger of the accounts.
     * @param page   told of all of them, in order, some at a time.
     */
    void accounts(final int ledger, final Consumer<List<Account>> page)
    {
        long from = 0;
        List<Account> found;
        do
        {
            final QueryFilter filter =
                QueryFilter.builder().ledger(ledger).timestampMin(from).limit(PAGE).build();
            found = mapper.decodeAccounts(call(AccountsReplyDecoder.TEMPLATE_ID,
                (buffer, offset) -> mapper.encodeQueryAccounts(filter, buffer, offset)), 0);
            page.accept(found);
            from = found.isEmpty() ? 0 : found.getLast().timestamp() + 1;
        }
        while (found.size() == PAGE);
    }

    /**
     * @param ledger of the transfers; 0 = any.
     * @param page   told of all of them, in order, some at a time.
     */
    void transfers(final int ledger, final Consumer<List<Transfer>> page)
    {
        long from = 0;
        List<Transfer> found;
        do
        {
            final QueryFilter filter =
                QueryFilter.builder().ledger(ledger).timestampMin(from).limit(PAGE).build();
            found = mapper.decodeTransfers(call(TransfersReplyDecoder.TEMPLATE_ID,
                (buffer, offset) -> mapper.encodeQueryTransfers(filter, buffer, offset)), 0);
            page.accept(found);
            from = found.isEmpty() ? 0 : found.getLast().timestamp() + 1;
        }
        while (found.size() == PAGE);
    }

    private DirectBuffer call(final int replyTemplateId, final Writer writer)
    {
        final int length = writer.write(request, 0);
        try
        {
            while (true)
            {
                final Offer offer = node.ingress().offer(this::onReply, 0, Principal.NODE, 0, 0, 0, request, 0, length);
                if (offer == Offer.ACCEPTED)
                {
                    break;
                }
                if (offer != Offer.BUSY)
                {
                    throw new IllegalStateException("the bank's ledger takes nothing any more: " + offer);
                }
                TimeUnit.MILLISECONDS.sleep(BUSY_PAUSE_MS);
            }
            final UnsafeBuffer answer = answers.poll(ANSWER_S, TimeUnit.SECONDS);
            if (answer == null)
            {
                throw new IllegalStateException("the bank's ledger did not answer within " + ANSWER_S + " s");
            }
            final int templateId = new MessageHeaderDecoder().wrap(answer, 0).templateId();
            if (templateId != replyTemplateId)
            {
                throw new IllegalStateException("the bank's ledger answered with message " + templateId);
            }
            return answer;
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the bank's ledger was working", interrupted);
        }
    }

    private void onReply(final long correlation, final DirectBuffer buffer, final int offset, final int length)
    {
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
        copy.putBytes(0, buffer, offset, length);
        if (!answers.offer(copy))
        {
            throw new IllegalStateException("two answers to one call");
        }
    }

    @Override
    public void close() throws IOException
    {
        node.close();
    }
}
