package io.suuupra.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.engine.host.Offer;
import io.suuupra.engine.host.ReplyTo;
import io.suuupra.gateway.auth.Caller;
import io.suuupra.gateway.auth.EventCount;
import io.suuupra.gateway.json.BadJsonException;
import io.suuupra.gateway.net.LastWords;
import io.suuupra.gateway.net.Refusals;
import io.suuupra.gateway.net.ServerTls;
import io.suuupra.gateway.net.Throttle;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * One HTTP connection. Requests are served one after the other, so pipelined ones get their responses in order; while
 * one is under way the socket is not read. Confined to the channel's event loop, but for {@link #onReply}.
 */
final class RestConnection extends ChannelInboundHandlerAdapter implements ReplyTo
{
    private static final Logger LOG = LoggerFactory.getLogger(RestConnection.class);
    private static final int BODY_INITIAL = 64 * 1024;
    private static final long TICK_MAX_MS = 1_000;
    private static final int TICKS_PER_TIMEOUT = 4;

    /** Whoever has no key is answered a hundred times a second, and not as fast as it can ask. */
    private static final long STRANGER_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final String UNKNOWN_OUTCOME =
        "; the outcome is unknown: look the ids up with /v1/transfers/lookup, /v1/accounts/lookup or" +
        " /v1/upi/transactions/{id}, or send the same again with the same ids";

    private final ArrayDeque<HttpObject> inbox = new ArrayDeque<>();
    private final RestContext context;
    private final Admission admission;
    private final Pages pages;
    private final ByteCounter counter;
    private ChannelHandlerContext channel;
    private Throttle throttle;
    private String certificate;
    private ScheduledFuture<?> ticks;
    private State state = State.IDLE;
    private Exchange exchange;
    private long sinceNs;
    private long lastRoom;
    private int dropped;
    private long received;
    private long call;
    private boolean pumping;

    /** Where the connection is between two requests. */
    private enum State
    {
        /** The next request may come. */
        IDLE,

        /** A request's head is here, its body comes. */
        BODY,

        /** The engine has the request. */
        WAITING,

        /** The last response was written; what comes is dropped. */
        ENDED
    }

    RestConnection(
        final RestContext context, final Admission admission, final Pages pages, final ByteCounter counter)
    {
        this.counter = counter;
        this.context = context;
        this.admission = admission;
        this.pages = pages;
    }

    @Override
    public void channelActive(final ChannelHandlerContext ctx)
    {
        channel = ctx;
        throttle = new Throttle(ctx.channel(), () -> guarded(this::pump));
        sinceNs = System.nanoTime();
        final RestSettings settings = context.settings();
        final long shortestMs = Math.min(
            Math.min(settings.idleTimeoutMs(), settings.headTimeoutMs()),
            Math.min(settings.bodyTimeoutMs(), settings.requestTimeoutMs()));
        final long tickMs = Math.max(1, Math.min(TICK_MAX_MS, shortestMs / TICKS_PER_TIMEOUT));
        ticks = ctx.executor().scheduleAtFixedRate(() -> guarded(this::tick), tickMs, tickMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx)
    {
        endExchange();
        state(State.ENDED, "the connection is closed");
        dropInbox();
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
        if (state == State.ENDED)
        {
            ReferenceCountUtil.release(message);
            return;
        }
        inbox.add((HttpObject)message);
        pump();
    }

    @Override
    public void channelWritabilityChanged(final ChannelHandlerContext ctx)
    {
        pump();
    }

    /** Takes nothing more, answers what was taken, then ends the connection. */
    void finish()
    {
        if (channel != null && state == State.IDLE && inbox.isEmpty())
        {
            final var _ = channel.close();
        }
    }

    @Override
    public void onReply(final long correlation, final DirectBuffer buffer, final int offset, final int length)
    {
        final ByteBuf reply;
        try
        {
            reply = channel.alloc().directBuffer(length, length);
        }
        catch (final OutOfMemoryError full)
        {
            // One connection fails, not the host's thread; its client sees that and looks the ids up.
            LOG.error("{} is closed: no memory for a reply of {} bytes", channel.channel(), length, full);
            final var _ = channel.close();
            return;
        }
        buffer.getBytes(offset, reply.internalNioBuffer(0, length), length);
        reply.writerIndex(length);
        try
        {
            channel.executor().execute(() -> guarded(() -> onReplied(correlation, reply)));
        }
        catch (final RejectedExecutionException loopEnded)
        {
            LOG.debug("a reply comes after the end of {}", channel.channel());
            reply.release();
        }
    }

    private void pump()
    {
        if (pumping)
        {
            // A response that leaves at once makes the channel writable within the loop below, which goes on anyway.
            return;
        }
        pumping = true;
        while ((state == State.IDLE || state == State.BODY) && !throttle.isPaused() &&
            channel.channel().isWritable() && !inbox.isEmpty())
        {
            final HttpObject message = inbox.poll();
            try
            {
                onMessage(message);
            }
            finally
            {
                ReferenceCountUtil.release(message);
            }
        }
        pumping = false;
        final boolean reads = state == State.ENDED ||
            state != State.WAITING && !throttle.isPaused() && inbox.isEmpty() && channel.channel().isWritable();
        if (channel.channel().config().isAutoRead() != reads)
        {
            channel.channel().config().setAutoRead(reads);
        }
    }

    private void onMessage(final HttpObject message)
    {
        if (message instanceof final HttpRequest request)
        {
            begin(request);
        }
        else if (message instanceof final HttpContent content && state == State.BODY)
        {
            onContent(content);
        }
    }

    private void begin(final HttpRequest request)
    {
        if (certificate == null)
        {
            certificate = ServerTls.clientCertificate(channel.channel());
        }
        counter.reset();
        exchange = admission.admit(request, certificate);
        dropped = 0;
        received = 0;
        state(State.BODY, "a request begins");
        final Problem refusal = exchange.refusal();
        final boolean expects = HttpUtil.is100ContinueExpected(request);
        final boolean bodyUnread = expects || refusal != null && refusal.isBeforeBody(request);
        if (refusal != null && (bodyUnread || request.decoderResult().isFailure()))
        {
            refuseAndEnd(refusal);
        }
        else if (expects)
        {
            send(new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, channel.alloc().buffer(0, 0)));
        }
    }

    private void onContent(final HttpContent content)
    {
        if (content.decoderResult().isFailure())
        {
            refuseAndEnd(Problem.of(ProblemType.MALFORMED,
                "the body is not HTTP: " + Admission.describe(content.decoderResult().cause())));
            return;
        }
        final int length = content.content().readableBytes();
        received += length;
        final ByteBuf body = exchange.body();
        if (length + dropped + (body == null ? 0 : body.readableBytes()) > context.settings().bodyMax())
        {
            refuseAndEnd(exchange.refusal() != null ? exchange.refusal() : admission.tooLarge());
            return;
        }
        if (exchange.refusal() != null)
        {
            dropped += length;
        }
        else if (length > 0)
        {
            if (body == null)
            {
                exchange.body(channel.alloc().buffer(Math.min(BODY_INITIAL, Math.max(length, 1024))));
            }
            exchange.body().writeBytes(content.content());
        }
        if (content instanceof LastHttpContent)
        {
            onComplete();
        }
    }

    private void onComplete()
    {
        try
        {
            if (exchange.refusal() != null)
            {
                throw new ProblemException(exchange.refusal());
            }
            if (exchange.route().asksEngine())
            {
                ask();
            }
            else
            {
                respond(pages.answer(exchange, channel.alloc()));
            }
        }
        catch (final ProblemException refused)
        {
            respond(refused.problem());
        }
        catch (final BadJsonException bad)
        {
            respond(Problem.of(bad));
        }
        catch (final IOException | RuntimeException fault)
        {
            respondFault(fault);
        }
    }

    private void ask() throws BadJsonException, ProblemException, IOException
    {
        final Caller caller = exchange.caller();
        final Principal principal = caller.principal();
        final Workspace workspace = Workspace.ofThread();
        final UnsafeBuffer message = workspace.message();
        final int length = workspace.encoder().encode(exchange, message);
        exchange.release();
        admission.check(exchange, message, length);
        if (!caller.bucket().begin(context.settings().requestsPerKey()))
        {
            throw new ProblemException(Problem.of(ProblemType.TOO_MANY_REQUESTS,
                "a key has at most " + context.settings().requestsPerKey() + " requests under way"));
        }
        call++;
        state(State.WAITING, "asks the engine");
        if (caller.bucket().isLimited())
        {
            caller.bucket().charge(EventCount.of(exchange.route().templateId(), message, 0), sinceNs);
        }
        final Offer offer = context.ingress().offer(this, call, principal, 0, 0, 0, message, 0, length);
        if (offer != Offer.ACCEPTED)
        {
            throw new ProblemException(Problem.of(Refusals.of(offer, context.readiness()), ""));
        }
    }

    private void onReplied(final long correlation, final ByteBuf reply)
    {
        try
        {
            if (state != State.WAITING || correlation != call)
            {
                return;
            }
            final Route route = exchange.route();
            final Workspace workspace = Workspace.ofThread();
            final ByteBuffer memory = reply.internalNioBuffer(0, reply.readableBytes());
            workspace.reply().wrap(memory, memory.position(), reply.readableBytes());
            if (route == Route.GET_RECEIPT)
            {
                ReceiptRequest.ask(context.receipts(), workspace.writer().transfer(route, workspace.reply()),
                    channel.executor(), outcome -> guarded(() -> onReceipt(correlation, outcome)));
                return;
            }
            respond(workspace.writer().response(exchange, workspace.reply(), channel.alloc()));
        }
        catch (final ProblemException refused)
        {
            respond(refused.problem());
        }
        catch (final RuntimeException fault)
        {
            respondFault(fault);
        }
        finally
        {
            reply.release();
        }
        pump();
    }

    private void onReceipt(final long asked, final ReceiptRequest.Outcome outcome)
    {
        if (state == State.WAITING && asked == call)
        {
            respond(outcome.isFailed() ? response(outcome.problem()) : outcome.response(channel.alloc()));
            pump();
        }
    }

    private void tick()
    {
        final long now = System.nanoTime();
        final long elapsedMs = TimeUnit.NANOSECONDS.toMillis(now - sinceNs);
        switch (state)
        {
            case IDLE -> closeIfIdle(now, elapsedMs);
            case BODY ->
            {
                final String slow = context.settings().tooSlow(elapsedMs, received);
                if (!slow.isEmpty())
                {
                    refuseAndEnd(Problem.of(ProblemType.REQUEST_TIMEOUT, slow));
                }
            }
            case WAITING -> checkWaiting(elapsedMs);
            case ENDED -> LOG.trace("{} has ended", channel.channel());
        }
    }

    private void closeIfIdle(final long now, final long elapsedMs)
    {
        if (throttle.isPaused() || !inbox.isEmpty() || !channel.channel().isWritable())
        {
            // It is this side that does not read.
            counter.reset();
        }
        else if (TimeUnit.NANOSECONDS.toMillis(counter.sinceFirstByteNs(now)) >= context.settings().headTimeoutMs())
        {
            final Problem slow = Problem.of(ProblemType.REQUEST_TIMEOUT,
                "the head of a request must arrive within " + context.settings().headTimeoutMs() + " ms");
            exchange = Exchange.broken(slow);
            refuseAndEnd(slow);
            return;
        }
        // A peer that still reads its last response is not idle.
        final long room = channel.channel().bytesBeforeWritable();
        if (room != lastRoom)
        {
            lastRoom = room;
            sinceNs = now;
        }
        else if (elapsedMs >= context.settings().idleTimeoutMs())
        {
            state(State.ENDED, "idle for too long");
            final var _ = channel.close();
        }
    }

    private void checkWaiting(final long elapsedMs)
    {
        final String halted = context.readiness().halted();
        if (!halted.isEmpty())
        {
            respond(Problem.of(ProblemType.HALTED, "the node halted: " + halted + UNKNOWN_OUTCOME));
            pump();
        }
        else if (elapsedMs >= context.settings().requestTimeoutMs())
        {
            respond(Problem.of(ProblemType.TIMED_OUT,
                "no reply within " + context.settings().requestTimeoutMs() + " ms" + UNKNOWN_OUTCOME));
            pump();
        }
    }

    private void respondFault(final Throwable fault)
    {
        LOG.error("{} could not be served on {}", exchange.routeName(), channel.channel(), fault);
        respond(Problem.of(ProblemType.FAULT, "the node failed to serve the request; its log says why"));
    }

    private void respond(final Problem problem)
    {
        respond(response(problem));
    }

    private FullHttpResponse response(final Problem problem)
    {
        final FailureCode code = problem.type().failureCode();
        if (code != null)
        {
            context.metrics().refused(code);
        }
        LOG.debug("refused on {}: {} {}", channel.channel(), problem.type(), problem.field());
        // What the engine answers is no refusal: to it, what is foreign is not there.
        if (!problem.type().isNodes() && state != State.WAITING)
        {
            exchange.log(problem, context.door(), channel.channel().remoteAddress());
        }
        if (problem.type() == ProblemType.RATE_LIMITED)
        {
            throttle.pause(problem.retryAfterNs());
        }
        else if (problem.type() == ProblemType.UNAUTHENTICATED)
        {
            throttle.pause(STRANGER_PAUSE_NS);
        }
        return Responses.problem(channel.alloc(), problem, exchange.allow());
    }

    private void respond(final FullHttpResponse response)
    {
        if (exchange.keepAlive() && !context.readiness().closing())
        {
            finishExchange(response);
            state(State.IDLE, "answered");
            counter.reset();
            // Said aloud, for a client of HTTP/1.0 that asked for it.
            HttpUtil.setKeepAlive(response.headers(), HttpVersion.HTTP_1_0, true);
            send(response);
        }
        else
        {
            end(response);
        }
    }

    private void refuseAndEnd(final Problem problem)
    {
        end(response(problem));
    }

    private void end(final FullHttpResponse response)
    {
        finishExchange(response);
        state(State.ENDED, "answered for the last time");
        dropInbox();
        HttpUtil.setKeepAlive(response, false);
        LastWords.send(channel.channel(), response);
    }

    private void finishExchange(final FullHttpResponse response)
    {
        if (exchange.caller() != null && exchange.caller().bucket().isLimited())
        {
            Responses.addRates(response, exchange.caller().bucket(), System.nanoTime());
        }
        context.metrics().responded(exchange.method(), exchange.routeName(), response.status().code());
        endExchange();
    }

    private void endExchange()
    {
        if (exchange != null)
        {
            if (state == State.WAITING)
            {
                exchange.caller().bucket().end();
            }
            exchange.release();
            exchange = null;
        }
    }

    private void dropInbox()
    {
        HttpObject message;
        while ((message = inbox.poll()) != null)
        {
            ReferenceCountUtil.release(message);
        }
    }

    private void state(final State next, final String why)
    {
        LOG.trace("{}: {} -> {}: {}", channel.channel(), state, next, why);
        if (next == State.ENDED)
        {
            ticks.cancel(false);
        }
        sinceNs = System.nanoTime();
        state = next;
    }

    // The event loop would only log what a task throws, and the connection would go on in an unknown state.
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

    // A write that fails closes the channel, which ends the exchange; there is nothing to add.
    private void send(final FullHttpResponse response)
    {
        final var _ = channel.writeAndFlush(response, channel.voidPromise());
    }
}
