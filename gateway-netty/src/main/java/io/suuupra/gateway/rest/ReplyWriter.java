package io.suuupra.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountBalance;
import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.EngineState;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Malformed;
import io.suuupra.codecs.generated.CommandReplyDecoder;
import io.suuupra.codecs.generated.CommandStatus;
import io.suuupra.codecs.generated.FailureDecoder;
import io.suuupra.codecs.generated.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Turns the engine's reply into the JSON of a route. Confined to one thread.
 */
final class ReplyWriter
{
    private final EdgeMapper mapper;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FailureDecoder failure = new FailureDecoder();
    private final CommandReplyDecoder command = new CommandReplyDecoder();

    ReplyWriter(final EdgeMapper mapper)
    {
        this.mapper = mapper;
    }

    /**
     * @param route that was asked.
     * @param reply the whole message, its header at 0.
     * @param json  to write the response's body to.
     * @throws ProblemException if the reply is a failure, or a single thing that was asked for is not there.
     * @throws IOException      never: the target is in memory.
     */
    void write(final Route route, final DirectBuffer reply, final JsonGenerator json)
        throws ProblemException, IOException
    {
        check(route, reply);
        switch (route)
        {
            case CREATE_ACCOUNTS -> results(json, mapper.decodeAccountResults(reply, 0));
            case CREATE_TRANSFERS -> results(json, mapper.decodeTransferResults(reply, 0));
            case LOOKUP_ACCOUNTS, QUERY_ACCOUNTS -> accounts(json, mapper.decodeAccounts(reply, 0));
            case LOOKUP_TRANSFERS, QUERY_TRANSFERS, ACCOUNT_TRANSFERS ->
                transfers(json, mapper.decodeTransfers(reply, 0));
            case GET_ACCOUNT -> AccountJson.write(json, single(mapper.decodeAccounts(reply, 0), "account"));
            case GET_TRANSFER -> TransferJson.write(json, single(mapper.decodeTransfers(reply, 0), "transfer"));
            case ACCOUNT_BALANCES -> balances(json, mapper.decodeBalances(reply, 0));
            case CHANGE_EVENTS -> events(json, mapper.decodeChangeEvents(reply, 0));
            case SANDBOX_CLOCK -> clock(json, reply);
            case STATE -> state(json, mapper.decodeState(reply, 0));
            case GET_RECEIPT -> throw new IllegalStateException("a receipt is written from what was signed");
            case NODE, OPENAPI, LIVE, READY, METRICS -> throw new IllegalStateException(route + " asks no engine");
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
        return single(mapper.decodeTransfers(reply, 0), "transfer");
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

    private static <S extends Enum<S>> void results(final JsonGenerator json, final List<CreateResult<S>> results)
        throws IOException
    {
        json.writeStartObject();
        json.writeArrayFieldStart("results");
        for (final CreateResult<S> result : results)
        {
            json.writeStartObject();
            json.writeStringField("timestamp", Long.toString(result.timestamp()));
            json.writeStringField("status", result.status().name().toLowerCase(Locale.ROOT));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void accounts(final JsonGenerator json, final List<Account> accounts) throws IOException
    {
        json.writeStartObject();
        json.writeArrayFieldStart("accounts");
        for (final Account account : accounts)
        {
            AccountJson.write(json, account);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void transfers(final JsonGenerator json, final List<Transfer> transfers) throws IOException
    {
        json.writeStartObject();
        json.writeArrayFieldStart("transfers");
        for (final Transfer transfer : transfers)
        {
            TransferJson.write(json, transfer);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void balances(final JsonGenerator json, final List<AccountBalance> balances) throws IOException
    {
        json.writeStartObject();
        json.writeArrayFieldStart("balances");
        for (final AccountBalance balance : balances)
        {
            AccountJson.write(json, balance);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void events(final JsonGenerator json, final List<ChangeEvent> events) throws IOException
    {
        json.writeStartObject();
        json.writeArrayFieldStart("events");
        for (final ChangeEvent event : events)
        {
            TransferJson.write(json, event);
        }
        json.writeEndArray();
        json.writeEndObject();
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

    private static <T> T single(final List<T> found, final String name) throws ProblemException
    {
        if (found.isEmpty())
        {
            throw new ProblemException(Problem.of(ProblemType.NOT_FOUND, "there is no such " + name));
        }
        return found.getFirst();
    }
}
