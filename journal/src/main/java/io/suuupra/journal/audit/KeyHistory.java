package io.suuupra.journal.audit;

import io.suuupra.journal.disk.Disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The public keys that a node has had, the oldest first. At each change the old key and the new one have signed both:
 * so whoever trusts one of them knows all others.
 *
 * <p>A text file, one key a line: {@code key}, then for all but the first {@code signature-of-the-old
 * signature-of-the-new}, all in base64.
 */
final class KeyHistory
{
    private static final int FILE_MAX = 1024 * 1024;
    private static final byte[] DOMAIN = "suuupra node key 1\n".getBytes(StandardCharsets.US_ASCII);

    private final List<Entry> entries;

    /** A key, and what binds it to the one before; null for the first. */
    private record Entry(PublicNodeKey key, Octets byOld, Octets byNew)
    {
        String line()
        {
            return byOld == null ? key + "\n" : key + " " + byOld + " " + byNew + "\n";
        }
    }

    private KeyHistory(final List<Entry> entries)
    {
        this.entries = entries;
    }

    static KeyHistory of(final PublicNodeKey first)
    {
        return new KeyHistory(List.of(new Entry(first, null, null)));
    }

    /** @return the same with one more key. */
    KeyHistory with(final NodeKey current, final NodeKey next)
    {
        final byte[] statement = statement(current.publicKey(), next.publicKey());
        final List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(next.publicKey(), current.sign(statement), next.sign(statement)));
        return new KeyHistory(List.copyOf(more));
    }

    private static byte[] statement(final PublicNodeKey old, final PublicNodeKey next)
    {
        return ByteBuffer.allocate(DOMAIN.length + 2 * PublicNodeKey.LENGTH)
            .put(DOMAIN).put(old.raw().toArray()).put(next.raw().toArray()).array();
    }

    /**
     * @throws AuditDamage if the file is not one of keys, or a change of keys is not signed by both.
     * @throws IOException if it cannot be read.
     */
    static KeyHistory read(final Path file) throws IOException
    {
        if (!Files.isRegularFile(file))
        {
            throw new AuditDamage(0, file + " is missing");
        }
        if (Files.size(file) > FILE_MAX)
        {
            throw new AuditDamage(0, file + " is too large");
        }
        final List<Entry> entries = new ArrayList<>();
        final String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (final String line : text.lines().toList())
        {
            entries.add(entry(file, line, entries.isEmpty() ? null : entries.getLast().key()));
        }
        if (entries.isEmpty())
        {
            throw new AuditDamage(0, file + " names no key");
        }
        final KeyHistory history = new KeyHistory(List.copyOf(entries));
        if (!history.text().equals(text))
        {
            throw new AuditDamage(0, file + " is not written as a node writes it");
        }
        return history;
    }

    /**
     * @param trusted a key that the history must hold; null = any.
     * @throws AuditDamage if it does not hold it, or see {@link #read}.
     * @throws IOException if it cannot be read.
     */
    static KeyHistory trusted(final Path file, final PublicNodeKey trusted) throws IOException
    {
        final KeyHistory keys = read(file);
        if (trusted != null && keys.entries.stream().noneMatch(entry -> entry.key().equals(trusted)))
        {
            throw new AuditDamage(0, "the chain was not signed by the key " + trusted.idText());
        }
        return keys;
    }

    /** @throws AuditDamage if no key of the history has signed it. */
    void requireSigned(final Checkpoint checkpoint) throws AuditDamage
    {
        final PublicNodeKey signer = find(checkpoint.keyId());
        if (signer == null || !checkpoint.isSignedBy(signer))
        {
            throw new AuditDamage(
                checkpoint.sequence(), "the checkpoint at this sequence is not signed by a key of this node");
        }
    }

    private static Entry entry(final Path file, final String line, final PublicNodeKey before) throws AuditDamage
    {
        final String[] parts = line.split(" ", -1);
        try
        {
            if (before == null && parts.length == 1)
            {
                return new Entry(PublicNodeKey.parse(parts[0]), null, null);
            }
            if (before != null && parts.length == 3)
            {
                final Entry entry = new Entry(PublicNodeKey.parse(parts[0]),
                    Octets.parse(parts[1], Checkpoint.SIGNATURE_LENGTH),
                    Octets.parse(parts[2], Checkpoint.SIGNATURE_LENGTH));
                final byte[] statement = statement(before, entry.key());
                if (before.verifies(statement, entry.byOld()) && entry.key().verifies(statement, entry.byNew()))
                {
                    return entry;
                }
            }
        }
        catch (final IllegalArgumentException bad)
        {
            throw new AuditDamage(0, file + ": " + bad.getMessage());
        }
        throw new AuditDamage(0, file + ": a key is not bound to the one before it");
    }

    void write(final Path file, final Disk disk) throws IOException
    {
        replace(file, text(), disk);
    }

    private String text()
    {
        return entries.stream().map(Entry::line).collect(Collectors.joining());
    }

    /** Puts a text in place in one step. */
    static void replace(final Path file, final String text, final Disk disk) throws IOException
    {
        final Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        disk.delete(unfinished);
        try (FileChannel channel = disk.create(unfinished))
        {
            disk.write(channel, unfinished, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
            disk.force(channel, unfinished);
        }
        disk.rename(unfinished, file);
        disk.forceDirectory(file.getParent());
    }

    /** @return the newest key. */
    PublicNodeKey newest()
    {
        return entries.getLast().key();
    }

    /** @return the key with that id; null if there is none. */
    PublicNodeKey find(final long id)
    {
        return entries.stream().map(Entry::key).filter(key -> key.id() == id).findFirst().orElse(null);
    }
}
