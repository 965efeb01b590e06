package io.suuupra.client;

import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.generated.FailureCode;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Takes from the queue, in its order, what leaves together in one frame. Confined to the client's thread.
 */
final class Intake
{
    private static final Request<?>[] NOTHING = {};

    private final Submissions submissions;
    private final LongSupplier clock;
    private final long timeoutMs;
    private final Request<?>[] gathered;

    Intake(final ClientOptions options, final Submissions submissions, final LongSupplier clock)
    {
        this.submissions = submissions;
        this.clock = clock;
        this.timeoutMs = options.requestTimeout().toMillis();
        this.gathered = new Request<?>[options.batching() ? options.batchMax() : 1];
    }

    /**
     * @param credit of the connection.
     * @return the content of the next frame; empty if nothing is queued or nothing may leave.
     */
    Request<?>[] next(final Credit credit)
    {
        while (true)
        {
            dropDead(null);
            final Request<?> head = submissions.peek();
            if (head == null)
            {
                return NOTHING;
            }
            if (head.kind() != Request.Kind.WHOLE)
            {
                final int max = credit.singles();
                final Request<?>[] content = max == 0 ? NOTHING : gather(head, max);
                if (max == 0 || content.length > 0)
                {
                    return content;
                }
            }
            else if (!isTooLarge(head, credit))
            {
                return takeWhole(head, credit);
            }
        }
    }

    /**
     * Drops from the head of the queue what nobody waits for any more.
     *
     * @param trouble why nothing was sent; null if it is not known.
     */
    void dropDead(final SuuupraException trouble)
    {
        final long nowNs = clock.getAsLong();
        for (Request<?> request = submissions.peek(); request != null; request = submissions.peek())
        {
            if (!request.isDone() && request.deadlineNs - nowNs > 0)
            {
                return;
            }
            submissions.remove();
            submissions.settle(request.events);
            if (!request.isDone())
            {
                request.completeExceptionally(new RequestNotSentException(
                    "no chance to send it within " + timeoutMs + " ms", trouble));
            }
        }
    }

    private boolean isTooLarge(final Request<?> request, final Credit credit)
    {
        final int length = FrameWriter.HEADER_LENGTH + request.messageLength();
        if (length <= credit.frameMax())
        {
            return false;
        }
        submissions.remove();
        submissions.settle(request.events);
        request.completeExceptionally(new RequestRefusedException(FailureCode.TOO_LARGE, Malformed.NO_INDEX, "length",
            "the node takes frames of up to " + credit.frameMax() + " bytes, this one has " + length));
        return true;
    }

    private Request<?>[] takeWhole(final Request<?> request, final Credit credit)
    {
        if (!credit.covers(FrameWriter.HEADER_LENGTH + request.messageLength()))
        {
            return NOTHING;
        }
        submissions.remove();
        return new Request<?>[]{request};
    }

    private Request<?>[] gather(final Request<?> head, final int max)
    {
        final Request.Kind kind = head.kind();
        int count = 0;
        Request<?> request = head;
        while (request != null && count < max && request.kind() == kind)
        {
            submissions.remove();
            if (request.isDone())
            {
                submissions.settle(request.events);
            }
            else
            {
                gathered[count++] = request;
            }
            request = submissions.peek();
        }
        final Request<?>[] content = Arrays.copyOf(gathered, count);
        Arrays.fill(gathered, 0, count, null);
        return content;
    }
}
