package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.UpiAdjustmentKind;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiResult;
import io.suuupra.codecs.generated.UpiState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Each row of the switch's table of states, by the name that it has in {@code docs/upi.md}. */
class PayRowsTest
{
    private static final int BANK_A = Switchboard.BANK_A;
    private static final int BANK_B = Switchboard.BANK_B;
    private static final String HELD = Switchboard.AMOUNT + " 0";
    private static final String POSTED = "0 " + Switchboard.AMOUNT;
    private static final String NOTHING = "0 0";

    private final Switchboard board = new Switchboard();

    @AfterEach
    void close()
    {
        board.close();
    }

    private void payToDebit()
    {
        assertEquals("", board.pay(pay -> {}).code());
        assertEquals("", board.authorise(authorisation -> {}).code());
    }

    private void payToCredit()
    {
        payToDebit();
        assertEquals("", board.answer(BANK_A, UpiRequestKind.DEBIT, "00").code());
    }

    private void payToCreditReversal()
    {
        payToCredit();
        board.pass(15);
    }

    private void payToDebitReversal()
    {
        payToDebit();
        board.pass(15);
    }

    private void payToDeemed()
    {
        payToCreditReversal();
        assertEquals(UpiState.DEEMED, board.answer(BANK_B, UpiRequestKind.REVERSE_CREDIT, "96").state());
    }

    private void assertNext(final UpiRequestKind kind, final int participant)
    {
        assertEquals(kind + " to " + participant, board.requests().getLast());
    }

    private void assertEnded(final String outcome, final String positions)
    {
        assertEquals(outcome, board.outcome());
        assertEquals(positions, board.positions());
        final List<String> requests = board.requests();
        assertEquals(List.of("RESPONSE to 1", "CONFIRM to 2"), requests.subList(requests.size() - 2, requests.size()));
    }

    @Test
    void none_ReqPay_sameDigest_isAnsweredAsBefore()
    {
        final Switchboard.Reply first = board.pay(pay -> {});
        final long rows = board.store().rows();
        final Switchboard.Reply second = board.pay(pay -> {});
        assertEquals(new Switchboard.Reply("", UpiState.AUTH_PENDING, false, first.rrn()), first);
        assertEquals(new Switchboard.Reply("", UpiState.AUTH_PENDING, true, first.rrn()), second);
        assertEquals(rows, board.store().rows(), "nothing happened");
        assertEquals("U01", board.pay(pay -> pay.note = "for coffee").code());
        board.authorise(authorisation -> authorisation.result = UpiResult.SUCCESS);
        board.answer(BANK_A, UpiRequestKind.DEBIT, "Z9");
        assertEquals(new Switchboard.Reply("", UpiState.FAILURE, true, first.rrn()), board.pay(pay -> {}));
        assertEquals("U01", board.pay(pay -> pay.amount = pay.payeeAmount = 1).code());
    }

    @Test
    void none_ReqPay_wrong_isRefused()
    {
        final long rows = board.store().rows();
        assertEquals("U17", board.pay(Switchboard.BANK_A, new Switchboard.Pay()).code());
        assertEquals("V03", board.pay(pay -> pay.amount = 0).code());
        assertEquals("U29", board.pay(pay -> pay.payee = "bela@nobody").code());
        assertEquals(rows, board.store().rows());
    }

    @Test
    void none_ReqPayPay_ok_asksThePayeesPsp()
    {
        assertEquals(UpiState.AUTH_PENDING, board.pay(pay -> {}).state());
        assertEquals(List.of("AUTHORISE to 2"), board.requests());
        assertEquals(NOTHING, board.positions());
    }

    @Test
    void none_ReqPayCollect_ok_asksThePayersPsp()
    {
        assertEquals(UpiState.AUTH_PENDING, board.collect(pay -> {}).state());
        assertEquals(List.of("AUTHORISE to 1"), board.requests());
    }

    @Test
    void authPending_noAck_fails()
    {
        board.pay(pay -> {});
        assertEquals(UpiState.FAILURE, board.undeliverable(0, UpiRequestKind.AUTHORISE).state());
        assertEnded("FAILURE U18 /", NOTHING);
    }

    @Test
    void authPending_RespAuthDetailsFailure_fails()
    {
        board.pay(pay -> {});
        board.authorise(authorisation ->
        {
            authorisation.result = UpiResult.FAILURE;
            authorisation.code = "ZH";
        });
        assertEnded("FAILURE U19 /ZH", NOTHING);
    }

    @Test
    void authPending_timerOfPay_fails()
    {
        board.pay(pay -> {});
        board.pass(9);
        assertEquals(-1, board.newest(UpiRequestKind.RESPONSE));
        board.pass(1);
        assertEnded("FAILURE U09 /", NOTHING);
    }

    @Test
    void authPending_timerOfCollect_expires()
    {
        board.collect(pay -> pay.expireAfter = 5);
        board.pass(299);
        assertEquals(-1, board.newest(UpiRequestKind.RESPONSE));
        board.pass(1);
        assertEquals("EXPIRED U69 /", board.outcome());
        assertEquals(List.of("AUTHORISE to 1", "RESPONSE to 2", "CONFIRM to 1"), board.requests());
    }

    @Test
    void authPending_RespAuthDetailsSuccess_fieldsDiffer_fails()
    {
        board.pay(pay -> {});
        board.authorise(authorisation -> authorisation.payeeAmount = 1);
        assertEnded("FAILURE U57 /", NOTHING);
    }

    @Test
    void authPending_RespAuthDetailsSuccess_netDebitCap_fails()
    {
        board.pay(pay -> pay.amount = pay.payeeAmount = Switchboard.CAP + 1);
        board.authorise(authorisation -> authorisation.payerAmount = authorisation.payeeAmount = Switchboard.CAP + 1);
        assertEnded("FAILURE U03 /", NOTHING);
    }

    @Test
    void authPending_RespAuthDetailsSuccess_ok_debits()
    {
        board.pay(pay -> {});
        assertEquals(UpiState.DEBIT_PENDING, board.authorise(authorisation -> {}).state());
        assertNext(UpiRequestKind.DEBIT, BANK_A);
        assertEquals(HELD, board.positions());
    }

    @Test
    void debitPending_RespPayFailure_fails()
    {
        payToDebit();
        board.answer(BANK_A, UpiRequestKind.DEBIT, "Z9");
        assertEnded("FAILURE U30 Z9/", NOTHING);
    }

    @Test
    void debitPending_connectFailed_fails()
    {
        payToDebit();
        board.undeliverable(0, UpiRequestKind.DEBIT);
        assertEnded("FAILURE U85 /", NOTHING);
    }

    @Test
    void debitPending_timer_reversesTheDebit()
    {
        payToDebit();
        board.pass(15);
        assertNext(UpiRequestKind.REVERSE_DEBIT, BANK_A);
        assertEquals(HELD, board.positions());
    }

    @Test
    void debitPending_RespPay00_credits()
    {
        payToDebit();
        assertEquals(UpiState.CREDIT_PENDING, board.answer(BANK_A, UpiRequestKind.DEBIT, "00").state());
        assertNext(UpiRequestKind.CREDIT, BANK_B);
        assertEquals(HELD, board.positions());
    }

    @Test
    void creditPending_RespPay00_succeeds()
    {
        payToCredit();
        assertEquals(UpiState.SUCCESS, board.answer(BANK_B, UpiRequestKind.CREDIT, "00").state());
        assertEnded("SUCCESS 00 00/00", POSTED);
    }

    @Test
    void creditPending_RespPayFailure_reversesTheDebit()
    {
        payToCredit();
        board.answer(BANK_B, UpiRequestKind.CREDIT, "YF");
        assertNext(UpiRequestKind.REVERSE_DEBIT, BANK_A);
        assertEquals(HELD, board.positions());
        board.answer(BANK_A, UpiRequestKind.REVERSE_DEBIT, "00");
        assertEnded("FAILURE U34 21/YF", NOTHING);
    }

    @Test
    void creditPending_connectFailed_reversesTheDebit()
    {
        payToCredit();
        board.undeliverable(0, UpiRequestKind.CREDIT);
        assertNext(UpiRequestKind.REVERSE_DEBIT, BANK_A);
        board.answer(BANK_A, UpiRequestKind.REVERSE_DEBIT, "ND");
        assertEnded("FAILURE U88 ND/", NOTHING);
    }

    @Test
    void creditPending_timer_reversesTheCredit()
    {
        payToCredit();
        board.pass(15);
        assertNext(UpiRequestKind.REVERSE_CREDIT, BANK_B);
        assertEquals(HELD, board.positions());
    }

    @Test
    void creditRevPending_RespPayCS_succeeds()
    {
        payToCreditReversal();
        board.answer(BANK_B, UpiRequestKind.REVERSE_CREDIT, "CS");
        assertEnded("SUCCESS 00 00/CS", POSTED);
    }

    @Test
    void creditRevPending_RespPay00orNCorOC_reversesTheDebit()
    {
        for (final String code : List.of("00", "NC", "OC"))
        {
            try (Switchboard other = new Switchboard())
            {
                other.pay(pay -> {});
                other.authorise(authorisation -> {});
                other.answer(BANK_A, UpiRequestKind.DEBIT, "00");
                other.pass(15);
                assertEquals(UpiState.DEBIT_REV_PENDING,
                    other.answer(BANK_B, UpiRequestKind.REVERSE_CREDIT, code).state());
                other.answer(BANK_A, UpiRequestKind.REVERSE_DEBIT, "00");
                assertEquals("FAILURE U34 21/" + code, other.outcome());
                assertEquals(NOTHING, other.positions());
            }
        }
    }

    @Test
    void creditRevPending_RespPay96_isDeemed()
    {
        payToDeemed();
        assertEnded("DEEMED U68 00/96", POSTED);
    }

    @Test
    void creditRevPending_timer_isDeemed()
    {
        payToCreditReversal();
        board.pass(10);
        assertEnded("DEEMED U68 00/RB", POSTED);
    }

    @Test
    void debitRevPending_RespPay00_failsReversed()
    {
        payToDebitReversal();
        board.answer(BANK_A, UpiRequestKind.REVERSE_DEBIT, "00");
        assertEnded("FAILURE U34 21/", NOTHING);
    }

    @Test
    void debitRevPending_RespPayNDorOD_fails()
    {
        payToDebitReversal();
        board.answer(BANK_A, UpiRequestKind.REVERSE_DEBIT, "OD");
        assertEnded("FAILURE U67 OD/", NOTHING);
    }

    @Test
    void debitRevPending_RespPay96_leavesItOpen()
    {
        payToDebitReversal();
        assertEquals(UpiState.DRC_OPEN, board.answer(BANK_A, UpiRequestKind.REVERSE_DEBIT, "96").state());
        assertEnded("DRC_OPEN U33 96/", NOTHING);
    }

    @Test
    void debitRevPending_timer_leavesItOpen()
    {
        payToDebitReversal();
        board.pass(10);
        assertEnded("DRC_OPEN U33 RR/", NOTHING);
    }

    @Test
    void drcOpen_drc_closes()
    {
        payToDebitReversal();
        board.pass(10);
        assertEquals("U04", board.adjust(BANK_B, UpiAdjustmentKind.DRC).code(), "it was not its debit");
        assertEquals(UpiState.DRC_CLOSED, board.adjust(BANK_A, UpiAdjustmentKind.DRC).state());
        assertEnded("DRC_CLOSED U33 RR/", NOTHING);
        assertEquals("U10", board.adjust(0, UpiAdjustmentKind.DRC).code(), "once");
    }

    @Test
    void deemed_tcc_isConfirmed()
    {
        payToDeemed();
        assertEquals("U04", board.adjust(BANK_A, UpiAdjustmentKind.TCC).code(), "it was not its credit");
        for (final int reason : new int[]{0, 101, 104, 115})
        {
            assertEquals("U10", board.adjust(BANK_B, UpiAdjustmentKind.TCC, reason).code());
        }
        for (final int reason : new int[]{0, 102, 114, 121})
        {
            assertEquals("U10", board.adjust(BANK_B, UpiAdjustmentKind.RET, reason).code());
        }
        assertEquals(UpiState.CONFIRMED, board.adjust(BANK_B, UpiAdjustmentKind.TCC).state());
        assertEnded("CONFIRMED U68 00/96", POSTED);
    }

    @Test
    void deemed_ret_isReturned()
    {
        payToDeemed();
        assertEquals(UpiState.RETURNED, board.adjust(BANK_B, UpiAdjustmentKind.RET).state());
        assertEnded("RETURNED U68 00/96", NOTHING);
        assertTrue(board.requests().contains("RETURN to 3"));
    }

    @Test
    void deemed_noWord_isReturned()
    {
        payToDeemed();
        board.pass(86_399);
        assertEquals("DEEMED U68 00/96", board.outcome());
        board.pass(1);
        assertEnded("RETURNED U68 00/96", NOTHING);
    }

    @Test
    void anyTerminal_lateRespPay_changesNothing()
    {
        payToDebit();
        final long debit = board.newest(UpiRequestKind.DEBIT);
        board.pass(15);
        assertEquals("U70", board.answer(BANK_A, debit, "00").code(), "its reversal is under way");
        assertEquals(1, board.breaks());
        board.answer(BANK_A, UpiRequestKind.REVERSE_DEBIT, "00");
        final String outcome = board.outcome();
        assertEquals("U70", board.answer(BANK_A, debit, "00").code(), "it has ended");
        assertEquals(2, board.breaks());
        assertEquals(outcome, board.outcome());
        assertEquals(NOTHING, board.positions());
    }
}
