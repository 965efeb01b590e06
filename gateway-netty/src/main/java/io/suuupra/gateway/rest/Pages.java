package io.suuupra.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.gateway.json.BadJsonException;
import io.suuupra.gateway.json.QueryParameters;
import io.suuupra.gateway.metrics.MetricsPage;
import io.suuupra.gateway.rest.upi.QrImage;
import io.suuupra.gateway.rest.upi.QrQuery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The routes that the gateway answers itself. Any thread.
 */
final class Pages
{
    private static final String PNG = "image/png";
    private static final String SVG = "image/svg+xml";
    private static final List<String> QR_TYPES = List.of(PNG, SVG, "text/plain;charset=utf-8");

    private final RestContext context;
    private final ByteBuf openApi =
        Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(resource("openapi.json")).asReadOnly());

    Pages(final RestContext context)
    {
        this.context = context;
    }

    FullHttpResponse answer(final Exchange exchange, final ByteBufAllocator allocator)
        throws ProblemException, BadJsonException
    {
        return switch (exchange.route())
        {
            case NODE -> node(allocator);
            case OPENAPI -> Responses.response(HttpResponseStatus.OK, Responses.JSON, openApi.duplicate());
            case LIVE -> status(allocator, "live");
            case READY -> ready(allocator);
            case METRICS -> Responses.response(HttpResponseStatus.OK, MetricsPage.CONTENT_TYPE,
                ByteBufUtil.writeUtf8(allocator, context.page().text()));
            case UPI_QR -> qr(exchange, allocator);
            default -> throw new IllegalStateException(exchange.route() + " is no page");
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

    private static FullHttpResponse qr(final Exchange exchange, final ByteBufAllocator allocator)
        throws ProblemException, BadJsonException
    {
        final String type = Accept.best(exchange.accept(), QR_TYPES);
        if (type.isEmpty())
        {
            throw new ProblemException(new Problem(
                ProblemType.NOT_ACCEPTABLE, "Accept", "a QR code is one of " + String.join(", ", QR_TYPES)));
        }
        final QrQuery query = QrQuery.read(QueryParameters.of(exchange.query(), QrQuery.NAMES));
        final QrImage image = QrImage.of(query.link().toString());
        final ByteBuf body = switch (type)
        {
            case PNG -> Unpooled.wrappedBuffer(image.png(query.scale()));
            case SVG -> ByteBufUtil.writeUtf8(allocator, image.svg(query.scale()));
            default -> ByteBufUtil.writeUtf8(allocator, image.blocks());
        };
        return Responses.response(HttpResponseStatus.OK, type, body);
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
