package io.suuupra.tools.journal;

import io.suuupra.engine.ledger.Accounts;
import io.suuupra.tools.report.TextTable;

import java.math.BigInteger;
import java.util.TreeMap;

/**
 * Sums of all accounts, ledger by ledger. What one account owes another is owed: debits and credits are equal, pending
 * and posted.
 */
final class LedgerTotals
{
    private static final int DEBITS_PENDING = 0;
    private static final int DEBITS_POSTED = 1;
    private static final int CREDITS_PENDING = 2;
    private static final int CREDITS_POSTED = 3;
    private static final int FIGURES = 4;

    private final TreeMap<Long, Sums> ledgers = new TreeMap<>();

    private LedgerTotals()
    {
    }

    /** Four sums of 128 bits; a balance has 63, and there are fewer than 2^31 accounts. */
    private static final class Sums
    {
        private final long[] low = new long[FIGURES];
        private final long[] high = new long[FIGURES];
        private long accounts;

        private void add(final int figure, final long amount)
        {
            low[figure] += amount;
            if (Long.compareUnsigned(low[figure], amount) < 0)
            {
                high[figure]++;
            }
        }

        private boolean isBalanced()
        {
            return areEqual(DEBITS_PENDING, CREDITS_PENDING) && areEqual(DEBITS_POSTED, CREDITS_POSTED);
        }

        private boolean areEqual(final int one, final int other)
        {
            return low[one] == low[other] && high[one] == high[other];
        }

        private String text(final int figure)
        {
            return BigInteger.valueOf(high[figure]).shiftLeft(Long.SIZE)
                .add(new BigInteger(Long.toUnsignedString(low[figure]))).toString();
        }
    }

    /**
     * @param accounts of an engine.
     * @return their sums.
     */
    static LedgerTotals of(final Accounts accounts)
    {
        final LedgerTotals totals = new LedgerTotals();
        for (int slot = 0; slot < accounts.count(); slot++)
        {
            totals.add(
                accounts.ledger(slot),
                accounts.debitsPending(slot),
                accounts.debitsPosted(slot),
                accounts.creditsPending(slot),
                accounts.creditsPosted(slot));
        }
        return totals;
    }

    private void add(
        final int ledger,
        final long debitsPending,
        final long debitsPosted,
        final long creditsPending,
        final long creditsPosted)
    {
        final Sums sums = ledgers.computeIfAbsent(Integer.toUnsignedLong(ledger), number -> new Sums());
        sums.accounts++;
        sums.add(DEBITS_PENDING, debitsPending);
        sums.add(DEBITS_POSTED, debitsPosted);
        sums.add(CREDITS_PENDING, creditsPending);
        sums.add(CREDITS_POSTED, creditsPosted);
    }

    /** @return whether debits equal credits in every ledger. */
    boolean areBalanced()
    {
        return ledgers.values().stream().allMatch(Sums::isBalanced);
    }

    /** @return a table, one row for each ledger, in minor units. */
    String render()
    {
        final TextTable table = new TextTable().right("ledger").right("accounts").right("debits posted")
            .right("credits posted").right("debits pending").right("credits pending").left("equal");
        ledgers.forEach((ledger, sums) -> table.row(
            Long.toString(ledger),
            Long.toString(sums.accounts),
            sums.text(DEBITS_POSTED),
            sums.text(CREDITS_POSTED),
            sums.text(DEBITS_PENDING),
            sums.text(CREDITS_PENDING),
            sums.isBalanced() ? "yes" : "NO"));
        return table.render();
    }
}
