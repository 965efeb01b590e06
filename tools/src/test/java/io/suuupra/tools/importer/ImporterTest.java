package io.suuupra.tools.importer;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.tools.FakeLedger;
import io.suuupra.tools.ledger.LedgerException;
import io.suuupra.tools.mapping.Mapping;
import io.suuupra.tools.mapping.MappingException;
import io.suuupra.tools.mapping.MappingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ImporterTest
{
    private static final String MAPPING = """
        columns:
          id: { type: integer }
          from: { type: integer }
          to: { type: integer }
          amount: { type: decimal, scale: 2 }
        accounts:
          - { id: from, ledger: 1, code: 1 }
        transfers:
          - { id: id, debit: from, credit: to, amount: amount, ledger: 1, code: 7 }
        """;
    private static final String HEADINGS = "id,from,to,amount\n";

    private final FakeLedger ledger = new FakeLedger();
    private final Reports reports = new Reports();

    @TempDir
    private Path folder;

    @Test
    void shouldPostWhatTheRowsSay() throws Exception
    {
        create(2);

        final ImportSummary summary = run(MAPPING, "1,10,2,1.50\n2,10,2,0.25\n", 0);

        assertEquals(2, summary.rows());
        assertEquals(0, summary.badRows());
        assertTrue(summary.isComplete());
        assertEquals(1, summary.accounts(CreateAccountStatus.CREATED));
        assertEquals(2, summary.transfers(CreateTransferStatus.CREATED));
        assertEquals(175, ledger.account(10).debitsPosted());
        assertEquals(175, ledger.account(2).creditsPosted());
        assertEquals(7, ledger.transfer(2).code());
    }

    @Test
    void shouldChangeNothingWhenRunAgain() throws Exception
    {
        create(2);
        run(MAPPING, "1,10,2,1.50\n2,11,2,0.25\n", 0);

        final ImportSummary again = run(MAPPING, "1,10,2,1.50\n2,11,2,0.25\n", 0);

        assertEquals(0, again.badRows());
        assertEquals(2, again.accounts(CreateAccountStatus.EXISTS));
        assertEquals(2, again.transfers(CreateTransferStatus.EXISTS));
        assertEquals(175, ledger.account(2).creditsPosted());
    }

    @Test
    void shouldGoOnWhereABrokenConnectionCutItShort() throws Exception
    {
        create(2);
        final int rows = 3 * Limits.EVENTS_MAX + 5;
        final String content = rows(rows);
        ledger.failFromTransferFrame(2);

        final LedgerException failed = assertThrows(LedgerException.class, () -> run(MAPPING, content, 0));

        assertEquals("the connection is gone", failed.getMessage());
        assertEquals(2 * Limits.EVENTS_MAX, ledger.transferCount());

        ledger.failFromTransferFrame(Integer.MAX_VALUE);
        final ImportSummary second = run(MAPPING, content, 0);

        assertEquals(2 * Limits.EVENTS_MAX, second.transfers(CreateTransferStatus.EXISTS));
        assertEquals(rows - 2 * Limits.EVENTS_MAX, second.transfers(CreateTransferStatus.CREATED));
        assertEquals(rows, ledger.account(2).creditsPosted());
    }

    @Test
    void shouldSendFullFrames() throws Exception
    {
        create(2);

        run(MAPPING, rows(2 * Limits.EVENTS_MAX), 0);

        assertEquals(2, ledger.transferFrames());
    }

    @Test
    void shouldReportABadRowWithItsLineAndImportTheOthers() throws Exception
    {
        create(2);

        final ImportSummary summary =
            run(MAPPING, "1,10,2,1.5\nx,10,2,1\n3,10,2,1.234\n\"4,10,2,1\n5,10,2,1\n6,10,10,1\n", 0);

        assertEquals(List.of(
            "3: id must be a whole number of at most 64 bits, not 'x'",
            "4: amount must be an amount with at most 2 decimals, not '1.234'",
            "5: a quote is not closed",
            "7: debit and credit are the same account"), reports.reasons());
        assertEquals(6, summary.rows());
        assertEquals(4, summary.badRows());
        assertEquals(2, summary.transfers(CreateTransferStatus.CREATED));
    }

    @Test
    void shouldKeepBackTransfersWhoseAccountsAreNotThere() throws Exception
    {
        final ImportSummary summary = run(MAPPING, "1,10,99,1\n2,10,99,2\n", 0);

        assertEquals(List.of(
            "2: transfer 1 not sent: account 99 does not exist",
            "3: transfer 2 not sent: account 99 does not exist"), reports.reasons());
        assertEquals(2, summary.badRows());
        assertTrue(ledger.burntIds().isEmpty(), "a burnt id could never be imported");

        create(99);
        assertEquals(2, run(MAPPING, "1,10,99,1\n2,10,99,2\n", 0).transfers(CreateTransferStatus.CREATED));
    }

    @Test
    void shouldKeepBackTransfersWhoseAccountsWereRefused() throws Exception
    {
        create(2);
        ledger.refuseAccounts(CreateAccountStatus.CAPACITY_EXCEEDED);

        final ImportSummary summary = run(MAPPING, "1,10,2,1\n2,10,2,2\n", 0);

        assertEquals(List.of(
            "2: account 10: capacity_exceeded",
            "2: transfer 1 not sent: account 10 was refused (capacity_exceeded)",
            "3: transfer 2 not sent: account 10 was refused (capacity_exceeded)"), reports.reasons());
        assertEquals(2, summary.badRows());
        assertEquals(Map.of("capacity_exceeded", 1L), summary.accountsRefused());
        assertEquals(0, ledger.transferFrames());
    }

    @Test
    void shouldReportTransfersThatTheLedgerRefuses() throws Exception
    {
        create(2);
        run(MAPPING, "1,10,2,1\n", 0);

        final ImportSummary summary = run(MAPPING, "1,10,2,2\n2,10,2,2\n", 0);

        assertEquals(List.of("2: transfer 1: exists_with_different_amount"), reports.reasons());
        assertEquals(1, summary.badRows());
        assertEquals(Map.of("exists_with_different_amount", 1L), summary.transfersRefused());
        assertEquals(1, summary.transfers(CreateTransferStatus.CREATED));
    }

    @Test
    void shouldReportAnAccountThatRowsDefineInTwoWays() throws Exception
    {
        create(2);

        final ImportSummary summary = run(MAPPING.replace("code: 1 }", "code: id }"), "1,10,2,1\n2,10,2,2\n", 0);

        assertEquals(List.of("3: account 10 is not the same here as in a row before"), reports.reasons());
        assertEquals(1, summary.transfers(CreateTransferStatus.CREATED));
    }

    @Test
    void shouldGiveUpAfterTooManyBadRows() throws Exception
    {
        create(2);

        final ImportSummary summary = run(MAPPING, "1,10,2,1\nx\nx\nx\n5,10,2,1\n", 2);

        assertFalse(summary.isComplete());
        assertEquals(2, summary.badRows());
        assertEquals(1, ledger.transferCount());
    }

    @Test
    void shouldRefuseAFileThatIsNotTheOneOfTheMapping()
    {
        assertEquals("columns.id: the file has no column 'id'", assertThrows(
            MappingException.class, () -> importFile(MAPPING, "a,b\n1,2\n", 0)).getMessage());
        assertEquals("the file is empty; it should begin with its headings", assertThrows(
            MappingException.class, () -> importFile(MAPPING, "", 0)).getMessage());
    }

    @Test
    void shouldReadAFileWithoutHeadings() throws Exception
    {
        create(2);

        assertEquals(1, importFile("csv: { header: false }\n" + MAPPING, "1,10,2,1\n", 0).rows());
        assertEquals(1, ledger.transferCount());
    }

    private ImportSummary run(final String mapping, final String rows, final long badRowsMax) throws Exception
    {
        return importFile(mapping, HEADINGS + rows, badRowsMax);
    }

    private ImportSummary importFile(final String yaml, final String content, final long badRowsMax)
        throws IOException, MappingException, LedgerException
    {
        final Mapping mapping = MappingReader.parse(yaml);
        final Path file = Files.writeString(folder.resolve("file.csv"), content);
        return new Importer(mapping, ledger, reports, 2, badRowsMax).run(file);
    }

    private void create(final long id)
    {
        ledger.createAccounts(List.of(Account.builder().id(UInt128.of(id)).ledger(1).code(1).build())).join();
    }

    private static String rows(final int count)
    {
        final StringBuilder rows = new StringBuilder();
        for (int i = 1; i <= count; i++)
        {
            rows.append(i).append(",10,2,0.01\n");
        }
        return rows.toString();
    }
}
