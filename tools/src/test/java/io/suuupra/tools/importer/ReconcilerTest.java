package io.suuupra.tools.importer;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.tools.FakeLedger;
import io.suuupra.tools.mapping.MappingReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class ReconcilerTest
{
    private static final String MAPPING = """
        csv: { header: false }
        columns:
          customer: { type: integer }
          day: { type: integer }
          balance: { type: integer }
        accounts:
          - { id: customer, ledger: 1, code: 1 }
        reconcile:
          account: customer
          label: customer
          day: day
          day_field: user_data_32
          balance: balance
          grows_by: credits
          opening: 100
          tolerance_per_movement: 2
        """;

    private final FakeLedger ledger = new FakeLedger();
    private long nextId = 1;

    @TempDir
    private Path folder;

    @BeforeEach
    void setUp()
    {
        ledger.createAccounts(List.of(
            Account.builder().id(UInt128.of(1)).ledger(1).code(1).build(),
            Account.builder().id(UInt128.of(9)).ledger(1).code(1).build())).join();
    }

    @Test
    void shouldTakeThePrintedBalanceNearestToTheComputedOne() throws Exception
    {
        move(9, 1, 50, 1, 0);
        move(1, 9, 30, 1, 0);

        final Reconciliation result = reconcile("1,1,150\n1,1,120\n1,1,70\n");

        assertEquals(1, result.days());
        assertEquals(List.of(), result.breaks());
    }

    @Test
    void shouldTolerateSoMuchForEachMovement() throws Exception
    {
        move(9, 1, 50, 1, 0);
        move(1, 9, 30, 1, 0);
        move(9, 1, 10, 2, 0);

        assertEquals(List.of(), reconcile("1,1,124\n1,2,132\n").breaks());
        assertEquals(1, reconcile("1,1,125\n1,2,135\n").breaks().size());
        assertEquals(2, reconcile("1,1,125\n1,2,138\n").breaks().size());
    }

    @Test
    void shouldOpenADayWithThePrintedCloseOfTheDayBefore() throws Exception
    {
        move(9, 1, 50, 1, 0);
        move(9, 1, 50, 2, 0);

        final List<Reconciliation.Break> breaks = reconcile("1,1,1150\n1,2,1200\n").breaks();

        assertEquals(List.of(
            new Reconciliation.Break(UInt128.of(1), "1", 1, 100, 1, 50, 150, 1_150L)), breaks);
    }

    @Test
    void shouldReportMovementsOfADayThatTheFileDoesNotKnow() throws Exception
    {
        move(9, 1, 50, 1, 0);
        move(9, 1, 7, 2, 0);
        move(9, 1, 50, 3, 0);

        final List<Reconciliation.Break> breaks = reconcile("1,1,150\n1,3,207\n").breaks();

        assertEquals(1, breaks.size());
        assertEquals(2, breaks.getFirst().day());
        assertNull(breaks.getFirst().printed());
    }

    @Test
    void shouldReportADayWhoseMovementsAreMissingInTheLedger() throws Exception
    {
        assertEquals(1, reconcile("1,1,150\n").breaks().size());
        assertEquals(1, reconcile("77,1,150\n").breaks().size());
    }

    @Test
    void shouldNotCountHolds() throws Exception
    {
        move(9, 1, 50, 1, 0);
        move(9, 1, 1_000, 1, TransferFlags.PENDING);

        assertEquals(List.of(), reconcile("1,1,150\n").breaks());
    }

    @Test
    void shouldReadEveryPageOfABusyAccount() throws Exception
    {
        final int movements = 20_000;
        for (int i = 0; i < movements; i++)
        {
            move(9, 1, 1, 1, 0);
        }

        assertEquals(List.of(), reconcile("1,1," + (100 + movements + 2 * movements) + "\n").breaks());
        assertEquals(1, reconcile("1,1," + (100 + movements + 2 * movements + 1) + "\n").breaks().size());
    }

    @Test
    void shouldGrowByDebitsWhereTheMappingSaysSo() throws Exception
    {
        move(1, 9, 50, 1, 0);

        assertEquals(
            List.of(), reconcile(MAPPING.replace("grows_by: credits", "grows_by: debits"), "1,1,150\n").breaks());
    }

    @Test
    void shouldPassOverRowsThatCannotBeRead() throws Exception
    {
        move(9, 1, 50, 1, 0);

        assertEquals(List.of(), reconcile("1,1,x\n\"\n1,1,150\n").breaks());
    }

    private Reconciliation reconcile(final String rows) throws Exception
    {
        return reconcile(MAPPING, rows);
    }

    private Reconciliation reconcile(final String mapping, final String rows) throws Exception
    {
        final Path file = Files.writeString(folder.resolve("file.csv"), rows);
        return new Reconciler(MappingReader.parse(mapping), ledger).run(file, rows.lines().count());
    }

    private void move(final long debit, final long credit, final long amount, final int day, final int flags)
    {
        ledger.createTransfers(List.of(Transfer.builder().id(UInt128.of(nextId++))
            .debitAccountId(UInt128.of(debit)).creditAccountId(UInt128.of(credit))
            .amount(amount).ledger(1).code(1).userData32(day).flags(flags).build())).join();
    }
}
