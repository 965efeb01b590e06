package io.suuupra.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.gateway.json.BadJsonException;
import io.suuupra.gateway.json.FieldNames;
import io.suuupra.gateway.json.StrictJson;
import org.agrona.MutableDirectBuffer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a REST request into the SBE message that a binary client would send. Confined to one thread.
 */
final class RequestEncoder
{
    private static final FieldNames ACCOUNTS = FieldNames.of("accounts");
    private static final FieldNames TRANSFERS = FieldNames.of("transfers");
    private static final FieldNames IDS = FieldNames.of("ids");
    private static final FieldNames CLOCK = FieldNames.of("advance_ns");
    private static final FieldNames CHANGES = FieldNames.of("from", "limit");

    private static final int DIGITS_MAX = 19;

    private final EdgeMapper mapper;

    RequestEncoder(final EdgeMapper mapper)
    {
        this.mapper = mapper;
    }

    /** Reads one element of a batch. */
    private interface Element<T>
    {
        T read(StrictJson json) throws BadJsonException;
    }

    /**
     * @param exchange of a route that asks the engine.
     * @param target   of at least {@code Limits.FRAME_MAX} bytes.
     * @return length of the message, its header at 0.
     * @throws BadJsonException if path, query or body break a rule.
     * @throws IOException      never: the body is in memory.
     */
    int encode(final Exchange exchange, final MutableDirectBuffer target) throws BadJsonException, IOException
    {
        checkQuery(exchange);
        if (!exchange.route().hasBody())
        {
            return encodeGet(exchange, target);
        }
        final ByteBuf body = exchange.body() == null ? Unpooled.EMPTY_BUFFER : exchange.body();
        try (StrictJson json = new StrictJson(new ByteBufInputStream(body)))
        {
            return encodePost(exchange, json, target);
        }
    }

    private int encodeGet(final Exchange exchange, final MutableDirectBuffer target) throws BadJsonException
    {
        return switch (exchange.route())
        {
            case GET_ACCOUNT -> mapper.encodeLookupAccounts(List.of(id(exchange)), target, 0);
            case GET_TRANSFER, GET_RECEIPT -> mapper.encodeLookupTransfers(List.of(id(exchange)), target, 0);
            case CHANGE_EVENTS -> mapper.encodeGetChangeEvents(
                number(exchange, "from", 0, Long.MAX_VALUE, 0),
                0,
                (int)number(exchange, "limit", 1, Limits.CHANGE_EVENTS_MAX, FilterJson.LIMIT_DEFAULT),
                target,
                0);
            case STATE -> mapper.encodeGetState(target, 0);
            default -> throw new IllegalStateException(exchange.route() + " does not ask the engine");
        };
    }

    private int encodePost(final Exchange exchange, final StrictJson json, final MutableDirectBuffer target)
        throws BadJsonException
    {
        return switch (exchange.route())
        {
            case CREATE_ACCOUNTS -> mapper.encodeCreateAccounts(batch(json, ACCOUNTS, AccountJson::read), target, 0);
            case CREATE_TRANSFERS ->
                mapper.encodeCreateTransfers(batch(json, TRANSFERS, TransferJson::read), target, 0);
            case LOOKUP_ACCOUNTS -> mapper.encodeLookupAccounts(batch(json, IDS, StrictJson::uint128), target, 0);
            case LOOKUP_TRANSFERS -> mapper.encodeLookupTransfers(batch(json, IDS, StrictJson::uint128), target, 0);
            case ACCOUNT_TRANSFERS ->
                mapper.encodeGetAccountTransfers(FilterJson.account(json, accountId(exchange)), target, 0);
            case ACCOUNT_BALANCES ->
                mapper.encodeGetAccountBalances(FilterJson.account(json, accountId(exchange)), target, 0);
            case QUERY_ACCOUNTS -> mapper.encodeQueryAccounts(FilterJson.query(json), target, 0);
            case QUERY_TRANSFERS -> mapper.encodeQueryTransfers(FilterJson.query(json), target, 0);
            case SANDBOX_CLOCK -> mapper.encodeTick(advanceNs(json), target, 0);
            default -> throw new IllegalStateException(exchange.route() + " has no body");
        };
    }

    private static <T> List<T> batch(final StrictJson json, final FieldNames fields, final Element<T> element)
        throws BadJsonException
    {
        final String name = fields.names().getFirst();
        final List<T> batch = new ArrayList<>();
        json.startRoot();
        while (json.nextField(fields) != null)
        {
            json.startArray();
            while (json.nextElement())
            {
                if (batch.size() == Limits.EVENTS_MAX)
                {
                    throw new BadJsonException(name, "must have at most " + Limits.EVENTS_MAX + " elements");
                }
                batch.add(element.read(json));
            }
        }
        json.end();
        if (batch.isEmpty())
        {
            throw new BadJsonException(name, "must be given and have 1 to " + Limits.EVENTS_MAX + " elements");
        }
        return batch;
    }

    private static long advanceNs(final StrictJson json) throws BadJsonException
    {
        long advanceNs = -1;
        json.startRoot();
        while (json.nextField(CLOCK) != null)
        {
            advanceNs = json.uint63();
        }
        json.end();
        if (advanceNs < 0)
        {
            throw new BadJsonException("advance_ns", "must be given");
        }
        return advanceNs;
    }

    private static UInt128 accountId(final Exchange exchange) throws BadJsonException
    {
        final UInt128 id = id(exchange);
        if (id.isZero() || id.equals(UInt128.MAX))
        {
            throw new BadJsonException("id", "must be neither 0 nor 2^128 - 1");
        }
        return id;
    }

    private static UInt128 id(final Exchange exchange) throws BadJsonException
    {
        try
        {
            return UInt128.parse(exchange.id());
        }
        catch (final IllegalArgumentException notOne)
        {
            throw new BadJsonException("id", notOne.getMessage());
        }
    }

    private static void checkQuery(final Exchange exchange) throws BadJsonException
    {
        final List<String> known = exchange.route() == Route.CHANGE_EVENTS ? CHANGES.names() : List.of();
        for (final var parameter : exchange.query().entrySet())
        {
            final String name = parameter.getKey();
            if (!known.contains(name))
            {
                throw new BadJsonException(
                    name.length() <= 64 ? name : name.substring(0, 61) + "...", "is not a known parameter");
            }
            if (parameter.getValue().size() > 1)
            {
                throw new BadJsonException(name, "must not be given twice");
            }
        }
    }

    private static long number(
        final Exchange exchange, final String name, final long min, final long max, final long absent)
        throws BadJsonException
    {
        if (!exchange.query().containsKey(name))
        {
            return absent;
        }
        final String text = exchange.query().get(name).getFirst();
        final boolean digits = text.length() <= DIGITS_MAX && text.chars().allMatch(c -> c >= '0' && c <= '9');
        // Nineteen digits may pass 2^63 - 1, but never 2^64: what is too large comes out negative.
        final long value = digits && !text.isEmpty() ? Long.parseUnsignedLong(text) : -1;
        if (value < min || value > max)
        {
            throw new BadJsonException(name, "must be a decimal number from " + min + " to " + max);
        }
        return value;
    }
}
