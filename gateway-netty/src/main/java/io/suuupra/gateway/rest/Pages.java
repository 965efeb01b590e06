package io.suuupra.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.gateway.metrics.MetricsPage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The routes that the gateway answers itself, without a key. Any thread.
 */
final class Pages
{
    private final RestContext context;
    private final ByteBuf openApi =
        Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(resource("openapi.json")).asReadOnly());

    Pages(final RestContext context)
    {
        this.context = context;
    }

    FullHttpResponse answer(final Route route, final ByteBufAllocator allocator) throws ProblemException
    {
        return switch (route)
        {
            case NODE -> node(allocator);
            case OPENAPI -> Responses.response(HttpResponseStatus.OK, Responses.JSON, openApi.duplicate());
            case LIVE -> status(allocator, "live");
            case READY -> ready(allocator);
            case METRICS -> Responses.response(HttpResponseStatus.OK, MetricsPage.CONTENT_TYPE,
                ByteBufUtil.writeUtf8(allocator, context.page().text()));
            default -> throw new IllegalStateException(route + " is no page");
        };
    }

    private FullHttpResponse node(final ByteBufAllocator allocator) throws ProblemException
    {
        return Responses.json(allocator, json ->
        {
            json.writeStartObject();
            json.writeStringField("name", "suuupra");
            json.writeStringField("version", context.settings().version());
            json.writeNumberField("schema_version", MessageHeaderDecoder.SCHEMA_VERSION);
            json.writeNumberField("binary_port", context.settings().binaryPort());
            json.writeBooleanField("sandbox", context.settings().sandbox());
            json.writeEndObject();
        });
    }

    private FullHttpResponse ready(final ByteBufAllocator allocator) throws ProblemException
    {
        final String notReady = context.readiness().notReady();
        if (notReady.isEmpty())
        {
            return status(allocator, "ready");
        }
        final boolean shortage = !context.readiness().closing() && context.readiness().halted().isEmpty();
        throw new ProblemException(Problem.of(shortage ? ProblemType.SHORTAGE : ProblemType.HALTED, notReady));
    }

    private static FullHttpResponse status(final ByteBufAllocator allocator, final String status)
        throws ProblemException
    {
        return Responses.json(allocator, json ->
        {
            json.writeStartObject();
            json.writeStringField("status", status);
            json.writeEndObject();
        });
    }

    private static byte[] resource(final String name)
    {
        try (InputStream in = Pages.class.getResourceAsStream(name))
        {
            if (in == null)
            {
                throw new IllegalStateException("the resource " + name + " is missing from the jar");
            }
            return in.readAllBytes();
        }
        catch (final IOException unreadable)
        {
            throw new UncheckedIOException("the resource " + name + " cannot be read", unreadable);
        }
    }
}
