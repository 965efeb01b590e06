package io.suuupra.engine.upi;

import io.suuupra.engine.ledger.EventRows;
import io.suuupra.engine.ledger.TransferStore;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads the ReqPay that began a transaction back from the store. Reused. */
final class StoredPay
{
    private static final int BYTES = 2_048;

    private final EventRows rows;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[BYTES]);
    private final PayMessage message = new PayMessage();

    StoredPay(final TransferStore store)
    {
        rows = new EventRows(store);
    }

    PayMessage load(final long headRow, final UpiLog log)
    {
        rows.readText(log.word(headRow, UpiLog.MESSAGE), (int)log.word(headRow, UpiLog.MESSAGE_LENGTH), buffer);
        return message.wrap(buffer, 0);
    }
}
