package io.suuupra.journal.audit;

import java.nio.file.Path;

/**
 * What stands where in the folder of the audit chain.
 *
 * @param directory of the chain.
 */
public record AuditPaths(Path directory)
{
    /** @return closed blocks of frames, one record each. */
    public Path frames()
    {
        return directory.resolve("frames");
    }

    /** @return first eight bytes of the hash of every frame. */
    public Path marks()
    {
        return directory.resolve("marks");
    }

    /** @return the checkpoint of each closed block of rows. */
    public Path rows()
    {
        return directory.resolve("rows");
    }

    /** @return the newest checkpoint over an open block of rows, and the one before it. */
    public Path head()
    {
        return directory.resolve("head");
    }

    /** @return the node's key, for its owner alone. */
    public Path nodeKey()
    {
        return directory.resolve("node-key");
    }

    /** @return the secret that the leaves' salts come from, for its owner alone. */
    public Path salt()
    {
        return directory.resolve("salt");
    }

    /** @return the next node's key while keys change. */
    Path nextNodeKey()
    {
        return directory.resolve("node-key.next");
    }

    /** @return the public half of the node's key. */
    public Path publicKey()
    {
        return directory.resolve("node-key.pub");
    }

    /** @return all public keys that the node has had. */
    public Path keys()
    {
        return directory.resolve("keys");
    }
}
