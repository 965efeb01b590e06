package io.suuupra.tools.importer;

import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.tools.FakeLedger;
import io.suuupra.tools.mapping.Mapping;
import io.suuupra.tools.mapping.MappingReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The example mapping on the real file, against figures that were worked out apart from this code. */
class BerkaImportTest
{
    private static final Path ROOT = Path.of(System.getProperty("suuupra.root", ".."));
    private static final Path FILE = ROOT.resolve("../shared/data/berka/trans.asc");
    private static final long ROWS = 49_102;
    private static final long CUSTOMERS = 1_229;
    private static final long BANKS = 13;
    private static final long OWN_ACCOUNTS = 6;

    private final FakeLedger ledger = new FakeLedger();
    private final Reports reports = new Reports();
    private Mapping mapping;

    @BeforeEach
    void setUp() throws Exception
    {
        assumeTrue(
            Files.exists(FILE), "the real file " + FILE + " is not there: get trans.asc of the PKDD'99 data set");
        mapping = MappingReader.read(ROOT.resolve("docs/examples/berka.yaml"));
    }

    @Test
    void shouldImportEveryMovementOnce() throws Exception
    {
        final ImportSummary first = run();

        assertEquals(0, first.badRows(), reports.reasons().toString());
        assertEquals(ROWS, first.rows());
        assertEquals(ROWS, first.transfers(CreateTransferStatus.CREATED));
        assertEquals(CUSTOMERS + BANKS + OWN_ACCOUNTS, first.accounts(CreateAccountStatus.CREATED));

        final ImportSummary second = run();

        assertEquals(ROWS, second.transfers(CreateTransferStatus.EXISTS));
        assertEquals(CUSTOMERS + BANKS + OWN_ACCOUNTS, second.accounts(CreateAccountStatus.EXISTS));
        assertEquals(0, second.badRows(), reports.reasons().toString());
        assertEquals(ROWS, ledger.transferCount());
    }

    @Test
    void shouldAgreeWithTheBankOnAllDaysButTheOneOfTheCut() throws Exception
    {
        run();

        final Reconciliation result = new Reconciler(mapping, ledger).run(FILE, ROWS);

        assertEquals(CUSTOMERS, result.accounts());
        assertEquals(39_960, result.days());
        assertEquals(39_932, result.agreed());
        assertTrue(result.breaks().stream().allMatch(broken -> broken.day() == 19_940_331), result.breaks().toString());
        final Reconciliation.Break first = result.breaks().getFirst();
        assertEquals("2867", first.label());
        assertEquals(6_485_300, first.computed());
        assertEquals(6_512_280, first.printed());
    }

    @Test
    void shouldAgreeAllTheSameWhenTheFileIsReadInSeveralPasses() throws Exception
    {
        run();

        final Reconciliation atOnce = new Reconciler(mapping, ledger).run(FILE, ROWS);
        final Reconciliation inPasses = new Reconciler(mapping, ledger, 10_000).run(FILE, ROWS);

        assertEquals(atOnce, inPasses);
    }

    private ImportSummary run() throws Exception
    {
        return new Importer(mapping, ledger, reports, 4, 100).run(FILE);
    }
}
