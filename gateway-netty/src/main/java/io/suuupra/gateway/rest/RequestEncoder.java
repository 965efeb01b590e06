package io.suuupra.gateway.rest;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.upi.ReqPay;
import io.suuupra.codecs.edge.upi.UpiMapper;
import io.suuupra.codecs.generated.UpiKind;
import io.suuupra.gateway.json.BadJsonException;
import io.suuupra.gateway.json.FieldNames;
import io.suuupra.gateway.json.QueryParameters;
import io.suuupra.gateway.json.StrictJson;
import io.suuupra.gateway.rest.ledger.LedgerRequests;
import io.suuupra.gateway.rest.upi.PayJson;
import io.suuupra.gateway.rest.upi.UpiRequests;
import org.agrona.MutableDirectBuffer;

import java.io.IOException;
import java.util.List;

/**
 * Turns a REST request into the SBE message that a binary client would send: it knows which room has the words for
 * which route. Confined to one thread.
 */
final class RequestEncoder
{
    private static final FieldNames CLOCK = FieldNames.of("advance_ns");

    private final EdgeMapper mapper;
    private final LedgerRequests ledger;
    private final UpiRequests upi;

    RequestEncoder(final EdgeMapper mapper, final UpiMapper upiMapper)
    {
        this.mapper = mapper;
        this.ledger = new LedgerRequests(mapper);
        this.upi = new UpiRequests(upiMapper);
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
        final QueryParameters query = QueryParameters.of(
            exchange.query(), exchange.route() == Route.CHANGE_EVENTS ? LedgerRequests.CHANGES : List.of());
        if (!exchange.route().hasBody())
        {
            return encodeGet(exchange, query, target);
        }
        final ByteBuf body = exchange.body() == null ? Unpooled.EMPTY_BUFFER : exchange.body();
        try (StrictJson json = new StrictJson(new ByteBufInputStream(body)))
        {
            return encodePost(exchange, json, target);
        }
    }

    private int encodeGet(final Exchange exchange, final QueryParameters query, final MutableDirectBuffer target)
        throws BadJsonException
    {
        return switch (exchange.route())
        {
            case GET_ACCOUNT -> ledger.lookupAccount(exchange.id(), target);
            case GET_TRANSFER, GET_RECEIPT -> ledger.lookupTransfer(exchange.id(), target);
            case CHANGE_EVENTS -> ledger.changeEvents(query, target);
            case STATE -> mapper.encodeGetState(target, 0);
            case UPI_TRANSACTION -> upi.transaction(exchange.id(), target);
            default -> throw new IllegalStateException(exchange.route() + " does not ask the engine");
        };
    }

    private int encodePost(final Exchange exchange, final StrictJson json, final MutableDirectBuffer target)
        throws BadJsonException
    {
        return switch (exchange.route())
        {
            case CREATE_ACCOUNTS -> ledger.createAccounts(json, target);
            case CREATE_TRANSFERS -> ledger.createTransfers(json, target);
            case LOOKUP_ACCOUNTS -> ledger.lookupAccounts(json, target);
            case LOOKUP_TRANSFERS -> ledger.lookupTransfers(json, target);
            case ACCOUNT_TRANSFERS -> ledger.accountTransfers(json, exchange.id(), target);
            case ACCOUNT_BALANCES -> ledger.accountBalances(json, exchange.id(), target);
            case QUERY_ACCOUNTS -> ledger.queryAccounts(json, target);
            case QUERY_TRANSFERS -> ledger.queryTransfers(json, target);
            case SANDBOX_CLOCK -> mapper.encodeTick(advanceNs(json), target, 0);
            case UPI_PAY -> pay(exchange, PayJson.read(json, UpiKind.PAY), target);
            case UPI_COLLECT -> pay(exchange, PayJson.read(json, UpiKind.COLLECT), target);
            default -> throw new IllegalStateException(exchange.route() + " has no body");
        };
    }

    private int pay(final Exchange exchange, final ReqPay message, final MutableDirectBuffer target)
    {
        exchange.location(Route.UPI_TRANSACTION.path(message.transactionId()));
        return upi.pay(message, target);
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
}
