package io.suuupra.gateway.support;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.suuupra.gateway.net.TlsFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;

/** Self-signed certificates, for this machine if nothing else is said, and their PEM files in one folder. */
public final class Certificates
{
    private Certificates()
    {
    }

    public static X509Bundle make(final String name)
    {
        return make(name, "localhost", "127.0.0.1");
    }

    public static X509Bundle make(final String name, final String host, final String address)
    {
        try
        {
            return new CertificateBuilder()
                .algorithm(CertificateBuilder.Algorithm.ecp256)
                .subject("CN=" + name)
                .addSanIpAddress(address)
                .addSanDnsName(host)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        }
        catch (final Exception impossible)
        {
            throw new IllegalStateException("no certificate could be made", impossible);
        }
    }

    public static Path certificate(final Path folder, final String name, final X509Bundle bundle) throws IOException
    {
        return replace(folder.resolve(name + ".crt"), bundle.getCertificatePEM());
    }

    public static Path key(final Path folder, final String name, final X509Bundle bundle) throws IOException
    {
        return replace(folder.resolve(name + ".key"), bundle.getPrivateKeyPEM());
    }

    public static TlsFiles files(final Path folder, final X509Bundle server, final X509Bundle clientCa)
        throws IOException
    {
        return new TlsFiles(certificate(folder, "server", server), key(folder, "server", server),
            clientCa == null ? null : certificate(folder, "clients", clientCa));
    }

    public static String fingerprint(final X509Bundle bundle) throws GeneralSecurityException
    {
        return HexFormat.of().formatHex(
            MessageDigest.getInstance("SHA-256").digest(bundle.getCertificate().getEncoded()));
    }

    /**
     * @param trusted certificate to trust.
     * @param own     certificate to show; null = none.
     */
    public static SSLContext context(final X509Bundle trusted, final X509Bundle own) throws GeneralSecurityException
    {
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(
            own == null ? null : own.toKeyManagerFactory().getKeyManagers(),
            trusted.toTrustManagerFactory().getTrustManagers(), null);
        return context;
    }

    private static Path replace(final Path path, final String text) throws IOException
    {
        final Path next = Files.writeString(path.resolveSibling(path.getFileName() + ".next"), text);
        return Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
