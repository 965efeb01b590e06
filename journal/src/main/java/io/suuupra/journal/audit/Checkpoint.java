package io.suuupra.journal.audit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the node signs: the chain of frames up to a sequence, and a block of rows. Every row below
 * {@code firstRow + rows} was made by a frame up to that sequence.
 *
 * @param sequence  of the last frame that it covers.
 * @param frames    hash of the chain of frames up to there.
 * @param timestamp the host's clock at that frame, in ns since 1970.
 * @param firstRow  number of the first row of the block.
 * @param rows      rows of the block, 0 to {@link #ROWS_MAX}; a block that has them all is closed.
 * @param root      of the tree over the rows ({@link MerkleTree}).
 * @param previous  {@link #rowsHash} of the closed block before; zeros for the first.
 * @param keyId     of the key that signed it.
 * @param signature Ed25519 (RFC 8032) of {@link #signedBytes}.
 */
public record Checkpoint(
    long sequence,
    Octets frames,
    long timestamp,
    long firstRow,
    int rows,
    Octets root,
    Octets previous,
    long keyId,
    Octets signature)
{
    /** Rows of a closed block. */
    public static final int ROWS_MAX = 8_192;

    /** Bytes of a signature. */
    public static final int SIGNATURE_LENGTH = 64;

    /** Bytes of {@link #write}. */
    static final int LENGTH = 5 * Long.BYTES + 3 * Sha256.LENGTH + SIGNATURE_LENGTH;

    /** Stands for a signature that is still to come. */
    static final Octets UNSIGNED = Octets.zeros(SIGNATURE_LENGTH);
    private static final byte ROWS = 3;
    private static final byte[] DOMAIN = "suuupra checkpoint 1\n".getBytes(StandardCharsets.US_ASCII);

    /** @return number of the first row behind the block. */
    public long endRow()
    {
        return firstRow + rows;
    }

    /** @return whether its block takes no more rows. */
    public boolean isClosed()
    {
        return rows == ROWS_MAX;
    }

    /** @return hash of the block of rows, which the next one names. */
    Octets rowsHash()
    {
        return new Sha256().add(ROWS).add(firstRow).add(rows).add(root).add(previous).octets();
    }

    /** @return what the signature covers: a name for its purpose, then all fields, numbers little-endian. */
    byte[] signedBytes()
    {
        final ByteBuffer bytes = ByteBuffer.allocate(DOMAIN.length + LENGTH - SIGNATURE_LENGTH)
            .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(DOMAIN);
        fields(bytes);
        return bytes.array();
    }

    /** @return the same, signed. */
    Checkpoint sign(final NodeKey key)
    {
        final Checkpoint unsigned = new Checkpoint(
            sequence, frames, timestamp, firstRow, rows, root, previous, key.publicKey().id(), UNSIGNED);
        return new Checkpoint(sequence, frames, timestamp, firstRow, rows, root, previous, key.publicKey().id(),
            key.sign(unsigned.signedBytes()));
    }

    /**
     * @param key that may have signed it.
     * @return whether it has.
     */
    public boolean isSignedBy(final PublicNodeKey key)
    {
        return key.id() == keyId && key.verifies(signedBytes(), signature);
    }

    void write(final ByteBuffer target)
    {
        fields(target);
        signature.write(target);
    }

    private void fields(final ByteBuffer target)
    {
        target.putLong(sequence);
        frames.write(target);
        target.putLong(timestamp).putLong(firstRow).putLong(rows);
        root.write(target);
        previous.write(target);
        target.putLong(keyId);
    }

    static Checkpoint read(final ByteBuffer source)
    {
        final long sequence = source.getLong();
        final Octets frames = Octets.read(source, Sha256.LENGTH);
        final long timestamp = source.getLong();
        final long firstRow = source.getLong();
        final int rows = (int)source.getLong();
        final Octets root = Octets.read(source, Sha256.LENGTH);
        final Octets previous = Octets.read(source, Sha256.LENGTH);
        final long keyId = source.getLong();
        final Octets signature = Octets.read(source, SIGNATURE_LENGTH);
        return new Checkpoint(sequence, frames, timestamp, firstRow, rows, root, previous, keyId, signature);
    }
}
