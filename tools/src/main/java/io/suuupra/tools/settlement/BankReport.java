package io.suuupra.tools.settlement;

import io.suuupra.codecs.edge.upi.BankSettlement;
import io.suuupra.codecs.edge.upi.BankSettlement.Tally;
import io.suuupra.codecs.generated.UpiCycleKind;

import java.util.Locale;

/**
 * What a bank settles in a cycle, line by line as an NTSL has it: description, count, debit and credit. Debits are what
 * the bank pays. Amounts are minor units.
 */
final class BankReport
{
    private static final Tally NONE = new Tally(0, 0);

    private final StringBuilder text = new StringBuilder("description,count,debit,credit\n");
    private long debits;
    private long credits;

    private BankReport()
    {
    }

    /** @return the report; {@code feeEach} minor units for each payment sent stand apart, 0 = no such line. */
    static String of(final UpiCycleKind kind, final BankSettlement bank, final long feeEach)
    {
        final BankReport report = new BankReport();
        if (kind == UpiCycleKind.DISPUTES)
        {
            report.line("returned by this bank", bank.received(), NONE);
            report.line("returned to this bank", NONE, bank.sent());
            report.line("returned within this bank", bank.within(), bank.within());
        }
        else
        {
            report.line("sent", bank.sent(), NONE);
            report.line("sent deemed", bank.sentDeemed(), NONE);
            report.line("received", NONE, bank.received());
            report.line("received deemed", NONE, bank.receivedDeemed());
            report.line("within this bank", bank.within(), bank.within());
            report.line("within this bank deemed", bank.withinDeemed(), bank.withinDeemed());
            report.sum("returns of dispute cycles", bank.returnsDebit(), bank.returnsCredit());
        }
        report.sum("carried", Math.max(bank.carried(), 0), Math.max(-bank.carried(), 0));
        report.text.append(String.format(Locale.ROOT, "total,,%d,%d\n", report.debits, report.credits));
        report.text.append(String.format(Locale.ROOT, "settled,,%d,%d\n",
            Math.max(bank.settled(), 0), Math.max(-bank.settled(), 0)));
        if (feeEach > 0 && kind != UpiCycleKind.DISPUTES)
        {
            final long count = bank.sent().count() + bank.sentDeemed().count();
            report.text.append(String.format(Locale.ROOT, "fees billed apart,%d,%d,0\n", count,
                Math.multiplyExact(count, feeEach)));
        }
        return report.text.toString();
    }

    private void line(final String description, final Tally debit, final Tally credit)
    {
        text.append(String.format(Locale.ROOT, "%s,%d,%d,%d\n", description, Math.max(debit.count(), credit.count()),
            debit.amount(), credit.amount()));
        debits = Math.addExact(debits, debit.amount());
        credits = Math.addExact(credits, credit.amount());
    }

    private void sum(final String description, final long debit, final long credit)
    {
        text.append(String.format(Locale.ROOT, "%s,,%d,%d\n", description, debit, credit));
        debits = Math.addExact(debits, debit);
        credits = Math.addExact(credits, credit);
    }
}
