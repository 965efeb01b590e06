package io.suuupra.bank;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.BankSettlement.Tally;
import io.suuupra.codecs.edge.upi.CyclePage;
import io.suuupra.codecs.edge.upi.CyclePayment;
import io.suuupra.codecs.edge.upi.SettlementCycle;
import io.suuupra.codecs.edge.upi.SettlementTerms;
import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.codecs.generated.UpiLimitKind;
import io.suuupra.codecs.generated.UpiPayeeKind;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.upi.PaymentLimit;
import io.suuupra.codecs.upi.UpiCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What an operator tells the switch and reads of it, over the network, with payments of real banks and PSPs. */
class SettlementTest
{
    private static final long WAIT_S = 20;
    private static final long AMOUNT = 12_345;
    private static final long DAY_S = 86_400;
    private static final UInt128 SETTLEMENT = UInt128.of(1_003);

    @TempDir
    private Path folder;

    private static SwitchRequest paid(final Town town, final Psp psp, final long amount)
    {
        return psp.pay(town.pay(amount)).orTimeout(WAIT_S, TimeUnit.SECONDS).join();
    }

    @Test
    void shouldSettleACycleAndListItsPayments() throws IOException
    {
        try (Town town = new Town(folder, true))
        {
            town.admin.createAccounts(List.of(
                Account.builder().id(SETTLEMENT).ledger(2 << 16 | 356).code(1).build())).join();
            assertEquals("", town.admin.upi().setCycles(SettlementTerms.ofTable(SETTLEMENT)).join().codeText());
            final Psp alpha = town.alpha();
            town.beta();
            town.bank(3);
            town.bank(4);
            assertEquals(UpiState.SUCCESS, paid(town, alpha, AMOUNT).state());
            assertEquals(UpiState.SUCCESS, paid(town, alpha, AMOUNT).state());
            assertTrue(town.admin.upi().cycle(UpiCycleKind.AUTHORISED, 0, 0).join().isEmpty());
            assertEquals("U10", town.admin.upi().closeCycle(UpiCycleKind.AUTHORISED).join().codeText());
            assertEquals(2 * AMOUNT, town.position(3));

            town.pass(DAY_S);

            assertEquals(0, town.position(3));
            assertEquals(0, town.position(4));
            final SettlementCycle cycle =
                town.admin.upi().cycle(UpiCycleKind.AUTHORISED, 0, 0).join().orElseThrow();
            assertEquals(SETTLEMENT, cycle.settlementAccount());
            assertEquals(new Tally(2, 2 * AMOUNT), cycle.banks().getFirst().sent());
            assertEquals(2 * AMOUNT, cycle.banks().getFirst().settled());
            assertEquals(-2 * AMOUNT, cycle.banks().getLast().settled());
            assertEquals(cycle, town.admin.upi().cycle(UpiCycleKind.AUTHORISED, cycle.day(), cycle.number()).join()
                .orElseThrow());
            final CyclePage page = town.admin.upi().cyclePayments(cycle.cycle(), 0).join();
            assertEquals(0, page.next());
            assertEquals(List.of("T1 AAAA BBBB 12345 SUCCESS 00", "T2 AAAA BBBB 12345 SUCCESS 00"),
                page.payments().stream().map(SettlementTest::text).toList());
        }
    }

    private static String text(final CyclePayment payment)
    {
        return payment.transactionId() + " " + payment.remitter() + " " + payment.beneficiary() + " " +
            payment.amount() + " " + payment.state() + " " + UpiCode.text(payment.code());
    }

    @Test
    void shouldTakeLimitsAndBoundsFromAnOperatorAlone() throws IOException
    {
        try (Town town = new Town(folder, false))
        {
            final List<PaymentLimit> limits = List.of(new PaymentLimit(UpiLimitKind.ANY, UpiPayeeKind.PERSON, 0, "",
                "", false, 0, UpiCode.of("U02"), AMOUNT));
            assertEquals("", town.admin.upi().setLimits(limits).join().codeText());
            final Psp alpha = town.alpha();
            town.beta();
            town.bank(3);
            town.bank(4);
            assertEquals(UpiState.SUCCESS, paid(town, alpha, AMOUNT).state());
            final CompletionException refused =
                assertThrows(CompletionException.class, () -> paid(town, alpha, AMOUNT + 1));
            assertTrue(refused.getCause().getMessage().contains("U02"), refused.getCause().getMessage());
            assertEquals("", town.admin.upi().setBounds(1).join().codeText());
        }
    }
}
