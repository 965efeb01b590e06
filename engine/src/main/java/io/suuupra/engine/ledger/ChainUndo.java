package io.suuupra.engine.ledger;

import java.util.Arrays;

/**
 * What a linked chain changed, so that it can be taken back. Idle outside chains.
 */
final class ChainUndo
{
    private static final int IMAGE_WORDS = Accounts.HOT_WORDS + 1;

    private final Accounts accounts;
    private final Holds holds;
    private final ExpiryQueue expiries;
    private final TransferStore store;
    private long[] images = new long[IMAGE_WORDS * 64];
    private int imagesLength;
    private long[] resolvedHolds = new long[64];
    private int resolvedCount;
    private boolean active;
    private int accountsBefore;
    private long holdsBefore;
    private long rowsBefore;
    private long transferTimestampBefore;

    ChainUndo(final Accounts accounts, final Holds holds, final ExpiryQueue expiries, final TransferStore store)
    {
        this.accounts = accounts;
        this.holds = holds;
        this.expiries = expiries;
        this.store = store;
    }

    void begin()
    {
        active = true;
        imagesLength = 0;
        resolvedCount = 0;
        accountsBefore = accounts.count();
        holdsBefore = holds.count();
        rowsBefore = store.rows();
        transferTimestampBefore = store.lastTransferTimestamp();
    }

    void beforeAccountChange(final int slot)
    {
        if (!active)
        {
            return;
        }
        if (imagesLength + IMAGE_WORDS > images.length)
        {
            images = Arrays.copyOf(images, images.length * 2);
        }
        images[imagesLength] = slot;
        System.arraycopy(accounts.page(slot), Accounts.at(slot), images, imagesLength + 1, Accounts.HOT_WORDS);
        imagesLength += IMAGE_WORDS;
    }

    /** A hold was posted or voided. */
    void onHoldResolved(final long ordinal, final boolean hasTimeout)
    {
        if (!active)
        {
            if (hasTimeout)
            {
                expiries.onResolved();
            }
            return;
        }
        if (resolvedCount == resolvedHolds.length)
        {
            resolvedHolds = Arrays.copyOf(resolvedHolds, resolvedCount * 2);
        }
        resolvedHolds[resolvedCount++] = ordinal;
    }

    /** A hold with a timeout was created. */
    void onHoldCreated(final long ordinal, final long expiry)
    {
        if (!active)
        {
            expiries.add(expiry, ordinal);
        }
    }

    /** The chain holds: only now does the queue hear of its holds. */
    void commit()
    {
        active = false;
        for (long ordinal = holdsBefore; ordinal < holds.count(); ordinal++)
        {
            final long row = holds.row(ordinal);
            if (store.timeout(row) != 0)
            {
                expiries.add(store.expiry(row), ordinal);
            }
        }
        for (int i = 0; i < resolvedCount; i++)
        {
            if (store.timeout(holds.row(resolvedHolds[i])) != 0)
            {
                expiries.onResolved();
            }
        }
    }

    /** The chain is broken: all is as it was when it began. */
    void rollback()
    {
        active = false;
        while (imagesLength > 0)
        {
            imagesLength -= IMAGE_WORDS;
            final int slot = (int)images[imagesLength];
            System.arraycopy(images, imagesLength + 1, accounts.page(slot), Accounts.at(slot), Accounts.HOT_WORDS);
        }
        while (resolvedCount > 0)
        {
            holds.reopen(resolvedHolds[--resolvedCount]);
        }
        store.truncate(rowsBefore, transferTimestampBefore);
        holds.truncate(holdsBefore);
        accounts.truncate(accountsBefore);
    }
}
