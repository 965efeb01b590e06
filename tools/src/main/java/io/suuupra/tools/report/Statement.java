package io.suuupra.tools.report;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.AccountBalance;
import io.suuupra.codecs.edge.AccountFilter;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.FilterFlags;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.tools.ledger.LedgerException;
import io.suuupra.tools.ledger.LedgerPort;
import io.suuupra.tools.ledger.Paging;

import java.util.ArrayList;
import java.util.List;

/**
 * The transfers of one account with its posted balance after each.
 *
 * <p>The balance is worked out from the transfers, so that every account has one. A statement that begins later than
 * the account takes its opening from the balance history where the account keeps one, else from all transfers before.
 * Holds are listed too; they leave the posted balance as it is.
 */
public final class Statement
{
    private static final int RESOLVES =
        TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER;

    private final Account account;
    private final List<Line> lines;
    private final long opening;
    private final boolean isCut;

    private Statement(final Account account, final List<Line> lines, final long opening, final boolean isCut)
    {
        this.account = account;
        this.lines = lines;
        this.opening = opening;
        this.isCut = isCut;
    }

    private record Line(Transfer transfer, long balance)
    {
    }

    /**
     * Reads the statement.
     *
     * @param ledger to read.
     * @param id     of the account.
     * @param from   ns, inclusive; 0 = from the first transfer.
     * @param to     ns, inclusive; 0 = to the last one.
     * @param limit  most rows; 0 = all.
     * @return the statement; null if there is no such account.
     * @throws LedgerException if the ledger fails.
     */
    public static Statement read(
        final LedgerPort ledger, final UInt128 id, final long from, final long to, final long limit)
        throws LedgerException
    {
        final List<Account> found = LedgerException.await(ledger.lookupAccounts(List.of(id)));
        if (found.isEmpty())
        {
            return null;
        }
        final Account account = found.getFirst();
        final List<Line> lines = new ArrayList<>();
        final boolean startsLate = from > 0 && (account.flags() & AccountFlags.HISTORY) != 0;
        long opening = startsLate ? balanceBefore(ledger, id, from) : 0;
        long balance = opening;
        final Paging<Transfer> pages = Paging.accountTransfers(ledger, id, startsLate ? from : 0, to);
        for (List<Transfer> page = pages.next(); !page.isEmpty(); page = pages.next())
        {
            for (final Transfer transfer : page)
            {
                final boolean isWanted = transfer.timestamp() >= from;
                if (isWanted && limit > 0 && lines.size() == limit)
                {
                    return new Statement(account, lines, opening, true);
                }
                balance = Math.addExact(balance, movement(transfer, id));
                if (isWanted)
                {
                    lines.add(new Line(transfer, balance));
                }
                else
                {
                    opening = balance;
                }
            }
        }
        return new Statement(account, lines, opening, false);
    }

    private static long balanceBefore(final LedgerPort ledger, final UInt128 account, final long from)
        throws LedgerException
    {
        if (from == 1)
        {
            return 0;
        }
        final List<AccountBalance> last = LedgerException.await(ledger.accountBalances(
            AccountFilter.builder().accountId(account).timestampMax(from - 1).limit(1)
                .flags(FilterFlags.DEBITS | FilterFlags.CREDITS | FilterFlags.REVERSED).build()));
        return last.isEmpty() ? 0 : last.getFirst().creditsPosted() - last.getFirst().debitsPosted();
    }

    /** What the transfer adds to credits posted minus debits posted. */
    private static long movement(final Transfer transfer, final UInt128 account)
    {
        if ((transfer.flags() & (TransferFlags.PENDING | TransferFlags.VOID_PENDING_TRANSFER)) != 0)
        {
            return 0;
        }
        return transfer.creditAccountId().equals(account) ? transfer.amount() : -transfer.amount();
    }

    /**
     * @param scale of the amounts.
     * @return the report, each line with a line end.
     */
    public String render(final Scale scale)
    {
        final int ledger = account.ledger();
        final StringBuilder text = new StringBuilder();
        text.append("account ").append(account.id()).append(", ledger ").append(scale.name(ledger))
            .append(", code ").append(account.code()).append('\n');
        text.append("opening balance ").append(scale.format(opening, ledger)).append("\n\n");
        final TextTable table = new TextTable().left("timestamp").left("transfer").left("other account")
            .right("code").right("user data 32").left("kind").right("debit").right("credit").right("balance");
        for (final Line line : lines)
        {
            final Transfer transfer = line.transfer();
            final boolean isCredit = transfer.creditAccountId().equals(account.id());
            final String amount = scale.format(transfer.amount(), ledger);
            table.row(Timestamps.format(transfer.timestamp()), transfer.id().toString(),
                (isCredit ? transfer.debitAccountId() : transfer.creditAccountId()).toString(),
                Integer.toString(transfer.code()), Integer.toUnsignedString(transfer.userData32()), kind(transfer),
                isCredit ? "" : amount, isCredit ? amount : "", scale.format(line.balance(), ledger));
        }
        text.append(table.render());
        text.append("\nclosing balance ")
            .append(scale.format(lines.isEmpty() ? opening : lines.getLast().balance(), ledger))
            .append(" after ").append(lines.size()).append(" rows");
        text.append(isCut ? "; more follow, see --limit and --from\n" : "\n");
        text.append("balance = credits posted - debits posted\n");
        return text.toString();
    }

    private static String kind(final Transfer transfer)
    {
        if ((transfer.flags() & TransferFlags.PENDING) != 0)
        {
            return "hold";
        }
        return (transfer.flags() & RESOLVES) == 0 ? "" :
            (transfer.flags() & TransferFlags.POST_PENDING_TRANSFER) != 0 ? "posted hold" : "voided hold";
    }
}
