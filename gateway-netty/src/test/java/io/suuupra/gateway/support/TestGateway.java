package io.suuupra.gateway.support;

import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.gateway.auth.KeyStore;
import io.suuupra.gateway.boot.Gateway;
import io.suuupra.gateway.boot.GatewayOptions;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A gateway on free ports over the fakes, with a data folder that is deleted in the end. */
public final class TestGateway implements Closeable
{
    private final Path data;
    private final KeyStore keys;
    private final ApiKey admin;
    private final FakeIngress ingress = new FakeIngress();
    private final FakeFeed feed = new FakeFeed();
    private final FakeReceipts receipts = new FakeReceipts();
    private final FakeHost host = new FakeHost();
    private final Gateway gateway;

    public TestGateway() throws IOException
    {
        this(options());
    }

    public TestGateway(final GatewayOptions.Builder options) throws IOException
    {
        data = Files.createTempDirectory("gateway-test");
        keys = KeyStore.openOrCreate(data);
        admin = ApiKey.parse(keys.createdKey().orElseThrow()).orElseThrow();
        gateway = Gateway.start(options.build(), ingress, feed, receipts, host, keys);
    }

    public static GatewayOptions.Builder options()
    {
        return GatewayOptions.builder().httpPort(0).binaryPort(0).closeTimeoutMs(500);
    }

    public WireClient open() throws IOException
    {
        return WireClient.open(gateway.binaryPort(), admin);
    }

    public WireClient open(final ApiKey key) throws IOException
    {
        return WireClient.open(gateway.binaryPort(), key);
    }

    public WireClient connect() throws IOException
    {
        return new WireClient(gateway.binaryPort());
    }

    public HttpClientRaw http() throws IOException
    {
        return new HttpClientRaw(gateway.httpPort(), admin.reveal());
    }

    public HttpClientRaw http(final ApiKey key) throws IOException
    {
        return new HttpClientRaw(gateway.httpPort(), key.reveal());
    }

    /**
     * @return a new key that sees the ledgers from min to max.
     */
    public ApiKey key(final int scopes, final int ledgerMin, final int ledgerMax) throws IOException
    {
        return keys.add("test", scopes, ledgerMin, ledgerMax);
    }

    public ApiKey key(final int scopes) throws IOException
    {
        return key(scopes, 0, -1);
    }

    public ApiKey reader() throws IOException
    {
        return key(Principal.READ);
    }

    public ApiKey admin()
    {
        return admin;
    }

    public KeyStore keys()
    {
        return keys;
    }

    public FakeIngress ingress()
    {
        return ingress;
    }

    public FakeFeed feed()
    {
        return feed;
    }

    public FakeReceipts receipts()
    {
        return receipts;
    }

    public FakeHost host()
    {
        return host;
    }

    public Gateway gateway()
    {
        return gateway;
    }

    @Override
    public void close() throws IOException
    {
        gateway.close();
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
