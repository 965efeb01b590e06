package io.suuupra.journal.audit;

import io.suuupra.journal.disk.Disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The salt of each leaf: the first 16 bytes of the SHA-256 of 32 secret bytes and the row's number. A receipt holds the
 * hash of the leaf beside its own; ids, accounts, amounts and times can be guessed, so without a salt whoever has the
 * receipt could try what that leaf holds until the hash fits.
 *
 * <p>Confined to one thread.
 */
public final class LeafSalts
{
    /** Bytes of a salt. */
    public static final int LENGTH = 16;

    private static final int SECRET_LENGTH = 32;
    private static final int CHECK_LENGTH = 8;

    private final byte[] secret;
    private final Sha256 sha = new Sha256();
    private final byte[] hash = new byte[Sha256.LENGTH];

    private LeafSalts(final byte[] secret)
    {
        this.secret = secret;
    }

    /** Makes the secret of a chain that begins. */
    static LeafSalts generate(final SecureRandom random)
    {
        final byte[] secret = new byte[SECRET_LENGTH];
        random.nextBytes(secret);
        return new LeafSalts(secret);
    }

    /**
     * @param file that {@link #write} has made.
     * @throws AuditDamage if it is missing, or not as it was made.
     * @throws IOException if it cannot be read.
     */
    static LeafSalts read(final Path file) throws IOException
    {
        if (!Files.isRegularFile(file))
        {
            throw new AuditDamage(0, file + " is missing");
        }
        final byte[] bytes = Files.size(file) == SECRET_LENGTH + CHECK_LENGTH ? Files.readAllBytes(file) : new byte[0];
        final LeafSalts salts = new LeafSalts(Arrays.copyOf(bytes, SECRET_LENGTH));
        if (!Arrays.equals(salts.file(), bytes))
        {
            throw new AuditDamage(0, file + " is not as it was made");
        }
        return salts;
    }

    /** Writes the secret, for its owner alone. */
    void write(final Path file, final Disk disk) throws IOException
    {
        SecretFile.write(file, file(), disk);
    }

    /** The secret, and the first bytes of its hash. */
    private byte[] file()
    {
        final byte[] file = Arrays.copyOf(secret, SECRET_LENGTH + CHECK_LENGTH);
        System.arraycopy(sha.add(secret).hash(), 0, file, SECRET_LENGTH, CHECK_LENGTH);
        return file;
    }

    /** @return the same for another thread. */
    LeafSalts copy()
    {
        return new LeafSalts(secret);
    }

    /**
     * Puts a row's salt at the end of its leaf.
     *
     * @param row  of the store.
     * @param leaf {@link TransferLeaf#LENGTH} bytes.
     */
    public void put(final long row, final byte[] leaf)
    {
        sha.add(secret).add(row).hash(hash, 0);
        System.arraycopy(hash, 0, leaf, TransferLeaf.LENGTH - LENGTH, LENGTH);
    }
}
