package io.suuupra.gateway.rest.ledger;

import io.suuupra.codecs.edge.EdgeMapper;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.gateway.json.BadJsonException;
import io.suuupra.gateway.json.FieldNames;
import io.suuupra.gateway.json.QueryParameters;
import io.suuupra.gateway.json.StrictJson;
import org.agrona.MutableDirectBuffer;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns requests about the ledger into the SBE messages that a binary client would send. Each method writes a message
 * with its header at 0 and gives its length; what breaks a rule is a {@link BadJsonException}. Confined to one thread.
 */
public final class LedgerRequests
{
    /** Parameters of the path of the change events. */
    public static final List<String> CHANGES = List.of("from", "limit");

    private static final FieldNames ACCOUNTS = FieldNames.of("accounts");
    private static final FieldNames TRANSFERS = FieldNames.of("transfers");
    private static final FieldNames IDS = FieldNames.of("ids");

    private final EdgeMapper mapper;

    /**
     * @param mapper of this thread.
     */
    public LedgerRequests(final EdgeMapper mapper)
    {
        this.mapper = mapper;
    }

    /** Reads one element of a batch. */
    private interface Element<T>
    {
        T read(StrictJson json) throws BadJsonException;
    }

    /** Accounts to create. */
    public int createAccounts(final StrictJson json, final MutableDirectBuffer target) throws BadJsonException
    {
        return mapper.encodeCreateAccounts(batch(json, ACCOUNTS, AccountJson::read), target, 0);
    }

    /** Transfers to create. */
    public int createTransfers(final StrictJson json, final MutableDirectBuffer target) throws BadJsonException
    {
        return mapper.encodeCreateTransfers(batch(json, TRANSFERS, TransferJson::read), target, 0);
    }

    /** Accounts by their ids. */
    public int lookupAccounts(final StrictJson json, final MutableDirectBuffer target) throws BadJsonException
    {
        return mapper.encodeLookupAccounts(batch(json, IDS, StrictJson::uint128), target, 0);
    }

    /** Transfers by their ids. */
    public int lookupTransfers(final StrictJson json, final MutableDirectBuffer target) throws BadJsonException
    {
        return mapper.encodeLookupTransfers(batch(json, IDS, StrictJson::uint128), target, 0);
    }

    /** One account. */
    public int lookupAccount(final String id, final MutableDirectBuffer target) throws BadJsonException
    {
        return mapper.encodeLookupAccounts(List.of(id(id)), target, 0);
    }

    /** One transfer. */
    public int lookupTransfer(final String id, final MutableDirectBuffer target) throws BadJsonException
    {
        return mapper.encodeLookupTransfers(List.of(id(id)), target, 0);
    }

    /** Transfers of one account. */
    public int accountTransfers(final StrictJson json, final String id, final MutableDirectBuffer target)
        throws BadJsonException
    {
        return mapper.encodeGetAccountTransfers(FilterJson.account(json, accountId(id)), target, 0);
    }

    /** Balances of one account. */
    public int accountBalances(final StrictJson json, final String id, final MutableDirectBuffer target)
        throws BadJsonException
    {
        return mapper.encodeGetAccountBalances(FilterJson.account(json, accountId(id)), target, 0);
    }

    /** Accounts by a filter. */
    public int queryAccounts(final StrictJson json, final MutableDirectBuffer target) throws BadJsonException
    {
        return mapper.encodeQueryAccounts(FilterJson.query(json), target, 0);
    }

    /** Transfers by a filter. */
    public int queryTransfers(final StrictJson json, final MutableDirectBuffer target) throws BadJsonException
    {
        return mapper.encodeQueryTransfers(FilterJson.query(json), target, 0);
    }

    /** Change events from a position on. */
    public int changeEvents(final QueryParameters query, final MutableDirectBuffer target) throws BadJsonException
    {
        return mapper.encodeGetChangeEvents(
            query.number("from", 0, Long.MAX_VALUE, 0),
            0,
            (int)query.number("limit", 1, Limits.CHANGE_EVENTS_MAX, FilterJson.LIMIT_DEFAULT),
            target,
            0);
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

    private static UInt128 accountId(final String text) throws BadJsonException
    {
        final UInt128 id = id(text);
        if (id.isZero() || id.equals(UInt128.MAX))
        {
            throw new BadJsonException("id", "must be neither 0 nor 2^128 - 1");
        }
        return id;
    }

    private static UInt128 id(final String text) throws BadJsonException
    {
        try
        {
            return UInt128.parse(text);
        }
        catch (final IllegalArgumentException notOne)
        {
            throw new BadJsonException("id", notOne.getMessage());
        }
    }
}
