package io.suuupra.journal.audit;

import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A row of the store as a leaf of the tree: {@link #LENGTH} bytes, little-endian, 128-bit numbers low half first, in
 * this order: row, recorded, id, debit account's id, credit account's id, amount, pending id, user data of 128, 64 and
 * 32 bits, timeout, ledger, code, flags, timestamp, kind (in eight bytes), salt.
 *
 * <p>Balances are not part of it: whoever shows a receipt would show what others own. They follow from the leaves
 * before.
 *
 * @param row      of the store.
 * @param recorded stamp of the event in ns: its position.
 * @param kind     of the row, a value of {@code RecordKind}.
 * @param transfer that was recorded; of an expiry the hold's id, of a burnt id that alone.
 * @param salt     of the row ({@link LeafSalts}).
 */
public record TransferLeaf(long row, long recorded, int kind, Transfer transfer, Octets salt)
{
    /** Bytes of a leaf. */
    public static final int LENGTH = 160;

    /** @return the canonical bytes. */
    public byte[] bytes()
    {
        final byte[] bytes = new byte[LENGTH];
        final ByteBuffer leaf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        leaf.putLong(row).putLong(recorded);
        put(leaf, transfer.id());
        put(leaf, transfer.debitAccountId());
        put(leaf, transfer.creditAccountId());
        leaf.putLong(transfer.amount());
        put(leaf, transfer.pendingId());
        put(leaf, transfer.userData128());
        leaf.putLong(transfer.userData64())
            .putInt(transfer.userData32())
            .putInt(transfer.timeout())
            .putInt(transfer.ledger())
            .putShort((short)transfer.code())
            .putShort((short)transfer.flags())
            .putLong(transfer.timestamp())
            .putLong(kind);
        salt.write(leaf);
        return bytes;
    }

    /**
     * @param bytes as {@link #bytes} gives them.
     * @return what they stand for.
     */
    public static TransferLeaf of(final byte[] bytes)
    {
        final ByteBuffer leaf = ByteBuffer.wrap(bytes, 0, LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        final long row = leaf.getLong();
        final long recorded = leaf.getLong();
        final Transfer.Builder transfer = Transfer.builder()
            .id(id(leaf))
            .debitAccountId(id(leaf))
            .creditAccountId(id(leaf))
            .amount(leaf.getLong())
            .pendingId(id(leaf))
            .userData128(id(leaf))
            .userData64(leaf.getLong())
            .userData32(leaf.getInt())
            .timeout(leaf.getInt())
            .ledger(leaf.getInt())
            .code(leaf.getShort() & 0xFFFF)
            .flags(leaf.getShort() & 0xFFFF)
            .timestamp(leaf.getLong());
        return new TransferLeaf(
            row, recorded, (int)leaf.getLong(), transfer.build(), Octets.read(leaf, LeafSalts.LENGTH));
    }

    private static void put(final ByteBuffer leaf, final UInt128 number)
    {
        leaf.putLong(number.low()).putLong(number.high());
    }

    private static UInt128 id(final ByteBuffer leaf)
    {
        final long low = leaf.getLong();
        return new UInt128(leaf.getLong(), low);
    }
}
