package io.suuupra.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.FullHttpResponse;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.UpiMapper;
import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.generated.CommandReplyDecoder;
import io.suuupra.codecs.generated.CommandStatus;
import io.suuupra.codecs.generated.FailureDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import io.suuupra.gateway.rest.ledger.LedgerReplies;
import io.suuupra.gateway.rest.upi.SwitchRefusal;
import io.suuupra.gateway.rest.upi.UpiReplies;
import org.agrona.DirectBuffer;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns the engine's reply into the response of a route: it knows which room has the words for which route. Confined to
 * one thread.
 */
final class ReplyWriter
{
    private final EdgeMapper mapper;
    private final LedgerReplies ledger;
    private final UpiReplies upi;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FailureDecoder failure = new FailureDecoder();
    private final CommandReplyDecoder command = new CommandReplyDecoder();

    ReplyWriter(final EdgeMapper mapper, final UpiMapper upiMapper)
    {
        this.mapper = mapper;
        this.ledger = new LedgerReplies(mapper);
        this.upi = new UpiReplies(upiMapper);
    }

    /**
     * @param exchange  of a route that asks the engine.
     * @param reply     the whole message, its header at 0.
     * @param allocator of the response's body.
     * @return the response.
     * @throws ProblemException if the reply is a failure or a refusal, or a single thing that was asked for is not
     *                          there.
     */
    FullHttpResponse response(final Exchange exchange, final DirectBuffer reply, final ByteBufAllocator allocator)
        throws ProblemException
    {
        final Route route = exchange.route();
        check(route, reply);
        return exchange.location().isEmpty() ? Responses.json(allocator, json -> write(route, reply, json)) :
            Responses.accepted(allocator, exchange.location(), json -> write(route, reply, json));
    }

    private void write(final Route route, final DirectBuffer reply, final JsonGenerator json)
        throws ProblemException, IOException
    {
        switch (route)
        {
            case CREATE_ACCOUNTS -> ledger.accountResults(reply, json);
            case CREATE_TRANSFERS -> ledger.transferResults(reply, json);
            case LOOKUP_ACCOUNTS, QUERY_ACCOUNTS -> ledger.accounts(reply, json);
            case LOOKUP_TRANSFERS, QUERY_TRANSFERS, ACCOUNT_TRANSFERS -> ledger.transfers(reply, json);
            case GET_ACCOUNT -> there(ledger.account(reply, json), "account");
            case GET_TRANSFER -> there(ledger.transfer(reply, json), "transfer");
            case ACCOUNT_BALANCES -> ledger.balances(reply, json);
            case CHANGE_EVENTS -> ledger.changeEvents(reply, json);
            case SANDBOX_CLOCK -> clock(json, reply);
            case STATE -> state(json, mapper.decodeState(reply, 0));
            case UPI_PAY, UPI_COLLECT -> acknowledgement(json, reply);
            case UPI_TRANSACTION -> there(upi.transaction(reply, json), "transaction");
            case GET_RECEIPT -> throw new IllegalStateException("a receipt is written from what was signed");
            case NODE, OPENAPI, LIVE, READY, METRICS, UPI_QR ->
                throw new IllegalStateException(route + " asks no engine");
        }
    }

    /**
     * Finds the one transfer that was asked for.
     *
     * @param route that was asked.
     * @param reply the whole message, its header at 0.
     * @return the transfer.
     * @throws ProblemException if the reply is a failure, or there is no such transfer.
     */
    Transfer transfer(final Route route, final DirectBuffer reply) throws ProblemException
    {
        check(route, reply);
        return ledger.transfer(reply).orElseThrow(() -> absent("transfer"));
    }

    private void check(final Route route, final DirectBuffer reply) throws ProblemException
    {
        header.wrap(reply, 0);
        final int templateId = header.templateId();
        if (templateId == FailureDecoder.TEMPLATE_ID)
        {
            throw new ProblemException(Problem.of(failure(reply), route.events()));
        }
        if (templateId != route.replyTemplateId())
        {
            throw new IllegalStateException(
                "the reply to " + route + " is message " + templateId + ", not " + route.replyTemplateId());
        }
    }

    private Malformed failure(final DirectBuffer reply)
    {
        failure.wrapAndApplyHeader(reply, 0, header);
        final long index = failure.index();
        return new Malformed(
            failure.code(),
            index == FailureDecoder.indexNullValue() ? Malformed.NO_INDEX : (int)index,
            failure.field(),
            failure.rule());
    }

    private void acknowledgement(final JsonGenerator json, final DirectBuffer reply)
        throws ProblemException, IOException
    {
        final Optional<SwitchRefusal> refusal = upi.refusal(reply);
        if (refusal.isPresent())
        {
            throw new ProblemException(Problem.of(refusal.get()));
        }
        upi.acknowledgement(reply, json);
    }

    private void clock(final JsonGenerator json, final DirectBuffer reply) throws ProblemException, IOException
    {
        command.wrapAndApplyHeader(reply, 0, header);
        final CommandStatus status = command.status();
        switch (status)
        {
            case DONE ->
            {
                json.writeStartObject();
                json.writeStringField("timestamp", Long.toString(command.timestamp()));
                json.writeEndObject();
            }
            case ADVANCE_OUT_OF_RANGE -> throw new ProblemException(new Problem(
                ProblemType.MALFORMED, "advance_ns", "moves the clock further than it can go"));
            default -> throw new ProblemException(Problem.of(
                ProblemType.HALTED, "the engine answered " + status.name().toLowerCase(Locale.ROOT)));
        }
    }

    private static void state(final JsonGenerator json, final EngineState state) throws IOException
    {
        json.writeStartObject();
        json.writeStringField("sequence", Long.toUnsignedString(state.sequence()));
        json.writeStringField("timestamp", Long.toString(state.timestamp()));
        json.writeStringField("accounts", Long.toUnsignedString(state.accounts()));
        json.writeStringField("records", Long.toUnsignedString(state.records()));
        json.writeStringField("transfers", Long.toUnsignedString(state.transfers()));
        json.writeStringField("holds_open", Long.toUnsignedString(state.holdsOpen()));
        json.writeStringField("state_hash", hex(state.stateHash()));
        json.writeStringField("content_hash", hex(state.contentHash()));
        json.writeNumberField("behaviour", state.behaviour());
        json.writeEndObject();
    }

    private static String hex(final UInt128 hash)
    {
        return HexFormat.of().toHexDigits(hash.high()) + HexFormat.of().toHexDigits(hash.low());
    }

    private static void there(final boolean found, final String name) throws ProblemException
    {
        if (!found)
        {
            throw absent(name);
        }
    }

    private static ProblemException absent(final String name)
    {
        return new ProblemException(Problem.of(ProblemType.NOT_FOUND, "there is no such " + name));
    }
}
