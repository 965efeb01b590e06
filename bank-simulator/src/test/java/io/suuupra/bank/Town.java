package io.suuupra.bank;

import io.suuupra.client.ClientOptions;
import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.BankAccount;
import io.suuupra.codecs.edge.upi.Ciphertext;
import io.suuupra.codecs.edge.upi.ParticipantTerms;
import io.suuupra.codecs.edge.upi.Party;
import io.suuupra.codecs.edge.upi.ReqPay;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.engine.host.local.LocalNode;
import io.suuupra.engine.host.local.LocalNodeOptions;
import io.suuupra.engine.ledger.Capacities;
import io.suuupra.gateway.auth.KeyStore;
import io.suuupra.gateway.boot.Gateway;
import io.suuupra.gateway.boot.GatewayOptions;
import io.suuupra.journal.JournalOptions;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A node whose switch knows the PSPs {@code alpha} (1) and {@code beta} (2), the banks AAAA (3) and BBBB (4), the PSP
 * of the addresses for tests (5). Anna has an account at AAAA and the address {@code anna@alpha}; the shop has one at
 * BBBB and {@code shop@beta}.
 */
final class Town implements AutoCloseable
{
    static final long CAP = 1_000_000_000L;
    static final long MONEY = 100_000;
    static final UInt128 POSITION_A = UInt128.of(1_001);
    static final UInt128 POSITION_B = UInt128.of(1_002);
    static final BankAccount ANNA = new BankAccount(UInt128.of(101), "AAAA0000001", BankAccount.SAVINGS);
    static final BankAccount SHOP = new BankAccount(UInt128.of(102), "BBBB0000001", BankAccount.CURRENT);
    static final Ciphertext SECRET = Ciphertext.of(new byte[]{ 1, 2, 3 });

    private static final int LEDGER = 2 << 16 | 356;
    private static final Map<Integer, String> NAMES = Map.of(1, "alpha", 2, "beta", 3, "AAAA", 4, "BBBB", 5, "test");

    static final BankAccount CLARA = new BankAccount(UInt128.of(103), "AAAA0000001", BankAccount.SAVINGS);
    static final BankAccount DAN = new BankAccount(UInt128.of(104), "BBBB0000001", BankAccount.SAVINGS);
    static final String PIN = "1234";

    final SuuupraClient admin;
    DeviceKey clarasDevice;
    Bank bankA;
    Bank bankB;
    private final Path folder;
    private final LocalNode node;
    private final Gateway gateway;
    private final Map<Integer, ApiKey> keys = new HashMap<>();
    private final AtomicInteger payments = new AtomicInteger();
    private final Deque<Closeable> open = new ArrayDeque<>();

    Town(final Path folder, final boolean sandbox) throws IOException
    {
        this.folder = folder;
        final LocalNodeOptions options = small(folder.resolve("node"));
        node = LocalNode.open(sandbox ? options.withManualClock(0) : options);
        final KeyStore store = KeyStore.openOrCreate(folder.resolve("node"));
        for (int number = 1; number <= 5; number++)
        {
            keys.put(number, store.add(NAMES.get(number), Principal.READ | Principal.POST, 0, -1));
        }
        gateway = Gateway.start(
            GatewayOptions.builder().httpPort(0).binaryPort(0).sandbox(sandbox).closeTimeoutMs(500).build(),
            node.ingress(), node.changes(), node.receipts(), node.metrics(), store);
        admin = SuuupraClient.connect(options(store.createdKey().orElseThrow()));
        admin.createAccounts(List.of(position(POSITION_A), position(POSITION_B))).join();
        register(ParticipantTerms.psp(1, keys.get(1).id(), "alpha"));
        register(ParticipantTerms.psp(2, keys.get(2).id(), "beta"));
        register(ParticipantTerms.psp(5, keys.get(5).id(), "test"));
        register(ParticipantTerms.bank(3, keys.get(3).id(), "AAAA", POSITION_A, CAP));
        register(ParticipantTerms.bank(4, keys.get(4).id(), "BBBB", POSITION_B, CAP));
    }

    static LocalNodeOptions small(final Path data)
    {
        return LocalNodeOptions.defaults(data)
            .withRingThreads(1)
            .withFiles(JournalOptions.small(), 1 << 12)
            .withCapacities(new Capacities(10_000, 1_000_000, 100_000, 1_024, 16))
            .withSnapshots(0, false)
            .withDiskFreeBytesMin(0);
    }

    private static Account position(final UInt128 id)
    {
        return Account.builder().id(id).ledger(LEDGER).code(1).build();
    }

    private void register(final ParticipantTerms terms)
    {
        assertEquals("", admin.upi().register(terms).join().codeText());
    }

    private ClientOptions options(final String key)
    {
        return ClientOptions.parse("suuupra://127.0.0.1:" + gateway.binaryPort(), key);
    }

    ClientOptions options(final int participant)
    {
        return options(keys.get(participant).reveal());
    }

    /** The bank's folder is its own, so the second one of a name goes on where the first one ended. */
    Bank bank(final int number, final BankFaults faults) throws IOException
    {
        final String name = NAMES.get(number);
        final Bank bank = Bank.open(name, folder.resolve(name), Town::small, options(number), faults);
        Clock.until(bank::isConnected);
        bank.openAccounts(List.of(number == 3 ? ANNA.reference() : SHOP.reference()), MONEY);
        open.push(bank);
        return bank;
    }

    Bank bank(final int number) throws IOException
    {
        return bank(number, BankFaults.none());
    }

    /** Both banks, and their customers with the PIN 1234; the keys of their devices are kept. */
    void openBanks() throws IOException
    {
        final Bank a = bank(3);
        final Bank b = bank(4);
        clarasDevice = a.openCustomer(CLARA.reference(), MONEY, PIN);
        b.openCustomer(DAN.reference(), MONEY, PIN);
        bankA = a;
        bankB = b;
    }

    /** Clara, a customer of bank AAAA, pays Dan, one of BBBB, with a PIN. */
    ReqPay payWith(final String pin, final long amount)
    {
        return payWith("P" + payments.incrementAndGet(), pin, amount, "dan@beta");
    }

    ReqPay payWith(final String id, final String pin, final long amount, final String payee)
    {
        return ReqPay.pay(id, Party.person("clara@alpha"), Party.person(payee), amount, CLARA,
            clarasDevice.seal(CLARA.reference(), id, amount, pin));
    }

    /** A bank ends before the town does. */
    void leave(final Bank bank) throws IOException
    {
        open.remove(bank);
        bank.close();
    }

    Psp alpha()
    {
        final Psp psp = Psp.connect(options(1), 0);
        open.push(psp::close);
        psp.add("anna@alpha", ANNA);
        return psp;
    }

    Psp beta()
    {
        final Psp psp = Psp.connect(options(2), 0);
        open.push(psp::close);
        psp.add("shop@beta", SHOP);
        psp.add("dan@beta", DAN);
        return psp;
    }

    /** The PSP of the addresses for tests, whose account is at BBBB. */
    Psp test()
    {
        final Psp psp = Psp.connect(options(5), 0);
        open.push(psp::close);
        TestValues.NAMES.forEach(name -> psp.add(name + "@" + TestValues.HANDLE, DAN));
        return psp;
    }

    /** Anna pays the shop, who is a person here. */
    ReqPay pay(final long amount)
    {
        return ReqPay.pay("T" + payments.incrementAndGet(), Party.person("anna@alpha"), Party.person("shop@beta"),
            amount, ANNA, SECRET);
    }

    /** What a bank owes the others, less what they owe it. */
    long position(final int bank)
    {
        final Account account = admin.lookupAccount(bank == 3 ? POSITION_A : POSITION_B).join().orElseThrow();
        return account.debitsPosted() - account.creditsPosted();
    }

    /** Lets the clock of a sandbox pass. */
    void pass(final long seconds)
    {
        admin.advanceClock(seconds * 1_000_000_000L).join();
    }

    static long balance(final Bank bank, final UInt128 reference)
    {
        final Account account = bank.accounts(List.of(reference)).getFirst();
        return account.creditsPosted() - account.debitsPosted();
    }

    @Override
    public void close() throws IOException
    {
        while (!open.isEmpty())
        {
            open.pop().close();
        }
        admin.close();
        gateway.close();
        node.close();
    }
}
