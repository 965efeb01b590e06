package io.suuupra.tools.report;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.QueryFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.tools.ledger.LedgerException;
import io.suuupra.tools.ledger.LedgerPort;
import io.suuupra.tools.ledger.Paging;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All accounts with their debits and credits, and for each ledger whether these are equal.
 */
public final class TrialBalance
{
    private static final int ATTEMPTS = 3;

    private final List<Account> accounts;
    private final Map<Long, Totals> totals = new TreeMap<>();
    private final boolean isOneCut;

    private TrialBalance(final List<Account> accounts, final boolean isOneCut)
    {
        this.accounts = accounts.stream().sorted(
            Comparator.<Account>comparingLong(account -> Integer.toUnsignedLong(account.ledger()))
                .thenComparing(Account::id)).toList();
        this.isOneCut = isOneCut;
        for (final Account account : accounts)
        {
            totals.computeIfAbsent(Integer.toUnsignedLong(account.ledger()), ledger -> new Totals()).add(account);
        }
    }

    /** Sums of a ledger; exact, since they may pass 64 bits where no single account does. */
    private static final class Totals
    {
        private BigInteger debitsPending = BigInteger.ZERO;
        private BigInteger debitsPosted = BigInteger.ZERO;
        private BigInteger creditsPending = BigInteger.ZERO;
        private BigInteger creditsPosted = BigInteger.ZERO;
        private long accounts;

        void add(final Account account)
        {
            accounts++;
            debitsPending = debitsPending.add(BigInteger.valueOf(account.debitsPending()));
            debitsPosted = debitsPosted.add(BigInteger.valueOf(account.debitsPosted()));
            creditsPending = creditsPending.add(BigInteger.valueOf(account.creditsPending()));
            creditsPosted = creditsPosted.add(BigInteger.valueOf(account.creditsPosted()));
        }

        boolean isBalanced()
        {
            return debitsPending.equals(creditsPending) && debitsPosted.equals(creditsPosted);
        }
    }

    /**
     * Reads all accounts. Pages are read one after the other: where transfers come in between, the reading starts
     * again, up to three times.
     *
     * @param ledger to read.
     * @param number of the ledger wanted; 0 = all.
     * @return the trial balance.
     * @throws LedgerException if the ledger fails.
     */
    public static TrialBalance read(final LedgerPort ledger, final int number) throws LedgerException
    {
        TrialBalance balance = null;
        for (int attempt = 0; attempt < ATTEMPTS && (balance == null || !balance.isOneCut); attempt++)
        {
            final long before = newestTransfer(ledger);
            final List<Account> accounts = new ArrayList<>();
            final Paging<Account> pages = Paging.accounts(ledger, number);
            int count = 0;
            for (List<Account> page = pages.next(); !page.isEmpty(); page = pages.next())
            {
                accounts.addAll(page);
                count++;
            }
            balance = new TrialBalance(accounts, count <= 1 || newestTransfer(ledger) == before);
        }
        return balance;
    }

    /**
     * @return true if debits equal credits in every ledger, pending and posted.
     */
    public boolean isBalanced()
    {
        return totals.values().stream().allMatch(Totals::isBalanced);
    }

    /**
     * @return true if no transfer was made while the accounts were read.
     */
    public boolean isOneCut()
    {
        return isOneCut;
    }

    /**
     * @param scale of the amounts.
     * @return the report, each line with a line end.
     */
    public String render(final Scale scale)
    {
        final TextTable table = new TextTable().left("ledger").left("account").right("code")
            .right("debits pending").right("debits posted").right("credits pending").right("credits posted")
            .right("net");
        for (final Account account : accounts)
        {
            final int ledger = account.ledger();
            table.row(scale.name(ledger), account.id().toString(), Integer.toString(account.code()),
                scale.format(account.debitsPending(), ledger), scale.format(account.debitsPosted(), ledger),
                scale.format(account.creditsPending(), ledger), scale.format(account.creditsPosted(), ledger),
                // Both are 0 or more, so that the difference fits.
                scale.format(account.creditsPosted() - account.debitsPosted(), ledger));
        }
        final TextTable sums = new TextTable().left("ledger").right("accounts")
            .right("debits pending").right("credits pending").right("debits posted").right("credits posted")
            .left("debits = credits");
        totals.forEach((ledger, total) -> sums.row(scale.name(ledger.intValue()), Long.toString(total.accounts),
            decimal(total.debitsPending, scale.of(ledger.intValue())),
            decimal(total.creditsPending, scale.of(ledger.intValue())),
            decimal(total.debitsPosted, scale.of(ledger.intValue())),
            decimal(total.creditsPosted, scale.of(ledger.intValue())),
            total.isBalanced() ? "yes" : "NO"));
        return table.render() + "\n" + sums.render() + "\nnet = credits posted - debits posted\n";
    }

    private static String decimal(final BigInteger minorUnits, final int scale)
    {
        return new BigDecimal(minorUnits, scale).toPlainString();
    }

    private static long newestTransfer(final LedgerPort ledger) throws LedgerException
    {
        final List<Transfer> newest = LedgerException.await(ledger.queryTransfers(
            QueryFilter.builder().limit(1).flags(FilterFlags.REVERSED).build()));
        return newest.isEmpty() ? 0 : newest.getFirst().timestamp();
    }
}
