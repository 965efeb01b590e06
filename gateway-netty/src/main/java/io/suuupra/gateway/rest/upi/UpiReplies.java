package io.suuupra.gateway.rest.upi;

import com.fasterxml.jackson.core.JsonGenerator;
import io.suuupra.codecs.edge.upi.Acknowledgement;
import io.suuupra.codecs.edge.upi.Party;
import io.suuupra.codecs.edge.upi.UpiMapper;
import io.suuupra.codecs.edge.upi.UpiTransaction;
import io.suuupra.codecs.upi.UpiCode;
import org.agrona.DirectBuffer;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes the engine's replies about UPI as JSON. Each reply is a whole message of the kind that the method expects, its
 * header at 0. Confined to one thread.
 */
public final class UpiReplies
{
    private final UpiMapper mapper;

    /**
     * @param mapper of this thread.
     */
    public UpiReplies(final UpiMapper mapper)
    {
        this.mapper = mapper;
    }

    /**
     * @param reply to a payment or a collect.
     * @return why the switch did not take it; empty if it did.
     */
    public Optional<SwitchRefusal> refusal(final DirectBuffer reply)
    {
        final Acknowledgement said = mapper.decodeAcknowledgement(reply, 0);
        return said.isTaken() ? Optional.empty() : Optional.of(SwitchRefusal.of(said));
    }

    /** What the switch said of a payment that it took. */
    public void acknowledgement(final DirectBuffer reply, final JsonGenerator json) throws IOException
    {
        final Acknowledgement said = mapper.decodeAcknowledgement(reply, 0);
        json.writeStartObject();
        json.writeStringField("state", said.state().map(UpiReplies::name).orElse(""));
        json.writeBooleanField("repeated", said.repeated());
        json.writeStringField("rrn", rrn(said.rrn()));
        json.writeStringField("timestamp", Long.toString(said.timestamp()));
        json.writeEndObject();
    }

    /**
     * Writes the transaction that was asked for.
     *
     * @param reply that tells of it.
     * @param json  to write to.
     * @return false if it is not there.
     * @throws IOException if the target cannot be written.
     */
    public boolean transaction(final DirectBuffer reply, final JsonGenerator json) throws IOException
    {
        final Optional<UpiTransaction> transaction = mapper.decodeTransaction(reply, 0);
        if (transaction.isPresent())
        {
            write(json, transaction.get());
        }
        return transaction.isPresent();
    }

    private static void write(final JsonGenerator json, final UpiTransaction transaction) throws IOException
    {
        json.writeStartObject();
        json.writeStringField("transaction_id", transaction.id());
        json.writeStringField("kind", name(transaction.kind()));
        json.writeStringField("state", name(transaction.state()));
        json.writeStringField("rrn", rrn(transaction.rrn()));
        json.writeStringField("amount", Long.toString(transaction.amount()));
        write(json, "payer", transaction.payer());
        write(json, "payee", transaction.payee());
        json.writeStringField("purpose", transaction.purpose());
        json.writeStringField("initiation_mode", transaction.initiationMode());
        json.writeStringField("note", transaction.note());
        final UpiTransaction.Codes codes = transaction.codes();
        final String code = UpiCode.text(codes.code());
        final String cause = UpiCode.text(codes.cause());
        final String payer = UpiCode.text(codes.payerResponse());
        final String payee = UpiCode.text(codes.payeeResponse());
        write(json, "code", code, CodeMeaning.ofSwitch(code));
        write(json, "cause", cause, CodeMeaning.ofSwitch(cause));
        write(json, "payer_response", payer, CodeMeaning.ofSide(transaction, payer));
        write(json, "payee_response", payee, CodeMeaning.ofSide(transaction, payee));
        json.writeNumberField("payer_psp", transaction.participants().payerPsp());
        json.writeNumberField("payee_psp", transaction.participants().payeePsp());
        json.writeNumberField("remitter", transaction.participants().remitter());
        json.writeNumberField("beneficiary", transaction.participants().beneficiary());
        json.writeStringField("begun", Long.toString(transaction.begun()));
        json.writeStringField("ended", Long.toString(transaction.ended()));
        json.writeStringField("deadline", Long.toString(transaction.deadline()));
        json.writeEndObject();
    }

    private static void write(final JsonGenerator json, final String name, final Party party) throws IOException
    {
        json.writeStringField(name + "_address", party.address());
        json.writeStringField(name + "_type", name(party.type()));
        json.writeNumberField(name + "_code", party.code());
    }

    private static void write(final JsonGenerator json, final String name, final String code, final String meaning)
        throws IOException
    {
        json.writeStringField(name, code);
        json.writeStringField(name + "_meaning", meaning);
    }

    private static String name(final Enum<?> value)
    {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String rrn(final long rrn)
    {
        return String.format(Locale.ROOT, "%012d", rrn);
    }
}
