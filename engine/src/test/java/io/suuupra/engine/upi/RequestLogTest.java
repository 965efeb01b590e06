package io.suuupra.engine.upi;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.BankAccount;
import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.edge.upi.UpiMapper;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.upi.UpiCode;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What each participant is shown of a payment, and what comes too late to be shown. */
final class RequestLogTest
{
    private final Switchboard board = new Switchboard();
    private final UpiMapper mapper = new UpiMapper();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.FRAME_MAX]);

    @AfterEach
    void close()
    {
        board.close();
    }

    private RequestLog log(final int participant, final long fromRow)
    {
        return new RequestLog(board.store(), participant, fromRow);
    }

    private List<SwitchRequest> read(final RequestLog log, final long perishableFrom)
    {
        final List<SwitchRequest> all = new ArrayList<>();
        int length;
        while ((length = log.read(board.store().rows(), perishableFrom, RequestLog.REQUESTS_MAX, buffer, 0)) > 0)
        {
            assertTrue(length <= Limits.FRAME_MAX);
            all.addAll(mapper.decodeRequests(buffer, 0));
        }
        return all;
    }

    private List<SwitchRequest> all(final int participant)
    {
        return read(log(participant, 0), 0);
    }

    private SwitchRequest last(final int participant)
    {
        return all(participant).getLast();
    }

    @Test
    void shouldShowEachParticipantOnlyWhatItIsAskedFor()
    {
        board.pay(pay -> {});
        final SwitchRequest authorise = last(Switchboard.BETA);
        assertEquals(UpiRequestKind.AUTHORISE, authorise.kind());
        assertEquals("T1", authorise.pay().transactionId());
        assertEquals("anna@alpha", authorise.pay().payer().address());
        assertEquals("bela@beta", authorise.pay().payee().address());
        assertEquals("for tea", authorise.pay().note());
        assertEquals("00", authorise.pay().purpose());
        assertEquals("00", authorise.pay().initiationMode());
        assertEquals(Switchboard.AMOUNT, authorise.pay().amount());
        assertEquals(BankAccount.NONE, authorise.pay().account());
        assertEquals(0, authorise.pay().credentials().length());
        assertEquals(List.of(), all(Switchboard.ALPHA));
        assertEquals(List.of(), all(Switchboard.BANK_A));

        board.authorise(authorisation -> {});
        final SwitchRequest debit = last(Switchboard.BANK_A);
        assertEquals(UpiRequestKind.DEBIT, debit.kind());
        assertEquals(new BankAccount(Switchboard.PAYER, "AAAA0000001", 1), debit.pay().account());
        assertEquals("secret", new String(debit.pay().credentials().bytes(), StandardCharsets.US_ASCII));
        assertEquals(board.newest(UpiRequestKind.DEBIT), debit.number());
        assertEquals(authorise.rrn(), debit.rrn());
        assertEquals(List.of(), all(Switchboard.BANK_B));

        board.answer(Switchboard.BANK_A, UpiRequestKind.DEBIT, "00");
        final SwitchRequest credit = last(Switchboard.BANK_B);
        assertEquals(UpiRequestKind.CREDIT, credit.kind());
        assertEquals(new BankAccount(Switchboard.PAYEE, "BBBB0000002", 1), credit.pay().account());
        assertEquals(0, credit.pay().credentials().length(), "they are for the remitter bank alone");

        board.answer(Switchboard.BANK_B, UpiRequestKind.CREDIT, "00");
        final SwitchRequest outcome = last(Switchboard.ALPHA);
        assertEquals(UpiRequestKind.RESPONSE, outcome.kind());
        assertEquals(UpiState.SUCCESS, outcome.state());
        assertEquals("00", UpiCode.text(outcome.code()));
        assertEquals("00", UpiCode.text(outcome.payerResponse()));
        assertEquals("00", UpiCode.text(outcome.payeeResponse()));
        assertEquals(BankAccount.NONE, outcome.pay().account());
        assertEquals(UpiRequestKind.CONFIRM, last(Switchboard.BETA).kind());
    }

    @Test
    void shouldTakeThePayersAccountOfACollectFromItsAuthorisation()
    {
        board.collect(pay -> {});
        board.approve(authorisation -> {});
        final SwitchRequest debit = last(Switchboard.BANK_A);
        assertEquals(new BankAccount(Switchboard.PAYER, "AAAA0000001", 1), debit.pay().account());
        assertEquals("secret", new String(debit.pay().credentials().bytes(), StandardCharsets.US_ASCII));
        board.answer(Switchboard.BANK_A, UpiRequestKind.DEBIT, "00");
        assertEquals(new BankAccount(Switchboard.PAYEE, "BBBB0000002", 1), last(Switchboard.BANK_B).pay().account());
    }

    @Test
    void shouldGoOnBehindWhatWasRead()
    {
        final RequestLog beta = log(Switchboard.BETA, 0);
        board.pay(pay -> {});
        assertEquals(1, read(beta, 0).size());
        assertEquals(List.of(), read(beta, 0));
        board.pay(pay -> pay.transactionId = "T2");
        final SwitchRequest second = read(beta, 0).getFirst();
        assertEquals("T2", second.pay().transactionId());
        final long behind = board.store().firstRecordedAtOrAfter(second.timestamp() + 1, board.store().rows());
        assertEquals(List.of(), read(log(Switchboard.BETA, behind), 0));
    }

    @Test
    void shouldLeaveOutWhatIsTooLateAndNothingElse()
    {
        board.pay(pay -> {});
        board.authorise(authorisation -> {});
        assertEquals(UpiRequestKind.DEBIT, last(Switchboard.BANK_A).kind());
        board.pass(60);
        // Both the debit's deadline and its reversal's have passed: who hears of the reversal now must still do it.
        assertEquals(List.of(UpiRequestKind.REVERSE_DEBIT),
            all(Switchboard.BANK_A).stream().map(SwitchRequest::kind).toList());
    }

    @Test
    void shouldLeaveOutWhatWasWithdrawn()
    {
        board.pay(pay -> {});
        final long request = board.newest(UpiRequestKind.AUTHORISE);
        assertEquals(Switchboard.BETA, RequestLog.perishableOf(board.store(), request));
        assertEquals(1, read(log(Switchboard.BETA, 0), request).size());
        assertEquals(List.of(), read(log(Switchboard.BETA, 0), request + 1));

        board.undeliverable(0, UpiRequestKind.AUTHORISE);
        final long told = board.newest(UpiRequestKind.RESPONSE);
        assertEquals(0, RequestLog.perishableOf(board.store(), told));
        assertEquals(1, read(log(Switchboard.ALPHA, 0), told + 1).size(), "an outcome is never withdrawn");
    }

    @Test
    void shouldHaveRoomForTheLongestRequests()
    {
        final String local = "a".repeat(Limits.UPI_ADDRESS_MAX - "@alpha".length());
        for (int i = 0; i < RequestLog.REQUESTS_MAX + 1; i++)
        {
            final String id = "T" + i;
            board.pay(pay ->
            {
                pay.transactionId = id;
                pay.amount = 1;
                pay.payeeAmount = 1;
                pay.payer = local + "@alpha";
                pay.payee = "a" + local + "@beta";
                pay.note = "n".repeat(Limits.UPI_NOTE_MAX);
                pay.credentials = "c".repeat(Limits.UPI_CREDENTIALS_MAX);
                pay.account = UInt128.of(77);
            });
            assertEquals(UpiState.DEBIT_PENDING, board.authorise(authorisation ->
            {
                authorisation.payerAmount = 1;
                authorisation.payeeAmount = 1;
                authorisation.payer = local + "@alpha";
                authorisation.payee = "a" + local + "@beta";
            }).state());
        }
        assertEquals(RequestLog.REQUESTS_MAX + 1, all(Switchboard.BANK_A).size());
    }
}
