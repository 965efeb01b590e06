package io.suuupra.gateway.rest;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.frame.MessageCheck;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.gateway.auth.Caller;
import io.suuupra.gateway.auth.KeyBucket;

import org.agrona.DirectBuffer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Judges a request by its head, before a byte of the body is kept: route, key, rate, scope, media type, length. And by
 * the message that came of it, before the engine is asked.
 */
final class Admission
{
    private static final int PARAMETERS_MAX = 16;
    private static final String JSON = "application/json";

    private final RestContext context;
    private final Router router;

    Admission(final RestContext context, final Router router)
    {
        this.context = context;
        this.router = router;
    }

    /**
     * @param request     its head.
     * @param certificate SHA-256 of the client's certificate in hex digits; empty where it showed none.
     * @return what becomes of it.
     */
    Exchange admit(final HttpRequest request, final String certificate)
    {
        if (request.decoderResult().isFailure())
        {
            return Exchange.broken(Problem.of(ProblemType.MALFORMED,
                "is not HTTP, or its head is too large: " + describe(request.decoderResult().cause())));
        }
        final boolean keepAlive = HttpUtil.isKeepAlive(request);
        final String method = request.method().name();
        final String uri = request.uri();
        final Map<String, List<String>> query;
        final Router.Match match;
        try
        {
            final QueryStringDecoder decoder =
                new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, PARAMETERS_MAX, true);
            query = decoder.parameters();
            match = router.find(method, decoder.rawPath());
        }
        catch (final IllegalArgumentException badEscape)
        {
            return Exchange.broken(Problem.of(ProblemType.MALFORMED, "the URI is not valid: " + describe(badEscape)));
        }
        final Caller caller = match.route() == null || !match.route().needsKey() ? null : context.authenticator()
            .bearer(request.headers().get(HttpHeaderNames.AUTHORIZATION), certificate);
        return new Exchange(match.route(), method, match.id(), query, request.headers().get(HttpHeaderNames.ACCEPT, ""),
            caller, keepAlive, refusal(request, match, caller), match.allow());
    }

    /**
     * @param exchange that asks the engine.
     * @param message  that came of it, its header at 0.
     * @param length   of the message.
     * @throws ProblemException if its form is wrong, the key may not send it, or the node is closing.
     */
    void check(final Exchange exchange, final DirectBuffer message, final int length) throws ProblemException
    {
        Malformed refused = MessageCheck.check(message, 0, length);
        if (refused == null)
        {
            refused = context.rules().check(
                exchange.caller().principal(), exchange.route().templateId(), message, 0);
        }
        if (refused == null && context.readiness().closing())
        {
            refused = new Malformed(FailureCode.HALTED, Malformed.NO_INDEX, "", "the node is closing");
        }
        if (refused != null)
        {
            throw new ProblemException(Problem.of(refused, exchange.route().events()));
        }
    }

    private Problem refusal(final HttpRequest request, final Router.Match match, final Caller caller)
    {
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_1) &&
            request.headers().getAll(HttpHeaderNames.HOST).size() != 1)
        {
            return new Problem(ProblemType.MALFORMED, "Host", "must be given once");
        }
        final Route route = match.route();
        if (route == null)
        {
            return match.allow().isEmpty() ?
                Problem.of(ProblemType.NOT_FOUND, "there is no such path; see /openapi.json") :
                new Problem(ProblemType.METHOD_NOT_ALLOWED, "", "the path has " + match.allow() + " only");
        }
        if (route.needsKey())
        {
            if (caller == null)
            {
                context.metrics().authenticationFailed();
                return Problem.of(ProblemType.UNAUTHENTICATED,
                    "send a known key as 'Authorization: Bearer <key>'");
            }
            final Problem tooMuch = rate(caller.bucket());
            if (tooMuch != null)
            {
                return tooMuch;
            }
            final Malformed forbidden = context.rules().checkScope(caller.principal(), route.templateId());
            if (forbidden != null)
            {
                return Problem.of(forbidden, route.events());
            }
        }
        return body(request, route);
    }

    private Problem rate(final KeyBucket bucket)
    {
        final long waitNs = bucket.isLimited() ? bucket.admit(System.nanoTime()) : 0;
        if (waitNs == 0)
        {
            return null;
        }
        context.metrics().rateLimited();
        return new Problem(ProblemType.RATE_LIMITED, "", bucket.rule(waitNs), "", waitNs);
    }

    private Problem body(final HttpRequest request, final Route route)
    {
        final long length = HttpUtil.getContentLength(request, 0L);
        if (!route.hasBody())
        {
            return length > 0 || HttpUtil.isTransferEncodingChunked(request) ?
                Problem.of(ProblemType.MALFORMED, "the method takes no body") : null;
        }
        final CharSequence type = HttpUtil.getMimeType(request);
        final CharSequence charset = HttpUtil.getCharsetAsSequence(request);
        if (type == null || !JSON.equals(type.toString().strip().toLowerCase(Locale.ROOT)) ||
            charset != null && !"utf-8".equals(charset.toString().replace("\"", "").strip().toLowerCase(Locale.ROOT)) ||
            request.headers().contains(HttpHeaderNames.CONTENT_ENCODING))
        {
            return new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Content-Type",
                "must be application/json in UTF-8, without a content encoding");
        }
        return length > context.settings().bodyMax() ? tooLarge() : null;
    }

    Problem tooLarge()
    {
        return Problem.of(ProblemType.TOO_LARGE, "a body has at most " + context.settings().bodyMax() + " bytes");
    }

    static String describe(final Throwable cause)
    {
        return cause == null || cause.getMessage() == null ? "unreadable" : cause.getMessage();
    }
}
