package io.suuupra.engine.read;

import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.engine.ledger.Accounts;
import io.suuupra.engine.ledger.TransferStore;

/**
 * What a scan looks for. 0 stands for "any" in every field but the limit.
 *
 * @param userData128Low  lower half.
 * @param userData128High upper half.
 * @param userData64      unsigned.
 * @param userData32      unsigned.
 * @param ledger          unsigned; 0 in filters of one account.
 * @param code            unsigned 16 bits.
 * @param timestampMin    ns, inclusive.
 * @param timestampMax    ns, inclusive, {@code Long.MAX_VALUE} where it was open.
 * @param limit           rows, 1 to {@code Limits.ROWS_MAX}.
 * @param flags           bits of {@code FilterFlags}.
 */
record Filter(
    long userData128Low,
    long userData128High,
    long userData64,
    int userData32,
    int ledger,
    int code,
    long timestampMin,
    long timestampMax,
    int limit,
    int flags)
{
    /**
     * @param allowed    flag bits that have a meaning here.
     * @param timeMax    0 = open.
     * @param rowLimit   as it was sent.
     * @param reserved   must be 0.
     * @return the filter; null if it is invalid, which finds nothing.
     */
    static Filter of(
        final long userData128Low,
        final long userData128High,
        final long userData64,
        final int userData32,
        final int ledger,
        final int code,
        final int reserved,
        final long timeMin,
        final long timeMax,
        final long rowLimit,
        final long flags,
        final int allowed)
    {
        final long max = timeMax == 0 ? Long.MAX_VALUE : timeMax;
        if (rowLimit == 0 || timeMin > max || (flags & ~(long)allowed) != 0 || reserved != 0)
        {
            return null;
        }
        return new Filter(
            userData128Low,
            userData128High,
            userData64,
            userData32,
            ledger,
            code,
            timeMin,
            max,
            (int)Math.min(rowLimit, Limits.ROWS_MAX),
            (int)flags);
    }

    boolean has(final int flag)
    {
        return (flags & flag) != 0;
    }

    boolean hasSide()
    {
        return has(FilterFlags.DEBITS | FilterFlags.CREDITS);
    }

    boolean matchesTransfer(final TransferStore store, final long row)
    {
        return matchesData(
            store.userData128Low(row), store.userData128High(row), store.userData64(row), store.userData32(row)) &&
            (code == 0 || code == store.code(row));
    }

    boolean matchesAccount(final Accounts accounts, final int slot)
    {
        return matchesData(
            accounts.userData128Low(slot),
            accounts.userData128High(slot),
            accounts.userData64(slot),
            accounts.userData32(slot)) &&
            (code == 0 || code == accounts.code(slot)) &&
            (ledger == 0 || ledger == accounts.ledger(slot));
    }

    private boolean matchesData(final long low, final long high, final long data64, final int data32)
    {
        return ((userData128Low | userData128High) == 0 || userData128Low == low && userData128High == high) &&
            (userData64 == 0 || userData64 == data64) &&
            (userData32 == 0 || userData32 == data32);
    }
}
