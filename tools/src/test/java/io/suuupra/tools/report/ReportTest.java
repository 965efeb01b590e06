package io.suuupra.tools.report;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.tools.FakeLedger;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReportTest
{
    private static final Scale BY_LEDGER = new Scale(Scale.BY_LEDGER);

    private final FakeLedger ledger = new FakeLedger();

    @Test
    void shouldPrintTheTrialBalance() throws Exception
    {
        fill();

        final TrialBalance balance = TrialBalance.read(ledger, 0);

        assertTrue(balance.isBalanced());
        assertEquals("""
            ledger   account  code  debits pending  debits posted  credits pending  credits posted     net
            -------  -------  ----  --------------  -------------  ---------------  --------------  ------
            7        30          1               0              5                0               0      -5
            7        40          1               0              0                0               5       5
            203 CZK  10          1            0.00          12.35             1.00            0.05  -12.30
            203 CZK  20          2            1.00           0.05             0.00           12.35   12.30

            ledger   accounts  debits pending  credits pending  debits posted  credits posted  debits = credits
            -------  --------  --------------  ---------------  -------------  --------------  ----------------
            7               2               0                0              5               5  yes
            203 CZK         2            1.00             1.00          12.40           12.40  yes

            net = credits posted - debits posted
            """, balance.render(BY_LEDGER));
    }

    @Test
    void shouldPrintTheTrialBalanceOfOneLedgerWithTheScaleGiven() throws Exception
    {
        fill();

        assertEquals("""
            ledger  account  code  debits pending  debits posted  credits pending  credits posted     net
            ------  -------  ----  --------------  -------------  ---------------  --------------  ------
            7       30          1           0.000          0.005            0.000           0.000  -0.005
            7       40          1           0.000          0.000            0.000           0.005   0.005

            ledger  accounts  debits pending  credits pending  debits posted  credits posted  debits = credits
            ------  --------  --------------  ---------------  -------------  --------------  ----------------
            7              2           0.000            0.000          0.005           0.005  yes

            net = credits posted - debits posted
            """, TrialBalance.read(ledger, 7).render(new Scale(3)));
    }

    @Test
    void shouldReadEveryPageOfTheAccounts() throws Exception
    {
        for (int page = 0; page < 3; page++)
        {
            final List<Account> accounts = new ArrayList<>();
            for (int i = 1; i <= Limits.EVENTS_MAX; i++)
            {
                accounts.add(Account.builder().id(UInt128.of((page + 1) * 100_000L + i)).ledger(7).code(1).build());
            }
            ledger.createAccounts(accounts).join();
        }

        final TrialBalance balance = TrialBalance.read(ledger, 0);

        assertTrue(balance.isOneCut());
        assertTrue(balance.render(BY_LEDGER).contains("\n7          24567  "), "one row counts all");
    }

    @Test
    void shouldPrintAStatement() throws Exception
    {
        fill();

        assertEquals("""
            account 10, ledger 203 CZK, code 1
            opening balance 0.00

            timestamp                       transfer  other account  code  user data 32  kind  debit  credit  balance
            ------------------------------  --------  -------------  ----  ------------  ----  -----  ------  -------
            2001-09-09T01:46:40.000000005Z  1         20               10      19930131        12.35           -12.35
            2001-09-09T01:46:40.000000006Z  2         20               11      19930201                 0.05   -12.30
            2001-09-09T01:46:40.000000007Z  3         20               12             0  hold           1.00   -12.30

            closing balance -12.30 after 3 rows
            balance = credits posted - debits posted
            """, Statement.read(ledger, UInt128.of(10), 0, 0, 0).render(BY_LEDGER));
    }

    @Test
    void shouldOpenAStatementWithTheBalanceBeforeIt() throws Exception
    {
        fill();
        final String expected = """
            timestamp                       transfer  other account  code  user data 32  kind  debit  credit  balance
            ------------------------------  --------  -------------  ----  ------------  ----  -----  ------  -------
            2001-09-09T01:46:40.000000006Z  2         %s               11      19930201%s  %s

            closing balance %s after 1 rows; more follow, see --limit and --from
            balance = credits posted - debits posted
            """;
        final long from = 1_000_000_000_000_000_006L;

        assertEquals("account 10, ledger 203 CZK, code 1\nopening balance -12.35\n\n" +
            expected.formatted("20", "                 0.05", " -12.30", "-12.30"),
            Statement.read(ledger, UInt128.of(10), from, 0, 1).render(BY_LEDGER), "with history");
        assertEquals("account 20, ledger 203 CZK, code 2\nopening balance 12.35\n\n" +
            expected.formatted("10", "         0.05        ", "  12.30", "12.30"),
            Statement.read(ledger, UInt128.of(20), from, 0, 1).render(BY_LEDGER), "without history");
    }

    @Test
    void shouldEndAStatementWhereItShould() throws Exception
    {
        fill();

        assertTrue(Statement.read(ledger, UInt128.of(10), 0, 1_000_000_000_000_000_005L, 0).render(BY_LEDGER)
            .contains("closing balance -12.35 after 1 rows\n"));
        assertNull(Statement.read(ledger, UInt128.of(11), 0, 0, 0));
    }

    @Test
    void shouldReadTimesAsPeopleWriteThem()
    {
        assertEquals(1_767_225_600_000_000_000L, Timestamps.parse("2026-01-01", false));
        assertEquals(1_767_311_999_999_999_999L, Timestamps.parse("2026-01-01", true));
        assertEquals(1_767_225_600_000_000_001L, Timestamps.parse("2026-01-01T00:00:00.000000001Z", true));
        assertEquals(5, Timestamps.parse("5", true));
        assertEquals("2026-01-01T00:00:00.000000001Z", Timestamps.format(1_767_225_600_000_000_001L));
        for (final String bad :
            List.of("", "x", "2026-02-30", "-1", "99999999999999999999", "9999-01-01", "1969-12-31"))
        {
            assertThrows(IllegalArgumentException.class, () -> Timestamps.parse(bad, false), bad);
        }
    }

    @Test
    void shouldKnowTheDecimalsOfCurrencies()
    {
        assertEquals(2, BY_LEDGER.of(356));
        assertEquals(0, BY_LEDGER.of(392));
        assertEquals(3, BY_LEDGER.of(414));
        assertEquals(0, BY_LEDGER.of(1));
        assertEquals("356 INR", BY_LEDGER.name(356));
        assertEquals("4294967295", BY_LEDGER.name(-1));
    }

    private void fill()
    {
        ledger.createAccounts(List.of(
            Account.builder().id(UInt128.of(10)).ledger(203).code(1).flags(AccountFlags.HISTORY).build(),
            Account.builder().id(UInt128.of(20)).ledger(203).code(2).build(),
            Account.builder().id(UInt128.of(30)).ledger(7).code(1).build(),
            Account.builder().id(UInt128.of(40)).ledger(7).code(1).build())).join();
        ledger.createTransfers(List.of(
            transfer(1, 10, 20, 1_235).ledger(203).code(10).userData32(19_930_131).build(),
            transfer(2, 20, 10, 5).ledger(203).code(11).userData32(19_930_201).build(),
            transfer(3, 20, 10, 100).ledger(203).code(12).flags(TransferFlags.PENDING).build(),
            transfer(4, 30, 40, 5).ledger(7).code(13).build())).join();
    }

    private static Transfer.Builder transfer(final long id, final long debit, final long credit, final long amount)
    {
        return Transfer.builder().id(UInt128.of(id)).amount(amount)
            .debitAccountId(UInt128.of(debit)).creditAccountId(UInt128.of(credit));
    }
}
