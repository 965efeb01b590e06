package io.suuupra.engine.host.local;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.JournalFrameHeaderDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.engine.host.Ingress;
import io.suuupra.engine.host.Offer;
import io.suuupra.engine.host.ReplyTo;
import io.suuupra.engine.read.Scan;
import io.suuupra.journal.machine.Machine;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * Runs scans beside the engine, once what they may see is durable.
 */
final class ScanReaders implements AutoCloseable
{
    private static final int QUEUE_MAX = 1024;
    private static final int FIRST_REPLY_TEMPLATE = 100;
    private static final long RETRY_NS = 100_000;
    private static final int CLOSE_S = 10;

    private final ThreadLocal<UnsafeBuffer> buffers =
        ThreadLocal.withInitial(() -> new UnsafeBuffer(new byte[Limits.FRAME_MAX]));
    private final Machine machine;
    private final ExecutorService executor;
    private final Halt halt;
    private volatile Ingress ingress;

    ScanReaders(final int threads, final Halt halt, final Machine machine)
    {
        this.halt = halt;
        this.machine = machine;
        this.executor = machine.workers("reader", threads, QUEUE_MAX);
    }

    void ingress(final Ingress ring)
    {
        ingress = ring;
    }

    /**
     * @param frame  the read's frame, valid during the call only.
     * @param offset of its header.
     */
    void submit(
        final Scan scan, final ReplyTo replyTo, final long correlation, final DirectBuffer frame, final int offset)
    {
        final JournalFrameHeaderDecoder header = new JournalFrameHeaderDecoder();
        header.wrap(frame, offset, JournalFrameHeaderDecoder.BLOCK_LENGTH, JournalFrameHeaderDecoder.SCHEMA_VERSION);
        final Principal principal = new Principal(
            header.principalKey(),
            (int)header.principalTenant(),
            (int)header.principalScopes(),
            (int)header.ledgerMin(),
            (int)header.ledgerMax());
        try
        {
            executor.execute(() -> run(scan, replyTo, correlation, principal));
        }
        catch (final RejectedExecutionException full)
        {
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
            final int length = Failures.encode(FailureCode.BUSY, "too many scans wait; send it again later", buffer, 0);
            replyTo.onReply(correlation, buffer, 0, length);
        }
    }

    private void run(final Scan scan, final ReplyTo replyTo, final long correlation, final Principal principal)
    {
        try
        {
            final UnsafeBuffer buffer = buffers.get();
            final int length = scan.run(buffer, 0);
            final int templateId =
                buffer.getShort(MessageHeaderDecoder.templateIdEncodingOffset(), LITTLE_ENDIAN) & 0xFFFF;
            if (templateId >= FIRST_REPLY_TEMPLATE)
            {
                replyTo.onReply(correlation, buffer, 0, length);
                return;
            }
            while (ingress.offer(replyTo, correlation, principal, 0, 0, 0, buffer, 0, length) == Offer.BUSY)
            {
                machine.park(RETRY_NS);
            }
        }
        catch (final RuntimeException | Error broken)
        {
            // A scan reads what never changes, so whatever goes wrong here is corruption.
            halt.now("reader", broken);
        }
    }

    @Override
    public void close()
    {
        executor.shutdown();
        if (!machine.await(executor::isTerminated, TimeUnit.SECONDS.toNanos(CLOSE_S)))
        {
            executor.shutdownNow();
        }
    }
}
