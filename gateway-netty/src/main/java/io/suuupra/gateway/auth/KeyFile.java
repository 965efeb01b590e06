package io.suuupra.gateway.auth;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.frame.Principal;
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
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * The file that holds the keys: a JSON array, readable by its owner only, replaced as a whole.
 */
final class KeyFile
{
    private static final long FILE_MAX = 16 * 1024 * 1024;
    private static final int NAME_MAX = 64;
    private static final int INSTANT_MAX = 40;
    private static final FieldNames FIELDS =
        FieldNames.of("id", "name", "verifier", "scopes", "ledger_min", "ledger_max", "tenant",
            "expires", "previous_verifier", "previous_expires", "requests_per_second", "events_per_second",
            "certificate");

    private final Path path;

    KeyFile(final Path path)
    {
        this.path = path;
    }

    /**
     * A key with what proves it: its secret, and for a while after a rotation the one before.
     */
    static final class Row
    {
        final KeyEntry entry;
        final Caller caller;
        final Caller previous;
        final long previousExpiresS;

        /**
         * @param entry            what may be shown.
         * @param verifier         of the secret.
         * @param previous         verifier of the secret before it; null = none.
         * @param previousExpiresS seconds since 1970 from which on the secret before is not accepted.
         * @param bucket           that counts the key's use.
         */
        Row(
            final KeyEntry entry,
            final byte[] verifier,
            final byte[] previous,
            final long previousExpiresS,
            final KeyBucket bucket)
        {
            final Principal principal = entry.principal();
            this.entry = entry;
            this.caller = new Caller(principal, verifier, bucket);
            this.previous = previous == null ? null : new Caller(principal, previous, bucket);
            this.previousExpiresS = previousExpiresS;
        }

        KeyBucket bucket()
        {
            return caller.bucket();
        }

        /** @return the secret before the present one, while it is accepted; else null. */
        Caller previous(final long nowMs)
        {
            return nowMs / 1_000 < previousExpiresS ? previous : null;
        }
    }

    Path path()
    {
        return path;
    }

    /**
     * @param buckets gives each key, by its id, what counts its use.
     * @return every key by its id, in the order of the file.
     */
    Map<Long, Row> read(final LongFunction<KeyBucket> buckets) throws IOException
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
                final Row row = row(json, buckets);
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

    private static Row row(final StrictJson json, final LongFunction<KeyBucket> buckets) throws BadJsonException
    {
        long id = 0;
        String name = "";
        byte[] verifier = null;
        int scopes = 0;
        int ledgerMin = 0;
        int ledgerMax = -1;
        int tenant = 0;
        long expires = 0;
        byte[] previous = null;
        long previousExpires = 0;
        int requests = 0;
        int events = 0;
        String certificate = "";
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
                case "expires" -> expires = seconds(json);
                case "previous_verifier" -> previous = hex(json, ApiKey.SECRET_LENGTH);
                case "previous_expires" -> previousExpires = seconds(json);
                case "requests_per_second" -> requests = json.between(0, KeyTerms.RATE_MAX);
                case "events_per_second" -> events = json.between(0, KeyTerms.RATE_MAX);
                case "certificate" -> certificate = HexFormat.of().formatHex(hex(json, ApiKey.SECRET_LENGTH));
                default -> throw new IllegalStateException(field);
            }
        }
        if (id == 0 || verifier == null)
        {
            throw json.bad("id and verifier must be given, and the id must not be 0");
        }
        final KeyTerms terms = new KeyTerms(expires, requests, events, certificate);
        return new Row(new KeyEntry(id, name, scopes, ledgerMin, ledgerMax, tenant, terms), verifier, previous,
            previousExpires, buckets.apply(id));
    }

    private static long seconds(final StrictJson json) throws BadJsonException
    {
        final String text = json.string(1, INSTANT_MAX);
        try
        {
            final long seconds = Instant.parse(text).getEpochSecond();
            if (seconds > 0)
            {
                return seconds;
            }
        }
        catch (final DateTimeParseException notATime)
        {
            throw json.bad("must be a time like 2027-01-31T00:00:00Z");
        }
        throw json.bad("must lie after 1970");
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
                json.writeStringField("verifier", HexFormat.of().formatHex(row.caller.verifier()));
                json.writeArrayFieldStart("scopes");
                for (final String scope : Scopes.names(row.entry.scopes()))
                {
                    json.writeString(scope);
                }
                json.writeEndArray();
                json.writeNumberField("ledger_min", Integer.toUnsignedLong(row.entry.ledgerMin()));
                json.writeNumberField("ledger_max", Integer.toUnsignedLong(row.entry.ledgerMax()));
                json.writeNumberField("tenant", Integer.toUnsignedLong(row.entry.tenant()));
                writeTerms(json, row);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        bytes.write('\n');
        replace(path, bytes.toByteArray());
    }

    // What is not set is not written, so that a file without any of it is one that an older node reads too.
    private static void writeTerms(final JsonGenerator json, final Row row) throws IOException
    {
        final KeyTerms terms = row.entry.terms();
        if (terms.expiresS() != 0)
        {
            json.writeStringField("expires", Instant.ofEpochSecond(terms.expiresS()).toString());
        }
        if (terms.requestsPerSecond() != 0)
        {
            json.writeNumberField("requests_per_second", terms.requestsPerSecond());
        }
        if (terms.eventsPerSecond() != 0)
        {
            json.writeNumberField("events_per_second", terms.eventsPerSecond());
        }
        if (!terms.certificate().isEmpty())
        {
            json.writeStringField("certificate", terms.certificate());
        }
        if (row.previous != null)
        {
            json.writeStringField("previous_verifier", HexFormat.of().formatHex(row.previous.verifier()));
            json.writeStringField("previous_expires", Instant.ofEpochSecond(row.previousExpiresS).toString());
        }
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
