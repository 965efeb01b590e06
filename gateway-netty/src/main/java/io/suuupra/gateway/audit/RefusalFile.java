package io.suuupra.gateway.audit;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The file {@code refusals.log} and the ones before it, {@code refusals.log.1} (the youngest) and so on: so many of so
 * many bytes, and no more. Only their owner may look into the folder. Confined to one thread.
 */
final class RefusalFile implements Closeable
{
    /** Bytes of one file. */
    static final long BYTES_MAX = 16 * 1024 * 1024;

    /** Files at most. */
    static final int FILES = 8;

    private static final String NAME = "refusals.log";
    private static final int TEXT_MAX = 256;

    private final JsonFactory json = new JsonFactory();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private final Path folder;
    private final long bytesMax;
    private final int files;
    private OutputStream out;
    private long length;

    RefusalFile(final Path folder, final long bytesMax, final int files) throws IOException
    {
        this.folder = folder;
        this.bytesMax = bytesMax;
        this.files = files;
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix"))
        {
            Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        else
        {
            Files.createDirectories(folder);
        }
        open();
    }

    private void open() throws IOException
    {
        final Path path = folder.resolve(NAME);
        out = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        length = Files.size(path);
    }

    /**
     * @param refusal    to log; null = only the count.
     * @param at         when it was.
     * @param suppressed refusals that were not logged one by one, where there is no refusal.
     * @throws IOException if it cannot be written.
     */
    void write(final Refusal refusal, final Instant at, final long suppressed) throws IOException
    {
        line.reset();
        try (JsonGenerator object = json.createGenerator(line, JsonEncoding.UTF8))
        {
            object.writeStartObject();
            object.writeStringField("time", at.toString());
            if (refusal == null)
            {
                object.writeNumberField("suppressed", suppressed);
            }
            else
            {
                write(object, refusal);
            }
            object.writeEndObject();
        }
        line.write('\n');
        if (out == null || length + line.size() > bytesMax)
        {
            roll();
        }
        line.writeTo(out);
        out.flush();
        length += line.size();
    }

    private static void write(final JsonGenerator object, final Refusal refusal) throws IOException
    {
        object.writeStringField("protocol", refusal.protocol());
        object.writeStringField("peer", refusal.address());
        if (refusal.key() != 0)
        {
            object.writeStringField("key", HexFormat.of().toHexDigits(refusal.key()));
        }
        object.writeStringField("request", refusal.request());
        if (!refusal.object().isEmpty())
        {
            object.writeStringField("object", refusal.object());
        }
        object.writeStringField("code", refusal.code());
        if (!refusal.field().isEmpty())
        {
            object.writeStringField("field", bounded(refusal.field()));
        }
        object.writeStringField("rule", bounded(refusal.rule()));
    }

    private static String bounded(final String text)
    {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX);
    }

    // After a failure there may be no open file; the next line tries again.
    private void roll() throws IOException
    {
        close();
        for (int i = files - 2; i >= 0; i--)
        {
            final Path from = folder.resolve(i == 0 ? NAME : NAME + "." + i);
            if (Files.exists(from))
            {
                Files.move(from, folder.resolve(NAME + "." + (i + 1)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        open();
    }

    @Override
    public void close() throws IOException
    {
        if (out != null)
        {
            out.close();
            out = null;
        }
    }
}
