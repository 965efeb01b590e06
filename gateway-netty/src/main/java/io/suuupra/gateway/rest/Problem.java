package io.suuupra.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.suuupra.codecs.frame.Malformed;
import io.suuupra.gateway.json.BadJsonException;
import io.suuupra.gateway.rest.upi.SwitchRefusal;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * One failure as RFC 9457 has it.
 *
 * @param type         of it.
 * @param field        path of the bad value; empty where none is meant.
 * @param rule         that was broken, or what happened.
 * @param responseCode of UPI; empty where the switch did not speak.
 * @param retryAfterNs time after which to try again; 0 = no such advice.
 */
record Problem(ProblemType type, String field, String rule, String responseCode, long retryAfterNs)
{
    static final String CONTENT_TYPE = "application/problem+json";

    private static final int DROPPED_MAX = 64 * 1024;

    Problem(final ProblemType type, final String field, final String rule)
    {
        this(type, field, rule, "", type.retryAfterNs());
    }

    static Problem of(final ProblemType type, final String rule)
    {
        return new Problem(type, "", rule);
    }

    static Problem of(final SwitchRefusal refusal)
    {
        final ProblemType type = switch (refusal.kind())
        {
            case FORM -> ProblemType.MALFORMED;
            case DUPLICATE -> ProblemType.DUPLICATE_TRANSACTION;
            case DECLINED -> ProblemType.NOT_TAKEN;
        };
        return new Problem(type, refusal.field(), refusal.meaning(), refusal.code(), type.retryAfterNs());
    }

    static Problem of(final BadJsonException bad)
    {
        return new Problem(ProblemType.MALFORMED, bad.field(), bad.rule());
    }

    /**
     * @param failure of the whole request.
     * @param events  name of the request's array of events; empty where it has none.
     * @return the same for REST, the path of the field put together.
     */
    static Problem of(final Malformed failure, final String events)
    {
        final String element = failure.index() == Malformed.NO_INDEX ? "" : events + "[" + failure.index() + "]";
        final String dot = element.isEmpty() || failure.field().isEmpty() ? "" : ".";
        return new Problem(ProblemType.of(failure.code()), element + dot + failure.field(), failure.rule());
    }

    /**
     * @param request head of the request that is refused.
     * @return true if its body is not to be read, not even to be dropped, because it may be long.
     */
    boolean isBeforeBody(final HttpRequest request)
    {
        return type == ProblemType.TOO_LARGE || type == ProblemType.RATE_LIMITED &&
            (HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > DROPPED_MAX);
    }

    /**
     * @return whole seconds after which to try again; 0 = no such advice.
     */
    long retryAfterSeconds()
    {
        return Math.ceilDiv(retryAfterNs, TimeUnit.SECONDS.toNanos(1));
    }

    void write(final JsonGenerator json) throws IOException
    {
        json.writeStartObject();
        json.writeStringField("type", type.urn());
        json.writeStringField("title", type.title());
        json.writeNumberField("status", type.status());
        json.writeStringField("detail", field.isEmpty() ? rule : field + ": " + rule);
        if (!field.isEmpty())
        {
            json.writeStringField("field", field);
        }
        json.writeStringField("rule", rule);
        if (!responseCode.isEmpty())
        {
            json.writeStringField("response_code", responseCode);
        }
        json.writeEndObject();
    }
}
