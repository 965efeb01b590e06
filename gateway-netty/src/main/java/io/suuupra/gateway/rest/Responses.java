package io.suuupra.gateway.rest;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.suuupra.gateway.auth.KeyBucket;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Builds responses. Any thread.
 */
final class Responses
{
    static final String JSON = "application/json";

    private static final JsonFactory FACTORY = new JsonFactory();

    private Responses()
    {
    }

    /** Writes a body. */
    interface JsonBody
    {
        void write(JsonGenerator json) throws ProblemException, IOException;
    }

    static FullHttpResponse json(final ByteBufAllocator allocator, final JsonBody body) throws ProblemException
    {
        return response(HttpResponseStatus.OK, JSON, write(allocator, body));
    }

    static FullHttpResponse accepted(final ByteBufAllocator allocator, final String location, final JsonBody body)
        throws ProblemException
    {
        final FullHttpResponse response = response(HttpResponseStatus.ACCEPTED, JSON, write(allocator, body));
        response.headers().set(HttpHeaderNames.LOCATION, location);
        return response;
    }

    static FullHttpResponse json(final ByteBufAllocator allocator, final String text)
    {
        return response(HttpResponseStatus.OK, JSON, ByteBufUtil.writeUtf8(allocator, text));
    }

    static FullHttpResponse problem(final ByteBufAllocator allocator, final Problem problem, final String allow)
    {
        final ProblemType type = problem.type();
        final FullHttpResponse response;
        try
        {
            response = response(
                HttpResponseStatus.valueOf(type.status()), Problem.CONTENT_TYPE, write(allocator, problem::write));
        }
        catch (final ProblemException impossible)
        {
            throw new IllegalStateException("a problem has no problem", impossible);
        }
        if (problem.retryAfterSeconds() > 0)
        {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, problem.retryAfterSeconds());
        }
        if (type == ProblemType.UNAUTHENTICATED)
        {
            response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"suuupra\"");
        }
        if (!allow.isEmpty())
        {
            response.headers().set(HttpHeaderNames.ALLOW, allow);
        }
        return response;
    }

    static FullHttpResponse response(final HttpResponseStatus status, final String contentType, final ByteBuf body)
    {
        final FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers()
            .set(HttpHeaderNames.CONTENT_TYPE, contentType)
            .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .set("X-Content-Type-Options", "nosniff");
        return response;
    }

    /**
     * Says how much of its rates a key has left, in the words of draft-ietf-httpapi-ratelimit-headers.
     *
     * @param response to say it in.
     * @param bucket   of the key, which has a limit.
     * @param nowNs    value of {@link System#nanoTime()}.
     */
    static void addRates(final FullHttpResponse response, final KeyBucket bucket, final long nowNs)
    {
        final StringBuilder policy = new StringBuilder();
        final StringBuilder left = new StringBuilder();
        addRate(policy, left, "requests", bucket.requestsPerSecond(), bucket.requestsLeft(nowNs));
        addRate(policy, left, "events", bucket.eventsPerSecond(), bucket.eventsLeft(nowNs));
        response.headers().set("RateLimit-Policy", policy.toString()).set("RateLimit", left.toString());
    }

    private static void addRate(
        final StringBuilder policy, final StringBuilder left, final String name, final int perSecond, final long rest)
    {
        if (perSecond == 0)
        {
            return;
        }
        final String comma = policy.isEmpty() ? "" : ", ";
        policy.append(comma).append('"').append(name).append("\";q=").append(perSecond).append(";w=1");
        left.append(comma).append('"').append(name).append("\";r=").append(rest).append(";t=1");
    }

    private static ByteBuf write(final ByteBufAllocator allocator, final JsonBody body) throws ProblemException
    {
        final ByteBuf bytes = allocator.buffer();
        boolean written = false;
        try (OutputStream out = new ByteBufOutputStream(bytes);
            JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8))
        {
            body.write(json);
            written = true;
        }
        catch (final IOException impossible)
        {
            throw new UncheckedIOException("memory cannot fail to be written", impossible);
        }
        finally
        {
            if (!written)
            {
                bytes.release();
            }
        }
        return bytes;
    }
}
