package io.suuupra.bank;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.BankAccount;
import io.suuupra.codecs.edge.upi.Ciphertext;
import io.suuupra.codecs.edge.upi.Party;
import io.suuupra.codecs.edge.upi.ReqPay;
import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.upi.UpiCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static io.suuupra.codecs.generated.UpiRequestKind.CREDIT;
import static io.suuupra.codecs.generated.UpiRequestKind.DEBIT;
import static io.suuupra.codecs.generated.UpiRequestKind.REVERSE_CREDIT;
import static io.suuupra.codecs.generated.UpiRequestKind.REVERSE_DEBIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a bank's book answers to requests that come again, or in another order than they should. */
final class BankBookTest
{
    private static final BankAccount PLAIN = new BankAccount(UInt128.of(100), "AAAA0000001", BankAccount.SAVINGS);
    private static final BankAccount CLARA = new BankAccount(UInt128.of(101), "AAAA0000001", BankAccount.SAVINGS);
    private static final BankAccount NOBODY = new BankAccount(UInt128.of(999), "AAAA0000001", BankAccount.SAVINGS);
    private static final long MONEY = 1_000;
    private static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);

    @TempDir
    private Path folder;

    private Vault vault;
    private BankBook book;
    private long timestamp = 1;

    @BeforeEach
    void setUp() throws IOException
    {
        vault = Vault.openOrCreate(folder.resolve("vault"));
        book = BankBook.open(Town.small(folder.resolve("book")), vault);
        book.openAccounts(List.of(PLAIN.reference(), CLARA.reference()), MONEY);
        book.register(List.of(CLARA.reference()));
        book.record(book.customers().mpinRecord(UInt128.of(77), CLARA.reference(), 5, "1234"));
    }

    @AfterEach
    void tearDown() throws IOException
    {
        book.close();
    }

    private void restart() throws IOException
    {
        book.close();
        book = BankBook.open(Town.small(folder.resolve("book")), vault);
    }

    private SwitchRequest request(
        final UpiRequestKind kind, final String id, final BankAccount account, final long amount, final String pin)
    {
        final Ciphertext credentials = kind == DEBIT && CLARA.equals(account) ?
            vault.deviceKey(CLARA.reference()).seal(CLARA.reference(), id, amount, pin) : Ciphertext.NONE;
        final ReqPay pay =
            ReqPay.pay(id, Party.person("a@alpha"), Party.person("b@beta"), amount, account, credentials);
        return new SwitchRequest(timestamp, timestamp++, Long.MAX_VALUE, kind, UpiState.DEBIT_PENDING, pay, 0, 0, 0, 7);
    }

    private String ask(final UpiRequestKind kind, final String id, final BankAccount account, final long amount)
    {
        return ask(request(kind, id, account, amount, "1234"), UpiCode.NONE);
    }

    private String ask(final SwitchRequest request, final int decline)
    {
        return UpiCode.text(book.handle(List.of(new Order(request, decline, false))).getFirst().code());
    }

    private String debit(final String id, final String pin)
    {
        return ask(request(DEBIT, id, CLARA, 1, pin), UpiCode.NONE);
    }

    private long balance(final UInt128 id)
    {
        final Account account = book.accounts(List.of(id)).getFirst();
        return account.creditsPosted() - account.debitsPosted();
    }

    @Test
    void shouldDeclineAgainWithTheSameCodeWhateverHasChangedMeanwhile() throws IOException
    {
        assertEquals("Z9", ask(DEBIT, "A", PLAIN, MONEY + 1));
        assertEquals("XI", ask(CREDIT, "B", NOBODY, 1));
        assertEquals("XH", ask(DEBIT, "C", NOBODY, 1));
        assertEquals("YC", ask(request(DEBIT, "D", PLAIN, 1, ""), UpiCode.of("YC")));
        assertEquals("00", ask(CREDIT, "E", PLAIN, MONEY));
        restart();
        // There would be money enough now, and the fault that declined has gone.
        assertEquals("Z9", ask(DEBIT, "A", PLAIN, MONEY + 1));
        assertEquals("XI", ask(CREDIT, "B", NOBODY, 1));
        assertEquals("XH", ask(DEBIT, "C", NOBODY, 1));
        assertEquals("YC", ask(DEBIT, "D", PLAIN, 1));
        assertEquals("00", ask(request(CREDIT, "E", PLAIN, MONEY, ""), UpiCode.of("YD")), "it stands");
        assertEquals(2 * MONEY, balance(PLAIN.reference()));
    }

    @Test
    void shouldCountAWrongTryOnceHoweverOftenItsDebitComes() throws IOException
    {
        for (int i = 0; i < 5; i++)
        {
            assertEquals("ZM", debit("A", "9999"));
        }
        assertEquals("ZM", debit("B", "9999"));
        restart();
        assertEquals("ZM", debit("B", "9999"));
        assertEquals("00", debit("C", "1234"));
        // The right PIN has taken the tries away, and a debit that comes again does not bring them back.
        assertEquals("ZM", debit("B", "9999"));
        assertEquals("ZM", debit("D", "9999"));
        assertEquals("ZM", debit("E", "9999"));
        assertEquals("ZM", debit("F", "9999"));
        assertEquals("Z6", debit("G", "1234"));
        // Decided before it was locked, and so it stays; as does what was decided while it was.
        assertEquals("00", debit("C", "1234"));
        assertEquals("Z6", debit("I", "9999"));
        timestamp += 25 * HOUR_NS;
        assertEquals("Z6", debit("G", "1234"));
        assertEquals("Z6", debit("I", "9999"), "no try, then as now");
        for (final String id : List.of("J", "K", "L"))
        {
            assertEquals("ZM", debit(id, "9999"));
        }
        assertEquals("Z6", debit("M", "1234"));
        assertEquals(MONEY - 1, balance(CLARA.reference()));
    }

    @Test
    void shouldCountEachTryOfOneRound()
    {
        final List<Order> orders = List.of("A", "B", "C", "D", "E").stream()
            .map(id -> new Order(request(DEBIT, id, CLARA, 1, "D".equals(id) ? "1234" : "9999"), 0, false)).toList();
        assertEquals(List.of("ZM", "ZM", "ZM", "Z6", "Z6"),
            book.handle(orders).stream().map(answer -> UpiCode.text(answer.code())).toList());
    }

    @Test
    void shouldReverseWhatStandsAndRefuseWhatComesLater() throws IOException
    {
        assertEquals("00", ask(DEBIT, "A", PLAIN, 10));
        assertEquals("00", ask(REVERSE_DEBIT, "A", PLAIN, 10));
        assertEquals("00", ask(REVERSE_DEBIT, "A", PLAIN, 10));
        assertEquals("OD", ask(REVERSE_DEBIT, "B", PLAIN, 10));
        assertEquals("Z9", ask(DEBIT, "C", PLAIN, MONEY + 1));
        assertEquals("ND", ask(REVERSE_DEBIT, "C", PLAIN, MONEY + 1));
        assertEquals("ZM", debit("D", "9999"));
        assertEquals("ND", ask(REVERSE_DEBIT, "D", CLARA, 1));
        assertEquals("OC", ask(REVERSE_CREDIT, "E", PLAIN, 10));
        assertEquals("YD", ask(request(CREDIT, "F", PLAIN, 10, ""), UpiCode.of("YD")));
        assertEquals("NC", ask(REVERSE_CREDIT, "F", PLAIN, 10));
        assertEquals("00", ask(CREDIT, "G", PLAIN, 10));
        assertEquals("CS", ask(REVERSE_CREDIT, "G", PLAIN, 10));
        restart();
        assertEquals("XB", ask(DEBIT, "B", PLAIN, 10), "its reversal came first");
        assertEquals("XC", ask(CREDIT, "E", PLAIN, 10), "its reversal came first");
        assertEquals(MONEY + 10, balance(PLAIN.reference()));
        assertEquals(0, balance(Records.UPI_PAYABLE));
    }

    @Test
    void shouldPostNothingWhereAReversalFails()
    {
        ask(DEBIT, "A", PLAIN, 10);
        final Order fails = new Order(request(REVERSE_DEBIT, "A", PLAIN, 10, ""), 0, true);
        assertEquals("96", UpiCode.text(book.handle(List.of(fails)).getFirst().code()));
        assertEquals(MONEY - 10, balance(PLAIN.reference()));
    }

    @Test
    void shouldWriteALineForEachLegAndAnEndOfDayThatAddsUp() throws IOException
    {
        final String longest = "abcdefghijklmnopqrstuvwxyzABCDEFGHI";
        ask(DEBIT, longest, PLAIN, 10);
        ask(REVERSE_DEBIT, longest, PLAIN, 10);
        ask(DEBIT, "Z9Z", PLAIN, MONEY + 1);
        debit("PIN", "9999");
        ask(CREDIT, "0", PLAIN, 25);
        ask(REVERSE_CREDIT, "OC1", PLAIN, 5);

        final EndOfDay end = EndOfDay.write(book, BankFaults.none(), folder.resolve("x.csv"));

        final List<String> lines = Files.readAllLines(folder.resolve("x.csv"));
        assertEquals("transaction_id,rrn,kind,amount_paise,code,time", lines.getFirst());
        assertEquals(List.of(
            longest + ",000000000007,DEBIT,10,00", longest + ",000000000007,REVERSE_DEBIT,10,00",
            "Z9Z,000000000007,DEBIT,1001,Z9", "PIN,000000000007,DEBIT,1,ZM", "0,000000000007,CREDIT,25,00",
            "OC1,000000000007,REVERSE_CREDIT,5,OC"),
            lines.stream().skip(1).map(line -> line.substring(0, line.lastIndexOf(','))).toList());
        assertEquals(6, end.legs());
        final List<String> summary = Files.readAllLines(end.summary());
        assertTrue(summary.contains("DEBIT,Z9,1,1001"), summary.toString());
        assertEquals(0, summary.stream().filter(line -> line.startsWith("BALANCE"))
            .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(',') + 1))).sum());

        final FaultPlan half = FaultPlan.NONE.withOmit(FaultRates.ALL / 2).withSeed(3);
        final EndOfDay omitting = EndOfDay.write(book, new BankFaults(half), folder.resolve("y.csv"));
        assertEquals(6, omitting.legs());
        assertTrue(omitting.omitted() > 0, "a seed that leaves some out");
        assertEquals(7 - omitting.omitted(), Files.readAllLines(folder.resolve("y.csv")).size());
        assertFalse(Files.exists(folder.resolve("y.csv.new")));
    }
}
