package io.suuupra.engine.ledger;

import io.suuupra.codecs.frame.AccountFlags;

import static io.suuupra.engine.CorruptStateException.require;

/**
 * The only place where a balance changes. Every change is a pair, one amount on the debit side of one account and the
 * same amount on the credit side of another, so that debits equal credits for ever; it is asserted here, once.
 *
 * <p>The checks are done before; a change that breaks an invariant is corruption and halts the node.
 */
final class Balances
{
    private final Accounts accounts;
    private final ChainUndo undo;

    Balances(final Accounts accounts, final ChainUndo undo)
    {
        this.accounts = accounts;
        this.undo = undo;
    }

    /** Posts an amount. */
    void post(final int debitSlot, final int creditSlot, final long amount)
    {
        beforeChange(debitSlot, creditSlot);
        add(debitSlot, Accounts.DEBITS_POSTED, amount);
        add(creditSlot, Accounts.CREDITS_POSTED, amount);
    }

    /** Holds an amount. */
    void hold(final int debitSlot, final int creditSlot, final long amount)
    {
        beforeChange(debitSlot, creditSlot);
        add(debitSlot, Accounts.DEBITS_PENDING, amount);
        add(creditSlot, Accounts.CREDITS_PENDING, amount);
    }

    /** Releases a hold and posts a part of it, 0 to all. */
    void release(final int debitSlot, final int creditSlot, final long held, final long posted)
    {
        require(posted <= held, "a hold posts at most what it holds");
        beforeChange(debitSlot, creditSlot);
        add(debitSlot, Accounts.DEBITS_PENDING, -held);
        add(creditSlot, Accounts.CREDITS_PENDING, -held);
        add(debitSlot, Accounts.DEBITS_POSTED, posted);
        add(creditSlot, Accounts.CREDITS_POSTED, posted);
    }

    /** Closes an account, or opens it again; {@link #post}, {@link #hold} or {@link #release} came before. */
    void close(final int slot, final boolean closed)
    {
        final long[] page = accounts.page(slot);
        final int traits = Accounts.at(slot) + Accounts.TRAITS;
        page[traits] = closed ? page[traits] | AccountFlags.CLOSED : page[traits] & ~(long)AccountFlags.CLOSED;
    }

    /** Makes a record the account's newest. */
    void advance(final int slot, final long row)
    {
        final long[] page = accounts.page(slot);
        final int at = Accounts.at(slot);
        page[at + Accounts.HEAD] = row;
        page[at + Accounts.RECORDS]++;
        if (page[at + Accounts.RECORDS] % TransferStore.MILESTONE_EVERY == 0)
        {
            page[at + Accounts.MILESTONE] = row;
        }
    }

    private void beforeChange(final int debitSlot, final int creditSlot)
    {
        require(debitSlot != creditSlot, "a transfer has two different accounts");
        accounts.touch(debitSlot);
        accounts.touch(creditSlot);
        undo.beforeAccountChange(debitSlot);
        undo.beforeAccountChange(creditSlot);
    }

    private void add(final int slot, final int figure, final long amount)
    {
        final long[] page = accounts.page(slot);
        final int at = Accounts.at(slot);
        // Both terms lie within a long's half range, so an overflow shows as a negative sum.
        final long after = page[at + figure] + amount;
        require(after >= 0, "a balance stays within 0 and 2^63 - 1");
        page[at + figure] = after;
    }
}
