package io.suuupra.engine.upi;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.BankSettlement;
import io.suuupra.codecs.edge.upi.BankSettlement.Tally;
import io.suuupra.codecs.edge.upi.CyclePayment;
import io.suuupra.codecs.edge.upi.SettlementCycle;
import io.suuupra.codecs.edge.upi.SettlementTerms;
import io.suuupra.codecs.generated.UpiAdjustmentKind;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;

import static io.suuupra.codecs.generated.UpiCycleKind.AUTHORISED;
import static io.suuupra.codecs.generated.UpiCycleKind.DISPUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What settlement cycles do to the positions, and what they tell. The clock begins at half past five in India. */
class CyclesTest
{
    private static final long AMOUNT = Switchboard.AMOUNT;
    private static final int BANK_A = Switchboard.BANK_A;
    private static final int BANK_B = Switchboard.BANK_B;
    private static final Tally NONE = new Tally(0, 0);
    private static final Tally ONE = new Tally(1, AMOUNT);

    private final Switchboard board = new Switchboard();

    @AfterEach
    void close()
    {
        board.close();
    }

    private void pay(final String id)
    {
        board.pay(pay -> pay.transactionId = id);
        board.authorise(answer -> {});
        board.answer(BANK_A, UpiRequestKind.DEBIT, "00");
    }

    private void payToSuccess(final String id)
    {
        pay(id);
        assertEquals(UpiState.SUCCESS, board.answer(BANK_B, UpiRequestKind.CREDIT, "00").state());
    }

    private void payToDeemed(final String id)
    {
        pay(id);
        board.pass(15);
        assertEquals(UpiState.DEEMED, board.answer(BANK_B, UpiRequestKind.REVERSE_CREDIT, "96").state());
    }

    /** Lets time pass until so many hours behind midnight of the first day in India. */
    private void passTo(final long hours)
    {
        board.now = (hours * 60 - 330) * 60 * Switchboard.SECOND;
        board.engine.tick(board.now, 0);
    }

    private Account settlement()
    {
        return board.engine.lookupAccounts(List.of(Switchboard.SETTLEMENT)).getFirst();
    }

    private static BankSettlement bank(final SettlementCycle cycle, final int participant)
    {
        return cycle.banks().stream().filter(bank -> bank.participant() == participant).findFirst().orElseThrow();
    }

    @Test
    void shouldZeroThePositionsAtTheEndAndNotBefore()
    {
        assertEquals("", board.cycles());
        payToSuccess("T1");
        board.now = 90 * 60 * Switchboard.SECOND - 10_000;
        assertEquals("U10", board.closeCycle(0, AUTHORISED), "it runs until seven");
        assertEquals("0 " + AMOUNT, board.positions());
        board.now = 90 * 60 * Switchboard.SECOND;
        assertEquals("U10", board.closeCycle(0, DISPUTES), "it closes what has ended, but that was not meant");
        assertEquals("0 0", board.positions());
        assertEquals("U10", board.closeCycle(0, AUTHORISED), "it is closed");
        final SettlementCycle cycle = board.lastCycle(AUTHORISED);
        assertEquals(0, cycle.day());
        assertEquals(3, cycle.number());
        assertEquals(90 * 60 * Switchboard.SECOND, cycle.end());
        assertEquals(Switchboard.SETTLEMENT, cycle.settlementAccount());
        assertEquals(List.of(
            new BankSettlement(BANK_A, "AAAA", ONE, NONE, NONE, NONE, NONE, NONE, 0, 0, 0, AMOUNT),
            new BankSettlement(BANK_B, "BBBB", NONE, NONE, ONE, NONE, NONE, NONE, 0, 0, 0, -AMOUNT)), cycle.banks());
        assertEquals(AMOUNT, settlement().debitsPosted());
        assertEquals(AMOUNT, settlement().creditsPosted());
    }

    @Test
    void shouldCloseByAnOperatorsCommandWhenItIsTime()
    {
        board.cycles();
        payToSuccess("T1");
        board.now = 90 * 60 * Switchboard.SECOND;
        assertEquals("", board.closeCycle(0, AUTHORISED));
        assertEquals("0 0", board.positions());
        assertEquals("U10", board.closeCycle(BANK_A, AUTHORISED), "not a bank's business");
    }

    @Test
    void shouldCarryOverWhatIsOnlyHeld()
    {
        board.cycles();
        payToSuccess("T1");
        board.now = 90 * 60 * Switchboard.SECOND - 1_000_000;
        pay("T2");
        board.now = 90 * 60 * Switchboard.SECOND;
        assertEquals("", board.closeCycle(0, AUTHORISED));
        assertEquals(AMOUNT + " 0", board.positions());
        assertEquals(UpiState.SUCCESS, board.answer(BANK_B, UpiRequestKind.CREDIT, "00").state());
        assertEquals("0 " + AMOUNT, board.positions());
        assertEquals(List.of("T1"),
            board.payments(board.lastCycle(AUTHORISED)).stream().map(CyclePayment::transactionId).toList());
        passTo(9);
        assertEquals("0 0", board.positions());
        assertEquals(4, board.lastCycle(AUTHORISED).number());
        assertEquals(ONE, bank(board.lastCycle(AUTHORISED), BANK_A).sent());
        assertEquals(List.of("T2"),
            board.payments(board.lastCycle(AUTHORISED)).stream().map(CyclePayment::transactionId).toList());
    }

    /** A return moves positions when its dispute cycle is closed, and settles with the next cycle of what was paid. */
    @Test
    void shouldMovePositionsForAReturnWhenTheDisputeCycleCloses()
    {
        board.cycles();
        payToDeemed("T1");
        assertEquals(UpiState.RETURNED, board.adjust(BANK_B, UpiAdjustmentKind.RET).state());
        assertEquals("0 " + AMOUNT, board.positions());
        passTo(7);
        final BankSettlement sent = bank(board.lastCycle(AUTHORISED), BANK_A);
        assertEquals(NONE, sent.sent());
        assertEquals(ONE, sent.sentDeemed());
        assertEquals("0 0", board.positions());
        passTo(15);
        assertEquals("0 0", board.positions());
        passTo(16);
        assertEquals("0 " + -AMOUNT, board.positions());
        final SettlementCycle disputes = board.lastCycle(DISPUTES);
        assertEquals(List.of(
            new BankSettlement(BANK_A, "AAAA", ONE, NONE, NONE, NONE, NONE, NONE, 0, 0, 0, -AMOUNT),
            new BankSettlement(BANK_B, "BBBB", NONE, NONE, ONE, NONE, NONE, NONE, 0, 0, 0, AMOUNT)), disputes.banks());
        assertEquals(List.of("T1 RETURNED"), board.payments(disputes).stream()
            .map(payment -> payment.transactionId() + " " + payment.state()).toList());
        passTo(17);
        assertEquals("0 0", board.positions());
        final BankSettlement returned = bank(board.lastCycle(AUTHORISED), BANK_A);
        assertEquals(AMOUNT, returned.returnsCredit());
        assertEquals(-AMOUNT, returned.settled());
        assertEquals(0, returned.carried());
        assertEquals(settlement().debitsPosted(), settlement().creditsPosted());
    }

    /** At midnight both kinds end: what was returned settles in that very moment. */
    @Test
    void shouldSettleReturnsAtOnceWhereBothCyclesEnd()
    {
        board.cycles();
        payToDeemed("T1");
        passTo(23);
        assertEquals(UpiState.RETURNED, board.adjust(BANK_B, UpiAdjustmentKind.RET).state());
        passTo(24);
        assertEquals("0 0", board.positions());
        assertEquals(1, board.lastCycle(AUTHORISED).number());
        assertEquals(1, board.lastCycle(AUTHORISED).day());
        assertEquals(2, board.lastCycle(DISPUTES).number());
        assertEquals(0, board.lastCycle(DISPUTES).day());
        assertEquals(-AMOUNT, bank(board.lastCycle(AUTHORISED), BANK_A).settled());
    }

    @Test
    void shouldCountWithinOneBankAndMoveNothing()
    {
        board.cycles();
        board.pay(pay -> {});
        board.authorise(answer -> answer.ifsc = "AAAA0000009");
        board.answer(BANK_A, UpiRequestKind.DEBIT, "00");
        board.answer(BANK_A, UpiRequestKind.CREDIT, "00");
        passTo(7);
        assertEquals(List.of(new BankSettlement(BANK_A, "AAAA", NONE, NONE, NONE, NONE, ONE, NONE, 0, 0, 0, 0)),
            board.lastCycle(AUTHORISED).banks());
        assertEquals(0, settlement().debitsPosted());
    }

    @Test
    void shouldTellOfEveryPaymentWhatTheFilesNeed()
    {
        board.cycles();
        final long rrn = board.collect(pay -> pay.transactionId = "C1").rrn();
        board.approve(answer -> {});
        board.answer(BANK_A, UpiRequestKind.DEBIT, "00");
        board.answer(BANK_B, UpiRequestKind.CREDIT, "00");
        board.pay(pay -> pay.transactionId = "FAILS");
        board.authorise(answer -> {});
        board.answer(BANK_A, UpiRequestKind.DEBIT, "Z9");
        passTo(7);
        final List<CyclePayment> payments = board.payments(board.lastCycle(AUTHORISED));
        assertEquals(1, payments.size(), "what failed settles nothing");
        final CyclePayment payment = payments.getFirst();
        assertEquals("AAAA", payment.remitter());
        assertEquals("BBBB", payment.beneficiary());
        assertEquals("C1", payment.transactionId());
        assertEquals(rrn, payment.rrn());
        assertEquals(AMOUNT, payment.amount());
        assertEquals(UpiState.SUCCESS, payment.state());
    }

    /** What positions held before there were cycles is settled with the first one, and said to be so. */
    @Test
    void shouldSettleWhatWasThereBefore()
    {
        payToSuccess("T1");
        board.cycles();
        payToSuccess("T2");
        passTo(7);
        assertEquals("0 0", board.positions());
        final BankSettlement bank = bank(board.lastCycle(AUTHORISED), BANK_A);
        assertEquals(ONE, bank.sent());
        assertEquals(AMOUNT, bank.carried());
        assertEquals(2 * AMOUNT, bank.settled());
    }

    /** A node that was away for days closes what ran then, once, and goes on with the cycle that runs now. */
    @Test
    void shouldCloseOnceHoweverLateItIs()
    {
        board.cycles();
        payToSuccess("T1");
        passTo(24 * 5 + 10);
        assertEquals("0 0", board.positions());
        assertEquals(3, board.lastCycle(AUTHORISED).number());
        assertEquals(0, board.lastCycle(AUTHORISED).day());
        final long cycle = board.lastCycle(AUTHORISED).cycle();
        passTo(24 * 5 + 11);
        assertNotEquals(cycle, board.lastCycle(AUTHORISED).cycle());
        assertEquals(5, board.lastCycle(AUTHORISED).day());
        assertEquals(5, board.lastCycle(AUTHORISED).number());
        assertEquals(List.of(), board.lastCycle(AUTHORISED).banks(), "there was nothing");
    }

    @Test
    void shouldFindACycleByItsName()
    {
        board.cycles();
        payToSuccess("T1");
        passTo(7);
        passTo(9);
        passTo(11);
        final CycleLog log = new CycleLog(board.store());
        final long newest = board.engine.engine().upi().lastCycle(AUTHORISED.value());
        assertEquals(newest, log.find(newest, 0, 0));
        assertTrue(log.find(newest, 0, 0) > CycleLog.NONE);
        assertEquals(CycleLog.NONE, log.find(newest, 1, 4));
        assertEquals(CycleLog.NONE, log.find(CycleLog.NONE, 1, 4));
        passTo(24 + 6);
        passTo(24 + 8);
        final long row = log.find(board.engine.engine().upi().lastCycle(AUTHORISED.value()), 1, 3);
        assertTrue(row > newest);
        assertEquals(CycleLog.NONE,
            log.find(board.engine.engine().upi().lastCycle(AUTHORISED.value()), 1, 2), "nobody was there");
    }

    @Test
    void shouldRefuseCyclesThatCannotBe()
    {
        final SettlementTerms table = SettlementTerms.ofTable(Switchboard.SETTLEMENT);
        assertEquals("U10", board.cycles(0, table), "the account is not there");
        board.engine.createAccounts(board.now, List.of(
            Switchboard.position(Switchboard.SETTLEMENT), Switchboard.position(UInt128.of(10))));
        assertEquals("U10", board.cycles(BANK_A, table), "not a bank's business");
        assertEquals("U10", board.cycles(0, SettlementTerms.ofTable(Switchboard.POSITION_A)), "a bank's position");
        assertEquals("U10", board.cycles(0,
            new SettlementTerms(Switchboard.SETTLEMENT, List.of(0, 1_440), List.of(0))), "one moment twice");
        assertEquals("", board.cycles(0, table));
        assertEquals("U10", board.cycles(0,
            new SettlementTerms(Switchboard.SETTLEMENT, List.of(0), List.of(0))), "the times stay");
        assertEquals("", board.cycles(0, SettlementTerms.ofTable(UInt128.of(10))), "the account may change");
    }

    @Test
    void shouldLeavePositionsWhereTheyAreUntilTheyAreSettled()
    {
        final UInt128 other = UInt128.of(10);
        board.cycles();
        board.engine.createAccounts(board.now, List.of(Switchboard.position(other)));
        payToSuccess("T1");
        assertEquals("U10", board.register(BANK_A, "", "AAAA", other), "it owes");
        assertEquals("", board.register(BANK_A, "", "AAAA", Switchboard.POSITION_A), "all else may change");
        passTo(7);
        assertEquals("U10", board.register(BANK_A, "", "AAAA", Switchboard.SETTLEMENT));
        assertEquals("U10", board.register(7, "", "CCCC", Switchboard.SETTLEMENT));
        assertEquals("", board.register(BANK_A, "", "AAAA", other));
        pay("T2");
        assertEquals("U10", board.register(BANK_A, "", "AAAA", Switchboard.POSITION_A), "something is held");
    }

    /** Where the ledger cannot move a position, what it owes stays until it can. */
    @Test
    void shouldCarryWhatTheLedgerCannotMove()
    {
        board.cycles();
        final UInt128 strange = UInt128.of(11);
        board.engine.createAccounts(board.now, List.of(Account.builder().id(strange).ledger(77).code(1).build()));
        assertEquals("", board.cycles(0, SettlementTerms.ofTable(strange)));
        payToSuccess("T1");
        passTo(7);
        assertEquals("0 " + AMOUNT, board.positions(), "the account lies in another ledger");
        assertEquals(0, bank(board.lastCycle(AUTHORISED), BANK_A).settled());
        assertEquals("", board.cycles(0, SettlementTerms.ofTable(Switchboard.SETTLEMENT)));
        passTo(9);
        assertEquals("0 0", board.positions());
        assertEquals(AMOUNT, bank(board.lastCycle(AUTHORISED), BANK_A).carried());
        assertEquals(AMOUNT, bank(board.lastCycle(AUTHORISED), BANK_A).settled());
    }

    @Test
    void shouldSayWhenACycleEnds()
    {
        assertEquals(Long.MAX_VALUE, board.engine.engine().upi().cycleEnd(AUTHORISED));
        board.cycles();
        for (final UpiCycleKind kind : List.of(AUTHORISED, DISPUTES))
        {
            assertTrue(board.engine.engine().upi().cycleEnd(kind) > board.now);
        }
        assertEquals(90 * 60 * Switchboard.SECOND, board.engine.engine().upi().cycleEnd(AUTHORISED));
    }
}
