package io.suuupra.bank;

import io.suuupra.bank.Rule.Answering;
import io.suuupra.bank.Rule.Respond;
import io.suuupra.bank.Rule.When;
import io.suuupra.bank.Rule.Word;
import io.suuupra.codecs.edge.upi.Party;
import io.suuupra.codecs.edge.upi.ReqPay;
import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.upi.UpiCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What goes wrong at banks, and what payments come to. */
final class FaultTest
{
    private static final long WAIT_S = 30;
    private static final int DRAWS = 20_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "success, SUCCESS, 0, 1", "z9, FAILURE, 0, 0", "debit-timeout, FAILURE, 0, 0", "credit-timeout, FAILURE, 0, 0",
        "deemed-tcc, CONFIRMED, 1, 1", "deemed-ret, RETURNED, 1, 0", "late, FAILURE, 0, 0"})
    void shouldComeToWhatTheAddressSays(
        final String name, final UpiState end, final int deemed, final int moved) throws Exception
    {
        try (Town town = new Town(folder, true))
        {
            final Psp alpha = town.alpha();
            town.test();
            town.openBanks();
            final ConcurrentLinkedQueue<UpiState> states = new ConcurrentLinkedQueue<>();
            alpha.onOutcome(outcome -> states.add(outcome.state()));

            alpha.begin(town.payWith("T1", Town.PIN, 100, name + "@test")).join();
            Clock.until(() ->
            {
                town.pass(states.contains(end) ? 0 : 1);
                return states.contains(end);
            });

            assertEquals(1 + deemed, states.size(), states.toString());
            assertEquals(deemed == 1, states.contains(UpiState.DEEMED));
            Clock.until(() -> Town.balance(town.bankA, Town.CLARA.reference()) == Town.MONEY - 100L * moved);
            assertEquals(Town.MONEY + 100L * moved, Town.balance(town.bankB, Town.DAN.reference()));
            assertEquals(100L * moved, town.position(3));
        }
    }

    @Test
    void shouldNotWaitForAnAnswerThatIsHeldBack() throws Exception
    {
        try (Town town = new Town(folder, true))
        {
            final Psp alpha = town.alpha();
            town.beta();
            town.openBanks();
            final When slowly = new When(UpiRequestKind.DEBIT, "", "", "SLOW", 0, Long.MAX_VALUE);
            town.bankA.faults().plan(FaultPlan.NONE.withRules(
                List.of(new Rule(slowly, new Respond("", 600_000, Answering.NORMAL, Word.NONE)))));
            final CompletableFuture<SwitchRequest> held = alpha.pay(town.payWith("SLOW1", Town.PIN, 1, "dan@beta"));

            for (int i = 0; i < 10; i++)
            {
                assertEquals(UpiState.SUCCESS, outcome(alpha.pay(town.payWith(Town.PIN, 1))).state());
            }
            assertFalse(held.isDone());
            // The bank has posted it, and ends without having said so: it is asked again, and says so now.
            Clock.until(() -> Town.balance(town.bankA, Town.CLARA.reference()) == Town.MONEY - 11);
            town.leave(town.bankA);
            final Bank again = town.bank(3);
            assertEquals(UpiState.SUCCESS, outcome(held).state());
            assertEquals(Town.MONEY - 11, Town.balance(again, Town.CLARA.reference()));
        }
    }

    @Test
    void shouldBeAwayForAnOutageAndComeBack() throws Exception
    {
        try (Town town = new Town(folder, true))
        {
            final Psp alpha = town.alpha();
            town.beta();
            town.openBanks();
            town.bankA.faults().plan(FaultPlan.NONE.withOutage(Long.MAX_VALUE));
            Clock.until(() -> !town.bankA.isConnected());

            // Nothing was sent to it, and no clock has moved. The node hears of the end of a connection by itself.
            Clock.until(() -> "U85".equals(UpiCode.text(outcome(alpha.pay(town.payWith(Town.PIN, 1))).code())));

            town.bankA.faults().plan(FaultPlan.NONE);
            Clock.until(town.bankA::isConnected);
            assertEquals(UpiState.SUCCESS, outcome(alpha.pay(town.payWith(Town.PIN, 1))).state());
            assertEquals(Town.MONEY - 1, Town.balance(town.bankA, Town.CLARA.reference()));
        }
    }

    @Test
    void shouldLeaveADebitOpenThatCannotBeReversed() throws Exception
    {
        try (Town town = new Town(folder, true))
        {
            final Psp alpha = town.alpha();
            town.beta();
            town.openBanks();
            town.bankA.faults().plan(plan(UpiRequestKind.REVERSE_DEBIT, rates -> rates.withNoReversal(FaultRates.ALL)));
            town.bankB.faults().plan(plan(UpiRequestKind.CREDIT, rates -> rates.withDecline("YD", FaultRates.ALL)));

            final SwitchRequest outcome = outcome(alpha.pay(town.payWith(Town.PIN, 1)));

            assertEquals(UpiState.DRC_OPEN, outcome.state());
            assertEquals(Town.MONEY - 1, Town.balance(town.bankA, Town.CLARA.reference()));
        }
    }

    @Test
    void shouldAnswerNoMoreOftenThanItIsThrottledTo() throws Exception
    {
        try (Town town = new Town(folder, true))
        {
            final Psp alpha = town.alpha();
            town.beta();
            town.openBanks();
            town.bankA.faults().plan(FaultPlan.NONE.withThrottle(20));
            final long beganNs = System.nanoTime();
            final List<CompletableFuture<SwitchRequest>> payments = new ArrayList<>();
            for (int i = 0; i < 20; i++)
            {
                payments.add(alpha.pay(town.payWith(Town.PIN, 1)));
            }
            payments.forEach(payment -> assertEquals(UpiState.SUCCESS, outcome(payment).state()));
            assertTrue(System.nanoTime() - beganNs >= TimeUnit.MILLISECONDS.toNanos(900), "twenty at 20 a second");
        }
    }

    private static SwitchRequest outcome(final CompletableFuture<SwitchRequest> payment)
    {
        return payment.orTimeout(WAIT_S, TimeUnit.SECONDS).join();
    }

    private static FaultPlan plan(final UpiRequestKind kind, final UnaryOperator<FaultRates> change)
    {
        return FaultPlan.NONE.with(kind, change.apply(FaultRates.NONE));
    }

    private static SwitchRequest debit(final int number)
    {
        final ReqPay pay = ReqPay.pay("T" + number, Party.person("a@alpha"), Party.person("b@beta"), 1, Town.ANNA,
            Town.SECRET);
        return new SwitchRequest(
            number, number, Long.MAX_VALUE, UpiRequestKind.DEBIT, UpiState.DEBIT_PENDING, pay, 0, 0, 0, 1);
    }

    private static List<Treatment> fates(final FaultPlan plan)
    {
        final BankFaults faults = new BankFaults(plan);
        final List<Treatment> fates = new ArrayList<>();
        for (int i = 0; i < DRAWS; i++)
        {
            fates.add(faults.of(debit(i)));
        }
        return fates;
    }

    @Test
    void shouldFollowFromTheSeedAloneWhateverTheOrder()
    {
        final FaultPlan plan = plan(UpiRequestKind.DEBIT, rates -> rates.withDeaf(5_000).withSilent(5_000)
            .withDuplicates(5_000).withLate(5_000).withDecline("Z9", 5_000).withLatency(new Latency(100, 900)));
        final List<Treatment> fates = fates(plan.withSeed(1));
        assertEquals(fates, fates(plan.withSeed(1)));
        assertNotEquals(fates, fates(plan.withSeed(2)));

        final BankFaults faults = new BankFaults(plan.withSeed(1));
        final List<Treatment> backwards = new ArrayList<>();
        for (int i = DRAWS - 1; i >= 0; i--)
        {
            backwards.add(faults.of(debit(i)));
        }
        Collections.reverse(backwards);
        assertEquals(fates, backwards);
    }

    @Test
    void shouldStrikeAsOftenAsItsRatesSay()
    {
        final List<Treatment> fates = fates(plan(UpiRequestKind.DEBIT, rates -> rates.withDeaf(10_000)
            .withDuplicates(20_000).withLate(30_000).withDecline("Z9", 4_000).withDecline("XY", 8_000)
            .withLatency(new Latency(100, 900))));
        assertShare(10, fates.stream().filter(fate -> !fate.heard()).count());
        assertShare(18, fates.stream().filter(fate -> fate.copies() == 2).count());
        assertShare(30, fates.stream().filter(Treatment::late).count());
        assertShare(4, fates.stream().filter(fate -> fate.decline() == UpiCode.of("Z9")).count());
        assertShare(8, fates.stream().filter(fate -> fate.decline() == UpiCode.of("XY")).count());
        assertShare(50, fates.stream().filter(fate -> fate.delayMs() <= 100).count());
        assertShare(99, fates.stream().filter(fate -> fate.delayMs() <= 900).count());
    }

    private static void assertShare(final int percent, final long count)
    {
        final double found = 100.0 * count / DRAWS;
        assertTrue(Math.abs(found - percent) < 1.5, "wanted " + percent + " %, found " + found);
    }

    @Test
    void shouldNameTheValueThatIsOutOfItsRange()
    {
        assertRefused("deaf: 0 to 100000 of 100000, not -1", () -> FaultRates.NONE.withDeaf(-1));
        assertRefused("decline Z9: 0 to 100000 of 100000, not 100001",
            () -> FaultRates.NONE.withDecline("Z9", 100_001));
        assertRefused("declines: all of them together are more than all requests",
            () -> FaultRates.NONE.withDecline("Z9", 60_000).withDecline("XY", 60_000));
        assertRefused("decline: must be the code of a decline, such as Z9; not '00'",
            () -> FaultRates.NONE.withDecline("00", 1));
        assertRefused("latency p99: p50 to 600000 ms, and 0 with a p50 of 0; not 5", () -> new Latency(10, 5));
        assertRefused("throttle: 0 to 1000000 answers a second, not -1", () -> FaultPlan.NONE.withThrottle(-1));
    }

    private static void assertRefused(final String message, final Runnable wrong)
    {
        assertEquals(message, assertThrows(IllegalArgumentException.class, wrong::run).getMessage());
    }
}
