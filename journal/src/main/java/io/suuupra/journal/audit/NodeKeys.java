package io.suuupra.journal.audit;

import io.suuupra.journal.disk.Disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The key that a node signs with, and all that it has had.
 *
 * @param key     that signs.
 * @param history ends with its public half.
 */
record NodeKeys(NodeKey key, KeyHistory history)
{
    /**
     * Opens the keys of a chain; makes the first where there is no chain yet.
     *
     * @throws AuditDamage if a chain was made with a key that is missing.
     * @throws IOException if the disk fails.
     */
    static NodeKeys open(final AuditPaths paths, final Disk disk) throws IOException
    {
        if (Files.exists(paths.nextNodeKey()))
        {
            finishChange(paths, disk);
        }
        if (!Files.exists(paths.nodeKey()))
        {
            requireAbsent(paths.keys(), paths.nodeKey());
            requireAbsent(paths.frames(), paths.nodeKey());
            NodeKey.generate(disk.machine().random()).write(paths.nodeKey(), disk);
        }
        final NodeKey key = NodeKey.read(paths.nodeKey());
        if (!Files.exists(paths.keys()))
        {
            requireAbsent(paths.frames(), paths.keys());
            KeyHistory.of(key.publicKey()).write(paths.keys(), disk);
        }
        final KeyHistory history = KeyHistory.read(paths.keys());
        if (!history.newest().equals(key.publicKey()))
        {
            throw new AuditDamage(0, paths.nodeKey() + " is not the newest key in " + paths.keys());
        }
        if (!Files.exists(paths.publicKey()) || !Files.readString(paths.publicKey()).equals(key.publicKey().pem()))
        {
            KeyHistory.replace(paths.publicKey(), key.publicKey().pem(), disk);
        }
        return new NodeKeys(key, history);
    }

    /** Files of a chain are made one after the other: where a later one is, an earlier one was. */
    private static void requireAbsent(final Path later, final Path missing) throws AuditDamage
    {
        if (Files.exists(later))
        {
            throw new AuditDamage(0, missing + " is missing: put it back from a backup");
        }
    }

    /** A change of keys counts from the moment in which the history names the new one. */
    private static void finishChange(final AuditPaths paths, final Disk disk) throws IOException
    {
        final NodeKey next = NodeKey.read(paths.nextNodeKey());
        if (KeyHistory.read(paths.keys()).newest().equals(next.publicKey()))
        {
            disk.rename(paths.nextNodeKey(), paths.nodeKey());
        }
        else
        {
            disk.delete(paths.nextNodeKey());
        }
        disk.forceDirectory(paths.directory());
    }

    /** Makes another key, which the old one and it itself sign; the old private key is gone then. */
    NodeKeys change(final AuditPaths paths, final Disk disk) throws IOException
    {
        final NodeKey next = NodeKey.generate(disk.machine().random());
        next.write(paths.nextNodeKey(), disk);
        history.with(key, next).write(paths.keys(), disk);
        return open(paths, disk);
    }
}
