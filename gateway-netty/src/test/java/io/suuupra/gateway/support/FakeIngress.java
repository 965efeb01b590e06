package io.suuupra.gateway.support;

import io.suuupra.codecs.frame.Principal;
import io.suuupra.engine.host.Ingress;
import io.suuupra.engine.host.Offer;
import io.suuupra.engine.host.ReplyTo;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A host that records what it is offered and answers as the test says: at once by a function, or by hand. */
public final class FakeIngress implements Ingress
{
    private final BlockingQueue<Taken> taken = new LinkedBlockingQueue<>();
    private final AtomicInteger offers = new AtomicInteger();
    private volatile Offer answer = Offer.ACCEPTED;
    private volatile Function<Taken, byte[]> replier;

    /** A request that was taken. */
    public static final class Taken
    {
        private final ReplyTo replyTo;
        private final long correlation;
        private final Principal principal;
        private final long sessionHigh;
        private final long sessionLow;
        private final long request;
        private final byte[] message;

        Taken(
            final ReplyTo replyTo,
            final long correlation,
            final Principal principal,
            final long sessionHigh,
            final long sessionLow,
            final long request,
            final byte[] message)
        {
            this.replyTo = replyTo;
            this.correlation = correlation;
            this.principal = principal;
            this.sessionHigh = sessionHigh;
            this.sessionLow = sessionLow;
            this.request = request;
            this.message = message;
        }

        public Principal principal()
        {
            return principal;
        }

        public long sessionHigh()
        {
            return sessionHigh;
        }

        public long sessionLow()
        {
            return sessionLow;
        }

        public long request()
        {
            return request;
        }

        public UnsafeBuffer message()
        {
            return new UnsafeBuffer(message);
        }

        public int length()
        {
            return message.length;
        }

        public int templateId()
        {
            return Messages.templateId(message);
        }

        public void reply(final byte[] reply)
        {
            // Not at offset 0, so that a gateway that ignores the offset is found out.
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[reply.length + 24]);
            buffer.putBytes(16, reply);
            replyTo.onReply(correlation, buffer, 16, reply.length);
        }
    }

    @Override
    public Offer offer(
        final ReplyTo replyTo,
        final long correlation,
        final Principal principal,
        final long sessionHigh,
        final long sessionLow,
        final long request,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        offers.incrementAndGet();
        if (answer != Offer.ACCEPTED)
        {
            return answer;
        }
        final byte[] message = new byte[length];
        buffer.getBytes(offset, message);
        final Taken next =
            new Taken(replyTo, correlation, principal, sessionHigh, sessionLow, request, message);
        taken.add(next);
        final Function<Taken, byte[]> function = replier;
        final byte[] reply = function == null ? null : function.apply(next);
        if (reply != null)
        {
            next.reply(reply);
        }
        return Offer.ACCEPTED;
    }

    /**
     * @param offer that every request gets from now on.
     */
    public void answer(final Offer offer)
    {
        answer = offer;
    }

    /**
     * @param function makes the reply to each request at once; where it, or what it makes, is null the test replies.
     */
    public void replyWith(final Function<Taken, byte[]> function)
    {
        replier = function;
    }

    /**
     * @return the next request that was taken.
     */
    public Taken next()
    {
        try
        {
            final Taken next = taken.poll(10, TimeUnit.SECONDS);
            if (next == null)
            {
                throw new AssertionError("no request was offered within 10 s");
            }
            return next;
        }
        catch (final InterruptedException interrupted)
        {
            throw new AssertionError(interrupted);
        }
    }

    public List<Taken> next(final int count)
    {
        final List<Taken> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++)
        {
            list.add(next());
        }
        return list;
    }

    public int offers()
    {
        return offers.get();
    }

    public int waiting()
    {
        return taken.size();
    }
}
