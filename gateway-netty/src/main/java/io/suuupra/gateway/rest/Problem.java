package io.suuupra.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.suuupra.codecs.frame.Malformed;
import io.suuupra.gateway.json.BadJsonException;

import java.io.IOException;

/**
 * One failure as RFC 9457 has it.
 *
 * @param type  of it.
 * @param field path of the bad value; empty where none is meant.
 * @param rule  that was broken, or what happened.
 */
record Problem(ProblemType type, String field, String rule)
{
    static final String CONTENT_TYPE = "application/problem+json";

    static Problem of(final ProblemType type, final String rule)
    {
        return new Problem(type, "", rule);
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
        json.writeEndObject();
    }
}
