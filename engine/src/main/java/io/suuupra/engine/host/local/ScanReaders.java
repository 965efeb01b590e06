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
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * Runs scans beside the engine, once what they may see is durable.
 */
final class ScanReaders implements AutoCloseable
{
    private static final int QUEUE_MAX = 1024;
    private static final int FIRST_REPLY_TEMPLATE = 100;
    private static final long RETRY_NS = 100_000;

    private final ThreadLocal<UnsafeBuffer> buffers =
        ThreadLocal.withInitial(() -> new UnsafeBuffer(new byte[Limits.FRAME_MAX]));
    private final ThreadPoolExecutor executor;
    private final Halt halt;
    private volatile Ingress ingress;

    ScanReaders(final int threads, final Halt halt)
    {
        this.halt = halt;
        this.executor = new ThreadPoolExecutor(
            threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE_MAX),
            Thread.ofPlatform().name("reader-", 0).daemon(true).factory());
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
                LockSupport.parkNanos(RETRY_NS);
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
        try
        {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS))
            {
                executor.shutdownNow();
            }
        }
        catch (final InterruptedException interrupted)
        {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
