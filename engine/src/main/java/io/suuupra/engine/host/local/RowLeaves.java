package io.suuupra.engine.host.local;

import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.engine.ledger.Accounts;
import io.suuupra.engine.ledger.EventRows;
import io.suuupra.engine.ledger.TransferStore;
import io.suuupra.journal.audit.LeafSalts;
import io.suuupra.journal.audit.Sha256;
import io.suuupra.journal.audit.TransferLeaf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes rows of the store as leaves of the audit chain's trees: the fields of {@link TransferLeaf}, accounts by their
 * ids. Rows below a durable cut never change, so any thread may, each with an object of its own.
 */
public final class RowLeaves
{
    private static final int TOMBSTONE = RecordKind.TOMBSTONE.value();

    /** Where a leaf has its code. */
    private static final int CODE = 124;

    private final Accounts accounts;
    private final TransferStore store;
    private final EventRows events;
    private final LeafSalts salts;
    private final byte[] bytes = new byte[TransferLeaf.LENGTH];
    private final ByteBuffer words =
        ByteBuffer.allocate(EventRows.WORDS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final Sha256 sha256 = new Sha256();
    private final ByteBuffer leaf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * @param accounts of the ledger.
     * @param store    of the ledger.
     * @param salts    of the chain.
     */
    public RowLeaves(final Accounts accounts, final TransferStore store, final LeafSalts salts)
    {
        this.salts = salts;
        this.accounts = accounts;
        this.store = store;
        this.events = new EventRows(store);
    }

    /**
     * @param row below the durable cut.
     * @return its leaf, until the next call.
     */
    public byte[] of(final long row)
    {
        final int kind = store.kind(row);
        leaf.clear();
        if (kind > TOMBSTONE)
        {
            return ofEvent(row, kind);
        }
        leaf.putLong(row).putLong(store.recorded(row)).putLong(store.idLow(row)).putLong(store.idHigh(row));
        // A burnt id names no accounts.
        final int debitSlot = kind == TOMBSTONE ? Accounts.ABSENT : store.debitSlot(row);
        putAccount(debitSlot);
        putAccount(kind == TOMBSTONE ? Accounts.ABSENT : store.creditSlot(row));
        leaf.putLong(store.amount(row));
        final long pending = store.pendingRow(row);
        leaf.putLong(pending == TransferStore.ABSENT ? 0 : store.idLow(pending))
            .putLong(pending == TransferStore.ABSENT ? 0 : store.idHigh(pending))
            .putLong(store.userData128Low(row))
            .putLong(store.userData128High(row))
            .putLong(store.userData64(row))
            .putInt(store.userData32(row))
            .putInt(store.timeout(row))
            .putInt(debitSlot == Accounts.ABSENT ? 0 : accounts.ledger(debitSlot))
            .putShort((short)store.code(row))
            .putShort((short)store.flags(row))
            .putLong(store.timestamp(row))
            .putLong(kind);
        salts.put(row, bytes);
        return bytes;
    }

    // An event names no accounts: in their place stands what its own words hash to.
    private byte[] ofEvent(final long row, final int kind)
    {
        leaf.putLong(row).putLong(store.recorded(row)).putLong(store.idLow(row)).putLong(store.idHigh(row));
        for (int word = 0; word < EventRows.WORDS; word++)
        {
            words.putLong(word * Long.BYTES, events.get(row, word));
        }
        leaf.put(sha256.add(words.array()).hash());
        while (leaf.position() < CODE)
        {
            leaf.put((byte)0);
        }
        leaf.putShort((short)store.code(row)).putShort((short)0).putLong(store.timestamp(row)).putLong(kind);
        salts.put(row, bytes);
        return bytes;
    }

    private void putAccount(final int slot)
    {
        leaf.putLong(slot == Accounts.ABSENT ? 0 : accounts.idLow(slot))
            .putLong(slot == Accounts.ABSENT ? 0 : accounts.idHigh(slot));
    }
}
