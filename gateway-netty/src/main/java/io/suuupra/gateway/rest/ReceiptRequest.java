package io.suuupra.gateway.rest;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.FullHttpResponse;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.engine.host.Receipts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Asks for the receipt of a transfer that the engine has found and the key may see. The host answers on a thread of its
 * own; what came of it goes on to the connection's event loop.
 */
final class ReceiptRequest implements Receipts.Answer
{
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptRequest.class);

    private final Executor loop;
    private final Consumer<Outcome> connection;

    /**
     * What came of it.
     *
     * @param text    the receipt.
     * @param problem why there is none; null if there is one.
     */
    record Outcome(String text, Problem problem)
    {
        boolean isFailed()
        {
            return problem != null;
        }

        FullHttpResponse response(final ByteBufAllocator allocator)
        {
            return Responses.json(allocator, text);
        }
    }

    private ReceiptRequest(final Executor loop, final Consumer<Outcome> connection)
    {
        this.loop = loop;
        this.connection = connection;
    }

    /**
     * @param receipts   of the host.
     * @param transfer   as the engine has told of it.
     * @param loop       of the connection.
     * @param connection told the outcome there, once.
     * @throws ProblemException if too many are waiting.
     */
    static void ask(
        final Receipts receipts, final Transfer transfer, final Executor loop, final Consumer<Outcome> connection)
        throws ProblemException
    {
        if (!receipts.request(transfer.timestamp(), transfer.id().low(), transfer.id().high(),
            new ReceiptRequest(loop, connection)))
        {
            throw new ProblemException(Problem.of(ProblemType.BUSY, "too many receipts are asked for"));
        }
    }

    @Override
    public void receipt(final String text)
    {
        pass(new Outcome(text, null));
    }

    @Override
    public void notYet()
    {
        pass(new Outcome("", Problem.of(ProblemType.RECEIPT_PENDING,
            "the transfer is recorded, its receipt is signed within about a second")));
    }

    @Override
    public void failed(final String why)
    {
        pass(new Outcome("", Problem.of(ProblemType.HALTED, "the node halted: " + why)));
    }

    private void pass(final Outcome outcome)
    {
        try
        {
            loop.execute(() -> connection.accept(outcome));
        }
        catch (final RejectedExecutionException loopEnded)
        {
            LOG.debug("a receipt comes after the end of its connection", loopEnded);
        }
    }
}
