package io.suuupra.gateway.net;

import io.netty.pkitesting.X509Bundle;
import io.suuupra.client.ClientOptions;
import io.suuupra.client.ClientTls;
import io.suuupra.client.ConnectionFailedException;
import io.suuupra.client.SuuupraClient;
import io.suuupra.codecs.auth.ApiKey;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.CreateTransfersDecoder;
import io.suuupra.gateway.auth.KeyTerms;
import io.suuupra.gateway.boot.GatewayOptions;
import io.suuupra.gateway.support.Await;
import io.suuupra.gateway.support.Certificates;
import io.suuupra.gateway.support.HttpClientRaw;
import io.suuupra.gateway.support.Messages;
import io.suuupra.gateway.support.TestGateway;
import io.suuupra.gateway.support.WireClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TlsTest
{
    private static final X509Bundle SERVER = Certificates.make("server");
    private static final X509Bundle CLIENT = Certificates.make("client");
    private static final X509Bundle STRANGER = Certificates.make("stranger");

    @TempDir
    private Path folder;
    private TestGateway gateway;

    @AfterEach
    void stop() throws IOException
    {
        if (gateway != null)
        {
            gateway.close();
        }
    }

    private void start(final X509Bundle clientCa) throws IOException
    {
        gateway = new TestGateway(TestGateway.options().tls(Certificates.files(folder, SERVER, clientCa)));
        gateway.ingress().replyWith(taken -> taken.templateId() == CreateTransfersDecoder.TEMPLATE_ID ?
            Messages.transferResults(Collections.nCopies(
                (taken.length() - 12) / CreateTransfersDecoder.TransfersDecoder.sbeBlockLength(),
                CreateTransferStatus.CREATED).toArray(new CreateTransferStatus[0])) : Messages.state());
    }

    private SuuupraClient connect(final ApiKey key, final ClientTls tls)
    {
        return SuuupraClient.connect(ClientOptions.of("127.0.0.1", gateway.gateway().binaryPort(), key)
            .withConnectTimeout(Duration.ofSeconds(20)).withTls(tls));
    }

    private ClientTls trusting(final X509Bundle server) throws IOException
    {
        return ClientTls.system().withCa(Certificates.certificate(folder, "trusted", server));
    }

    private ClientTls showing(final X509Bundle own) throws IOException
    {
        return trusting(SERVER).withCertificate(
            Certificates.certificate(folder, "own", own), Certificates.key(folder, "own", own));
    }

    /** A socket that speaks what it is told to. */
    private SSLSocket socket(final int port, final X509Bundle own, final String protocol) throws Exception
    {
        final SSLSocket socket = (SSLSocket)Certificates.context(SERVER, own).getSocketFactory()
            .createSocket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        socket.setEnabledProtocols(new String[]{protocol});
        return socket;
    }

    private int status(final ApiKey key, final X509Bundle own) throws Exception
    {
        try (HttpClientRaw http =
            new HttpClientRaw(socket(gateway.gateway().httpPort(), own, "TLSv1.3"), key.reveal()))
        {
            return http.get("/v1/state").status();
        }
    }

    @Test
    void shouldServeBothProtocols() throws Exception
    {
        start(null);
        try (SuuupraClient client = connect(gateway.admin(), trusting(SERVER)))
        {
            assertEquals(-1, client.state().join().sequence());
            // Frames of all sizes cross the borders of TLS records.
            for (final int events : new int[]{ 1, 126, 127, 128, 1_000, Limits.EVENTS_MAX })
            {
                final List<Transfer> batch = Collections.nCopies(events, Messages.transfer(1));
                assertEquals(events, client.createTransfers(batch).join().size());
            }
        }
        assertEquals(200, status(gateway.admin(), null));
    }

    @Test
    void shouldSpeakNothingOlderThanTls13() throws Exception
    {
        start(null);
        for (final int port : new int[]{ gateway.gateway().httpPort(), gateway.gateway().binaryPort() })
        {
            try (SSLSocket old = socket(port, null, "TLSv1.2"))
            {
                assertThrows(IOException.class, old::startHandshake);
            }
        }
        Await.until("the failures are counted", () -> metric("suuupra_gateway_tls_failures_total") == 2);
    }

    private double metric(final String name)
    {
        try (HttpClientRaw http = new HttpClientRaw(socket(gateway.gateway().httpPort(), null, "TLSv1.3"), "k"))
        {
            return Arrays.stream(http.get("/metrics").body().split("\n")).filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1))).findFirst().orElseThrow();
        }
        catch (final Exception failed)
        {
            throw new AssertionError(failed);
        }
    }

    @Test
    void shouldNotAnswerPlainText() throws Exception
    {
        start(null);
        try (HttpClientRaw http = gateway.http())
        {
            http.sendRaw("GET /v1/node HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThrows(IOException.class, http::read);
        }
        try (WireClient plain = gateway.connect())
        {
            plain.send(1, Messages.heartbeat());
            assertTrue(plain.isClosedByNode());
        }
        assertEquals(0, gateway.ingress().offers());
    }

    @Test
    void shouldEndHandshakesThatNeverCome() throws Exception
    {
        gateway = new TestGateway(TestGateway.options().authTimeoutMs(200)
            .tls(Certificates.files(folder, SERVER, null)));
        for (final int port : new int[]{ gateway.gateway().httpPort(), gateway.gateway().binaryPort() })
        {
            try (Socket silent = new Socket("127.0.0.1", port))
            {
                silent.setSoTimeout(10_000);
                silent.getInputStream().readAllBytes();
            }
        }
        Await.until("none is open", () -> gateway.gateway().metrics().binary().connections() == 0);
    }

    @Test
    void shouldHaveTheClientRefuseACertificateItDoesNotTrust() throws IOException
    {
        start(null);
        final ClientTls wrong = trusting(STRANGER);
        final ConnectionFailedException refused =
            assertThrows(ConnectionFailedException.class, () -> connect(gateway.admin(), wrong).close());
        assertTrue(refused.getMessage().contains("SSLHandshakeException"), refused.getMessage());
        assertEquals(0, gateway.ingress().offers());
    }

    @Test
    void shouldHaveTheClientRefuseACertificateForAnotherHost() throws IOException
    {
        final X509Bundle other = Certificates.make("server", "other.example", "10.0.0.1");
        gateway = new TestGateway(TestGateway.options().tls(Certificates.files(folder, other, null)));
        final ClientTls trusted = trusting(other);
        final ConnectionFailedException refused =
            assertThrows(ConnectionFailedException.class, () -> connect(gateway.admin(), trusted).close());
        assertTrue(refused.getMessage().contains("127.0.0.1"), refused.getMessage());
    }

    @Test
    void shouldDemandACertificateOfClients() throws Exception
    {
        start(CLIENT);
        try (SuuupraClient client = connect(gateway.admin(), showing(CLIENT)))
        {
            assertEquals(-1, client.state().join().sequence());
        }
        assertEquals(200, status(gateway.admin(), CLIENT));
        final ClientTls none = trusting(SERVER);
        assertThrows(ConnectionFailedException.class, () -> connect(gateway.admin(), none).close());
        assertThrows(IOException.class, () -> status(gateway.admin(), null));
        final ClientTls stranger = showing(STRANGER);
        assertThrows(ConnectionFailedException.class, () -> connect(gateway.admin(), stranger).close());
        assertThrows(IOException.class, () -> status(gateway.admin(), STRANGER));
    }

    @Test
    void shouldBindAKeyToACertificate() throws Exception
    {
        start(CLIENT);
        final ApiKey bound = gateway.keys().add("bound", Principal.ADMIN, 0, -1,
            new KeyTerms(0, 0, 0, Certificates.fingerprint(CLIENT)));
        final ApiKey elsewhere = gateway.keys().add("elsewhere", Principal.ADMIN, 0, -1,
            new KeyTerms(0, 0, 0, Certificates.fingerprint(STRANGER)));
        assertEquals(200, status(bound, CLIENT));
        assertEquals(401, status(elsewhere, CLIENT));
        final ClientTls tls = showing(CLIENT);
        connect(bound, tls).close();
        assertThrows(ConnectionFailedException.class, () -> connect(elsewhere, tls).close());
    }

    @Test
    void shouldUseNewFilesWithoutARestart() throws Exception
    {
        start(null);
        try (SuuupraClient client = connect(gateway.admin(), trusting(SERVER)))
        {
            final X509Bundle renewed = Certificates.make("renewed");
            // Between the two files they do not fit each other: what was read before stays in use.
            Certificates.certificate(folder, "server", renewed);
            assertEquals(200, status(gateway.admin(), null));
            Certificates.key(folder, "server", renewed);
            final ClientTls onlyRenewed = trusting(renewed);
            Await.until("the new certificate is shown", () -> connects(onlyRenewed));
            assertThrows(SSLException.class, () -> status(gateway.admin(), null));
            assertEquals(-1, client.state().join().sequence(), "open sessions go on");
        }
    }

    private boolean connects(final ClientTls tls)
    {
        try
        {
            connect(gateway.admin(), tls).close();
            return true;
        }
        catch (final ConnectionFailedException notYet)
        {
            return false;
        }
    }

    @Test
    void shouldNotStartWithFilesThatCannotBeUsed() throws IOException
    {
        final TlsFiles good = Certificates.files(folder, SERVER, null);
        final Path garbage = Files.writeString(folder.resolve("garbage"), "nothing");
        for (final TlsFiles bad : List.of(
            new TlsFiles(garbage, good.key(), null),
            new TlsFiles(good.certificate(), garbage, null),
            new TlsFiles(good.certificate(), good.key(), garbage),
            new TlsFiles(good.certificate(), Certificates.key(folder, "other", STRANGER), null),
            new TlsFiles(folder.resolve("absent"), good.key(), null)))
        {
            final GatewayOptions.Builder options = TestGateway.options().tls(bad);
            assertThrows(IOException.class, () -> new TestGateway(options), bad.toString());
        }
    }

    @Test
    void shouldNotSpeakPlainTextToOtherMachinesUnlessToldTo() throws IOException
    {
        final IOException refused = assertThrows(
            IOException.class, () -> new TestGateway(TestGateway.options().bindAddress("0.0.0.0")));
        assertTrue(refused.getMessage().contains("plain text"), refused.getMessage());
        gateway = new TestGateway(TestGateway.options().bindAddress("0.0.0.0").insecure(true));
        gateway.close();
        gateway = new TestGateway(
            TestGateway.options().bindAddress("0.0.0.0").tls(Certificates.files(folder, SERVER, null)));
    }
}
