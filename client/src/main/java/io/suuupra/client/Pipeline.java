package io.suuupra.client;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.ScheduledFuture;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.FailureDecoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.ResumeEncoder;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;

/**
 * Decides what leaves and when, and what becomes of every request: gathers singles into frames, keeps to the credits,
 * keeps the order over refusals and reconnects, and gives up at deadlines. Confined to the client's thread.
 *
 * <p>The order of the wire is the order of the queue. A frame gets its number when it leaves for the first time, so
 * that numbers rise on the wire; it leaves again, before anything new does, with the same number and the same bytes.
 */
final class Pipeline
{
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final long BUSY_MIN_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long BUSY_MAX_NS = TimeUnit.MILLISECONDS.toNanos(200);

    /** What may be sent. */
    private enum State
    {
        /** Nothing: there is no connection. */
        DISCONNECTED,

        /** Whatever the credits allow. */
        OPEN,

        /** Nothing: the node is busy, and refuses all until it is told to resume. */
        REFUSED,

        /** Nothing ever again. */
        CLOSED
    }

    private final ClientOptions options;
    private final Transport transport;
    private final Submissions submissions;
    private final EdgeMapper mapper;
    private final FrameWriter writer;
    private final FailureReader failures;
    private final LiveSubscriptions subscriptions;
    private final UnansweredFrames frames = new UnansweredFrames();
    private final Intake intake;
    private State state = State.DISCONNECTED;
    private Connection connection;
    private Credit credit;
    private SuuupraException trouble;
    private long nextNumber = 1;
    private long refusedFrom;
    private long busyBackoffNs = BUSY_MIN_NS;
    private ScheduledFuture<?> resumption;
    private ScheduledFuture<?> refusalsMissing;
    private ScheduledFuture<?> deadline;

    Pipeline(
        final ClientOptions options,
        final Transport transport,
        final Submissions submissions,
        final ByteBufAllocator allocator)
    {
        this.options = options;
        this.transport = transport;
        this.submissions = submissions;
        this.mapper = new EdgeMapper();
        this.writer = new FrameWriter(allocator, mapper);
        this.failures = new FailureReader();
        this.subscriptions = new LiveSubscriptions(writer);
        this.intake = new Intake(options, submissions, transport::nanoTime);
    }

    FrameWriter writer()
    {
        return writer;
    }

    FailureReader failures()
    {
        return failures;
    }

    /**
     * @param opened  that may be used.
     * @param granted by the node.
     */
    void onOpen(final Connection opened, final Terms granted)
    {
        connection = opened;
        credit = new Credit(options, granted, frames, subscriptions);
        busyBackoffNs = BUSY_MIN_NS;
        state(State.OPEN, "connected");
        pump();
    }

    /**
     * @param reason why there is no connection any more, or why the last attempt to make one failed.
     */
    void onLost(final ConnectionFailedException reason)
    {
        trouble = reason;
        if (state != State.OPEN && state != State.REFUSED)
        {
            return;
        }
        state(State.DISCONNECTED, reason.getMessage());
        connection = null;
        cancelResumption();
        frames.onLost();
        removeSettled();
        subscriptions.onLost();
    }

    /**
     * @param subscription to be asked for.
     */
    void subscribe(final LiveSubscription<?> subscription)
    {
        if (state == State.CLOSED)
        {
            subscription.end(new SubscriptionEndedException("the client is closed", null));
            return;
        }
        subscriptions.add(subscription);
        pump();
    }

    /** Sends what may be sent. To be called whenever something has changed. */
    void pump()
    {
        if (state == State.OPEN)
        {
            sendUnsent();
            if (state == State.OPEN && frames.unsent() == null)
            {
                nextNumber = subscriptions.send(connection, nextNumber);
                sendNew();
            }
            flush();
        }
        while (submissions.peek() == null && submissions.sleep())
        {
            sendNew();
            flush();
        }
        armDeadline();
    }

    /**
     * @param number of the request.
     * @param buffer that holds the checked message.
     * @param offset of the message header.
     * @return true if it answered something, so that the connection has proved useful.
     */
    boolean onReply(final long number, final DirectBuffer buffer, final int offset)
    {
        final int templateId = ReplyForm.templateId(buffer, offset);
        if (number <= 0 || number >= nextNumber)
        {
            connection.end(new ConnectionFailedException("the node answered request " +
                Long.toUnsignedString(number) + ", which was not made"));
            return false;
        }
        final RequestRefusedException failure =
            templateId == FailureDecoder.TEMPLATE_ID ? failures.read(buffer, offset) : null;
        if (failure != null && failure.code() == FailureCode.HALTED)
        {
            // The node that takes over knows by the number whether the request has happened.
            connection.end(new ConnectionFailedException("the node halted: " + failure.rule(), failure));
            return false;
        }
        subscriptions.onReached(number);
        final Frame frame = frames.get(number);
        if (frame == null || !frame.inFlight)
        {
            if (subscriptions.onMessage(number, failure, buffer, offset))
            {
                onBusy(number);
            }
            return failure == null;
        }
        if (failure != null)
        {
            onFailure(frame, failure);
        }
        else
        {
            onAnswer(frame, templateId, buffer, offset);
        }
        checkRefusals();
        return failure == null;
    }

    /** Fails everything; nothing is sent any more. */
    void close()
    {
        state(State.CLOSED, "closed");
        cancelResumption();
        if (deadline != null)
        {
            deadline.cancel(false);
        }
        final OutcomeUnknownException unknown = new OutcomeUnknownException("the client was closed", trouble);
        final RequestNotSentException notSent = new RequestNotSentException("the client was closed", trouble);
        for (Frame frame = frames.first(); frame != null; frame = frames.first())
        {
            final SuuupraException reason = frame.isUncertain() ? unknown : notSent;
            frames.remove(frame);
            fail(frame, frame.open(), reason);
        }
        submissions.terminate();
        subscriptions.end(new SubscriptionEndedException("the client was closed", null));
    }

    // A write that fails ends the connection at once, so every step asks again whether there still is one.
    private void sendUnsent()
    {
        Frame frame = frames.unsent();
        while (state == State.OPEN && frame != null && credit.covers(frame.length))
        {
            frames.onSent();
            connection.send(frame.bytes());
            frame = frames.unsent();
        }
    }

    private void sendNew()
    {
        while (state == State.OPEN && frames.unsent() == null)
        {
            final Request<?>[] content = intake.next(credit);
            if (content.length == 0)
            {
                return;
            }
            append(content);
            sendUnsent();
        }
    }

    /** Puts requests into a frame with a new number, behind all others. */
    private void append(final Request<?>[] content)
    {
        final Frame frame;
        try
        {
            frame = new Frame(nextNumber, content, writer);
        }
        catch (final RuntimeException | OutOfMemoryError ex)
        {
            LOG.error("a frame could not be made", ex);
            final RequestNotSentException notSent = new RequestNotSentException("no frame could be made: " + ex, ex);
            for (final Request<?> request : content)
            {
                submissions.settle(request.events);
                request.completeExceptionally(notSent);
            }
            return;
        }
        nextNumber++;
        frames.append(frame);
    }

    private void flush()
    {
        if (state == State.OPEN)
        {
            connection.flush();
        }
    }

    private void onAnswer(final Frame frame, final int templateId, final DirectBuffer buffer, final int offset)
    {
        busyBackoffNs = BUSY_MIN_NS;
        final boolean rightKind = templateId == frame.replyTemplateId();
        frames.remove(frame);
        if (rightKind)
        {
            submissions.settle(frame.events(frame.open()));
            try
            {
                frame.answer(mapper, buffer, offset);
                return;
            }
            catch (final IllegalArgumentException | IllegalStateException notUnderstood)
            {
                LOG.warn("request {} got an answer that cannot be understood", frame.number, notUnderstood);
                frame.fail(frame.open(), new OutcomeUnknownException(
                    "the answer cannot be understood: " + notUnderstood.getMessage(), notUnderstood));
            }
        }
        else
        {
            fail(frame, frame.open(), new OutcomeUnknownException(
                "the node answered with message " + templateId + " instead of " + frame.replyTemplateId(), null));
        }
        connection.end(new ConnectionFailedException("the node sent an answer that cannot be understood"));
    }

    private void onFailure(final Frame frame, final RequestRefusedException failure)
    {
        if (failure.code() == FailureCode.BUSY)
        {
            frames.onRefused(frame);
            if (frame.isSettled())
            {
                frames.remove(frame);
            }
            onBusy(frame.number);
        }
        else if (frame.takenPerhaps && frame.isCommand())
        {
            // Refused this time, but it was also sent on a connection that is lost.
            frames.remove(frame);
            fail(frame, frame.open(), new OutcomeUnknownException(
                "it was sent before and is refused now: " + failure.getMessage(), failure));
        }
        else
        {
            refuse(frame, failure);
        }
    }

    /** The request that is at fault fails; singles that only shared its frame go again, under a new number. */
    private void refuse(final Frame frame, final RequestRefusedException failure)
    {
        final int index = failure.index();
        frames.remove(frame);
        if (!frame.isGathered() || frame.requests.length == 1 || index < 0 || index >= frame.requests.length)
        {
            fail(frame, frame.open(), failure);
            return;
        }
        final Request<?>[] others = frame.without(index);
        if (frame.hasOpen(index))
        {
            submissions.settle(1);
            frame.requests[index].completeExceptionally(failure);
        }
        if (others.length > 0)
        {
            append(others);
        }
    }

    private void onBusy(final long number)
    {
        if (state == State.OPEN)
        {
            state(State.REFUSED, "the node is busy");
            refusedFrom = number;
            refusalsMissing = transport.executor().schedule(
                this::onRefusalsMissing, options.connectTimeout().toNanos(), TimeUnit.NANOSECONDS);
        }
        refusedFrom = Math.min(refusedFrom, number);
        checkRefusals();
    }

    /** Once the node has refused all that was sent after the first refusal, the order can be restored. */
    private void checkRefusals()
    {
        if (state == State.REFUSED && resumption == null &&
            !frames.isInFlightAfter(refusedFrom) && !subscriptions.isSentAfter(refusedFrom))
        {
            refusalsMissing.cancel(false);
            resumption = transport.executor().schedule(this::resume, busyBackoffNs, TimeUnit.NANOSECONDS);
            busyBackoffNs = Math.min(busyBackoffNs * 2, BUSY_MAX_NS);
        }
    }

    private void onRefusalsMissing()
    {
        connection.end(new ConnectionFailedException("the node was busy, but did not refuse what came after"));
    }

    private void resume()
    {
        resumption = null;
        state(State.OPEN, "resumed");
        connection.send(writer.write(0, MessageLength.block(ResumeEncoder.BLOCK_LENGTH), (any, buffer, offset) ->
        {
            new ResumeEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
            return MessageLength.block(ResumeEncoder.BLOCK_LENGTH);
        }));
        pump();
    }

    private void cancelResumption()
    {
        if (resumption != null)
        {
            resumption.cancel(false);
            resumption = null;
        }
        if (refusalsMissing != null)
        {
            refusalsMissing.cancel(false);
            refusalsMissing = null;
        }
    }

    private void armDeadline()
    {
        if (deadline != null || state == State.CLOSED)
        {
            return;
        }
        final Long earliestNs = earliestDeadlineNs();
        if (earliestNs != null)
        {
            final long delayNs = Math.max(0, earliestNs - transport.nanoTime());
            deadline = transport.executor().schedule(this::onDeadline, delayNs, TimeUnit.NANOSECONDS);
        }
    }

    private Long earliestDeadlineNs()
    {
        // All requests have the same timeout, so the first in the queue is the first to give up there.
        final Request<?> request = submissions.peek();
        Long earliestNs = request == null ? null : request.deadlineNs;
        for (Frame frame = frames.first(); frame != null; frame = frame.next)
        {
            if (!frame.isSettled() && (earliestNs == null || frame.deadlineNs() - earliestNs < 0))
            {
                earliestNs = frame.deadlineNs();
            }
        }
        return earliestNs;
    }

    private void onDeadline()
    {
        deadline = null;
        final long nowNs = transport.nanoTime();
        Frame next;
        for (Frame frame = frames.first(); frame != null; frame = next)
        {
            next = frame.next;
            final int due = frame.due(nowNs);
            if (due > 0)
            {
                fail(frame, due, expired(frame));
            }
            if (frame.isSettled() && !frame.inFlight)
            {
                frames.remove(frame);
            }
        }
        intake.dropDead(state == State.DISCONNECTED ? trouble : null);
        pump();
    }

    // Counted first: what a callback asks for next must find the room that this one leaves.
    private void fail(final Frame frame, final int count, final SuuupraException reason)
    {
        submissions.settle(frame.events(count));
        frame.fail(count, reason);
    }

    private SuuupraException expired(final Frame frame)
    {
        final long timeoutMs = options.requestTimeout().toMillis();
        return frame.isUncertain() ?
            new OutcomeUnknownException("no answer within " + timeoutMs + " ms", trouble) :
            new RequestNotSentException("the node was busy for " + timeoutMs + " ms", trouble);
    }

    private void removeSettled()
    {
        Frame next;
        for (Frame frame = frames.first(); frame != null; frame = next)
        {
            next = frame.next;
            if (frame.isSettled())
            {
                frames.remove(frame);
            }
        }
    }

    private void state(final State next, final String why)
    {
        LOG.debug("{} -> {}: {}", state, next, why);
        state = next;
    }
}
