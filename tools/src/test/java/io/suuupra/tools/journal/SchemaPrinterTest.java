package io.suuupra.tools.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.suuupra.codecs.generated.AuthenticateEncoder;
import io.suuupra.codecs.generated.CreateTransfersReplyEncoder;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.FailureEncoder;
import io.suuupra.codecs.generated.JournalFrameHeaderEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.SnapshotWordsEncoder;
import io.suuupra.journal.JournalFrames;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.StringWriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What no command of today has: the printer must not have to learn it when one does. */
class SchemaPrinterTest
{
    private static final int MESSAGE = JournalFrames.HEADER_LENGTH;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    private JsonNode print(final int messageLength) throws IOException
    {
        final int length = MESSAGE + MessageHeaderEncoder.ENCODED_LENGTH + messageLength;
        new JournalFrameHeaderEncoder().wrap(buffer, 0).length(length).sequence(-1).timestamp(-1);
        final StringWriter out = new StringWriter();
        final SchemaPrinter printer = new SchemaPrinter(out);
        printer.frame(buffer, 0, length);
        printer.flush();
        assertTrue(out.toString().endsWith("}\n"));
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void shouldPrintEnumsAndText() throws IOException
    {
        final FailureEncoder failure = new FailureEncoder().wrapAndApplyHeader(buffer, MESSAGE, header);
        failure.code(FailureCode.UNKNOWN_MESSAGE).index(3).field("ü\"").rule("");
        final JsonNode line = print(failure.encodedLength());
        assertEquals("failure", line.get("message").textValue());
        assertEquals("{\"code\":\"unknown_message\",\"index\":3,\"field\":\"ü\\\"\",\"rule\":\"\"}",
            line.get("body").toString());
        assertEquals("18446744073709551615", line.get("frame").get("sequence").textValue());
        assertEquals("-1", line.get("frame").get("timestamp").textValue());
    }

    @Test
    void shouldPrintAnEnumsValueWhereItHasNoName() throws IOException
    {
        final FailureEncoder failure = new FailureEncoder().wrapAndApplyHeader(buffer, MESSAGE, header);
        failure.index(3).field("").rule("");
        buffer.putByte(MESSAGE + MessageHeaderEncoder.ENCODED_LENGTH, (byte)99);
        assertEquals(99, print(failure.encodedLength()).get("body").get("code").intValue());
    }

    @Test
    void shouldPrintBytesAndWholeNumbers() throws IOException
    {
        final AuthenticateEncoder message = new AuthenticateEncoder().wrapAndApplyHeader(buffer, MESSAGE, header);
        message.key(5).session().low(0).high(1);
        for (int i = 0; i < AuthenticateEncoder.nonceLength(); i++)
        {
            message.nonce(i, (short)(200 + i));
        }
        final JsonNode body = print(message.encodedLength()).get("body");
        assertEquals("18446744073709551616", body.get("session").textValue());
        assertTrue(body.get("nonce").textValue().startsWith("c8c9ca"));
        assertEquals(64, body.get("nonce").textValue().length());
        assertEquals("5", body.get("key").textValue());
    }

    @Test
    void shouldPrintDataOfVariableLength() throws IOException
    {
        final SnapshotWordsEncoder message = new SnapshotWordsEncoder().wrapAndApplyHeader(buffer, MESSAGE, header);
        message.table(1).putData(new byte[]{1, -1}, 0, 2);
        assertEquals("01ff", print(message.encodedLength()).get("body").get("data").textValue());
    }

    @Test
    void shouldPrintGroupsThatArePaddedOrEmpty() throws IOException
    {
        final CreateTransfersReplyEncoder message =
            new CreateTransfersReplyEncoder().wrapAndApplyHeader(buffer, MESSAGE, header);
        message.resultsCount(2)
            .next().timestamp(1).status(CreateTransferStatus.EXISTS)
            .next().timestamp(2).status(CreateTransferStatus.PENDING_TRANSFER_EXPIRED);
        assertEquals("{\"results\":[{\"timestamp\":\"1\",\"status\":\"exists\"}," +
            "{\"timestamp\":\"2\",\"status\":\"pending_transfer_expired\"}]}",
            print(message.encodedLength()).get("body").toString());
        message.wrapAndApplyHeader(buffer, MESSAGE, header).resultsCount(0);
        assertEquals("{\"results\":[]}", print(message.encodedLength()).get("body").toString());
    }

    @Test
    void shouldSayWhichMessageItDoesNotKnow() throws IOException
    {
        header.wrap(buffer, MESSAGE).blockLength(0).templateId(999).schemaId(MessageHeaderEncoder.SCHEMA_ID).version(0);
        final JsonNode line = print(0);
        assertTrue(line.get("message").isNull());
        assertEquals(999, line.get("template_id").intValue());
    }

    @Test
    void shouldNameThingsAsTheDocumentationDoes()
    {
        assertEquals("user_data_128", SchemaNames.snakeCase("userData128"));
        assertEquals("create_transfers", SchemaNames.snakeCase("CreateTransfers"));
        assertEquals("exists_with_different_user_data_64", SchemaNames.snakeCase("EXISTS_WITH_DIFFERENT_USER_DATA_64"));
        assertEquals("crc", SchemaNames.snakeCase("crc"));
    }
}
