package io.suuupra.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Ticker;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.frame.MessageCheck;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.AuthenticateDecoder;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.HeartbeatDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.codecs.generated.ResumeDecoder;
import io.suuupra.codecs.generated.SubscribeDecoder;
import io.suuupra.codecs.generated.SubscribeUpiDecoder;
import io.suuupra.codecs.generated.UnsubscribeDecoder;
import io.suuupra.engine.host.Offer;
import io.suuupra.gateway.auth.Authenticator;
import io.suuupra.gateway.auth.Caller;
import io.suuupra.gateway.auth.EventCount;
import io.suuupra.gateway.net.LastWords;
import io.suuupra.gateway.net.Refusals;
import io.suuupra.gateway.net.ServerTls;
import io.suuupra.gateway.net.Throttle;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * One binary connection from the Challenge to its end: cuts frames, checks them, offers requests to the host and sends
 * what comes back. A bad request is answered and the session lives on; a length that cannot be trusted ends it, for
 * nobody knows where the next frame begins. Confined to the channel's event loop.
 */
final class WireSession extends ChannelInboundHandlerAdapter
{
    private static final Logger LOG = LoggerFactory.getLogger(WireSession.class);
    private static final int FRAME_MIN = WireFrames.HEADER + MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int TICKS_PER_BEAT = 4;

    private final WireContext context;
    private final ReceiveBuffer received;
    private final WireFrames frames = new WireFrames();
    private final Handshake handshake = new Handshake();
    private final Credits credits;
    private final FrameClock frameClock;
    private ChannelHandlerContext channel;
    private Outbox outbox;
    private Subscriptions subscriptions;
    private RefusalNotes refusals;
    private ScheduledFuture<?> ticks;
    private State state = State.STRANGER;
    private Caller caller;
    private Principal principal;
    private Throttle throttle;
    private RateGate rate;
    private boolean busy;
    private boolean lacksCredit;
    private long openedNs;
    private long frameNs;
    private Pulse pulse;

    /** How far a session has come. */
    private enum State
    {
        /** The peer has not authenticated. */
        STRANGER,

        /** Requests are taken. */
        OPEN,

        /** What was taken is answered, what comes is refused, then the connection ends. */
        FINISHING,

        /** The last message was written; what comes is dropped. */
        ENDED
    }

    WireSession(final WireContext context, final ReceiveBuffer received)
    {
        this.context = context;
        this.received = received;
        credits = new Credits(context.settings().requestCredits(), context.settings().byteCredits());
        frameClock = new FrameClock(context.settings().frameTimeoutMs());
    }

    @Override
    public void channelActive(final ChannelHandlerContext ctx)
    {
        channel = ctx;
        outbox = new Outbox(ctx.channel(), () -> guarded(this::deliver));
        subscriptions = new Subscriptions(context.changes(), context.delivery(), ctx.channel(), outbox,
            context.metrics(), context.settings().subscriptionsMax());
        refusals = new RefusalNotes(context.door(), ctx.channel(), received);
        throttle = new Throttle(ctx.channel(), () -> guarded(this::goOn));
        rate = new RateGate(throttle, context.settings().requestCredits());
        openedNs = nowNs();
        pulse = new Pulse(context.settings().heartbeatMs(), openedNs);
        final long tickMs = Math.max(1, context.settings().heartbeatMs() / TICKS_PER_BEAT);
        ticks = ctx.executor().scheduleAtFixedRate(() -> guarded(this::tick), tickMs, tickMs, TimeUnit.MILLISECONDS);
        write(frames.challenge(ctx.alloc(), handshake.nonce()));
        ctx.flush();
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx)
    {
        end("the connection is closed");
        received.release();
        outbox.close();
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause)
    {
        if (cause instanceof IOException)
        {
            LOG.debug("connection {} broke", ctx.channel(), cause);
        }
        else
        {
            LOG.error("connection {} is closed after a fault", ctx.channel(), cause);
        }
        final var _ = ctx.close();
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object message)
    {
        received.accept((ByteBuf)message);
        pulse.onRead(nowNs());
        if (state == State.ENDED)
        {
            received.release();
            return;
        }
        process();
    }

    @Override
    public void channelReadComplete(final ChannelHandlerContext ctx)
    {
        received.releaseIfEmpty();
        ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(final ChannelHandlerContext ctx)
    {
        if (ctx.channel().isWritable() && state != State.ENDED)
        {
            subscriptions.onWritable();
            process();
            ctx.flush();
        }
        updateReading();
    }

    /** Takes nothing more, answers what was taken, then ends the connection. */
    void finish()
    {
        if (channel != null && (state == State.STRANGER || state == State.OPEN))
        {
            state(State.FINISHING, "the node is closing");
            subscriptions.closeAll();
            closeIfFinished();
        }
    }

    private void process()
    {
        final long before = received.readable();
        while (state != State.ENDED && !throttle.isPaused() && channel.channel().isWritable())
        {
            final int waiting = received.readable();
            if (waiting < Integer.BYTES)
            {
                break;
            }
            final int length = received.frameLength();
            final int max = state == State.STRANGER ? SessionForm.STRANGER_FRAME_MAX : Limits.FRAME_MAX;
            if (length < FRAME_MIN || length > max)
            {
                refuseLength(length, max);
                break;
            }
            if (waiting < length || !onFrame(length))
            {
                break;
            }
            if (state != State.ENDED)
            {
                received.skip(length);
                rate.next();
            }
        }
        context.metrics().binary().received(before - received.readable());
        // Where this side does not read, it is not the peer that the rest waits for.
        final boolean reads = !lacksCredit && !throttle.isPaused() && channel.channel().isWritable();
        frameClock.look(reads && received.readable() > 0, before != received.readable(), nowNs());
        if (state == State.ENDED)
        {
            // At once: the next read would make room for a frame whose length was just refused.
            received.release();
        }
        updateReading();
    }

    private void goOn()
    {
        pulse.onRead(nowNs());
        process();
        received.releaseIfEmpty();
        channel.flush();
    }

    private void refuseLength(final int length, final int max)
    {
        final long unsigned = Integer.toUnsignedLong(length);
        final boolean tooLarge = unsigned > max;
        fail(received.request(), new Malformed(
            tooLarge ? FailureCode.TOO_LARGE : FailureCode.MALFORMED, Malformed.NO_INDEX, "length",
            "a frame has " + FRAME_MIN + " to " + max + " bytes" +
            (state == State.STRANGER ? " before authentication" : "") + ", not " + unsigned));
    }

    /**
     * @return false if the frame has to wait for credit.
     */
    private boolean onFrame(final int length)
    {
        frameNs = nowNs();
        final long request = received.request();
        if (!received.checksumHolds(length))
        {
            refuse(request, FailureCode.BAD_CHECKSUM, "crc", "must be the CRC32C of all that follows it in the frame");
            return true;
        }
        final DirectBuffer message = received.message(length);
        final int messageLength = length - WireFrames.HEADER;
        if (SessionForm.isSessions(message))
        {
            onSessionMessage(request, message, messageLength);
            return true;
        }
        if (state == State.STRANGER)
        {
            fail(request, unauthenticated("authenticate first"));
            return true;
        }
        return onRequest(request, message, messageLength);
    }

    private void onSessionMessage(final long request, final DirectBuffer message, final int length)
    {
        final Malformed malformed = SessionForm.check(message, length);
        if (malformed != null)
        {
            refuse(request, malformed);
            return;
        }
        switch (SessionForm.templateId(message))
        {
            case AuthenticateDecoder.TEMPLATE_ID -> onAuthenticate(request, message);
            case ResumeDecoder.TEMPLATE_ID -> onResume();
            case HeartbeatDecoder.TEMPLATE_ID -> LOG.trace("heartbeat on {}", channel.channel());
            default -> throw new IllegalStateException("not a session's message");
        }
    }

    private void onResume()
    {
        busy = false;
        rate.onResume(frameNs);
    }

    private void onAuthenticate(final long request, final DirectBuffer message)
    {
        if (state != State.STRANGER)
        {
            refuse(request, FailureCode.MALFORMED, "template_id", "the session is authenticated already");
            return;
        }
        final Optional<Authenticator.Proven> proven = handshake.check(
            context.authenticator(), message, ServerTls.clientCertificate(channel.channel()));
        if (proven.isEmpty())
        {
            context.metrics().authenticationFailed();
            fail(request, unauthenticated("the key is unknown, or the proof does not hold"));
            return;
        }
        caller = proven.get().caller();
        principal = caller.principal();
        rate.open(caller.bucket(), frameNs);
        state(State.OPEN, "authenticated");
        write(frames.authenticated(
            channel.alloc(), request, proven.get().serverProof(), principal, context.settings()));
    }

    private boolean onRequest(final long request, final DirectBuffer message, final int length)
    {
        if (busy)
        {
            rate.onRefusedBehind(frameNs);
            refuse(request, FailureCode.BUSY, "", "requests after a refusal are refused until a Resume comes");
            return true;
        }
        final Malformed tooMuch = rate.admit(frameNs);
        if (tooMuch != null)
        {
            busy = true;
            context.metrics().rateLimited();
            refusals.log("rate_limited", tooMuch, principal);
            refuse(request, tooMuch);
            return true;
        }
        Malformed refused = MessageCheck.check(message, 0, length);
        final int templateId = SessionForm.templateId(message);
        if (refused == null)
        {
            refused = context.rules().check(principal, templateId, message, 0);
        }
        if (refused == null && state == State.FINISHING)
        {
            refused = new Malformed(FailureCode.HALTED, Malformed.NO_INDEX, "", "the node is closing");
        }
        if (refused != null)
        {
            refuse(request, refused);
            return true;
        }
        return switch (templateId)
        {
            case SubscribeDecoder.TEMPLATE_ID, SubscribeUpiDecoder.TEMPLATE_ID, UnsubscribeDecoder.TEMPLATE_ID ->
                onSubscription(request, templateId, message);
            default -> offer(request, templateId, message, length);
        };
    }

    private boolean onSubscription(final long request, final int templateId, final DirectBuffer message)
    {
        context.metrics().request(templateId);
        // Each of these messages has one field of eight bytes.
        final long value = message.getLong(MessageHeaderDecoder.ENCODED_LENGTH, ByteOrder.LITTLE_ENDIAN);
        final Malformed refused = switch (templateId)
        {
            case SubscribeDecoder.TEMPLATE_ID -> subscriptions.open(principal, request, value);
            case SubscribeUpiDecoder.TEMPLATE_ID -> subscriptions.openUpi(principal, request, value);
            default -> subscriptions.close(value);
        };
        if (refused != null)
        {
            refuse(request, refused);
        }
        return true;
    }

    private boolean offer(final long request, final int templateId, final DirectBuffer message, final int length)
    {
        final int charge = ReplyBound.charge(templateId, message, length);
        if (!credits.covers(charge))
        {
            lacksCredit = true;
            return false;
        }
        context.metrics().request(templateId);
        rate.charge(EventCount.of(templateId, message, 0), frameNs);
        final long correlation = credits.take(request, charge);
        final Offer offer = context.ingress().offer(outbox, correlation, principal,
            handshake.sessionHigh(), handshake.sessionLow(), request, message, 0, length);
        context.metrics().decodeTime().record(nowNs() - frameNs);
        if (offer != Offer.ACCEPTED)
        {
            credits.give(correlation);
            busy |= offer == Offer.BUSY;
            refuse(request, Refusals.of(offer, context.readiness()));
        }
        return true;
    }

    private void deliver()
    {
        outbox.rest();
        if (state == State.ENDED)
        {
            outbox.close();
            return;
        }
        Outbox.Letter letter;
        while ((letter = outbox.poll()) != null)
        {
            if (letter.subscription() != null)
            {
                onPush(letter);
            }
            else if (credits.isTaken(letter.correlation()))
            {
                write(frames.seal(letter.frame(), credits.request(letter.correlation())));
                credits.give(letter.correlation());
                context.metrics().socketTime().record(nowNs() - letter.postedNs());
            }
            else
            {
                letter.frame().release();
            }
        }
        lacksCredit = false;
        process();
        received.releaseIfEmpty();
        channel.flush();
        closeIfFinished();
    }

    private void onPush(final Outbox.Letter letter)
    {
        final Subscription subscription = letter.subscription();
        if (letter.frame() == null)
        {
            subscriptions.close(subscription.request());
            refuse(subscription.request(), subscription.reason());
        }
        else if (subscription.isClosed())
        {
            letter.frame().release();
        }
        else
        {
            write(frames.seal(letter.frame(), subscription.request()));
            subscription.onWritten();
        }
    }

    private void tick()
    {
        final long now = nowNs();
        if (state == State.STRANGER)
        {
            if (now - openedNs >= TimeUnit.MILLISECONDS.toNanos(context.settings().authTimeoutMs()))
            {
                fail(0, unauthenticated("not authenticated within " + context.settings().authTimeoutMs() + " ms"));
            }
            return;
        }
        if (state == State.ENDED)
        {
            return;
        }
        if (!context.authenticator().stillHolds(caller))
        {
            fail(0, unauthenticated("the key was revoked or changed, or has expired"));
            return;
        }
        if (frameClock.isLate(now))
        {
            fail(received.request(), new Malformed(FailureCode.TIMED_OUT, Malformed.NO_INDEX, "length",
                "a frame must arrive within " + context.settings().frameTimeoutMs() + " ms"));
            return;
        }
        if (credits.outstanding() > 0 && !context.readiness().halted().isEmpty())
        {
            abandon();
            return;
        }
        switch (pulse.sign(now, lacksCredit || throttle.isPaused(), channel.channel().bytesBeforeWritable()))
        {
            case DEAD ->
            {
                end("nothing was read for too long");
                final var _ = channel.close();
            }
            case BEAT_DUE ->
            {
                // What is queued up is news enough for a peer that reads slowly.
                if (channel.channel().isWritable())
                {
                    write(frames.heartbeat(channel.alloc()));
                    channel.flush();
                }
            }
            case ALIVE -> LOG.trace("{} is alive", channel.channel());
        }
    }

    // The host will not answer any more: whoever waits must hear that the outcome is unknown.
    private void abandon()
    {
        final String why = context.readiness().halted();
        for (long correlation = credits.any(); correlation != -1; correlation = credits.any())
        {
            refuse(credits.request(correlation), FailureCode.HALTED, "",
                "the node halted and the outcome is unknown: " + why);
            credits.give(correlation);
        }
        fail(0, new Malformed(FailureCode.HALTED, Malformed.NO_INDEX, "", "the node halted: " + why));
    }

    private void closeIfFinished()
    {
        if (state == State.FINISHING && credits.outstanding() == 0)
        {
            fail(0, new Malformed(FailureCode.HALTED, Malformed.NO_INDEX, "", "the node is closing"));
        }
    }

    private void refuse(final long request, final FailureCode code, final String field, final String rule)
    {
        refuse(request, new Malformed(code, Malformed.NO_INDEX, field, rule));
    }

    private void refuse(final long request, final Malformed why)
    {
        context.metrics().refused(why.code());
        LOG.debug("refused request {} on {}: {}", request, channel.channel(), why);
        refusals.logUnlessNodes(why, principal);
        write(frames.failure(channel.alloc(), request, why));
    }

    private void fail(final long request, final Malformed why)
    {
        context.metrics().refused(why.code());
        refusals.logUnlessNodes(why, principal);
        end(why.toString());
        final ByteBuf lastWords = frames.failure(channel.alloc(), request, why);
        context.metrics().binary().sent(lastWords.readableBytes());
        LastWords.send(channel.channel(), lastWords);
    }

    private void end(final String why)
    {
        if (state != State.ENDED)
        {
            state(State.ENDED, why);
            ticks.cancel(false);
            subscriptions.closeAll();
        }
    }

    private void state(final State next, final String why)
    {
        LOG.debug("{}: {} -> {}: {}", channel.channel(), state, next, why);
        state = next;
    }

    private static Malformed unauthenticated(final String rule)
    {
        return new Malformed(FailureCode.UNAUTHENTICATED, Malformed.NO_INDEX, "", rule);
    }

    // A write that fails closes the channel, which ends the session; there is nothing to add.
    private void write(final ByteBuf frame)
    {
        context.metrics().binary().sent(frame.readableBytes());
        pulse.onWrite(nowNs());
        final var _ = channel.write(frame, channel.voidPromise());
    }

    // On a real loop this is System.nanoTime(), which the buckets of the keys count by.
    private long nowNs()
    {
        final Ticker ticker = channel.executor().ticker();
        return ticker.initialNanoTime() + ticker.nanoTime();
    }

    // The event loop would only log what a task throws, and the session would go on in an unknown state.
    private void guarded(final Runnable task)
    {
        try
        {
            task.run();
        }
        catch (final RuntimeException fault)
        {
            exceptionCaught(channel, fault);
        }
    }

    private void updateReading()
    {
        final boolean wanted = state == State.ENDED || !lacksCredit && !throttle.isPaused() &&
            channel.channel().isWritable();
        if (channel.channel().config().isAutoRead() != wanted)
        {
            channel.channel().config().setAutoRead(wanted);
        }
    }
}
