package io.suuupra.engine.upi;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.Party;
import io.suuupra.codecs.edge.upi.UpiMapper;
import io.suuupra.codecs.edge.upi.UpiTransaction;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.UpiAdjustmentKind;
import io.suuupra.codecs.generated.UpiKind;
import io.suuupra.codecs.generated.UpiPartyType;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiResult;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.upi.UpiCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What each participant is told of a payment, along every way that a payment can take. */
class TransactionReaderTest
{
    private static final int BANK_A = Switchboard.BANK_A;
    private static final int BANK_B = Switchboard.BANK_B;
    private static final int STRANGER = 9;
    private final UpiMapper mapper = new UpiMapper();
    private final Switchboard board = new Switchboard();

    /** What ways have in common. */
    private static final class Step
    {
        static void authorise(final Switchboard board)
        {
            board.authorise(authorisation -> {});
        }

        static void debit(final Switchboard board)
        {
            board.answer(BANK_A, UpiRequestKind.DEBIT, "00");
        }

        static void credit(final Switchboard board)
        {
            board.answer(BANK_B, UpiRequestKind.CREDIT, "00");
        }

        static void declineCredit(final Switchboard board)
        {
            board.answer(BANK_B, UpiRequestKind.CREDIT, "YF");
        }

        static void pass(final Switchboard board)
        {
            board.pass(15);
        }

        static void reverse(final Switchboard board)
        {
            board.answer(BANK_A, UpiRequestKind.REVERSE_DEBIT, "00");
        }
    }

    /** Every way, each with its steps; the first one begins the payment. */
    enum Way
    {
        PAID(true, Step::authorise, Step::debit, Step::credit),
        PSP_NOT_THERE(true, board -> board.undeliverable(0, UpiRequestKind.AUTHORISE)),
        PSP_SAYS_NO(true, board -> board.authorise(no ->
        {
            no.result = UpiResult.FAILURE;
            no.code = "ZH";
        })),
        PSP_IS_SILENT(true, Step::pass),
        PSP_DIFFERS(true, board -> board.authorise(wrong -> wrong.payeeAmount = 1)),
        BANK_UNKNOWN(true, board -> board.authorise(wrong -> wrong.ifsc = "CCCC0000002")),
        DEBIT_DECLINED(true, Step::authorise, board -> board.answer(BANK_A, UpiRequestKind.DEBIT, "Z9")),
        DEBIT_NOT_SENT(true, Step::authorise, board -> board.undeliverable(0, UpiRequestKind.DEBIT)),
        DEBIT_SILENT(true, Step::authorise, Step::pass, Step::reverse),
        DEBIT_NEVER_DONE(true, Step::authorise, Step::pass,
            board -> board.answer(BANK_A, UpiRequestKind.REVERSE_DEBIT, "OD")),
        DEBIT_LEFT_OPEN(true, Step::authorise, Step::pass, Step::pass,
            board -> board.adjust(0, UpiAdjustmentKind.DRC)),
        CREDIT_DECLINED(true, Step::authorise, Step::debit, Step::declineCredit, Step::reverse),
        CREDIT_NOT_SENT(true, Step::authorise, Step::debit,
            board -> board.undeliverable(0, UpiRequestKind.CREDIT), Step::reverse),
        CREDIT_LEFT_OPEN(true, Step::authorise, Step::debit, Step::declineCredit, Step::pass,
            board -> board.adjust(0, UpiAdjustmentKind.DRC)),
        CREDIT_TAKEN_BACK(true, Step::authorise, Step::debit, Step::pass,
            board -> board.answer(BANK_B, UpiRequestKind.REVERSE_CREDIT, "NC"), Step::reverse),
        CREDIT_STANDS(true, Step::authorise, Step::debit, Step::pass,
            board -> board.answer(BANK_B, UpiRequestKind.REVERSE_CREDIT, "CS")),
        DEEMED_CONFIRMED(true, Step::authorise, Step::debit, Step::pass, Step::pass,
            board -> board.adjust(0, UpiAdjustmentKind.TCC)),
        DEEMED_RETURNED(true, Step::authorise, Step::debit, Step::pass, Step::pass, board -> board.pass(86_400)),
        COLLECTED(false, board -> board.approve(authorisation -> {}), Step::debit, Step::credit),
        COLLECT_EXPIRED(false, board -> board.pass(1_800)),
        COLLECT_DECLINED(false, board -> board.approve(no ->
        {
            no.result = UpiResult.FAILURE;
            no.code = "ZA";
        }));

        private final boolean isPay;
        @SuppressWarnings("ImmutableEnumChecker") // Steps keep nothing.
        private final List<Consumer<Switchboard>> steps;

        @SafeVarargs
        @SuppressWarnings("varargs")
        Way(final boolean isPay, final Consumer<Switchboard>... steps)
        {
            this.isPay = isPay;
            this.steps = List.of(steps);
        }
    }

    @AfterEach
    void close()
    {
        board.close();
    }

    private Optional<UpiTransaction> read(final Switchboard of, final Principal asker, final String id)
    {
        of.engine.as(asker);
        final Optional<UpiTransaction> read = mapper.decodeTransaction(
            of.engine.ask((buffer, offset) -> mapper.encodeGetTransaction(id, buffer, offset)), 0);
        of.engine.as(Principal.NODE);
        return read;
    }

    private UpiTransaction readAll(final Switchboard of)
    {
        return read(of, Principal.NODE, "T1").orElseThrow();
    }

    private boolean sees(final Switchboard of, final int participant)
    {
        return read(of, of.principal(participant), "T1").isPresent();
    }

    /** Who began it, and whoever a request was ever meant for, as the store has them. */
    private static Set<String> participantsOf(final Switchboard of, final boolean isPay)
    {
        final Set<String> there = new TreeSet<>();
        there.add(Integer.toString(isPay ? Switchboard.ALPHA : Switchboard.BETA));
        of.requests().forEach(request -> there.add(request.substring(request.lastIndexOf(' ') + 1)));
        return there;
    }

    private void check(final Switchboard of, final Way way)
    {
        final Set<String> there = participantsOf(of, way.isPay);
        for (final int participant : new int[]{ Switchboard.ALPHA, Switchboard.BETA, BANK_A, BANK_B, STRANGER })
        {
            final boolean expected = there.contains(Integer.toString(participant));
            assertEquals(expected, sees(of, participant), way + ": " + participant + " after " + of.requests());
            if (expected)
            {
                assertEquals(readAll(of), read(of, of.principal(participant), "T1").orElseThrow());
            }
        }
        final boolean isWaiting = of.engine.engine().upi().firstDeadline() != Long.MAX_VALUE;
        assertEquals(isWaiting ? of.engine.engine().upi().firstDeadline() : 0, readAll(of).deadline());
        final UpiTransaction.Participants named = readAll(of).participants();
        assertEquals(Switchboard.ALPHA, named.payerPsp());
        assertEquals(Switchboard.BETA, named.payeePsp());
        assertTrue(named.remitter() == BANK_A || named.remitter() == 0 && !there.contains("3"), named.toString());
        assertTrue(named.beneficiary() == BANK_B || named.beneficiary() == 0 && !there.contains("4"), named.toString());
    }

    private static String outcome(final UpiTransaction transaction)
    {
        return transaction.state() + " " + UpiCode.text(transaction.codes().code()) + " " +
            UpiCode.text(transaction.codes().payerResponse()) + "/" + UpiCode.text(transaction.codes().payeeResponse());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void shouldTellExactlyThoseWhoTookPart(final Way way)
    {
        assertEquals("", way.isPay ? board.pay(pay -> {}).code() : board.collect(pay -> {}).code());
        check(board, way);
        for (final Consumer<Switchboard> step : way.steps)
        {
            step.accept(board);
            check(board, way);
        }
        final UpiTransaction ended = readAll(board);
        assertEquals(board.outcome(), outcome(ended));
        assertTrue(ended.ended() > ended.begun(), ended.toString());
        assertEquals(0, ended.deadline());
        try (Switchboard other = board.restored())
        {
            assertEquals(ended, readAll(other));
            check(other, way);
        }
    }

    @Test
    void shouldTellWhatTheReqPaySaid()
    {
        final long rrn = board.pay(pay ->
        {
            pay.payeeType = UpiPartyType.ENTITY;
            pay.payeeCode = 5411;
            pay.mode = "01";
            pay.purpose = "A1";
        }).rrn();
        final UpiTransaction open = readAll(board);
        assertEquals("T1", open.id());
        assertEquals(UpiKind.PAY, open.kind());
        assertEquals(UpiState.AUTH_PENDING, open.state());
        assertEquals(Party.person("anna@alpha"), open.payer());
        assertEquals(Party.merchant("bela@beta", 5411), open.payee());
        assertEquals(Switchboard.AMOUNT, open.amount());
        assertEquals("A1", open.purpose());
        assertEquals("01", open.initiationMode());
        assertEquals("for tea", open.note());
        assertEquals(rrn, open.rrn());
        assertEquals(new UpiTransaction.Codes(0, 0, 0, 0), open.codes());
        assertEquals(new UpiTransaction.Participants(Switchboard.ALPHA, Switchboard.BETA, BANK_A, 0),
            open.participants());
        assertEquals(board.now + 1, open.begun(), "the stamp of its record");
        assertEquals(0, open.ended());
        assertEquals(board.now + 10 * Switchboard.SECOND, open.deadline());
    }

    @Test
    void shouldTellTheCauseOfWhatWasTakenBack()
    {
        board.pay(pay -> {});
        Step.authorise(board);
        Step.debit(board);
        Step.declineCredit(board);
        assertEquals("U31", UpiCode.text(readAll(board).codes().cause()));
        Step.reverse(board);
        assertEquals("U31", UpiCode.text(readAll(board).codes().cause()));
        assertEquals("U34", UpiCode.text(readAll(board).codes().code()));
    }

    @Test
    void shouldGoByTheParticipantAndNotByItsKey()
    {
        board.pay(pay -> {});
        assertEquals("", board.register(0, Switchboard.ALPHA, 4711, "alpha", "", UInt128.ZERO, 0));
        assertEquals(Optional.empty(), read(board, board.principal(Switchboard.ALPHA), "T1"), "its key is another");
        assertTrue(read(board, new Principal(4711, 0, Principal.READ, 0, -1), "T1").isPresent());
    }

    @Test
    void shouldTellOfNothingElse()
    {
        board.pay(pay -> {});
        for (final String id : new String[]{ "T2", "t1", "T1 ", "", "T", "M1" })
        {
            assertEquals(Optional.empty(), read(board, Principal.NODE, id), id);
        }
        // The slot that it leaves is used again, and is not taken for it.
        board.pass(10);
        final UpiTransaction first = readAll(board);
        assertEquals("", board.pay(pay -> pay.transactionId = "T2").code());
        assertEquals(first, readAll(board));
        assertNotEquals(first.rrn(), read(board, Principal.NODE, "T2").orElseThrow().rrn());
    }

    @Test
    void shouldChangeNothing()
    {
        board.pay(pay -> {});
        Step.authorise(board);
        final Object before = board.engine.state();
        readAll(board);
        assertEquals(before, board.engine.state());
    }
}
