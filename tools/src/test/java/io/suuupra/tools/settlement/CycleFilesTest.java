package io.suuupra.tools.settlement;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.BankSettlement;
import io.suuupra.codecs.edge.upi.BankSettlement.Tally;
import io.suuupra.codecs.edge.upi.CyclePage;
import io.suuupra.codecs.edge.upi.CyclePayment;
import io.suuupra.codecs.edge.upi.SettlementCycle;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.codecs.generated.UpiKind;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.upi.UpiCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The files of a settlement cycle, byte for byte, and that there are none where something does not add up. */
class CycleFilesTest
{
    private static final Tally NONE = new Tally(0, 0);
    private static final long DAY = 20_781;
    private static final long TIME = DAY * 86_400_000_000_000L + 123_456_789;

    @TempDir
    private Path out;

    private static CyclePayment payment(final String id, final String from, final String to, final UpiState state)
    {
        return new CyclePayment(TIME, 42, 500, from, to, UpiCode.of("00"), UpiCode.of("00"),
            state == UpiState.DEEMED ? UpiCode.of("RB") : UpiCode.of("00"), 5_411, UpiKind.PAY, state, id);
    }

    private static SettlementCycle cycle(final UpiCycleKind kind, final BankSettlement... banks)
    {
        return new SettlementCycle(17, kind, DAY, 3, TIME, TIME, UInt128.of(9), List.of(banks));
    }

    private static SettlementCycle paid()
    {
        return cycle(UpiCycleKind.AUTHORISED,
            new BankSettlement(3, "AAAA", new Tally(1, 500), new Tally(1, 500), NONE, NONE, new Tally(1, 500), NONE,
                70, 0, 30, 1_100),
            new BankSettlement(4, "BBBB", NONE, NONE, new Tally(1, 500), new Tally(1, 500), NONE, NONE,
                0, 70, -30, -1_100));
    }

    /** A payment on each page. */
    private static CycleSource source(final CyclePayment... payments)
    {
        return (cycle, from) ->
        {
            assertEquals(17, cycle);
            final int next = (int)from + 1;
            return CompletableFuture.completedFuture(new CyclePage(
                next < payments.length ? next : 0, List.of(payments[(int)from])));
        };
    }

    private static final CyclePayment[] PAID = {
        payment("T1", "AAAA", "BBBB", UpiState.SUCCESS), payment("T2", "AAAA", "BBBB", UpiState.DEEMED),
        payment("T3", "AAAA", "AAAA", UpiState.SUCCESS) };

    @Test
    void shouldWriteReportAndPaymentsOfEachBank() throws Exception
    {
        final List<Long> progress = new ArrayList<>();
        final Path folder = CycleFiles.write(paid(), source(PAID), out, 2, progress::add);
        assertEquals(List.of(1L, 2L, 3L), progress);
        assertEquals("20261124-3C", folder.getFileName().toString());
        assertEquals("bank,participant,debit,credit\nAAAA,3,1100,0\nBBBB,4,0,1100\n",
            Files.readString(folder.resolve("cycle.csv")));
        assertEquals("""
            description,count,debit,credit
            sent,1,500,0
            sent deemed,1,500,0
            received,0,0,0
            received deemed,0,0,0
            within this bank,1,500,500
            within this bank deemed,0,0,0
            returns of dispute cycles,,70,0
            carried,,30,0
            total,,1600,500
            settled,,1100,0
            fees billed apart,2,4,0
            """, Files.readString(folder.resolve("AAAA-ntsl.csv")));
        final String time = "2026-11-24T05:30:00.123456789+05:30";
        assertEquals(RawFile.HEAD +
            "T1,000000000042," + time + ",REMITTER,BBBB,500,SUCCESS,PAY,5411,00,00,00\n" +
            "T2,000000000042," + time + ",REMITTER,BBBB,500,DEEMED,PAY,5411,00,00,RB\n" +
            "T3,000000000042," + time + ",BOTH,AAAA,500,SUCCESS,PAY,5411,00,00,00\n",
            Files.readString(folder.resolve("AAAA-raw.csv")));
        assertEquals(RawFile.HEAD +
            "T1,000000000042," + time + ",BENEFICIARY,AAAA,500,SUCCESS,PAY,5411,00,00,00\n" +
            "T2,000000000042," + time + ",BENEFICIARY,AAAA,500,DEEMED,PAY,5411,00,00,RB\n",
            Files.readString(folder.resolve("BBBB-raw.csv")));
    }

    @Test
    void shouldWriteWhatCameBack() throws Exception
    {
        final SettlementCycle cycle = cycle(UpiCycleKind.DISPUTES,
            new BankSettlement(3, "AAAA", new Tally(1, 500), NONE, NONE, NONE, NONE, NONE, 0, 0, 0, -500),
            new BankSettlement(4, "BBBB", NONE, NONE, new Tally(1, 500), NONE, NONE, NONE, 0, 0, 0, 500));
        final Path folder = CycleFiles.write(
            cycle, source(payment("T1", "AAAA", "BBBB", UpiState.RETURNED)), out, 2, _ -> {});
        assertEquals("20261124-DC3", folder.getFileName().toString());
        assertEquals("""
            description,count,debit,credit
            returned by this bank,0,0,0
            returned to this bank,1,0,500
            returned within this bank,0,0,0
            carried,,0,0
            total,,0,500
            settled,,0,500
            """, Files.readString(folder.resolve("AAAA-ntsl.csv")));
    }

    private List<String> there() throws IOException
    {
        try (Stream<Path> files = Files.list(out))
        {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.endsWith(".part")).toList();
        }
    }

    @Test
    void shouldLeaveNoFolderWhereSomethingDoesNotAddUp() throws Exception
    {
        final IOException missing = assertThrows(IOException.class,
            () -> CycleFiles.write(paid(), source(PAID[0], PAID[1]), out, 0, _ -> {}));
        assertTrue(missing.getMessage().startsWith("AAAA: the payments listed are "), missing.getMessage());
        final IOException foreign = assertThrows(IOException.class, () -> CycleFiles.write(paid(),
            source(payment("T9", "AAAA", "CCCC", UpiState.SUCCESS)), out, 0, _ -> {}));
        assertTrue(foreign.getMessage().contains("CCCC"), foreign.getMessage());
        final BankSettlement wrong = new BankSettlement(3, "AAAA", NONE, NONE, NONE, NONE, new Tally(1, 500), NONE,
            0, 0, 0, 5);
        final IOException settled = assertThrows(IOException.class, () -> CycleFiles.write(
            cycle(UpiCycleKind.AUTHORISED, wrong), source(PAID[2]), out, 0, _ -> {}));
        assertTrue(settled.getMessage().startsWith("AAAA: 5 was settled"), settled.getMessage());
        final IOException unread = assertThrows(IOException.class, () -> CycleFiles.write(paid(),
            (cycle, from) -> CompletableFuture.failedFuture(new IllegalStateException("gone")), out, 0, _ -> {}));
        assertTrue(unread.getMessage().endsWith("gone"), unread.getMessage());
        assertEquals(List.of(), there());
    }

    @Test
    void shouldBeginAnewBehindARunThatWasInterruptedAndOnce() throws Exception
    {
        Files.createDirectory(out.resolve("20261124-3C.part"));
        Files.writeString(out.resolve("20261124-3C.part").resolve("AAAA-raw.csv"), "half a li");
        CycleFiles.write(paid(), source(PAID), out, 0, _ -> {});
        assertFalse(Files.exists(out.resolve("20261124-3C.part")));
        assertThrows(FileAlreadyExistsException.class,
            () -> CycleFiles.write(paid(), source(PAID), out, 0, _ -> {}));
        assertEquals(List.of("20261124-3C"), there());
    }
}
