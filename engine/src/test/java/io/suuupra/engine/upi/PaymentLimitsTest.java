package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.UpiLimitKind;
import io.suuupra.codecs.generated.UpiPartyType;
import io.suuupra.codecs.generated.UpiPayeeKind;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.upi.PaymentLimit;
import io.suuupra.codecs.upi.SwitchTables;
import io.suuupra.codecs.upi.UpiCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The switch's limits of a payment, by the table. */
class PaymentLimitsTest
{
    private static final long LAKH = 10_000_000;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    private final Switchboard board = new Switchboard();
    private int payments;

    @BeforeEach
    void take()
    {
        // Before all of the dates that the tests go to: time does not go back.
        on(LocalDate.of(2025, 9, 14));
        assertEquals("", board.limits(0, SwitchTables.limits()));
    }

    @AfterEach
    void close()
    {
        board.close();
    }

    private void on(final LocalDate day)
    {
        board.now = day.atTime(6, 30).toEpochSecond(ZoneOffset.UTC) * Switchboard.SECOND;
    }

    private String pay(final int mcc, final String purpose, final long amount)
    {
        return board.pay(pay ->
        {
            pay.transactionId = "T" + payments++;
            pay.payeeType = mcc == 0 ? UpiPartyType.PERSON : UpiPartyType.ENTITY;
            pay.payeeCode = mcc;
            pay.purpose = purpose;
            pay.amount = pay.payeeAmount = amount;
        }).code();
    }

    private String collect(final int mcc, final String mode, final String purpose)
    {
        return board.collect(pay ->
        {
            pay.transactionId = "C" + payments++;
            pay.payeeType = mcc == 0 ? UpiPartyType.PERSON : UpiPartyType.ENTITY;
            pay.payeeCode = mcc;
            pay.mode = mode;
            pay.purpose = purpose;
        }).code();
    }

    @Test
    void shouldHoldPaymentsToTheirCategory()
    {
        on(TODAY);
        assertEquals("", pay(0, "00", LAKH));
        assertEquals("U02", pay(0, "00", LAKH + 1));
        assertEquals("", pay(5_411, "00", LAKH));
        assertEquals("U02", pay(5_411, "00", LAKH + 1));
        assertEquals("", pay(8_220, "00", 5 * LAKH));
        assertEquals("UP1", pay(8_220, "00", 5 * LAKH + 1));
        assertEquals("", pay(742, "00", 5 * LAKH));
        assertEquals("", pay(5_944, "00", 2 * LAKH));
        assertEquals("UP1", pay(5_944, "00", 2 * LAKH + 1));
        assertEquals("", pay(6_012, "BF", 5 * LAKH));
        assertEquals("U02", pay(6_012, "00", 5 * LAKH));
        assertEquals("", pay(0, "20", 5 * LAKH));
    }

    /** Five lakh of an education fee are for verified merchants, and who is one its PSP says. */
    @Test
    void shouldAskThePspWhetherAMerchantIsVerified()
    {
        on(TODAY);
        for (final boolean verified : new boolean[]{true, false})
        {
            assertEquals("", pay(8_220, "00", 5 * LAKH));
            final UpiState state = board.authorise(answer ->
            {
                answer.type = UpiPartyType.ENTITY;
                answer.mcc = 8_220;
                answer.verified = verified;
                answer.payerAmount = answer.payeeAmount = 5 * LAKH;
            }).state();
            // The bank's net debit cap is below that.
            assertEquals(UpiState.FAILURE, state);
            assertEquals(verified ? "FAILURE U03 /" : "FAILURE U02 /", board.outcome());
        }
    }

    @Test
    void shouldCountByTheDayInIndia()
    {
        assertEquals("U02", pay(4_722, "00", 2 * LAKH));
        board.now = LocalDate.of(2025, 9, 14).atTime(18, 29, 59).toEpochSecond(ZoneOffset.UTC) * Switchboard.SECOND;
        assertEquals("U02", pay(4_722, "00", 2 * LAKH));
        board.now = LocalDate.of(2025, 9, 14).atTime(18, 30).toEpochSecond(ZoneOffset.UTC) * Switchboard.SECOND;
        assertEquals("", pay(4_722, "00", 2 * LAKH));
    }

    @Test
    void shouldShutCollectsByDate()
    {
        on(TODAY);
        assertEquals("U10", collect(0, "00", "00"));
        assertEquals("U10", collect(5_411, "00", "00"));
        assertEquals("", collect(6_012, "00", "00"));
        assertEquals("", collect(6_211, "00", "00"));
        assertEquals("", collect(5_411, "11", "14"), "a mandate's");
        on(LocalDate.of(2026, 12, 1));
        assertEquals("U10", collect(4_722, "00", "00"), "no limit of its category opens it");
    }

    @Test
    void shouldTakeCollectsBeforeTheyWereShut()
    {
        on(LocalDate.of(2025, 9, 30));
        assertEquals("", collect(0, "00", "00"));
        on(LocalDate.of(2025, 10, 1));
        assertEquals("U10", collect(0, "00", "00"));
        on(LocalDate.of(2026, 2, 27));
        assertEquals("", collect(5_411, "00", "00"));
        on(LocalDate.of(2026, 2, 28));
        assertEquals("U10", collect(5_411, "00", "00"));
    }

    @Test
    void shouldKeepThemThroughARestore()
    {
        try (Switchboard restored = board.restored())
        {
            assertEquals(board.engine.state(), restored.engine.state());
            assertEquals("U02", restored.pay(pay -> pay.amount = pay.payeeAmount = LAKH + 1).code());
        }
    }

    @Test
    void shouldTakeAllRulesOrNone()
    {
        final PaymentLimit good = limit(5, UpiCode.of("U02"));
        assertEquals("U10", board.limits(Switchboard.ALPHA, List.of(good)), "not a PSP's business");
        assertEquals("U10", board.limits(0, List.of(good, limit(5, UpiCode.NONE))));
        assertEquals("U10", board.limits(0, Collections.nCopies(PaymentLimits.MAX + 1, good)));
        assertEquals("U02", pay(0, "00", LAKH + 1), "those before count");
        assertEquals("", board.limits(0, List.of(good)));
        assertEquals("", pay(0, "00", 5));
        assertEquals("U02", pay(0, "00", 6));
    }

    private static PaymentLimit limit(final long most, final int code)
    {
        return new PaymentLimit(UpiLimitKind.ANY, UpiPayeeKind.ANY, 0, "", "", false, 0, code, most);
    }

    @Test
    void shouldFitTheKindOfPayment()
    {
        board.limits(0, List.of(
            new PaymentLimit(UpiLimitKind.PAY, UpiPayeeKind.ANY, 0, "", "", false, 0, UpiCode.of("U02"), 0)));
        assertEquals("U02", pay(0, "00", 1));
        assertEquals("", collect(0, "00", "00"));
    }
}
