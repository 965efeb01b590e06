package io.suuupra.client;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

import java.io.IOException;
import java.nio.file.Path;

/**
 * How a connection is protected: TLS 1.3 (RFC 8446), and nothing older; the node's certificate must be trusted and must
 * name the host that was asked for. The files are read at each attempt to connect, so that new ones are used from the
 * next connection on. Immutable.
 *
 * @param ca          PEM file with the certificates that the node's must lead to; null = those that Java trusts.
 * @param certificate PEM file with the client's certificate and those that lead to its root; null = none is shown.
 * @param key         PEM file with the client's private key, PKCS #8 without a password; null = none.
 */
public record ClientTls(Path ca, Path certificate, Path key)
{
    private static final String PROTOCOL = "TLSv1.3";
    private static final String HOST_NAMES = "HTTPS";

    /**
     * @throws IllegalArgumentException if only one of certificate and key is given.
     */
    public ClientTls
    {
        if ((certificate == null) != (key == null))
        {
            throw new IllegalArgumentException("certificate and key: must be given together");
        }
    }

    /**
     * @return TLS that trusts whom Java trusts, and shows no certificate.
     */
    public static ClientTls system()
    {
        return new ClientTls(null, null, null);
    }

    /**
     * @param file PEM file with the certificates that the node's must lead to.
     * @return a copy that trusts these only.
     */
    public ClientTls withCa(final Path file)
    {
        return new ClientTls(file, certificate, key);
    }

    /**
     * @param certificateFile PEM file with the client's certificate and those that lead to its root.
     * @param keyFile         PEM file with its private key, PKCS #8 without a password.
     * @return a copy that shows this certificate to the node.
     */
    public ClientTls withCertificate(final Path certificateFile, final Path keyFile)
    {
        return new ClientTls(ca, certificateFile, keyFile);
    }

    /**
     * @return what makes connections.
     * @throws ConnectionFailedException if a file cannot be used; the message says why.
     */
    SslContext context()
    {
        try
        {
            final SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols(PROTOCOL)
                .endpointIdentificationAlgorithm(HOST_NAMES);
            if (ca != null)
            {
                builder.trustManager(ca.toFile());
            }
            if (certificate != null)
            {
                builder.keyManager(certificate.toFile(), key.toFile());
            }
            return builder.build();
        }
        catch (final IllegalArgumentException | IOException unusable)
        {
            throw new ConnectionFailedException("TLS cannot be set up from " + this + ": " + unusable.getMessage(),
                unusable);
        }
    }
}
