package io.suuupra.tools;

import io.suuupra.gateway.auth.KeyTerms;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.HexFormat;

/** On what terms a new key may be used. */
final class KeyTermsOptions
{
    @Option(names = "--expires", paramLabel = "WHEN",
        description = "When it is not accepted any more: a span like 90d, a day like 2027-01-31 or a time like " +
            "2027-01-31T12:00:00Z. Default: never.")
    private String expires;

    @Option(names = "--requests", paramLabel = "N", defaultValue = "0",
        description = "Requests a second that it may send; 0 = the node's default.")
    private int requests;

    @Option(names = "--events", paramLabel = "N", defaultValue = "0",
        description = "Accounts, transfers and ids a second that it may send; 0 = the node's default.")
    private int events;

    @Option(names = "--certificate", paramLabel = "FILE",
        description = "PEM file: the key is accepted only over TLS with this client certificate.")
    private Path certificate;

    /**
     * @return the terms.
     * @throws IOException              if the certificate cannot be read.
     * @throws IllegalArgumentException if a value is out of its range; the message names it.
     */
    KeyTerms terms() throws IOException
    {
        return new KeyTerms(expires == null ? 0 : expirySeconds(), requests, events,
            certificate == null ? "" : fingerprint(certificate));
    }

    private long expirySeconds()
    {
        try
        {
            return KeyTimes.moment(expires, Instant.now()).getEpochSecond();
        }
        catch (final IllegalArgumentException wrong)
        {
            throw new IllegalArgumentException("--expires " + wrong.getMessage(), wrong);
        }
    }

    private static String fingerprint(final Path file) throws IOException
    {
        try (InputStream in = Files.newInputStream(file))
        {
            final byte[] encoded = CertificateFactory.getInstance("X.509").generateCertificate(in).getEncoded();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
        }
        catch (final CertificateException | NoSuchAlgorithmException unusable)
        {
            throw new IOException(file + " holds no certificate: " + unusable.getMessage(), unusable);
        }
    }
}
