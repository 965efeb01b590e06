package io.suuupra.gateway.auth;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.gateway.json.BadJsonException;
import io.suuupra.gateway.json.FieldNames;
import io.suuupra.gateway.json.StrictJson;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The file that holds the keys: a JSON array, readable by its owner only, replaced as a whole.
 */
final class KeyFile
{
    private static final long FILE_MAX = 16 * 1024 * 1024;
    private static final int NAME_MAX = 64;
    private static final FieldNames FIELDS =
        FieldNames.of("id", "name", "verifier", "scopes", "ledger_min", "ledger_max", "tenant");

    private final Path path;

    KeyFile(final Path path)
    {
        this.path = path;
    }

    /**
     * A key with what proves it.
     */
    static final class Row
    {
        final KeyEntry entry;
        final byte[] verifier;

        Row(final KeyEntry entry, final byte[] verifier)
        {
            this.entry = entry;
            this.verifier = verifier;
        }
    }

    Path path()
    {
        return path;
    }

    Map<Long, Row> read() throws IOException
    {
        if (Files.size(path) > FILE_MAX)
        {
            throw new IOException(path + " has more than " + FILE_MAX + " bytes");
        }
        try (StrictJson json = new StrictJson(new ByteArrayInputStream(Files.readAllBytes(path))))
        {
            final Map<Long, Row> rows = new LinkedHashMap<>();
            json.startRootArray();
            while (json.nextElement())
            {
                final Row row = row(json);
                if (rows.put(row.entry.id(), row) != null)
                {
                    throw json.bad("the id must not be given twice");
                }
            }
            json.end();
            return rows;
        }
        catch (final BadJsonException bad)
        {
            throw new IOException(path + " cannot be used: " + bad.getMessage(), bad);
        }
    }

    private static Row row(final StrictJson json) throws BadJsonException
    {
        long id = 0;
        String name = "";
        byte[] verifier = null;
        int scopes = 0;
        int ledgerMin = 0;
        int ledgerMax = -1;
        int tenant = 0;
        json.startObject();
        String field;
        while ((field = json.nextField(FIELDS)) != null)
        {
            switch (field)
            {
                case "id" -> id = ByteBuffer.wrap(hex(json, Long.BYTES)).getLong();
                case "name" -> name = json.string(1, NAME_MAX);
                case "verifier" -> verifier = hex(json, ApiKey.SECRET_LENGTH);
                case "scopes" -> scopes = json.flags(Scopes.NAMES);
                case "ledger_min" -> ledgerMin = json.uint32();
                case "ledger_max" -> ledgerMax = json.uint32();
                case "tenant" -> tenant = json.uint32();
                default -> throw new IllegalStateException(field);
            }
        }
        if (id == 0 || verifier == null)
        {
            throw json.bad("id and verifier must be given, and the id must not be 0");
        }
        return new Row(new KeyEntry(id, name, scopes, ledgerMin, ledgerMax, tenant), verifier);
    }

    private static byte[] hex(final StrictJson json, final int length) throws BadJsonException
    {
        final String text = json.string(0, 2 * ApiKey.SECRET_LENGTH);
        try
        {
            final byte[] bytes = HexFormat.of().parseHex(text);
            if (bytes.length == length)
            {
                return bytes;
            }
        }
        catch (final IllegalArgumentException notHex)
        {
            throw json.bad("must have hex digits only");
        }
        throw json.bad("must have " + 2 * length + " hex digits");
    }

    void write(final Collection<Row> rows) throws IOException
    {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes, JsonEncoding.UTF8).useDefaultPrettyPrinter())
        {
            json.writeStartArray();
            for (final Row row : rows)
            {
                json.writeStartObject();
                json.writeStringField("id", row.entry.idText());
                json.writeStringField("name", row.entry.name());
                json.writeStringField("verifier", HexFormat.of().formatHex(row.verifier));
                json.writeArrayFieldStart("scopes");
                for (final String scope : Scopes.names(row.entry.scopes()))
                {
                    json.writeString(scope);
                }
                json.writeEndArray();
                json.writeNumberField("ledger_min", Integer.toUnsignedLong(row.entry.ledgerMin()));
                json.writeNumberField("ledger_max", Integer.toUnsignedLong(row.entry.ledgerMax()));
                json.writeNumberField("tenant", Integer.toUnsignedLong(row.entry.tenant()));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        bytes.write('\n');
        replace(path, bytes.toByteArray());
    }

    /**
     * Puts a file into place as a whole: after a crash there is the old one or the new one.
     *
     * @param path  of the file.
     * @param bytes that it shall hold.
     * @throws IOException if that failed.
     */
    static void replace(final Path path, final byte[] bytes) throws IOException
    {
        final Path folder = path.toAbsolutePath().getParent();
        final Path next = folder.resolve(path.getFileName() + ".next");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(
            next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly()))
        {
            final ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining())
            {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (isPosix())
        {
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ))
            {
                directory.force(true);
            }
        }
    }

    static FileAttribute<?>[] ownerOnly()
    {
        if (!isPosix())
        {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[]
        {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    private static boolean isPosix()
    {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
