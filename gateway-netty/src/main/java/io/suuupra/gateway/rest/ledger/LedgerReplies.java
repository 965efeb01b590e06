package io.suuupra.gateway.rest.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountBalance;
import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.Transfer;
import org.agrona.DirectBuffer;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes the engine's replies about the ledger as JSON. Each reply is a whole message of the kind that the method
 * expects, its header at 0. Confined to one thread.
 */
public final class LedgerReplies
{
    private final EdgeMapper mapper;

    /**
     * @param mapper of this thread.
     */
    public LedgerReplies(final EdgeMapper mapper)
    {
        this.mapper = mapper;
    }

    /** What became of each account that was to be created. */
    public void accountResults(final DirectBuffer reply, final JsonGenerator json) throws IOException
    {
        results(json, mapper.decodeAccountResults(reply, 0));
    }

    /** What became of each transfer that was to be created. */
    public void transferResults(final DirectBuffer reply, final JsonGenerator json) throws IOException
    {
        results(json, mapper.decodeTransferResults(reply, 0));
    }

    /** Accounts. */
    public void accounts(final DirectBuffer reply, final JsonGenerator json) throws IOException
    {
        json.writeStartObject();
        json.writeArrayFieldStart("accounts");
        for (final Account account : mapper.decodeAccounts(reply, 0))
        {
            AccountJson.write(json, account);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Transfers. */
    public void transfers(final DirectBuffer reply, final JsonGenerator json) throws IOException
    {
        json.writeStartObject();
        json.writeArrayFieldStart("transfers");
        for (final Transfer transfer : mapper.decodeTransfers(reply, 0))
        {
            TransferJson.write(json, transfer);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /**
     * Writes the one account that was asked for.
     *
     * @param reply of a lookup.
     * @param json  to write to.
     * @return false if it is not there.
     * @throws IOException if the target cannot be written.
     */
    public boolean account(final DirectBuffer reply, final JsonGenerator json) throws IOException
    {
        final Optional<Account> account = mapper.decodeAccounts(reply, 0).stream().findFirst();
        if (account.isPresent())
        {
            AccountJson.write(json, account.get());
        }
        return account.isPresent();
    }

    /**
     * Writes the one transfer that was asked for.
     *
     * @param reply of a lookup.
     * @param json  to write to.
     * @return false if it is not there.
     * @throws IOException if the target cannot be written.
     */
    public boolean transfer(final DirectBuffer reply, final JsonGenerator json) throws IOException
    {
        final Optional<Transfer> transfer = transfer(reply);
        if (transfer.isPresent())
        {
            TransferJson.write(json, transfer.get());
        }
        return transfer.isPresent();
    }

    /**
     * @param reply of a lookup.
     * @return the one transfer that was asked for; empty if it is not there.
     */
    public Optional<Transfer> transfer(final DirectBuffer reply)
    {
        return mapper.decodeTransfers(reply, 0).stream().findFirst();
    }

    /** Balances. */
    public void balances(final DirectBuffer reply, final JsonGenerator json) throws IOException
    {
        json.writeStartObject();
        json.writeArrayFieldStart("balances");
        for (final AccountBalance balance : mapper.decodeBalances(reply, 0))
        {
            AccountJson.write(json, balance);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Change events. */
    public void changeEvents(final DirectBuffer reply, final JsonGenerator json) throws IOException
    {
        json.writeStartObject();
        json.writeArrayFieldStart("events");
        for (final ChangeEvent event : mapper.decodeChangeEvents(reply, 0))
        {
            TransferJson.write(json, event);
        }
        json.writeEndArray();
        json.writeEndObject();
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
}
