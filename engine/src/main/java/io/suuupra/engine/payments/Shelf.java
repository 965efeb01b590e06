package io.suuupra.engine.payments;

import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.engine.ledger.Ledger;
import io.suuupra.engine.ledger.TransferStore;

/** Where payments, refunds, payouts and disputes are found and put back, whether they are open or not. */
final class Shelf
{
    static final int PAYMENT = RecordKind.PAYMENT.value();

    /** Versions that are kept for what the engine itself must still say of an object. */
    private static final int VERSIONS_RESERVED = 16;

    final PaymentLog log;
    final Merchants merchants;
    final OpenOnes open;
    final Clock clock;

    Shelf(final Ledger ledger, final PaymentTables tables, final Clock clock)
    {
        log = new PaymentLog(ledger.store());
        merchants = tables.merchants;
        open = tables.open;
        this.clock = clock;
    }

    /** @return row of an object's version 0; {@code TransferStore.ABSENT}. */
    long find(final int kind, final int merchant, final long idLow, final long idHigh)
    {
        return log.find(kind, merchants.number(merchant), idLow, idHigh, 0);
    }

    boolean load(final int kind, final int merchant, final long idLow, final long idHigh, final Version target)
    {
        final long headRow = find(kind, merchant, idLow, idHigh);
        if (headRow == TransferStore.ABSENT)
        {
            return false;
        }
        load(headRow, target);
        return true;
    }

    /** Loads the newest version. */
    void load(final long headRow, final Version target)
    {
        log.load(newest(headRow), headRow, target);
    }

    long newest(final long headRow)
    {
        final long slot = log.word(headRow, Version.SLOT);
        return open.isOpen(slot, headRow) ? open.get(slot, OpenOnes.LATEST) : log.newest(headRow);
    }

    /** @return whether one more version that a client asks for may be written. */
    static boolean mayChange(final Version version)
    {
        return version.version < PaymentLog.VERSION_MAX - VERSIONS_RESERVED;
    }

    /** Writes a version, the object's first or the next. */
    void put(final Version version, final int merchant, final boolean isOpen)
    {
        final boolean isNew = version.row == OpenOnes.NONE;
        if (!isNew)
        {
            version.version++;
        }
        long slot = version.get(Version.SLOT);
        if (isNew && isOpen)
        {
            slot = open.open();
            version.set(Version.SLOT, slot);
            count(version, merchant, 1);
        }
        if (!isOpen)
        {
            version.set(Version.SLOT, OpenOnes.NONE);
        }
        version.set(Version.PREVIOUS, merchants.get(merchant, Merchants.LAST_ROW));
        log.append(version, clock.stamp());
        merchants.set(merchant, Merchants.LAST_ROW, version.row + 1);
        if (isOpen)
        {
            open.set(slot, OpenOnes.HEAD, version.headRow);
            open.set(slot, OpenOnes.LATEST, version.row);
        }
        else if (slot != OpenOnes.NONE)
        {
            open.close(slot);
            count(version, merchant, -1);
        }
    }

    private void count(final Version version, final int merchant, final long more)
    {
        if (version.kind == PAYMENT)
        {
            merchants.add(merchant, Merchants.OPEN, more);
        }
    }
}
