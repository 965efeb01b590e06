package io.suuupra.gateway.rest;

import io.netty.util.concurrent.FastThreadLocal;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.upi.UpiMapper;
import io.suuupra.codecs.frame.Limits;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;

/**
 * What one event loop needs to translate requests and replies, shared by its connections.
 */
final class Workspace
{
    private static final FastThreadLocal<Workspace> OF_THREAD = new FastThreadLocal<>()
    {
        @Override
        protected Workspace initialValue()
        {
            return new Workspace();
        }
    };

    private final UnsafeBuffer message = new UnsafeBuffer(ByteBuffer.allocateDirect(Limits.FRAME_MAX));
    private final UnsafeBuffer reply = new UnsafeBuffer(0, 0);
    private final RequestEncoder encoder;
    private final ReplyWriter writer;

    private Workspace()
    {
        final EdgeMapper mapper = new EdgeMapper();
        final UpiMapper upiMapper = new UpiMapper();
        encoder = new RequestEncoder(mapper, upiMapper);
        writer = new ReplyWriter(mapper, upiMapper);
    }

    static Workspace ofThread()
    {
        return OF_THREAD.get();
    }

    /**
     * @return room for one request.
     */
    UnsafeBuffer message()
    {
        return message;
    }

    /**
     * @return a view to put over one reply.
     */
    UnsafeBuffer reply()
    {
        return reply;
    }

    RequestEncoder encoder()
    {
        return encoder;
    }

    ReplyWriter writer()
    {
        return writer;
    }
}
