package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.UpiRequestKind;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** How many transactions one participant may have open. */
class BoundsTest
{
    private static String pay(final Switchboard board, final String id)
    {
        return board.pay(pay -> pay.transactionId = id).code();
    }

    @Test
    void shouldTakeNoMoreThanTheBoundFromEachInitiator()
    {
        try (Switchboard board = new Switchboard())
        {
            assertEquals("", board.bounds(0, 2));
            assertEquals("", pay(board, "T1"));
            assertEquals("", pay(board, "T2"));
            final long rows = board.store().rows();
            assertEquals("U80", pay(board, "T3"));
            assertEquals(rows, board.store().rows(), "what is refused has changed nothing");
            assertEquals("", pay(board, "T2"), "the same again is answered as before");
            assertEquals("", board.collect(pay -> pay.transactionId = "C1").code(), "another one's");
            assertEquals("", board.collect(pay -> pay.transactionId = "C2").code());
            assertEquals("U94", board.collect(pay -> pay.transactionId = "C3").code());
            try (Switchboard restored = board.restored())
            {
                assertEquals("U80", pay(restored, "T3"));
                restored.pass(10);
                assertEquals("", pay(restored, "T3"), "those before have ended");
                assertEquals("", pay(restored, "T4"));
                assertEquals("U80", pay(restored, "T5"));
            }
        }
    }

    @Test
    void shouldCountUntilAPaymentEnds()
    {
        try (Switchboard board = new Switchboard())
        {
            board.bounds(0, 1);
            assertEquals("", pay(board, "T1"));
            board.authorise(answer -> {});
            assertEquals("U80", pay(board, "T2"));
            board.answer(Switchboard.BANK_A, UpiRequestKind.DEBIT, "00");
            assertEquals("U80", pay(board, "T2"));
            board.answer(Switchboard.BANK_B, UpiRequestKind.CREDIT, "00");
            assertEquals("", pay(board, "T2"));
        }
    }

    @Test
    void shouldBeSetWithinItsRangeByAnAdministrator()
    {
        try (Switchboard board = new Switchboard())
        {
            assertEquals("U10", board.bounds(Switchboard.ALPHA, 5));
            assertEquals("U10", board.bounds(0, 0));
            assertEquals("U10", board.bounds(0, 10_000_001));
            assertEquals("", board.bounds(0, 10_000_000));
        }
    }
}
