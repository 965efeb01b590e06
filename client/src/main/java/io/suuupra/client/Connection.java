package io.suuupra.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.util.concurrent.ScheduledFuture;
import io.suuupra.codecs.generated.AuthenticatedDecoder;
import io.suuupra.codecs.generated.ChallengeDecoder;
import io.suuupra.codecs.generated.FailureDecoder;
import io.suuupra.codecs.generated.HeartbeatDecoder;
import io.suuupra.codecs.generated.HeartbeatEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One TCP connection from its first byte to its last: handshake, frames both ways, heartbeats, and its end, which is
 * reported exactly once. Confined to the client's thread.
 */
final class Connection extends WireDecoder
{
    /** Silence of the other side, in heartbeats, after which the connection is taken for dead. */
    static final int SILENCE_HEARTBEATS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** How far the connection is. */
    private enum State
    {
        CONNECTED,
        AUTHENTICATING,
        OPEN,
        ENDED
    }

    /** Who uses the connection. */
    interface Owner
    {
        /**
         * Both sides have proved themselves.
         *
         * @param connection that may be used from now on.
         * @param terms      that the node grants.
         */
        void onOpen(Connection connection, Terms terms);

        /**
         * A message came, other than a heartbeat.
         *
         * @param request number in the frame header.
         * @param buffer  that holds the checked message, valid during the call only.
         * @param offset  of the message header.
         */
        void onReply(long request, DirectBuffer buffer, int offset);

        /** All that had come was handed over: now is the time to send. */
        void onRead();

        /**
         * The connection is over; nothing will be sent or received on it.
         *
         * @param connection that ended.
         * @param reason     why.
         */
        void onEnd(Connection connection, ConnectionFailedException reason);
    }

    private final Owner owner;
    private final LongSupplier clock;
    private final Handshake handshake;
    private final FrameWriter writer;
    private final FailureReader failures;
    private State state = State.CONNECTED;
    private ChannelHandlerContext context;
    private ScheduledFuture<?> timer;
    private long heartbeatNs;
    private long lastSentNs;
    private long lastReceivedNs;
    private long lastTickNs;

    Connection(
        final Owner owner,
        final LongSupplier clock,
        final Handshake handshake,
        final FrameWriter writer,
        final FailureReader failures)
    {
        this.owner = owner;
        this.clock = clock;
        this.handshake = handshake;
        this.writer = writer;
        this.failures = failures;
    }

    /**
     * Sends a frame with the next flush.
     *
     * @param frame released when it has been written.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // A void promise reports failures to exceptionCaught.
    void send(final ByteBuf frame)
    {
        lastSentNs = clock.getAsLong();
        context.write(frame, context.voidPromise());
    }

    /** Gives what was sent to the operating system. */
    void flush()
    {
        context.flush();
    }

    /**
     * Ends the connection.
     *
     * @param reason to report.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // Nothing is left to do if closing fails.
    void end(final ConnectionFailedException reason)
    {
        if (state == State.ENDED)
        {
            return;
        }
        state(State.ENDED, reason.getMessage());
        if (timer != null)
        {
            timer.cancel(false);
        }
        if (context != null)
        {
            context.close();
        }
        owner.onEnd(this, reason);
    }

    /**
     * The time for connecting and authenticating is over.
     *
     * @param timeoutMs that was given.
     */
    void onHandshakeTimeout(final long timeoutMs)
    {
        if (state == State.CONNECTED || state == State.AUTHENTICATING)
        {
            end(new ConnectionFailedException("the node did not authenticate within " + timeoutMs + " ms"));
        }
    }

    @Override
    boolean isEnded()
    {
        return state == State.ENDED;
    }

    @Override
    void onGarbage(final String what)
    {
        end(new ConnectionFailedException("the node sent " + what));
    }

    @Override
    void onMessage(final long request, final DirectBuffer buffer, final int offset)
    {
        final int templateId = ReplyForm.templateId(buffer, offset);
        if (request == 0 && templateId == FailureDecoder.TEMPLATE_ID)
        {
            final RequestRefusedException refusal = failures.read(buffer, offset);
            end(new ConnectionFailedException("the node refused the connection: " + refusal.code() +
                ", " + refusal.rule(), refusal));
            return;
        }
        switch (state)
        {
            case CONNECTED -> onChallenge(request, templateId, buffer, offset);
            case AUTHENTICATING -> onAuthenticated(request, templateId, buffer, offset);
            case OPEN ->
            {
                if (templateId != HeartbeatDecoder.TEMPLATE_ID)
                {
                    owner.onReply(request, buffer, offset);
                }
            }
            case ENDED ->
            {
                // What a lost connection still had to say is asked for again on the next one.
            }
        }
    }

    @Override
    public void handlerAdded(final ChannelHandlerContext ctx)
    {
        context = ctx;
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object msg) throws Exception
    {
        lastReceivedNs = clock.getAsLong();
        super.channelRead(ctx, msg);
    }

    @Override
    public void channelReadComplete(final ChannelHandlerContext ctx) throws Exception
    {
        super.channelReadComplete(ctx);
        if (state == State.OPEN)
        {
            owner.onRead();
        }
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) throws Exception
    {
        super.channelInactive(ctx);
        end(new ConnectionFailedException("the node closed the connection"));
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause)
    {
        final boolean isWrapped = cause instanceof DecoderException && cause.getCause() != null;
        final Throwable root = isWrapped ? cause.getCause() : cause;
        end(root instanceof ConnectionFailedException failed ?
            failed : new ConnectionFailedException("the connection broke: " + root, root));
    }

    private void onChallenge(
        final long request, final int templateId, final DirectBuffer buffer, final int offset)
    {
        if (request != 0 || templateId != ChallengeDecoder.TEMPLATE_ID)
        {
            onGarbage("message " + templateId + " instead of a challenge");
            return;
        }
        send(handshake.answer(buffer, offset, writer));
        flush();
        state(State.AUTHENTICATING, "challenged");
    }

    private void onAuthenticated(
        final long request, final int templateId, final DirectBuffer buffer, final int offset)
    {
        if (request != 0 || templateId != AuthenticatedDecoder.TEMPLATE_ID)
        {
            onGarbage("message " + templateId + " instead of the end of the handshake");
            return;
        }
        final Terms terms = handshake.accept(buffer, offset);
        state(State.OPEN, "authenticated");
        heartbeatNs = TimeUnit.MILLISECONDS.toNanos(terms.heartbeatMs());
        lastTickNs = clock.getAsLong();
        final long periodNs = Math.max(heartbeatNs / 2, TimeUnit.MILLISECONDS.toNanos(1));
        timer = context.executor().scheduleAtFixedRate(this::onTick, periodNs, periodNs, TimeUnit.NANOSECONDS);
        owner.onOpen(this, terms);
    }

    private void onTick()
    {
        final long nowNs = clock.getAsLong();
        if (nowNs - lastTickNs > SILENCE_HEARTBEATS / 2 * heartbeatNs)
        {
            // This thread itself stood still; what came meanwhile has not been read yet, so nobody was silent.
            lastReceivedNs = nowNs;
        }
        lastTickNs = nowNs;
        if (nowNs - lastReceivedNs > SILENCE_HEARTBEATS * heartbeatNs)
        {
            end(new ConnectionFailedException("the node was silent for " + SILENCE_HEARTBEATS + " heartbeats"));
            return;
        }
        if (nowNs - lastSentNs >= heartbeatNs)
        {
            send(writer.write(0, MessageLength.block(HeartbeatEncoder.BLOCK_LENGTH), (mapper, buffer, offset) ->
            {
                new HeartbeatEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
                return MessageHeaderEncoder.ENCODED_LENGTH;
            }));
            flush();
        }
    }

    private void state(final State next, final String why)
    {
        LOG.debug("{} -> {}: {}", state, next, why);
        state = next;
    }
}
