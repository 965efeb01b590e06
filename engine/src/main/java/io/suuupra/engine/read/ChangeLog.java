package io.suuupra.engine.read;

import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.ChangeEventsEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.RecordKind;
import io.suuupra.engine.ledger.Accounts;
import io.suuupra.engine.ledger.TransferStore;
import org.agrona.MutableDirectBuffer;

/**
 * Reads the store as the ordered log of changes. Any thread, up to a row that the engine has passed.
 */
public final class ChangeLog
{
    private static final int TOMBSTONE = RecordKind.TOMBSTONE.value();

    private final Accounts accounts;
    private final TransferStore store;
    private final RowWriter writer;
    private final int ledgerMin;
    private final int ledgerMax;
    private long nextRow;

    /**
     * @param accounts  that the records name.
     * @param store     that holds the records.
     * @param ledgerMin first ledger in scope, unsigned.
     * @param ledgerMax last ledger in scope, unsigned.
     * @param nextRow   first row to read.
     */
    public ChangeLog(
        final Accounts accounts,
        final TransferStore store,
        final int ledgerMin,
        final int ledgerMax,
        final long nextRow)
    {
        this.accounts = accounts;
        this.store = store;
        this.writer = new RowWriter(accounts, store);
        this.ledgerMin = ledgerMin;
        this.ledgerMax = ledgerMax;
        this.nextRow = nextRow;
    }

    /** @return first row not read yet. */
    public long nextRow()
    {
        return nextRow;
    }

    /**
     * Writes the next events as a ChangeEvents message, which may hold none.
     *
     * @param limitRow  row to end before.
     * @param eventsMax at most so many.
     * @param buffer    to write to.
     * @param offset    to write at.
     * @return length of the message.
     */
    public int read(final long limitRow, final int eventsMax, final MutableDirectBuffer buffer, final int offset)
    {
        final Rows found = find(limitRow, eventsMax);
        final ChangeEventsEncoder encoder = new ChangeEventsEncoder();
        encoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        final ChangeEventsEncoder.EventsEncoder group = encoder.eventsCount(found.count());
        for (int i = 0; i < found.count(); i++)
        {
            writer.changeEvent(found.get(i), group.next());
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private Rows find(final long limitRow, final int eventsMax)
    {
        final Rows found = new Rows(eventsMax);
        while (nextRow < limitRow && !found.isFull())
        {
            if (store.kind(nextRow) < TOMBSTONE &&
                Principal.sees(accounts.ledger(store.debitSlot(nextRow)), ledgerMin, ledgerMax))
            {
                found.add(nextRow);
            }
            nextRow++;
        }
        return found;
    }
}
