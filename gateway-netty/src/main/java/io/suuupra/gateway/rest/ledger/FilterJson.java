package io.suuupra.gateway.rest.ledger;

import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.gateway.json.BadJsonException;
import io.suuupra.gateway.json.FieldNames;
import io.suuupra.gateway.json.StrictJson;

/**
 * Filters as JSON. What the engine would answer with an empty result, because the filter makes no sense, is refused
 * here.
 */
public final class FilterJson
{
    /** Rows of a reply if the filter names no limit. */
    public static final int LIMIT_DEFAULT = 1_000;

    /** Fields of the filter for one account's transfers and balances. */
    public static final FieldNames ACCOUNT_FIELDS = FieldNames.of(
        "user_data_128", "user_data_64", "user_data_32", "code", "timestamp_min", "timestamp_max", "limit", "flags");

    /** Fields of the filter for all accounts or transfers. */
    public static final FieldNames QUERY_FIELDS = FieldNames.of(
        "user_data_128", "user_data_64", "user_data_32", "ledger", "code", "timestamp_min", "timestamp_max", "limit",
        "flags");

    private FilterJson()
    {
    }

    static AccountFilter account(final StrictJson json, final UInt128 accountId) throws BadJsonException
    {
        final AccountFilter.Builder filter = AccountFilter.builder()
            .accountId(accountId)
            .limit(LIMIT_DEFAULT)
            .flags(FilterFlags.DEBITS | FilterFlags.CREDITS);
        json.startRoot();
        String field;
        while ((field = json.nextField(ACCOUNT_FIELDS)) != null)
        {
            switch (field)
            {
                case "user_data_128" -> filter.userData128(json.uint128());
                case "user_data_64" -> filter.userData64(json.uint64());
                case "user_data_32" -> filter.userData32(json.uint32());
                case "code" -> filter.code(json.uint16());
                case "timestamp_min" -> filter.timestampMin(json.uint63());
                case "timestamp_max" -> filter.timestampMax(json.uint63());
                case "limit" -> filter.limit(json.between(1, Limits.ROWS_MAX));
                case "flags" -> filter.flags(json.flags(FilterFlags.NAMES));
                default -> throw new IllegalStateException(field);
            }
        }
        json.end();
        final AccountFilter built = filter.build();
        checkTimestamps(built.timestampMin(), built.timestampMax());
        if ((built.flags() & (FilterFlags.DEBITS | FilterFlags.CREDITS)) == 0)
        {
            throw new BadJsonException("flags", "must have debits or credits or both; without flags both are meant");
        }
        return built;
    }

    static QueryFilter query(final StrictJson json) throws BadJsonException
    {
        final QueryFilter.Builder filter = QueryFilter.builder().limit(LIMIT_DEFAULT);
        json.startRoot();
        String field;
        while ((field = json.nextField(QUERY_FIELDS)) != null)
        {
            switch (field)
            {
                case "user_data_128" -> filter.userData128(json.uint128());
                case "user_data_64" -> filter.userData64(json.uint64());
                case "user_data_32" -> filter.userData32(json.uint32());
                case "ledger" -> filter.ledger(json.uint32());
                case "code" -> filter.code(json.uint16());
                case "timestamp_min" -> filter.timestampMin(json.uint63());
                case "timestamp_max" -> filter.timestampMax(json.uint63());
                case "limit" -> filter.limit(json.between(1, Limits.ROWS_MAX));
                case "flags" -> filter.flags(json.flags(FilterFlags.NAMES));
                default -> throw new IllegalStateException(field);
            }
        }
        json.end();
        final QueryFilter built = filter.build();
        checkTimestamps(built.timestampMin(), built.timestampMax());
        if ((built.flags() & ~FilterFlags.REVERSED) != 0)
        {
            throw new BadJsonException("flags", "may have reversed only: there is no side to choose");
        }
        return built;
    }

    private static void checkTimestamps(final long min, final long max) throws BadJsonException
    {
        if (max != 0 && min > max)
        {
            throw new BadJsonException("timestamp_min", "must not be above timestamp_max");
        }
    }
}
