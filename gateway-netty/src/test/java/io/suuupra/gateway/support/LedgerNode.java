package io.suuupra.gateway.support;

import io.suuupra.codecs.auth.ApiKey;
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
