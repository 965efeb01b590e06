package io.suuupra.engine.upi;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.BankSettlement;
import io.suuupra.codecs.edge.upi.CyclePayment;
import io.suuupra.codecs.edge.upi.SettlementCycle;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiState;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Payments among five banks over two days, some of them deemed and some of those returned, against plain sums: at every
 * moment the positions add up to 0, each cycle settles what the payments in it say, a restore in the middle changes
 * nothing, and in the end nobody owes anything.
 */
class NettingPropertyTest
{
    private static final int BANKS = 5;
    private static final int FIRST = 10;
    private static final int STEPS = 60;
    private static final long HOUR_NS = 3_600 * Switchboard.SECOND;

    private static String ifsc(final int bank)
    {
        return "NET" + (char)('A' + bank) + "0000001";
    }

    private static UInt128 position(final int bank)
    {
        return UInt128.of(100 + bank);
    }

    private static Switchboard board()
    {
        final Switchboard board = new Switchboard();
        for (int bank = 0; bank < BANKS; bank++)
        {
            board.engine.createAccounts(board.now, List.of(Switchboard.position(position(bank))));
            assertEquals("", board.register(FIRST + bank, "", ifsc(bank).substring(0, 4), position(bank)));
        }
        assertEquals("", board.cycles());
        return board;
    }

    /** What the plain reference knows: what each bank owes by payments, by what came back, and the cycles seen. */
    private static final class Books
    {
        private final Map<Integer, Long> owed = new HashMap<>();
        private final Map<Integer, Long> givesBack = new HashMap<>();
        private long paidSeen;
        private long returnedSeen;

        Books copy()
        {
            final Books other = new Books();
            other.owed.putAll(owed);
            other.givesBack.putAll(givesBack);
            other.paidSeen = paidSeen;
            other.returnedSeen = returnedSeen;
            return other;
        }

        static void move(final Map<Integer, Long> book, final int from, final int to, final long amount)
        {
            book.merge(from, amount, Long::sum);
            book.merge(to, -amount, Long::sum);
        }
    }

    /** Runs steps that follow from the random numbers alone. */
    private static void run(final Switchboard board, final Books books, final Random random, final int first)
    {
        for (int i = first; i < first + STEPS; i++)
        {
            final int from = random.nextInt(BANKS);
            final int to = random.nextInt(BANKS);
            final long amount = 1L + random.nextInt(10_000);
            final int end = random.nextInt(6);
            pay(board, "T" + i, from, to, amount, end);
            if (end != 1)
            {
                Books.move(books.owed, from, to, amount);
            }
            if (end == 3)
            {
                Books.move(books.givesBack, to, from, amount);
            }
            assertCycles(board, books);
            if (random.nextInt(8) == 0)
            {
                board.now += random.nextLong(3 * HOUR_NS);
                board.engine.tick(board.now, 0);
                assertCycles(board, books);
            }
        }
    }

    /** 1 = fails, 2 and 3 = deemed and then confirmed or returned, else a success. */
    private static void pay(
        final Switchboard board, final String id, final int from, final int to, final long amount, final int end)
    {
        board.pay(pay ->
        {
            pay.transactionId = id;
            pay.amount = pay.payeeAmount = amount;
            pay.ifsc = ifsc(from);
        });
        board.authorise(answer ->
        {
            answer.payerAmount = answer.payeeAmount = amount;
            answer.ifsc = ifsc(to);
        });
        board.answer(FIRST + from, UpiRequestKind.DEBIT, end == 1 ? "Z9" : "00");
        if (end == 2 || end == 3)
        {
            board.pass(15);
            board.answer(FIRST + to, UpiRequestKind.REVERSE_CREDIT, "96");
            assertEquals(end == 2 ? UpiState.CONFIRMED : UpiState.RETURNED,
                board.adjust(FIRST + to, id, end == 2).state());
        }
        else if (end != 1)
        {
            assertEquals(UpiState.SUCCESS, board.answer(FIRST + to, UpiRequestKind.CREDIT, "00").state());
        }
    }

    private static void assertCycles(final Switchboard board, final Books books)
    {
        final long paid = board.engine.engine().upi().lastCycle(UpiCycleKind.AUTHORISED.value());
        final long returned = board.engine.engine().upi().lastCycle(UpiCycleKind.DISPUTES.value());
        // Whatever was closed first moved positions first.
        if (returned != books.returnedSeen && returned < paid)
        {
            assertReturned(board, books);
        }
        if (paid != books.paidSeen)
        {
            assertPaid(board, books);
        }
        if (returned != books.returnedSeen)
        {
            assertReturned(board, books);
        }
        long sum = 0;
        for (int bank = 0; bank < BANKS; bank++)
        {
            final long owes = owed(board, position(bank));
            assertEquals(books.owed.getOrDefault(bank, 0L), owes, "bank " + bank);
            sum += owes;
        }
        assertEquals(0, sum, "the sum of all positions");
        assertEquals(0, owed(board, Switchboard.SETTLEMENT), "what was settled adds up");
    }

    private static long owed(final Switchboard board, final UInt128 account)
    {
        final Account found = board.engine.lookupAccounts(List.of(account)).getFirst();
        return found.debitsPosted() - found.creditsPosted();
    }

    private static void assertPaid(final Switchboard board, final Books books)
    {
        final SettlementCycle cycle = board.lastCycle(UpiCycleKind.AUTHORISED);
        books.paidSeen = cycle.cycle();
        final Map<String, Long> byPayments = new HashMap<>();
        for (final CyclePayment payment : board.payments(cycle))
        {
            byPayments.merge(payment.remitter(), payment.amount(), Long::sum);
            byPayments.merge(payment.beneficiary(), -payment.amount(), Long::sum);
        }
        for (final BankSettlement bank : cycle.banks())
        {
            assertEquals(0, bank.carried());
            assertEquals(byPayments.getOrDefault(bank.bank(), 0L) + bank.returnsDebit() - bank.returnsCredit(),
                bank.settled(), "what the files say and what was moved");
            books.owed.merge(bank.participant() - FIRST, -bank.settled(), Long::sum);
        }
    }

    private static void assertReturned(final Switchboard board, final Books books)
    {
        final SettlementCycle cycle = board.lastCycle(UpiCycleKind.DISPUTES);
        books.returnedSeen = cycle.cycle();
        for (final BankSettlement bank : cycle.banks())
        {
            final int index = bank.participant() - FIRST;
            assertEquals(bank.received().amount() - bank.sent().amount(), bank.settled());
            books.owed.merge(index, bank.settled(), Long::sum);
            books.givesBack.merge(index, -bank.settled(), Long::sum);
        }
    }

    @Property(tries = 30)
    void shouldSettleWhatThePaymentsSay(@ForAll final long seed)
    {
        try (Switchboard board = board())
        {
            final Random random = new Random(seed);
            final Books books = new Books();
            run(board, books, random, 0);
            final long later = random.nextLong();
            try (Switchboard restored = board.restored())
            {
                assertEquals(board.engine.state(), restored.engine.state());
                final Books copy = books.copy();
                run(board, books, new Random(later), STEPS);
                run(restored, copy, new Random(later), STEPS);
                assertEquals(board.engine.state(), restored.engine.state());
                assertAllSettled(restored, copy);
            }
        }
    }

    private static void assertAllSettled(final Switchboard board, final Books books)
    {
        final List<Long> left = new ArrayList<>();
        for (int day = 0; day < 3; day++)
        {
            board.now += 24 * HOUR_NS;
            board.engine.tick(board.now, 0);
            assertCycles(board, books);
        }
        books.givesBack.values().stream().filter(amount -> amount != 0).forEach(left::add);
        assertEquals(List.of(), left, "what comes back has come back");
        for (int bank = 0; bank < BANKS; bank++)
        {
            assertEquals(0, owed(board, position(bank)));
        }
    }
}
