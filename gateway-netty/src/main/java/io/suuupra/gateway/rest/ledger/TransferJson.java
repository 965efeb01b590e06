package io.suuupra.gateway.rest.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import io.suuupra.codecs.edge.ChangeEvent;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.gateway.json.BadJsonException;
import io.suuupra.gateway.json.FieldNames;
import io.suuupra.gateway.json.StrictJson;

import java.io.IOException;
import java.util.Locale;

/**
 * Transfers, and the changes that they make, as JSON.
 */
public final class TransferJson
{
    /** Fields of a transfer, in the order in which they are written. */
    public static final FieldNames FIELDS = FieldNames.of(
        "id", "debit_account_id", "credit_account_id", "amount", "pending_id", "user_data_128", "user_data_64",
        "user_data_32", "timeout", "ledger", "code", "flags", "timestamp");

    private TransferJson()
    {
    }

    static Transfer read(final StrictJson json) throws BadJsonException
    {
        final Transfer.Builder transfer = Transfer.builder();
        json.startObject();
        String field;
        while ((field = json.nextField(FIELDS)) != null)
        {
            switch (field)
            {
                case "id" -> transfer.id(json.uint128());
                case "debit_account_id" -> transfer.debitAccountId(json.uint128());
                case "credit_account_id" -> transfer.creditAccountId(json.uint128());
                case "amount" -> transfer.amount(json.uint63());
                case "pending_id" -> transfer.pendingId(json.uint128());
                case "user_data_128" -> transfer.userData128(json.uint128());
                case "user_data_64" -> transfer.userData64(json.uint64());
                case "user_data_32" -> transfer.userData32(json.uint32());
                case "timeout" -> transfer.timeout(json.uint32());
                case "ledger" -> transfer.ledger(json.uint32());
                case "code" -> transfer.code(json.uint16());
                case "flags" -> transfer.flags(json.flags(TransferFlags.NAMES));
                case "timestamp" -> transfer.timestamp(json.uint63());
                default -> throw new IllegalStateException(field);
            }
        }
        return transfer.build();
    }

    static void write(final JsonGenerator json, final Transfer transfer) throws IOException
    {
        json.writeStartObject();
        json.writeStringField("id", transfer.id().toString());
        json.writeStringField("debit_account_id", transfer.debitAccountId().toString());
        json.writeStringField("credit_account_id", transfer.creditAccountId().toString());
        json.writeStringField("amount", Long.toString(transfer.amount()));
        json.writeStringField("pending_id", transfer.pendingId().toString());
        json.writeStringField("user_data_128", transfer.userData128().toString());
        json.writeStringField("user_data_64", Long.toUnsignedString(transfer.userData64()));
        json.writeNumberField("user_data_32", Integer.toUnsignedLong(transfer.userData32()));
        json.writeNumberField("timeout", Integer.toUnsignedLong(transfer.timeout()));
        json.writeNumberField("ledger", Integer.toUnsignedLong(transfer.ledger()));
        json.writeNumberField("code", transfer.code());
        FlagsJson.write(json, transfer.flags(), TransferFlags.NAMES);
        json.writeStringField("timestamp", Long.toString(transfer.timestamp()));
        json.writeEndObject();
    }

    static void write(final JsonGenerator json, final ChangeEvent event) throws IOException
    {
        json.writeStartObject();
        json.writeStringField("timestamp", Long.toString(event.timestamp()));
        json.writeStringField("kind", event.kind().name().toLowerCase(Locale.ROOT));
        json.writeFieldName("transfer");
        write(json, event.transfer());
        json.writeFieldName("debit_account");
        AccountJson.write(json, event.debitAccount());
        json.writeFieldName("credit_account");
        AccountJson.write(json, event.creditAccount());
        json.writeEndObject();
    }
}
