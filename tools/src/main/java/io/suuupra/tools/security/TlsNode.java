package io.suuupra.tools.security;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.suuupra.client.ClientOptions;
import io.suuupra.client.ClientTls;
import io.suuupra.tools.chaos.NodeProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A node in a process of its own, on a folder of its own, with a fresh certificate that it signed itself. It ends with
 * this process, however that happens.
 */
final class TlsNode implements AutoCloseable
{
    private static final long START_TIMEOUT_S = 60;

    private final NodeProcess.Settings settings;
    private final NodeProcess process;
    private final Path certificate;

    private TlsNode(final NodeProcess.Settings settings, final NodeProcess process, final Path certificate)
    {
        this.settings = settings;
        this.process = process;
        this.certificate = certificate;
    }

    /**
     * @param folder      to put everything in.
     * @param connections that it must take at a time.
     * @return the node, ready.
     * @throws IOException if it does not start.
     */
    static TlsNode start(final Path folder, final int connections) throws IOException, InterruptedException
    {
        final X509Bundle bundle = selfSigned();
        final Path certificate = Files.writeString(folder.resolve("node.crt"), bundle.getCertificatePEM());
        final Path key = Files.createFile(folder.resolve("node.key"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, bundle.getPrivateKeyPEM());
        final String many = Integer.toString(connections);
        final NodeProcess.Settings settings = NodeProcess.Settings.of(
            folder.resolve("data"), folder.resolve("node.log"), List.of(
                "--tls-cert", certificate.toString(), "--tls-key", key.toString(),
                "--connections", many, "--connections-per-address", many));
        final NodeProcess process = NodeProcess.start(settings);
        boolean ready = false;
        try
        {
            process.awaitReady(START_TIMEOUT_S);
            ready = true;
            return new TlsNode(settings, process, certificate);
        }
        finally
        {
            if (!ready)
            {
                process.close();
            }
        }
    }

    private static X509Bundle selfSigned() throws IOException
    {
        final Instant now = Instant.now();
        try
        {
            return new CertificateBuilder()
                .algorithm(CertificateBuilder.Algorithm.ecp256)
                .subject("CN=suuupra security-check")
                .notBefore(now.minus(Duration.ofHours(1)))
                .notAfter(now.plus(Duration.ofDays(90)))
                .addSanDnsName("localhost")
                .addSanIpAddress("127.0.0.1")
                .addExtendedKeyUsage(CertificateBuilder.ExtendedKeyUsage.PKIX_KP_SERVER_AUTH)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        }
        catch (final Exception failed)
        {
            throw new IOException("no certificate could be made: " + failed.getMessage(), failed);
        }
    }

    int httpPort()
    {
        return settings.http();
    }

    int binaryPort()
    {
        return settings.binary();
    }

    Path certificate()
    {
        return certificate;
    }

    String key() throws IOException
    {
        return settings.key();
    }

    ClientTls clientTls()
    {
        return ClientTls.system().withCa(certificate);
    }

    ClientOptions clientOptions() throws IOException
    {
        return ClientOptions.parse("suuupras://127.0.0.1:" + binaryPort(), key()).withTls(clientTls())
            .withConnectTimeout(Duration.ofSeconds(20));
    }

    /** @return true while the process runs. */
    boolean runs() throws InterruptedException
    {
        return process.runFor(0);
    }

    Path log()
    {
        return settings.log();
    }

    @Override
    public void close() throws IOException
    {
        process.close();
    }
}
