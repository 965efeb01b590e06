package io.suuupra.gateway.rest.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountBalance;
import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.gateway.json.BadJsonException;
import io.suuupra.gateway.json.FieldNames;
import io.suuupra.gateway.json.StrictJson;

import java.io.IOException;

/**
 * Accounts and their balances as JSON.
 */
public final class AccountJson
{
    /** Fields of an account, in the order in which they are written. */
    public static final FieldNames FIELDS = FieldNames.of(
        "id", "debits_pending", "debits_posted", "credits_pending", "credits_posted", "user_data_128", "user_data_64",
        "user_data_32", "ledger", "code", "flags", "timestamp");

    private AccountJson()
    {
    }

    static Account read(final StrictJson json) throws BadJsonException
    {
        final Account.Builder account = Account.builder();
        json.startObject();
        String field;
        while ((field = json.nextField(FIELDS)) != null)
        {
            switch (field)
            {
                case "id" -> account.id(json.uint128());
                case "debits_pending" -> account.debitsPending(json.uint63());
                case "debits_posted" -> account.debitsPosted(json.uint63());
                case "credits_pending" -> account.creditsPending(json.uint63());
                case "credits_posted" -> account.creditsPosted(json.uint63());
                case "user_data_128" -> account.userData128(json.uint128());
                case "user_data_64" -> account.userData64(json.uint64());
                case "user_data_32" -> account.userData32(json.uint32());
                case "ledger" -> account.ledger(json.uint32());
                case "code" -> account.code(json.uint16());
                case "flags" -> account.flags(json.flags(AccountFlags.NAMES));
                case "timestamp" -> account.timestamp(json.uint63());
                default -> throw new IllegalStateException(field);
            }
        }
        return account.build();
    }

    static void write(final JsonGenerator json, final Account account) throws IOException
    {
        json.writeStartObject();
        json.writeStringField("id", account.id().toString());
        writeBalances(json, account.debitsPending(), account.debitsPosted(),
            account.creditsPending(), account.creditsPosted());
        json.writeStringField("user_data_128", account.userData128().toString());
        json.writeStringField("user_data_64", Long.toUnsignedString(account.userData64()));
        json.writeNumberField("user_data_32", Integer.toUnsignedLong(account.userData32()));
        json.writeNumberField("ledger", Integer.toUnsignedLong(account.ledger()));
        json.writeNumberField("code", account.code());
        FlagsJson.write(json, account.flags(), AccountFlags.NAMES);
        json.writeStringField("timestamp", Long.toString(account.timestamp()));
        json.writeEndObject();
    }

    static void write(final JsonGenerator json, final AccountBalance balance) throws IOException
    {
        json.writeStartObject();
        writeBalances(json, balance.debitsPending(), balance.debitsPosted(),
            balance.creditsPending(), balance.creditsPosted());
        json.writeStringField("timestamp", Long.toString(balance.timestamp()));
        json.writeEndObject();
    }

    static void write(final JsonGenerator json, final ChangeEvent.Side side) throws IOException
    {
        json.writeStartObject();
        json.writeStringField("id", side.id().toString());
        writeBalances(json, side.debitsPending(), side.debitsPosted(), side.creditsPending(), side.creditsPosted());
        FlagsJson.write(json, side.flags(), AccountFlags.NAMES);
        json.writeEndObject();
    }

    private static void writeBalances(
        final JsonGenerator json,
        final long debitsPending,
        final long debitsPosted,
        final long creditsPending,
        final long creditsPosted) throws IOException
    {
        json.writeStringField("debits_pending", Long.toString(debitsPending));
        json.writeStringField("debits_posted", Long.toString(debitsPosted));
        json.writeStringField("credits_pending", Long.toString(creditsPending));
        json.writeStringField("credits_posted", Long.toString(creditsPosted));
    }
}
