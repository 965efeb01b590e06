package io.suuupra.engine.upi;

import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.UpiAdjustmentKind;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiState;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What holds of the switch beyond the rows of its table. */
class UpiSwitchTest
{
    @Test
    void shouldRunACollectToItsEnd()
    {
        try (Switchboard board = new Switchboard())
        {
            board.collect(pay -> {});
            assertEquals(UpiState.DEBIT_PENDING, board.approve(answer -> {}).state());
            assertEquals(Switchboard.AMOUNT + " 0", board.positions());
            board.answer(Switchboard.BANK_A, UpiRequestKind.DEBIT, "00");
            assertEquals(UpiState.SUCCESS, board.answer(Switchboard.BANK_B, UpiRequestKind.CREDIT, "00").state());
            assertEquals(List.of("AUTHORISE to 1", "DEBIT to 3", "CREDIT to 4", "RESPONSE to 2", "CONFIRM to 1"),
                board.requests());
            assertEquals("0 " + Switchboard.AMOUNT, board.positions());
        }
    }

    @Test
    void shouldMoveNoPositionWithinOneBank()
    {
        try (Switchboard board = new Switchboard())
        {
            board.pay(pay -> {});
            board.authorise(answer -> answer.ifsc = "AAAA0000009");
            board.answer(Switchboard.BANK_A, UpiRequestKind.DEBIT, "00");
            assertEquals(UpiState.SUCCESS, board.answer(Switchboard.BANK_A, UpiRequestKind.CREDIT, "00").state());
            assertEquals("SUCCESS 00 00/00", board.outcome());
            assertEquals("0 0", board.positions());
        }
    }

    /** Behind a restore each transaction is found by its id, and its end as well, in every segment of the store. */
    @Test
    void shouldKnowEveryTransactionBehindARestore()
    {
        try (Switchboard board = new Switchboard())
        {
            final int payments = 30;
            for (int i = 0; i < payments; i++)
            {
                assertEquals("SUCCESS 00 00/00", through(board, "T" + i, 1, true));
            }
            pay(board, "OPEN", 1);
            try (Switchboard restored = board.restored())
            {
                for (int i = 0; i < payments; i++)
                {
                    final String id = "T" + i;
                    final Switchboard.Reply reply = restored.pay(pay ->
                    {
                        pay.transactionId = id;
                        pay.amount = 1;
                        pay.payeeAmount = 1;
                    });
                    assertEquals("", reply.code(), id);
                    assertTrue(reply.repeated(), id);
                    assertEquals(UpiState.SUCCESS, reply.state(), id);
                }
                assertEquals(UpiState.AUTH_PENDING, restored.pay(pay ->
                {
                    pay.transactionId = "OPEN";
                    pay.amount = 1;
                    pay.payeeAmount = 1;
                }).state());
                assertEquals("0 " + payments, restored.positions());
            }
        }
    }

    /** What a bank owes already counts against its cap, what it is owed does not; each bank by itself. */
    @Test
    void shouldReckonWhatABankOwesFromWhatWasPosted()
    {
        try (Switchboard board = new Switchboard())
        {
            final long most = Switchboard.CAP * 6 / 10;
            assertEquals("SUCCESS 00 00/00", through(board, "T1", most, true));
            assertEquals("FAILURE U03 /", through(board, "T2", most, true));
            assertEquals("0 " + most, board.positions());
            assertEquals("SUCCESS 00 00/00", through(board, "T3", most, false));
            assertEquals("0 0", board.positions());
            assertEquals("SUCCESS 00 00/00", through(board, "T4", most, true));
            assertEquals("SUCCESS 00 00/00", through(board, "T5", Switchboard.CAP - most, true));
            assertEquals("FAILURE U03 /", through(board, "T6", 1, true));
            assertEquals("SUCCESS 00 00/00", through(board, "T7", 2 * Switchboard.CAP - most, false));
            assertEquals("0 " + (most - Switchboard.CAP), board.positions());
        }
    }

    /** A payment of alpha's user to beta's, from an account at A to one at B or the other way round. */
    private static String through(final Switchboard board, final String id, final long amount, final boolean fromA)
    {
        board.pay(pay ->
        {
            pay.transactionId = id;
            pay.amount = amount;
            pay.payeeAmount = amount;
            pay.ifsc = fromA ? "AAAA0000001" : "BBBB0000001";
        });
        final UpiState state = board.authorise(answer ->
        {
            answer.payerAmount = amount;
            answer.payeeAmount = amount;
            answer.ifsc = fromA ? "BBBB0000002" : "AAAA0000002";
        }).state();
        if (state == UpiState.DEBIT_PENDING)
        {
            board.answer(fromA ? Switchboard.BANK_A : Switchboard.BANK_B, UpiRequestKind.DEBIT, "00");
            board.answer(fromA ? Switchboard.BANK_B : Switchboard.BANK_A, UpiRequestKind.CREDIT, "00");
        }
        return board.outcome();
    }

    /** The positions are the switch's own: a participant's key need not see the ledger that they lie in. */
    @Test
    void shouldReachThePositionsWhateverAParticipantSees()
    {
        try (Switchboard board = new Switchboard())
        {
            board.ledgerMin = 7;
            board.ledgerMax = 7;
            assertEquals("SUCCESS 00 00/00", through(board, "T1", 5, true));
            assertEquals("0 5", board.positions());
        }
    }

    /** What is only asked for counts as much as what is done. */
    @Test
    void shouldHoldABankToItsNetDebitCap()
    {
        try (Switchboard board = new Switchboard())
        {
            final long half = Switchboard.CAP / 2;
            for (int i = 0; i < 2; i++)
            {
                pay(board, "C" + i, half);
                assertEquals(UpiState.DEBIT_PENDING, authorise(board, half).state());
            }
            pay(board, "C2", 1);
            assertEquals(UpiState.FAILURE, authorise(board, 1).state());
            assertEquals("FAILURE U03 /", board.outcome());
            board.answer(Switchboard.BANK_A, UpiRequestKind.DEBIT, "Z9");
            pay(board, "C3", half + 1);
            assertEquals(UpiState.FAILURE, authorise(board, half + 1).state());
            pay(board, "C4", half);
            assertEquals(UpiState.DEBIT_PENDING, authorise(board, half).state());
        }
    }

    private static void pay(final Switchboard board, final String id, final long amount)
    {
        assertEquals("", board.pay(pay ->
        {
            pay.transactionId = id;
            pay.amount = amount;
            pay.payeeAmount = amount;
        }).code());
    }

    private static Switchboard.Reply authorise(final Switchboard board, final long amount)
    {
        return board.authorise(answer ->
        {
            answer.payerAmount = amount;
            answer.payeeAmount = amount;
        });
    }

    /** A position whose account was closed owes no less. */
    @Test
    void shouldEndWhatItBeganOnAClosedPosition()
    {
        try (Switchboard board = new Switchboard())
        {
            board.pay(pay -> {});
            board.authorise(answer -> {});
            board.answer(Switchboard.BANK_A, UpiRequestKind.DEBIT, "00");
            final List<CreateResult<CreateTransferStatus>> closed = board.engine.createTransfers(board.now, List.of(
                Transfer.builder().id(UInt128.of(5)).debitAccountId(Switchboard.POSITION_A)
                    .creditAccountId(Switchboard.POSITION_B).ledger(2 << 16 | 356).code(1)
                    .flags(TransferFlags.PENDING | TransferFlags.CLOSING_DEBIT).build()));
            assertEquals(CreateTransferStatus.CREATED, closed.getFirst().status());
            assertEquals(UpiState.SUCCESS, board.answer(Switchboard.BANK_B, UpiRequestKind.CREDIT, "00").state());
            pay(board, "T2", Switchboard.AMOUNT);
            board.authorise(answer -> {});
            assertEquals("FAILURE U08 /", board.outcome());
        }
    }

    /** To a client the switch's holds are not there, whatever its key may do. */
    @Test
    void shouldLetNobodyElseResolveItsHolds()
    {
        try (Switchboard board = new Switchboard())
        {
            board.pay(pay -> {});
            board.authorise(answer -> {});
            final UInt128 hold = board.engine.changeEvents(0, 0, 100).getFirst().transfer().id();
            for (final int flags : new int[]{
                TransferFlags.POST_PENDING_TRANSFER, TransferFlags.VOID_PENDING_TRANSFER})
            {
                assertEquals(CreateTransferStatus.PENDING_TRANSFER_NOT_FOUND, board.engine.createTransfers(board.now,
                    List.of(Transfer.builder().id(UInt128.of(600 + flags)).pendingId(hold).flags(flags).build()))
                    .getFirst().status());
            }
            assertEquals(Switchboard.AMOUNT + " 0", board.positions());
            board.answer(Switchboard.BANK_A, UpiRequestKind.DEBIT, "00");
            assertEquals(UpiState.SUCCESS, board.answer(Switchboard.BANK_B, UpiRequestKind.CREDIT, "00").state());
        }
    }

    /** Events are no transfers: nobody finds them by an id or among the changes, and no id of theirs is free. */
    @Test
    void shouldHideItsEventsFromTheLedger()
    {
        try (Switchboard board = new Switchboard())
        {
            board.pay(pay -> {});
            board.authorise(answer -> {});
            final long head = board.log().word(board.newest(UpiRequestKind.DEBIT), UpiLog.HEAD);
            final UInt128 id = new UInt128(board.store().idHigh(head), board.store().idLow(head));
            assertTrue(board.engine.lookupTransfers(List.of(id)).isEmpty());
            assertEquals(1, board.engine.changeEvents(0, 0, 100).size(), "the hold of the positions alone");
            assertEquals(CreateTransferStatus.ID_ALREADY_FAILED, board.engine.createTransfers(board.now, List.of(
                Transfer.builder().id(id).debitAccountId(Switchboard.POSITION_A)
                    .creditAccountId(Switchboard.POSITION_B).amount(1).ledger(2 << 16 | 356).code(1).build()))
                .getFirst().status());
        }
    }

    @Test
    void shouldKnowAParticipantByOneKeyOneBankAndOneHandle()
    {
        try (Switchboard board = new Switchboard())
        {
            assertEquals("U10", board.register(5, "alpha", "", UInt128.ZERO), "the handle is another's");
            assertEquals("U10", board.register(5, "", "AAAA", Switchboard.POSITION_A), "the bank is another's");
            assertEquals("U10", board.register(0, 5, 101, "gamma", "", UInt128.ZERO, 0), "the key is another's");
            assertEquals("U10", board.register(5, "", "", UInt128.ZERO), "neither bank nor PSP");
            assertEquals("U10", board.register(5, "", "CCCC", UInt128.ZERO), "a bank without a position");
            assertEquals("U10", board.register(5, "", "cccc", Switchboard.POSITION_A));
            assertEquals("U10", board.register(5, "ga-mma", "", UInt128.ZERO));
            assertEquals("U10", board.register(0, "gamma", "", UInt128.ZERO));
            assertEquals("U10", board.register(1, "omega", "", UInt128.ZERO), "a handle stays");
            assertEquals("U10", board.register(1, 5, 105, "gamma", "", UInt128.ZERO, 0), "not by a participant");
            assertEquals("", board.register(5, "gamma", "", UInt128.ZERO));
            assertEquals("", board.register(0, 1, 111, "alpha", "", UInt128.ZERO, 0), "another key");
            assertEquals("U17", board.pay(pay -> {}).code(), "the old key is nobody's now");
            assertEquals("", board.register(0, 1, 101, "alpha", "", UInt128.ZERO, 1));
            assertEquals("U17", board.pay(pay -> {}).code(), "it is disabled");
            assertEquals("U92", board.collect(pay -> {}).code());
        }
    }

    /** A hundred payments with answers drawn by a seed: restored in the middle, it goes on as if nothing had been. */
    @Test
    void shouldGoOnFromASnapshotAsIfNothingHadBeen()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            try (Switchboard board = new Switchboard())
            {
                final Random random = new Random(seed);
                run(board, random, 0, 50);
                final long later = random.nextLong();
                try (Switchboard other = board.restored())
                {
                    assertEquals(board.engine.state(), other.engine.state());
                    run(board, new Random(later), 50, 50);
                    run(other, new Random(later), 50, 50);
                    assertEquals(board.engine.state(), other.engine.state());
                    assertEquals(board.requests(), other.requests());
                    assertAllEnd(other);
                }
            }
        }
    }

    private static void run(final Switchboard board, final Random random, final int first, final int count)
    {
        final String[] debits = {"00", "00", "00", "Z9"};
        final String[] credits = {"00", "00", "00", "YF"};
        final String[] creditReversals = {"CS", "00", "NC", "96"};
        final String[] debitReversals = {"00", "ND", "OD", "96"};
        for (int i = first; i < first + count; i++)
        {
            pay(board, "S" + i, 1 + random.nextInt(100));
            for (int step = 0; step < 6; step++)
            {
                if (random.nextInt(4) == 0)
                {
                    board.pass(random.nextInt(20));
                }
                final long request = pick(board, random);
                final long amount = board.log().word(request, UpiLog.AMOUNT);
                final UpiRequestKind kind = board.log().requestKind(request);
                final int whom = (int)board.log().word(request, UpiLog.PARTICIPANT);
                switch (kind)
                {
                    case AUTHORISE ->
                    {
                        final Switchboard.Authorisation answer = new Switchboard.Authorisation();
                        answer.payerAmount = amount;
                        answer.payeeAmount = amount;
                        answer.ifsc = random.nextInt(5) == 0 ? "AAAA0000005" : answer.ifsc;
                        board.authorise(whom, request, answer);
                    }
                    case DEBIT -> board.answer(whom, request, debits[random.nextInt(4)]);
                    case CREDIT -> board.answer(whom, request, credits[random.nextInt(4)]);
                    case REVERSE_CREDIT -> board.answer(whom, request, creditReversals[random.nextInt(4)]);
                    case REVERSE_DEBIT -> board.answer(whom, request, debitReversals[random.nextInt(4)]);
                    default -> board.positions();
                }
            }
        }
    }

    /** One of the newest requests, whether an answer is still awaited or not. */
    private static long pick(final Switchboard board, final Random random)
    {
        final List<Long> newest = LongStream.range(Math.max(0, board.store().rows() - 20), board.store().rows())
            .filter(board.log()::isRequest).boxed().toList();
        return newest.get(random.nextInt(newest.size()));
    }

    /** No payment is lost: by timers alone each one ends, or stays as a debit that is known to be open. */
    private static void assertAllEnd(final Switchboard board)
    {
        for (int day = 0; day < 7; day++)
        {
            board.pass(86_400);
        }
        board.positions();
        assertFalse(board.engine.hasDue(board.now));
        for (int i = 0; i < 100; i++)
        {
            final String id = "S" + i;
            final Switchboard.Reply reply = board.pay(pay -> pay.transactionId = id);
            assertNotEquals("", reply.code(), "it is known");
        }
        final long row = board.newest(UpiRequestKind.RESPONSE);
        assertTrue(row > 0);
        assertEquals("0", board.positions().split(" ", -1)[0], "nothing is held any more");
        assertEquals("U04", board.adjust(Switchboard.BANK_A, UpiAdjustmentKind.DRC).code(), "of no transaction T1");
    }
}
