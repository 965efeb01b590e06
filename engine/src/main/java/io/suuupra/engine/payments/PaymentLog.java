package io.suuupra.engine.payments;

import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.engine.ledger.EventRows;
import io.suuupra.engine.ledger.Hashing;
import io.suuupra.engine.ledger.TransferStore;

import static io.suuupra.engine.CorruptStateException.require;

/**
 * What payments write to the store: each version of each payment, refund, payout and dispute, whole, and actions. A
 * record's id follows from merchant, kind, the merchant's id and the version, so any version is found, and the newest
 * by asking for higher and higher ones. All rows of a merchant are linked, the newest first.
 *
 * <p>The engine's thread writes; readers on other threads may read rows below their cut.
 */
public final class PaymentLog
{
    static final int VERSION_MAX = 0xFFFF;

    private static final int KIND_MIN = RecordKind.PAYMENT.value();
    private static final long LOW_SEED = 0x5061796D656E744CL;
    private static final long HIGH_SEED = 0x5061796D656E7448L;

    private final TransferStore store;
    private final EventRows rows;
    /** Of the record that {@link #find} looked for last: where it is, or where it would be. */
    private long keyLow;
    private long keyHigh;

    /**
     * @param store that holds the records.
     */
    public PaymentLog(final TransferStore store)
    {
        this.store = store;
        rows = new EventRows(store);
    }

    /** @return row of a version of an object; {@code TransferStore.ABSENT}. */
    long find(final int kind, final int merchant, final long idLow, final long idHigh, final int version)
    {
        final long what = (long)kind << 48 | (long)merchant << 16 | version;
        keyLow = key(LOW_SEED, idLow, idHigh, what);
        keyHigh = key(HIGH_SEED, idLow, idHigh, what);
        long row = store.find(keyLow, keyHigh);
        while (isBoundary() || row != TransferStore.ABSENT && !is(row, kind, merchant, idLow, idHigh, version))
        {
            // Somebody has taken that id for a transfer.
            keyLow = Hashing.mix(keyLow, 1);
            row = store.find(keyLow, keyHigh);
        }
        return row;
    }

    // 0 and the largest number are no ids.
    private boolean isBoundary()
    {
        return (keyLow | keyHigh) == 0 || (keyLow & keyHigh) == -1;
    }

    private static long key(final long seed, final long idLow, final long idHigh, final long what)
    {
        return Hashing.mix(Hashing.mix(Hashing.mix(seed, idLow), idHigh), what);
    }

    private boolean is(
        final long row, final int kind, final int merchant, final long idLow, final long idHigh, final int version)
    {
        return store.kind(row) == kind && rows.get(row, Version.ID_LOW) == idLow &&
            rows.get(row, Version.ID_HIGH) == idHigh && version == store.code(row) &&
            Version.merchant(rows.get(row, Version.TRAITS)) == merchant;
    }

    /** @return row of the newest version of an object whose version 0 is there. */
    long newest(final long headRow)
    {
        final int kind = store.kind(headRow);
        final int merchant = Version.merchant(rows.get(headRow, Version.TRAITS));
        final long idLow = rows.get(headRow, Version.ID_LOW);
        final long idHigh = rows.get(headRow, Version.ID_HIGH);
        long newest = headRow;
        int there = 0;
        int absent = 1;
        long row = find(kind, merchant, idLow, idHigh, absent);
        while (row != TransferStore.ABSENT)
        {
            newest = row;
            there = absent;
            absent = Math.min(absent * 2, VERSION_MAX + 1);
            row = absent > VERSION_MAX ? TransferStore.ABSENT : find(kind, merchant, idLow, idHigh, absent);
        }
        while (absent - there > 1)
        {
            final int middle = (there + absent) >>> 1;
            row = find(kind, merchant, idLow, idHigh, middle);
            if (row == TransferStore.ABSENT)
            {
                absent = middle;
            }
            else
            {
                newest = row;
                there = middle;
            }
        }
        return newest;
    }

    /** Reads a version. */
    void load(final long row, final long headRow, final Version target)
    {
        for (int word = 0; word < Version.WORDS; word++)
        {
            target.words[word] = rows.get(row, word);
        }
        target.kind = store.kind(row);
        target.version = store.code(row);
        target.row = row;
        target.headRow = headRow;
    }

    /** Writes a version; of a new object, its first. */
    void append(final Version version, final long stamp)
    {
        require(find(version.kind, version.merchant(), version.get(Version.ID_LOW),
            version.get(Version.ID_HIGH), version.version) == TransferStore.ABSENT, "a version is written once");
        final long row = rows.open(version.kind, version.version, keyLow, keyHigh, stamp);
        for (int word = 0; word < Version.WORDS; word++)
        {
            rows.put(row, word, version.words[word]);
        }
        rows.append(row, true);
        version.row = row;
        if (version.version == 0)
        {
            version.headRow = row;
        }
    }

    /** @return whether a row is one of payments, of that merchant. */
    boolean isOf(final long row, final int merchant)
    {
        return row >= 0 && row < store.rows() && store.kind(row) >= KIND_MIN &&
            Version.merchant(rows.get(row, Version.TRAITS)) == merchant;
    }

    long recorded(final long row)
    {
        return store.recorded(row);
    }

    long word(final long row, final int word)
    {
        return rows.get(row, word);
    }

    int kind(final long row)
    {
        return store.kind(row);
    }

    int version(final long row)
    {
        return store.code(row);
    }
}
