package io.suuupra.tools.journal;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import io.suuupra.codecs.generated.JournalFrameHeaderDecoder;
import io.suuupra.codecs.generated.JournalGroupHeaderDecoder;
import io.suuupra.journal.JournalFrames;
import io.suuupra.journal.cycle.GroupHeader;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.IrDecoder;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.OtfHeaderDecoder;
import uk.co.real_logic.sbe.otf.OtfMessageDecoder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Prints what stands in a journal as lines of JSON, through the schema that the codecs were built from.
 *
 * <p>Confined to one thread.
 */
final class SchemaPrinter
{
    private static final String SCHEMA = "/suuupra.sbeir";

    private final Ir schema;
    private final OtfHeaderDecoder header;
    private final List<Token> frameHeader;
    private final List<Token> groupHeader;
    private final SchemaNames names = new SchemaNames();
    private final UnsafeBuffer view = new UnsafeBuffer();
    private final JsonGenerator json;
    private final TokenPrinter printer;

    /**
     * @param out takes the lines; never closed here.
     * @throws IOException if the schema cannot be read.
     */
    SchemaPrinter(final Writer out) throws IOException
    {
        schema = schema();
        header = new OtfHeaderDecoder(schema.headerStructure());
        frameHeader = schema.getMessage(JournalFrameHeaderDecoder.TEMPLATE_ID);
        groupHeader = schema.getMessage(JournalGroupHeaderDecoder.TEMPLATE_ID);
        json = new JsonFactoryBuilder()
            .rootValueSeparator((SerializableString)null)
            .build()
            .createGenerator(out)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        printer = new TokenPrinter(json, names);
    }

    private static Ir schema() throws IOException
    {
        try (InputStream in = JournalFrameHeaderDecoder.class.getResourceAsStream(SCHEMA))
        {
            if (in == null)
            {
                throw new IOException("the schema " + SCHEMA + " is not in the program");
            }
            try (IrDecoder decoder = new IrDecoder(ByteBuffer.wrap(in.readAllBytes())))
            {
                return decoder.decode();
            }
        }
    }

    /**
     * Prints a frame: its header, the name of its message, and the message.
     *
     * @param buffer that holds it.
     * @param offset of the frame.
     * @param length of header and message in bytes.
     * @throws IOException if it cannot be written.
     */
    void frame(final DirectBuffer buffer, final int offset, final int length) throws IOException
    {
        // Only the frame is in view: no length in it can lead anywhere else.
        view.wrap(buffer, offset, length);
        json.writeStartObject();
        json.writeFieldName("frame");
        decode(0, schema.version(), JournalFrames.HEADER_LENGTH, frameHeader);
        final int message = JournalFrames.messageOffset(0);
        final int templateId = header.getTemplateId(view, message);
        final List<Token> tokens = header.getSchemaId(view, message) == schema.id() ?
            schema.getMessage(templateId) : null;
        if (tokens == null)
        {
            json.writeNullField("message");
            json.writeNumberField("template_id", templateId);
        }
        else
        {
            json.writeStringField("message", names.of(tokens.getFirst().name()));
            json.writeFieldName("body");
            decode(message + header.encodedLength(), header.getSchemaVersion(view, message),
                header.getBlockLength(view, message), tokens);
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /**
     * Prints a group's header.
     *
     * @param buffer that holds it.
     * @param offset of the header.
     * @throws IOException if it cannot be written.
     */
    void group(final DirectBuffer buffer, final int offset) throws IOException
    {
        view.wrap(buffer, offset, GroupHeader.LENGTH);
        json.writeStartObject();
        json.writeFieldName("group");
        decode(0, schema.version(), GroupHeader.LENGTH, groupHeader);
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /** Prints that there is nothing. */
    void nothing() throws IOException
    {
        json.writeNull();
        json.writeRaw('\n');
    }

    private void decode(final int offset, final int version, final int blockLength, final List<Token> tokens)
        throws IOException
    {
        printer.version(version);
        try
        {
            OtfMessageDecoder.decode(view, offset, version, blockLength, tokens, printer);
        }
        catch (final UncheckedIOException e)
        {
            throw e.getCause();
        }
    }

    /** Hands everything to the writer. */
    void flush() throws IOException
    {
        json.flush();
    }
}
