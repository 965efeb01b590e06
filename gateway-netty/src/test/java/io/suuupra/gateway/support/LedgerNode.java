package io.suuupra.gateway.support;

import io.suuupra.client.ClientOptions;
import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.Acknowledgement;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A real node behind a gateway, as a sandbox, with two ledgers that look the same: 1 is what the keys see, 2 is
 * foreign. Accounts 11 and 12, 21 and 22; transfers 1001 and 2001, holds 1002 and 2002. Ledger 3 and all that ends
 * in 99 is absent.
 */
public final class LedgerNode implements Closeable
{
    /** The ledger that the keys see. */
    public static final int OWN = 1;

    /** One that they do not. */
    public static final int FOREIGN = 2;

    private static final UInt128 POSITION = UInt128.of(9_001);
    private static final int POSITIONS = 900;

    private final Path data;
    private final LocalNode node;
    private final KeyStore keys;
    private final Gateway gateway;
    private final ApiKey admin;
    private final AtomicLong sessions = new AtomicLong();
    private final Map<Integer, ApiKey> byScopes = new LinkedHashMap<>();

    public LedgerNode() throws IOException
    {
        data = Files.createTempDirectory("ledger-node");
        node = LocalNode.open(LocalNodeOptions.defaults(data)
            .withRingThreads(1)
            .withFiles(JournalOptions.small(), 1 << 12)
            .withCapacities(new Capacities(10_000, 100_000, 10_000, 1_024, 16))
            .withSnapshots(0, false)
            .withDiskFreeBytesMin(0)
            .withManualClock(0));
        keys = KeyStore.openOrCreate(data);
        admin = ApiKey.parse(keys.createdKey().orElseThrow()).orElseThrow();
        for (final int scopes : new int[]{
            Principal.READ, Principal.POST, Principal.ADMIN, Principal.READ | Principal.POST,
            Principal.READ | Principal.POST | Principal.ADMIN })
        {
            byScopes.put(scopes, keys.add("scopes " + scopes, scopes, OWN, OWN));
        }
        byScopes.put(0, withoutScopes());
        gateway = Gateway.start(
            GatewayOptions.builder().httpPort(0).binaryPort(0).sandbox(true).closeTimeoutMs(500)
                .refusals(data.resolve("audit")).build(),
            node.ingress(), node.changes(), node.receipts(), node.metrics(), keys);
        seed();
    }

    /** No command makes such a key, but a file may hold one. */
    private ApiKey withoutScopes() throws IOException
    {
        final ApiKey key = keys.add("scopes none", Principal.READ, OWN, OWN);
        final Path file = data.resolve("keys.json");
        final String text = Files.readString(file);
        final int at = text.indexOf("\"scopes none\"");
        final int from = text.indexOf('[', at);
        Files.writeString(file, text.substring(0, from) + "[]" + text.substring(text.indexOf(']', from) + 1));
        keys.list();
        return key;
    }

    private void seed() throws IOException
    {
        try (HttpClientRaw http = http(admin))
        {
            for (final int ledger : new int[]{ OWN, FOREIGN })
            {
                check(http.post("/v1/accounts", """
                    {"accounts":[{"id":"%1$d1","ledger":%1$d,"code":1,"flags":["history"]},
                    {"id":"%1$d2","ledger":%1$d,"code":1}]}""".formatted(ledger)));
                check(http.post("/v1/transfers", """
                    {"transfers":[{"id":"%1$d001","debit_account_id":"%1$d1","credit_account_id":"%1$d2",
                    "amount":"5","ledger":%1$d,"code":1},
                    {"id":"%1$d002","debit_account_id":"%1$d1","credit_account_id":"%1$d2",
                    "amount":"7","ledger":%1$d,"code":1,"flags":["pending"]}]}""".formatted(ledger)));
            }
        }
    }

    /**
     * Makes each key that of a PSP with the handle {@code own} and its scopes, which was asked about the UPI
     * transaction {@code OWN} and its scopes; the payer is at {@code peer}. {@code FOREIGN} was between others.
     */
    public void takePartInUpi() throws IOException
    {
        final ApiKey peer = keys.add("peer", Principal.POST, OWN, OWN);
        final String node = "suuupra://127.0.0.1:" + gateway.binaryPort();
        try (SuuupraClient all = SuuupraClient.connect(ClientOptions.parse(node, admin.reveal()));
            SuuupraClient payer = SuuupraClient.connect(ClientOptions.parse(node, peer.reveal())))
        {
            all.createAccount(Account.builder().id(POSITION).ledger(POSITIONS).code(1).build()).join();
            check(all.upi().register(ParticipantTerms.bank(1, 1, "AAAA", POSITION, Long.MAX_VALUE)).join());
            check(all.upi().register(ParticipantTerms.psp(2, 2, "foreign")).join());
            check(all.upi().register(ParticipantTerms.psp(3, peer.id(), "peer")).join());
            check(payer.upi().pay(pay("FOREIGN", "x@foreign")).join());
            for (final var key : byScopes.entrySet())
            {
                final String name = "own" + key.getKey();
                check(all.upi().register(ParticipantTerms.psp(10 + key.getKey(), key.getValue().id(), name)).join());
                check(payer.upi().pay(pay("OWN" + key.getKey(), "x@" + name)).join());
            }
        }
    }

    private static ReqPay pay(final String id, final String payee)
    {
        return ReqPay.pay(id, Party.person("anna@peer"), Party.person(payee), 1,
            new BankAccount(UInt128.of(1), "AAAA0000001", BankAccount.SAVINGS), Ciphertext.of(new byte[1]));
    }

    private static void check(final Acknowledgement said)
    {
        if (!said.isTaken())
        {
            throw new AssertionError("the switch could not be set up: " + said.codeText());
        }
    }

    /** Waits until there are receipts of what the ledgers were set up with. */
    public void awaitSigned()
    {
        Await.until("the ledgers are signed",
            () -> node.receipts().signedSequence() >= node.metrics().durableSequence());
    }

    private static void check(final HttpClientRaw.Response response)
    {
        if (response.status() != 200 || response.body().split("\"created\"", -1).length != 3)
        {
            throw new AssertionError("the ledgers could not be set up: " + response);
        }
    }

    /**
     * @return the key that sees ledger 1 only, and has exactly these scopes.
     */
    public ApiKey key(final int scopes)
    {
        return byScopes.get(scopes);
    }

    /**
     * @return every set of scopes for which there is a key.
     */
    public List<Integer> scopes()
    {
        return List.copyOf(byScopes.keySet());
    }

    /**
     * @return the key that may do and sees everything.
     */
    public ApiKey admin()
    {
        return admin;
    }

    public int httpPort()
    {
        return gateway.httpPort();
    }

    public HttpClientRaw http(final ApiKey key) throws IOException
    {
        return new HttpClientRaw(gateway.httpPort(), key.reveal());
    }

    public WireClient wire(final ApiKey key) throws IOException
    {
        final WireClient client = new WireClient(gateway.binaryPort());
        // A session of its own, or the node would give the reply of before to the same request number.
        client.authenticate(key, 1, sessions.incrementAndGet());
        return client;
    }

    public WireClient connect() throws IOException
    {
        return new WireClient(gateway.binaryPort());
    }

    /**
     * @return all that can be seen of the foreign ledger by who may see it.
     */
    public String foreign() throws IOException
    {
        try (HttpClientRaw http = http(admin))
        {
            return http.post("/v1/query/accounts", "{\"ledger\":" + FOREIGN + "}").body() +
                http.post("/v1/query/transfers", "{\"ledger\":" + FOREIGN + "}").body();
        }
    }

    public Path data()
    {
        return data;
    }

    @Override
    public void close() throws IOException
    {
        gateway.close();
        node.close();
        final List<Path> files;
        try (Stream<Path> walk = Files.walk(data))
        {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (final Path file : files)
        {
            Files.delete(file);
        }
    }
}
